"""Code, diagrams in words, and what terminals print."""

import re

from markupsafe import Markup, escape

from neuromatch_site.model.ast.nodes import AnsiText, Code, InlineCode, Mermaid
from neuromatch_site.render.highlight import highlight, language_name
from neuromatch_site.render.html import RenderContext

_ESCAPE = re.compile(
    r"\x1b\[([\d;]*)m|\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)|\x1b\[[\d;?]*[A-Za-ln-z]|\x1b."
)
_STYLES = {1: "bold", 3: "italic", 4: "underline"}


def code(node: Code, context: RenderContext) -> dict[str, object]:
    """Return the code in colours, and what is said of it."""
    name = language_name(node.lang)
    return {
        "code": highlight(
            node.value,
            node.lang,
            numbers_from=(node.startingLineNumber or 1) if node.showLineNumbers else None,
            emphasized=frozenset(node.emphasizeLines or ()),
        ),
        "language": name,
        "label": f"{context.words('Code')}: {name}" if name else context.words("Code"),
    }


def inline_code(node: InlineCode, _context: RenderContext) -> dict[str, object]:
    """Return the code in colours, where its language is known."""
    return {"code": highlight(node.value, node.lang) if node.lang else node.value}


def mermaid(node: Mermaid, _context: RenderContext) -> dict[str, object]:
    """Return the diagram's words."""
    return {"code": node.value}


def ansi_text(node: AnsiText, _context: RenderContext) -> dict[str, object]:
    """Return the text with its colour codes as classes; every other code goes."""
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
    for code_ in codes.split(";"):
        number = int(code_ or 0)
        if number == 0:
            state = ()
        elif number in _STYLES or 30 <= number <= 37 or 90 <= number <= 97:
            kept = (n for n in state if n in _STYLES or number in _STYLES)
            state = (*kept, number)
    return state


def _styled(text: str, state: tuple[int, ...]) -> Markup:
    if not text or not state:
        return escape(text)
    names = (f"ansi-text--{_STYLES.get(n) or n % 10}" for n in state)
    return Markup('<span class="{}">{}</span>').format(" ".join(names), text)
