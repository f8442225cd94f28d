"""Syntax highlighting: code -> HTML, with the Pygments classes that the theme styles."""

import re
from collections.abc import Iterable
from functools import cache
from typing import Protocol

from markupsafe import Markup, escape

_DRAWN = frozenset(
    {"c", "k", "s", "m", "nf", "nc", "nd", "nb", "gd", "gi", "gp", "go", "gh", "err"}
)
_SAME = {
    "nn": "nc",
    "ne": "nc",
    "bp": "nb",
    "nt": "k",
    "na": "nf",
    "ow": "k",
    "kt": "nc",
    "gr": "err",
}
"""Classes that are drawn as another."""
_MOST, _LINE = 100_000, 2_000
"""Limits on the characters of highlighted code, and of a line of it."""
_SPACES = re.compile(r"\s{1000}")
_PLAIN = frozenset({"", "text", "plain", "none", "plaintext", "txt"})


def highlight(
    text: str,
    language: str | None,
    *,
    numbers_from: int | None = None,
    emphasized: frozenset[int] = frozenset(),
) -> Markup:
    """Return the highlighted code; plain if the language is unknown.

    ``numbers_from`` is the first line number, if lines are numbered; ``emphasized`` counts lines
    from 1.
    """
    lines = _highlighted_lines(text.removesuffix("\n"), language)
    if numbers_from is None and not emphasized:
        return Markup("\n".join(lines))  # noqa: S704 - escaped token by token
    wrapped = [
        _line_html(line, index, numbers_from, emphasized) for index, line in enumerate(lines, 1)
    ]
    return Markup("").join(wrapped)


def language_name(language: str | None) -> str:
    """Return the display name of a language: ``Python``; empty if it is unknown or none."""
    lexer = _lexer((language or "").lower())
    return str(lexer.name) if lexer else ""


def _highlighted_lines(text: str, language: str | None) -> list[str]:
    """Return the lines as HTML: always the text as it is, coloured where that is possible."""
    lexer = _lexer((language or "").lower()) if _is_quick(text) else None
    tokens = None if lexer is None else _tokens(lexer, text)
    if tokens is None:
        return str(escape(text)).split("\n")
    lines: list[list[str]] = [[]]
    for kind, value in tokens:
        name = _class(kind)
        for index, part in enumerate(value.split("\n")):
            if index:
                lines.append([])
            if part:
                written = str(escape(part))
                lines[-1].append(f'<span class="{name}">{written}</span>' if name else written)
    return ["".join(line) for line in lines[:-1]]


def _is_quick(text: str) -> bool:
    """Return whether any lexer is soon done: some take the square of long lines and of spaces."""
    longest = max(map(len, text.split("\n")))
    return len(text) <= _MOST and longest <= _LINE and not _SPACES.search(text)


def _tokens(lexer: "_Lexer", text: str) -> list["_Token"] | None:
    """Return the tokens of the text and a last newline; None where they are not that text.

    Lexers of sessions (``console``, ``pycon``) match whole lines only, so the text is given with
    its last newline. Some others add or drop letters, and a few never end: those are stopped.
    """
    whole = text + "\n"
    tokens: list[_Token] = []
    size = 0
    for kind, value in lexer.get_tokens(whole):
        size += len(value)
        if size > len(whole) or len(tokens) > 4 * len(whole):
            return None
        tokens.append((kind, value))
    return tokens if "".join([value for _, value in tokens]) == whole else None


def _line_html(line: str, index: int, first: int | None, emphasized: frozenset[int]) -> Markup:
    number = Markup(' data-line="{}"').format(first + index - 1) if first is not None else ""
    kind = " code__line--emphasized" if index in emphasized else ""
    code = Markup(line)  # noqa: S704 - escaped token by token
    return Markup('<span class="code__line{}"{}>{}\n</span>').format(kind, number, code)


_Token = tuple[tuple[str, ...], str]


class _Lexer(Protocol):
    """What we use of Pygments' lexers; only pages with code load them."""

    @property
    def name(self) -> str: ...
    def get_tokens(self, text: str) -> Iterable[_Token]: ...


@cache
def _class(kind: tuple[str, ...]) -> str:
    """Return the class of a token, or of the nearest wider kind that is drawn."""
    from pygments.token import STANDARD_TYPES

    name = str(STANDARD_TYPES.get(kind, ""))  # type: ignore[call-overload]
    while name:
        name = _SAME.get(name, name)
        if name in _DRAWN:
            return name
        name = name[:-1]
    return ""


@cache
def _lexer(language: str) -> _Lexer | None:
    if language in _PLAIN:
        return None
    from pygments.lexers import get_lexer_by_name
    from pygments.util import ClassNotFound

    try:
        return get_lexer_by_name(language, stripnl=False, ensurenl=False)
    except ClassNotFound:
        return None
