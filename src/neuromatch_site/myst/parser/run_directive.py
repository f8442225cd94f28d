"""Run a directive: its source -> nodes."""

import re

from msgspec import Struct
from msgspec.structs import replace

from neuromatch_site.diagnostics.diagnostic import Rule
from neuromatch_site.diagnostics.source import Source
from neuromatch_site.model.ast.nodes import Code, MystDirective, Problem
from neuromatch_site.myst.parser.attributes import WORDS, Attributes, read_attributes
from neuromatch_site.myst.parser.directive import Directive, DirectiveData, Kind
from neuromatch_site.myst.parser.fence import Fence
from neuromatch_site.myst.parser.foreign_names import FOREIGN_DIRECTIVES
from neuromatch_site.myst.parser.options import Split, WrittenOption, split_options
from neuromatch_site.myst.parser.parse_context import OpenDirective, ParseContext
from neuromatch_site.myst.parser.place import BlockPlace
from neuromatch_site.myst.parser.values import check_options

NAMELESS = "div"
"""The directive of braces without a name: ``:::{.class}``."""
_LANGUAGES = frozenset("bash c cpp html javascript json julia latex matlab python r sh".split())

_LEVELS = 3
"""How many nodes a directive puts around its body, about."""

_HEAD = re.compile(
    rf"\s*\{{\s*+(?P<name>[^\s{{}}#.=\"'`][^\s{{}}#=\"'`]*+)?(?P<words>{WORDS})\}}"
    r"[ \t]*+(?P<argument>.*)$"
)


class Head(Struct, frozen=True):
    """The first line of a directive: name, attributes in braces, argument."""

    name: str
    options: list[WrittenOption]
    argument: Source


def read_head(fence: Fence, context: ParseContext) -> Head | None:
    """Return the head of a fence that is a directive; None if it is code."""
    match = _HEAD.match(fence.info.rstrip(" \t"))
    if match is None or not (match["name"] or match["words"].strip()):
        return None
    attributes = read_attributes(match["words"])
    if attributes is None:
        context.diagnostics.report(
            Rule.DIRECTIVE_OPTIONS_CORRECT,
            fence.info_source.at(0, match.start("words")),
            f"`{match['words'].strip()}` in the braces cannot be read",
            'write `.class`, `#label` or `key="value"`',
        )
        attributes = Attributes()
    place = fence.info_source.part("", 0, match.start("words"))
    argument = fence.info_source.part(match["argument"], 0, match.start("argument"))
    return Head(match["name"] or NAMELESS, written_options(attributes, place), argument)


def written_options(attributes: Attributes, source: Source) -> list[WrittenOption]:
    """Return attributes in braces as options; ``source`` is the text in the braces."""
    return [
        WrittenOption(key, value, place, place)
        for key, value in attributes.options().items()
        for place in [source.at(0, attributes.starts.get(key, 0))]
    ]


def run_directive(
    head: Head, fence: Fence, before: list[WrittenOption], context: ParseContext
) -> MystDirective:
    """Return the directive as written, with its result as children.

    ``before`` are the attributes in braces on the line above it.
    """
    known_names = context.language.directives
    name = head.name if head.name in known_names else head.name.lower()  # as docutils takes them
    directive = known_names.get(name)
    if directive is None:
        return _unknown(head, fence, context)
    head = replace(head, name=name)
    known = {name for own, o in directive.options.items() for name in (own, *o.alias)}
    split = split_options(fence.content, known, context.diagnostics)
    written = [*before, *head.options, *split.options]
    data = _data(head, fence, split, context)
    myst = check_options(directive, written, data)
    node = MystDirective(position=fence.position, name=head.name, args=data.argument or None)
    problem = _check_parts(directive, data)
    context.open_directives.append(
        OpenDirective(directive.name, head.name, fence.mark, fence.closed)
    )
    context.depth += _LEVELS
    _parse_parts(directive, data, myst, context)
    node.options = {item.key: _option_value(data, item) for item in written} or None
    node.value = data.body or None
    node.children = [_problem(data, problem)] if problem else directive.run(data)
    context.depth -= _LEVELS
    context.open_directives.pop()
    if directive.body is None and not problem:
        node.children += data.body_nodes
    return node


def _unknown(head: Head, fence: Fence, context: ParseContext) -> MystDirective:
    message = f"unknown directive `{head.name}`; its text is shown as written"
    if head.name.lower() in _LANGUAGES:
        show, run = f"```{head.name}", f"```{{code-cell}} {head.name}"
        hint = f'code to show starts with "{show}", code to run with "{run}"'
    else:
        known = list(context.language.directives)
        hint = FOREIGN_DIRECTIVES.get(head.name.lower()) or context.diagnostics.did_you_mean(
            head.name, known
        )
    place = fence.info_source.at(0, fence.info.find(head.name))
    context.diagnostics.report(Rule.DIRECTIVE_KNOWN, place, message, hint)
    return MystDirective(
        position=fence.position,
        name=head.name,
        args=head.argument.text or None,
        value=fence.content.text.strip("\n").rstrip() or None,
    )


def _data(head: Head, fence: Fence, split: Split, context: ParseContext) -> DirectiveData:
    return DirectiveData(
        name=head.name,
        position=fence.position,
        argument=head.argument.text,
        argument_source=head.argument,
        body=split.body,
        body_source=fence.content.part(split.body, split.body_line),
        parent=context.open_directives[-1].name if context.open_directives else "",
        parse_blocks=context.blocks,
        parse_inline=context.inline,
        diagnostics=context.diagnostics,
    )


def _check_parts(directive: Directive, data: DirectiveData) -> str:
    """Report what is missing, what is not taken, and a place where it may not stand.

    Returns why the directive cannot be run, or nothing.
    """
    if directive.parents and data.parent not in directive.parents:
        named = " or ".join(f"`{name}`" for name in directive.parents)
        message = f"`{data.name}` is only allowed inside {named}"
        data.report(Rule.DIRECTIVE_PARENT, message, f"put it inside {named}")
    argument, body = directive.argument, directive.body
    if argument is None and body is None and data.argument:
        message = f"`{data.name}` takes no argument; `{data.argument}` is ignored"
        data.diagnostics.report(Rule.DIRECTIVE_ARGUMENT_CORRECT, data.argument_source.at(), message)
    if body is None and data.body:
        message = f"`{data.name}` takes no body; its text is shown below it"
        data.diagnostics.report(Rule.DIRECTIVE_BODY_CORRECT, data.body_source.at(), message)
    if argument and argument.required and not data.argument:
        message = f"`{data.name}` needs an argument"
        expected = (
            f"write it after the braces: {argument.doc[:1].lower()}{argument.doc[1:].rstrip('.')}"
        )
        data.report(Rule.DIRECTIVE_ARGUMENT_CORRECT, message, expected)
        return message
    if body and body.required and not (data.body or (argument is None and data.argument)):
        message = f"`{data.name}` needs a body"
        data.report(Rule.DIRECTIVE_BODY_CORRECT, message)
        return message
    return ""


def _problem(data: DirectiveData, message: str) -> Problem:
    """Return what stands for a directive that cannot be run: all that the author wrote in it."""
    children = data.body_nodes
    if data.body and not children:
        children = [Code(position=data.body_source.at(), value=data.body)]
    written = data.argument or None
    return Problem(position=data.position, message=message, value=written, children=children)


def _parse_parts(
    directive: Directive,
    data: DirectiveData,
    myst: dict[str, WrittenOption],
    context: ParseContext,
) -> None:
    """Read the parts of a directive that are MyST."""
    for own, item in myst.items():
        path, line, column, cell = item.value_position
        fixed = data.body_source.fixed
        source = Source(path, item.value or "", line, column, cell, fixed=fixed)
        data.options[own] = context.inline(source)
    if directive.argument and directive.argument.kind is Kind.MYST and data.argument:
        data.argument_nodes = context.inline(data.argument_source)
    takes_myst = directive.body is None or directive.body.kind is Kind.MYST
    if directive.argument is None and directive.body and data.argument:
        _join_argument(data, takes_myst=takes_myst)
    if takes_myst:
        data.body = data.body.lstrip()
        if data.body:
            data.body_nodes += context.blocks(_dedented(data.body_source))


def _join_argument(data: DirectiveData, *, takes_myst: bool) -> None:
    """Make what stands behind the braces the beginning of the body, as docutils does."""
    if takes_myst:
        data.body_nodes = data.parse_blocks(data.argument_source)
    else:
        data.body = f"{data.argument}\n{data.body}".rstrip()


def _dedented(source: Source) -> Source:
    """Return the text without the spaces that begin its first line, on every line that has them."""
    indent = len(source.text) - len(source.text.lstrip(" "))
    if not indent:
        return source
    place = BlockPlace.over(source)
    lines = [line[min(indent, len(line) - len(line.lstrip(" "))) :] for line in place.lines]
    return place.nested("\n".join(lines), 0)


def _option_value(data: DirectiveData, item: WrittenOption) -> object:
    value = data.options.get(item.key)
    simple = isinstance(value, (bool, int, float))
    return value if simple else (True if item.value is None else item.value)
