"""Code, source of diagrams, and terminal output."""

import re

from markupsafe import Markup, escape

from neuromatch_site.media.colors import nearest_of_eight, terminal_color
from neuromatch_site.model.ast.nodes import AnsiText, Code, Diagram, Graphviz, InlineCode
from neuromatch_site.render.highlight import highlight, language_name
from neuromatch_site.render.html import RenderContext

_ESCAPE = re.compile(
    r"\x1b\[([\d;]*)m|\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)|\x1b\[[\d;?]*[A-Za-ln-z]|\x1b."
)
_STYLES = {1: "bold", 3: "italic", 4: "underline"}


def code(node: Code, context: RenderContext) -> dict[str, object]:
    """Return highlighted code, with its label."""
    name = language_name(node.lang)
    return {
        "code": highlight(
            node.value,
            node.lang,
            numbers_from=(node.startingLineNumber or 1) if node.showLineNumbers else None,
            emphasized=frozenset(node.emphasizeLines or ()),
        ),
        "language": name,
        "label": f"{context.words('Code')}{context.words(': ')}{name}"
        if name
        else context.words("Code"),
    }


def inline_code(node: InlineCode, _context: RenderContext) -> dict[str, object]:
    """Return highlighted code, if its language is known."""
    return {"code": highlight(node.value, node.lang) if node.lang else node.value}


def diagram(node: Diagram, _context: RenderContext) -> dict[str, object]:
    """Return the source of a diagram, highlighted if Pygments knows its language."""
    return {"code": highlight(node.value, "dot") if isinstance(node, Graphviz) else node.value}


def ansi_text(node: AnsiText, _context: RenderContext) -> dict[str, object]:
    """Return the text with its colour codes as classes, without other codes."""
    parts = []
    state: tuple[int, ...] = ()
    end = 0
    for match in _ESCAPE.finditer(node.value):
        parts.append(_styled(node.value[end : match.start()], state))
        if match[1] is not None:
            state = _next_state(state, match[1])
        end = match.end()
    parts.append(_styled(node.value[end:], state))
    kinds = {"stderr", "error"}.intersection(node.classes or ())
    return {
        "children": Markup("").join(parts),
        "kind": "".join(f"ansi-text--{kind}" for kind in sorted(kinds)[:1]),
    }


def _next_state(state: tuple[int, ...], codes: str) -> tuple[int, ...]:
    numbers = [min(int(code or 0), 999) for code in codes.split(";")]
    while numbers:
        number = numbers.pop(0)
        if number in (38, 48):
            number, numbers = _extended(number, numbers)
        if number == 0:
            state = ()
        elif number in _ENDS:
            state = tuple(n for n in state if _group(n) != _ENDS[number])
        elif number in _STYLES or _group(number):
            state = (*(n for n in state if n != number and _group(n) != _group(number)), number)
    return state


def _extended(number: int, rest: list[int]) -> tuple[int, list[int]]:
    """Return the nearest of eight for a colour out of 256, or of red, green and blue.

    With the codes that follow; ``number`` is 38 for letters, 48 for what is behind them.
    """
    base = number - 8
    if rest[:1] == [5] and len(rest) > 1:
        index = rest[1]
        near = index % 8 if index < 16 else nearest_of_eight(terminal_color(min(index, 255)))
        return base + near, rest[2:]
    if rest[:1] == [2] and len(rest) > 3:
        red, green, blue = (min(part, 255) for part in rest[1:4])
        return base + nearest_of_eight((red, green, blue)), rest[4:]
    return 999, []


def _group(number: int) -> str:
    """Return what a code is about; empty for one that is not drawn."""
    if number in _STYLES:
        return _STYLES[number]
    if 30 <= number <= 37 or 90 <= number <= 97:
        return "ink"
    return "ground" if 40 <= number <= 47 or 100 <= number <= 107 else ""


_ENDS = {22: "bold", 23: "italic", 24: "underline", 39: "ink", 49: "ground"}
"""Codes that end one thing."""


def _style_name(number: int) -> str:
    return "marked" if _group(number) == "ground" else _STYLES.get(number) or str(number % 10)


def _styled(text: str, state: tuple[int, ...]) -> Markup:
    if not text or not state:
        return escape(text)
    names = (f"ansi-text--{_style_name(number)}" for number in state)
    return Markup('<span class="{}">{}</span>').format(" ".join(names), text)
