"""Tables of reStructuredText -> rows of cells."""

import re
from collections.abc import Sequence
from itertools import pairwise

_COLUMN = re.compile("=+")


def simple_table(lines: Sequence[str]) -> list[list[str]]:
    """Return the rows of a table between lines of ``=``; the first row is the header."""
    spans = [match.span() for match in _COLUMN.finditer(lines[0])]
    starts = [start for start, _ in spans]
    ends: list[int | None] = [*starts[1:], None]
    rows: list[list[str]] = []
    for line in lines[1:]:
        if not set(line) <= set("=- "):
            cells = [line[start:end].strip() for start, end in zip(starts, ends, strict=True)]
            if rows and not cells[0]:  # the row goes on
                rows[-1] = _joined(rows[-1], cells)
            else:
                rows.append(cells)
    return rows


def grid_table(lines: Sequence[str]) -> list[list[str]]:
    """Return the rows of a grid table; none if cells span others."""
    edge = lines[0].rstrip()
    borders = [index for index, mark in enumerate(edge) if mark == "+"]
    rows: list[list[str]] = []
    is_new = True
    for line in map(str.rstrip, lines[1:]):
        if line.startswith("+") and set(line) <= set("+-="):
            is_new = True
            continue
        if len(line) != len(edge) or any(line[index] != "|" for index in borders):
            return []
        cells = [line[start + 1 : end].strip() for start, end in pairwise(borders)]
        if is_new:
            rows.append(cells)
        else:
            rows[-1] = _joined(rows[-1], cells)
        is_new = False
    return rows


def _joined(row: Sequence[str], more: Sequence[str]) -> list[str]:
    return [f"{cell} {other}".strip() for cell, other in zip(row, more, strict=True)]
