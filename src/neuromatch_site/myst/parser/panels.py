"""``panels`` of sphinx-panels: the content of each panel, and the number of columns.

Source: its documentation, "Panels Usage": ``---`` ends a panel, ``^^^`` its header, ``+++`` starts
its footer; ``:column: col-lg-4`` sets the width of a panel in twelfths.
"""

import re
from collections.abc import Mapping, Sequence

from msgspec import Struct

_BORDER = re.compile(r"-{3,}[ \t]*")
_FENCE = re.compile(r"[ \t]*(?P<mark>`{3,}|~{3,}|:{3,})(?P<info>.*)")
_OPTION = re.compile(
    r":(?P<key>column|card|body|header|footer|img-(?:top|bottom)(?:-alt|-cls)?):(?P<value>.*)"
)
_SHARE = re.compile(r"(?<![\w-])col(?:-(?P<size>xs|sm|md|lg|xl))?-(?P<share>1[0-2]|[1-9])(?!\d)")
_SIZES = ("xl", "lg", "md", "sm", "xs", None)
_HALF = 6
_MOST = 6


class Panel(Struct, frozen=True):
    """One panel."""

    text: str
    """Header, body and footer, as in a card."""
    line: int
    """Its first line in the text of all panels, from 0."""
    options: Mapping[str, str]


def panels_in(text: str) -> list[Panel]:
    """Return the panels of a text without empty ones."""
    panels: list[Panel] = []
    lines = text.split("\n")
    start, mark = 0, ""
    for number, line in enumerate([*lines, "---"]):
        at_end = number == len(lines)
        fence = _FENCE.fullmatch(line)
        if at_end or (not mark and _BORDER.fullmatch(line)):
            panels += _panel(lines[start:number], start)
            start = number + 1
        elif fence and not mark:
            mark = fence["mark"]
        elif fence and fence["mark"].startswith(mark) and not fence["info"].strip():
            mark = ""
    return panels


def _panel(lines: Sequence[str], start: int) -> list[Panel]:
    options: dict[str, str] = {}
    first = 0
    while first < len(lines):
        option = _OPTION.match(lines[first].strip())
        if option:
            options[option["key"]] = option["value"].strip()
        elif lines[first].strip():
            break
        first += 1
    text = "\n".join(lines[first:]).rstrip()
    return [Panel(text, start + first, options)] if text or "img-top" in options else []


def shares_of(panels: Sequence[Panel], column: str) -> list[int]:
    """Return the width of each panel in twelfths; ``column`` is the default."""
    equal = 12 // max(1, min(len(panels), 4))
    default = _share(column, equal if column.strip() else _HALF)
    return [_share(panel.options.get("column", ""), default) for panel in panels]


def columns_of(shares: Sequence[int]) -> int:
    """Return the number of panels per row on a wide screen."""
    return min(12 // min(shares, default=_HALF), _MOST)


def _share(classes: str, default: int) -> int:
    shares = {match["size"]: int(match["share"]) for match in _SHARE.finditer(classes)}
    return next((shares[size] for size in _SIZES if size in shares), default)
