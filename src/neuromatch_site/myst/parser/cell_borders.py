"""The end of a cell of a MyST notebook, which closes everything left open."""

import re
from bisect import bisect_right
from collections.abc import Mapping
from functools import lru_cache

_CELL = re.compile(r"(?:`{3,}|~{3,}|:{3,})[ \t]*\{code-cell\}")
_BREAK = re.compile(r"\+\+\+[ \t]*+(?:\{.*\})?[ \t]*+$")
_CLOSING = re.compile(r"[ \t>]*(`{3,}|~{3,}|:{3,})[ \t]*$")


def begins_cell(line: str) -> bool:
    """Return whether a line, without its indentation, starts a cell: ``+++`` or a code cell."""
    return _CELL.match(line) is not None or _BREAK.match(line) is not None


def first_border(text: str, start: int, end: int) -> int:
    """Return the first line after line ``start`` that starts a cell; by default ``end``."""
    borders = _borders(text)
    after = bisect_right(borders, start)
    return min(borders[after], end) if after < len(borders) else end


def may_close(text: str, mark: str, start: int) -> bool:
    """Return whether a line after ``start`` can close a fence. Keeps parsing linear."""
    last = _last_closings(text)
    return any(
        line > start
        for closing, line in last.items()
        if closing[0] == mark[0] and len(closing) >= len(mark)
    )


@lru_cache(maxsize=4)
def _borders(text: str) -> tuple[int, ...]:
    if "+++" not in text and "{code-cell}" not in text:
        return ()
    return tuple(number for number, line in enumerate(text.split("\n")) if begins_cell(line))


@lru_cache(maxsize=4)
def _last_closings(text: str) -> Mapping[str, int]:
    """Return the lines of one mark alone: by the mark, the last line."""
    lines = enumerate(text.split("\n"))
    return {match[1]: number for number, line in lines if (match := _CLOSING.match(line))}
