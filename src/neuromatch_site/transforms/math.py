"""Formulas: displayed or inline, labelled, rendered with the macros of page and project."""

import re
from collections.abc import Callable

from msgspec import structs

from neuromatch_site.config.page import PageFrontmatter
from neuromatch_site.diagnostics.diagnostic import Diagnostics, Rule
from neuromatch_site.diagnostics.source import Position
from neuromatch_site.model.ast import nodes
from neuromatch_site.model.ast.identifiers import normalize_label
from neuromatch_site.model.ast.text import text_of
from neuromatch_site.model.ast.visit import copy_of, has_child, parents_of, replace, select
from neuromatch_site.transforms._context import TransformContext
from neuromatch_site.transforms._math_rows import (
    LABEL,
    TAG,
    UNNUMBERED,
    joined_rows,
    rows_of,
    set_tag,
    without_eqnarray,
)
from neuromatch_site.transforms._steps import changes
from neuromatch_site.transforms.katex import Formula, TexProblem, render_again
from neuromatch_site.transforms.katex.alphabets import visible_text
from neuromatch_site.transforms.katex.plain import plain_text


@changes(nodes.Math)
def unnest_math(content: nodes.Root, context: TransformContext, diagnostics: Diagnostics) -> None:
    """Move displayed formulas out of their paragraphs.

    ``tight`` says where the paragraph continues. Source: ``mathNestingTransform`` of
    myst-transforms. In a link, formulas stay parts of its text, because their numbers would be
    nested links.
    """
    for link in select(content, *nodes.LINKS):
        replace(link, nodes.Math, _in_line)
    for parent in parents_of(content, nodes.Paragraph):
        if any(_has_math(child) for child in parent.children):
            parent.children = [part for child in parent.children for part in _parts(child)]


def _in_line(node: nodes.Math) -> list[nodes.Node]:
    return [nodes.InlineMath(position=node.position, value=node.value)]


def _has_math(node: nodes.Node) -> bool:
    return isinstance(node, nodes.Paragraph) and has_child(node, nodes.Math)


def _parts(node: nodes.Node) -> list[nodes.Node]:
    if not isinstance(node, nodes.Paragraph) or not _has_math(node):
        return [node]
    last = len(node.children) - 1
    parts: list[nodes.Node] = []
    words: list[nodes.Node] = []
    for index, child in enumerate(node.children):
        if not isinstance(child, nodes.Math):
            words.append(child)
            continue
        if last:
            child.tight = "after" if index == 0 else "before" if index == last else True
        _push(parts, words, node)
        parts.append(child)
        words = []
    _push(parts, words, node)
    return parts


def _push(parts: list[nodes.Node], words: list[nodes.Node], paragraph: nodes.Paragraph) -> None:
    """Add a paragraph of the words, without the line ends that touched the formulas."""
    if words and isinstance(words[0], nodes.Text) and parts:
        words[0].value = words[0].value.removeprefix("\n")
    if words and isinstance(words[-1], nodes.Text):
        words[-1].value = words[-1].value.removesuffix("\n")
    if any(not isinstance(word, nodes.Text) or word.value.strip() for word in words):
        parts.append(
            nodes.Paragraph(position=words[0].position or paragraph.position, children=words)
        )


# -- labels and numbers

_ENVIRONMENT = re.compile(r"\\(begin|end)\{equation(\*?)\}")
_STARRED = re.compile(r"\s*\\begin\{(\w+)\*\}.*\\end\{\1\*\}\s*", re.DOTALL)


@changes(nodes.Math, nodes.InlineMath)
def label_math(content: nodes.Root, context: TransformContext, diagnostics: Diagnostics) -> None:
    r"""Move ``\label``, ``\tag`` and the ``equation`` environment from formulas to nodes.

    They become the label and the number of the node. Source: ``mathLabelTransform`` of
    myst-transforms.
    """
    for formula in select(content, nodes.Math, nodes.InlineMath):
        formula.value = formula.value.replace("\u00a0", " ")
        if isinstance(formula, nodes.Math):
            if context.project.counts_as_sphinx:
                _leave_unnumbered(formula)
            formula.environment = None
    replace(content, (nodes.Math, nodes.InlineMath), _split_or_link)
    for node in select(content, nodes.Math):
        _unwrap(node)
        _put_identifier(node)
        _number_unlabelled(node)
        node.value = without_eqnarray(node.value)


_OF_AMSMATH = re.compile(r"\s*\\begin\{(?:align|alignat|equation|flalign|gather|multline)\}")


def _leave_unnumbered(node: nodes.Math) -> None:
    """Give a formula without a label no number, as Sphinx does, but environments of amsmath.

    Those in dollars or in a directive are as any other there.
    """
    named = node.label or node.enumerator or LABEL.search(node.value) or TAG.search(node.value)
    is_counted = node.environment and _OF_AMSMATH.match(node.value)
    if node.enumerated is None and not named and not is_counted:
        node.enumerated = False


def _split_or_link(node: nodes.Literal) -> list[nodes.Node] | None:
    if not isinstance(node, nodes.Math):
        return _equation_link(node)
    group = rows_of(node)
    if group is None and node.enumerated is None and _STARRED.fullmatch(node.value):
        node.enumerated = bool(node.label or LABEL.search(node.value) or TAG.search(node.value))
    return None if group is None else [group]


_REFERENCE = re.compile(r"\\(eq)?ref\{([^{}]+)\}")


def _equation_link(node: nodes.Literal) -> list[nodes.Node] | None:
    r"""Return a link for a formula that is only ``\eqref{label}``, as notebooks have it.

    ``\ref`` is the number without parentheses, of a figure as well.
    """
    match = _REFERENCE.fullmatch(node.value.strip())
    if match is None:
        return None
    identifier, label = normalize_label(match[2])
    number: list[nodes.Node] = [] if match[1] else [nodes.Text(position=node.position, value="%s")]
    return [
        nodes.CrossReference(
            position=node.position,
            kind="eq" if match[1] else "numref",
            identifier=identifier,
            label=label,
            children=number,
        )
    ]


def _unwrap(node: nodes.Math) -> None:
    environments = _ENVIRONMENT.findall(node.value)
    if [word for word, _ in environments] != ["begin", "end"] or environments[0][1] != environments[
        1
    ][1]:
        return
    node.enumerated = not environments[0][1] and node.enumerated is not False
    node.value = _ENVIRONMENT.sub("", node.value).strip()


def _put_identifier(node: nodes.Math) -> None:
    match = LABEL.search(node.value)
    if match is None:
        return
    if not node.label:
        node.identifier, node.label = normalize_label(match[1])
    node.value = LABEL.sub("", node.value).strip()


def _number_unlabelled(node: nodes.Math) -> None:
    tags = list(TAG.finditer(node.value))
    if len(tags) == 1 and node.enumerator is None:
        set_tag(node, tags[0])
        node.value = TAG.sub("", node.value).strip()
    elif UNNUMBERED.search(node.value) and r"\begin{" not in node.value:
        node.enumerated = False
        node.value = UNNUMBERED.sub("", node.value).strip()


# -- formulas that are only text

_SCRIPT = re.compile(r"([+-]?[\d.]+)([\^_])(?:\{([+-]?[\d.]+)\}|([+-]?[\d.]+))$")
_PLAIN: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], str]], ...] = (
    (re.compile(r"[+-]?[0-9.]+$"), lambda match: _signed(match[0])),
    (re.compile(r"\^(?:\{\\circ\}|\\circ)$"), lambda _: "°"),
    (re.compile(r"\\degree$"), lambda _: "°"),
    (re.compile(r"\\pm$"), lambda _: "±"),
)


def _signed(number: str) -> str:
    """Return a number with the sign of mathematics, which is longer than a hyphen."""
    return number.replace("-", "−")


def simplify_math(content: nodes.Root, context: TransformContext, diagnostics: Diagnostics) -> None:
    """Convert inline formulas with only a number, a degree sign, a power of a number to text.

    Source: ``inlineMathSimplificationTransform`` of myst-transforms.
    """
    title = nodes.Root(children=context.title)
    for whole in (content, title):
        replace(whole, nodes.InlineMath, _simple)
    context.title[:] = title.children


def _simple(node: nodes.InlineMath) -> list[nodes.Node] | None:
    for pattern, words in _PLAIN:
        if match := pattern.match(node.value):
            return [nodes.Text(position=node.position, value=words(match))]
    match = _SCRIPT.match(node.value)
    if match is None:
        return None
    script = nodes.Superscript if match[2] == "^" else nodes.Subscript
    raised: list[nodes.Node] = [
        nodes.Text(position=node.position, value=_signed(match[3] or match[4]))
    ]
    base = nodes.Text(position=node.position, value=_signed(match[1]))
    return [
        nodes.Span(
            position=node.position,
            children=[base, script(position=node.position, children=raised)],
        )
    ]


# -- rendering


def render_math(content: nodes.Root, context: TransformContext, diagnostics: Diagnostics) -> None:
    """Set the MathML of every formula; report each that cannot be rendered."""
    siblings = [
        node
        for part in (content, *context.title)
        for node in select(part, nodes.Math, nodes.InlineMath, nodes.MathGroup)
        if not isinstance(node, nodes.MathGroup)
        or (
            node.enumerated is False
            and all(isinstance(child, nodes.Math) for child in node.children)
        )
    ]
    if not siblings:
        return
    formulas = [_formula(node) for node in siblings]
    macros = {**context.project.math, **context.frontmatter.math}
    results = render_again(formulas, macros, context.formulas, context.common_formulas)
    for node, result in zip(siblings, results, strict=True):
        if isinstance(result, TexProblem):
            if isinstance(node, nodes.MathGroup):
                continue  # reported at the line
            _report_tex(node, result, context, diagnostics)
        else:
            node.html = result
            if isinstance(node, nodes.Math) and _only_defines(node):
                node.enumerated = False


def _only_defines(node: nodes.Math) -> bool:
    """Return whether a formula only says what commands mean: nothing is seen of it."""
    begins = not node.label and _DEFINES.match(node.value)
    return bool(begins) and not visible_text(node.html or "").strip()


_DEFINES = re.compile(
    r"\s*\\(?:(?:re|provide)?new(?:command|environment)|Declare\w+|g?def|require|definecolor)\b"
)


def with_readable_title(context: TransformContext) -> PageFrontmatter:
    """Return the front matter with formulas of its title as characters, for plain text."""
    words = nodes.Root(children=[copy_of(node) for node in context.title])
    if not any(select(words, nodes.InlineMath)):
        return context.frontmatter
    replace(words, nodes.InlineMath, _as_text)
    return structs.replace(context.frontmatter, title=text_of(words).strip())


def _as_text(node: nodes.InlineMath) -> list[nodes.Node] | None:
    return [nodes.Text(position=node.position, value=plain_text(node.html))] if node.html else None


def _formula(node: nodes.Math | nodes.InlineMath | nodes.MathGroup) -> Formula:
    if isinstance(node, nodes.MathGroup):
        return Formula(joined_rows(node), display=True, rows=True)
    return Formula(node.value, isinstance(node, nodes.Math))


def _report_tex(
    node: nodes.Math | nodes.InlineMath,
    problem: TexProblem,
    context: TransformContext,
    diagnostics: Diagnostics,
) -> None:
    start = node.position or Position(context.source.path)
    place = start if problem.offset is None else _position_at(start, node, problem.offset, context)
    rule = Rule.MATH_TOO_COMPLEX if problem.too_complex else Rule.MATH_RENDERS
    diagnostics.report(rule, place, problem.message, problem.hint)


def _position_at(
    start: Position, node: nodes.Math | nodes.InlineMath, offset: int, context: TransformContext
) -> Position:
    """Return the place of a character of the formula, where its text can be found again."""
    before = node.value[:offset].split("\n")
    words = node.value.split("\n")[len(before) - 1]
    indent = len(words) - len(words.lstrip())
    lines = context.texts.get(start.path, "").split("\n") if start.cell is None else []
    first = start.line - 1 + len(before) - 1
    for number in range(first, min(first + _REACH, len(lines))):
        begin = start.column - 1 if number == start.line - 1 else 0
        column = lines[number].find(words.strip(), begin)
        if column >= 0:
            column += len(before[-1]) - indent
            return start._replace(line=number + 1, column=max(column, 0) + 1)
    return start


_REACH = 30
"""Lines between the beginning of a directive and its formula: options and the like."""
