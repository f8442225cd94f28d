"""Fences: their content, whether they are closed, and fences that close each other by mistake."""

import re

from markdown_it.token import Token
from msgspec import Struct
from msgspec.structs import replace

from neuromatch_site.diagnostics.diagnostic import Rule
from neuromatch_site.diagnostics.source import Position, Source
from neuromatch_site.myst.parser.parse_context import OpenDirective, ParseContext
from neuromatch_site.myst.parser.place import BlockPlace


class Fence(Struct, frozen=True):
    """A fence of colons, backticks or tildes."""

    mark: str
    info: str
    """The text after the fence, with its spaces."""
    info_source: Source
    content: Source
    closed: bool
    lines: int
    """The number of its lines."""
    position: Position


def read_fence(token: Token, place: BlockPlace) -> Fence:
    """Return the fence of a token."""
    start, end = token.map or [0, 1]
    raw = place.line(start)
    column = max(raw.find(token.markup), 0) + len(token.markup)
    text = token.content
    lines = text.count("\n") + (bool(text) and not text.endswith("\n"))
    return Fence(
        mark=token.markup,
        info=token.info,
        info_source=place.source.part(token.info, start, column),
        content=place.nested(text.removesuffix("\n"), start + 1),
        closed=end - start - 2 == lines,
        lines=lines,
        position=place.of(token),
    )


def report_unclosed(fence: Fence, context: ParseContext) -> None:
    """Report an unclosed fence, once per cause.

    The cause is another one if the end of an inner fence also closed an outer one, or if the outer
    fence is unclosed, too.
    """
    mark = fence.mark[0]
    ended = next(
        (item for item in reversed(context.open_directives) if _ends_with(item, fence)), None
    )
    if ended:
        context.strays[mark] += 1
        _report_nesting(fence, ended, context)
    elif context.strays[mark] and not fence.info.strip():
        context.strays[mark] -= 1
    elif all(construct.closed for construct in context.open_directives):
        _report_missing(fence, context)


_NAME = re.compile(r"(\s*)(?:callout-)?\{?([A-Za-z][\w-]*)\}?(?=\s|$|\[)\s*(?:\[(.*)\])?(.*)")
"""``note``, ``note Title``, ``note[Title]`` (Docusaurus), ``callout-note`` (Quarto)."""


def with_braces(fence: Fence, context: ParseContext) -> Fence:
    """Return a colon fence with braces around its name, which other programs omit."""
    match = _NAME.match(fence.info)
    if match is None or match[2] not in context.language.directives:
        return fence  # code, as in other tools; an unknown language is reported
    name, title = match[2], (match[3] or match[4] or "").strip()
    message = f"`{fence.mark}{fence.info.rstrip()}` lacks the braces around `{name}`"
    hint = f"write `{fence.mark}{{{name}}}{' ' if title else ''}{title}`"
    context.diagnostics.report(Rule.FOREIGN_SYNTAX, fence.position, message, hint)
    info = f"{{{name}}} {title}".rstrip()
    return replace(fence, info=info, info_source=replace(fence.info_source, text=info, fixed=True))


def report_quoting(fence: Fence, context: ParseContext) -> None:
    """Report backticks in the info string of a backtick fence: elsewhere it is no fence."""
    name = fence.info.strip().partition("}")[0] + "}"
    context.diagnostics.warn(
        Rule.FENCE_CLOSED,
        fence.position,
        f"`{name}` has backticks in its title; other programs show its source",
        f"open and close it with colons: `:::{name}`",
    )


def _ends_with(open_directives: OpenDirective, fence: Fence) -> bool:
    """Return whether what was to end the fence ended the one around it."""
    short = len(open_directives.mark) <= len(fence.mark)
    return open_directives.closed and short and open_directives.mark[0] == fence.mark[0]


def _report_nesting(fence: Fence, outer: OpenDirective, context: ParseContext) -> None:
    inner = fence.info.strip().partition("}")[0].strip("{} ")
    context.diagnostics.report(
        Rule.FENCE_NESTING,
        fence.position,
        f"the closing fence of `{inner}` also closes `{outer.written}` around it",
        f"open and close `{outer.written}` with {_quoted(fence.mark + fence.mark[0])}",
    )


def _report_missing(fence: Fence, context: ParseContext) -> None:
    what = f"`{fence.info.strip()}`" if fence.info.strip() else _quoted(fence.mark)
    short = _too_short(fence)
    if short:
        context.strays[fence.mark[0]] += 1
    many = (
        f"the {fence.lines} lines that follow are"
        if fence.lines > 1
        else "the line that follows is"
    )
    inside = f"; {many} inside it" if fence.lines else ""
    context.diagnostics.report(
        Rule.FENCE_CLOSED,
        fence.position,
        f"{what} is never closed{inside}",
        short or f"close it with a line {_quoted(fence.mark)}",
    )


def _quoted(mark: str) -> str:
    """Return the mark as a message shows it."""
    return f'"{mark}"' if "`" in mark else f"`{mark}`"


def _too_short(fence: Fence) -> str:
    """Return a hint to the first line that would end the fence if it were longer."""
    for number, line in enumerate(fence.content.text.split("\n")):
        text = line.strip()
        if 3 <= len(text) < len(fence.mark) and not text.strip(fence.mark[0]):
            at = fence.content.at(number).line
            return f"line {at} has only {_quoted(text)}; to close it, write {_quoted(fence.mark)}"
    return ""


def report_stray(token: Token, place: BlockPlace, context: ParseContext) -> None:
    """Report colons that close nothing, unless an earlier report explains them."""
    if context.strays[":"]:
        context.strays[":"] -= 1
        return
    context.diagnostics.report(
        Rule.FENCE_CLOSED,
        place.of(token),
        f"`{token.markup}` closes nothing here",
        f"open a block with a name, such as `{token.markup}{{note}}`, or remove the line",
    )
