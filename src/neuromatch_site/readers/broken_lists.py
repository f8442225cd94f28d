"""List items whose indentation is one space too short to be nested."""

import re
from collections.abc import Iterator, Sequence

_NESTED = re.compile(r"\n {1,3}(?:[-*+]|\d{1,9}[.)]) ")
_ITEM = re.compile(r"(?P<indent> *)(?P<mark>(?:[-*+]|\d{1,9}[.)]) +)\S")


def may_have_broken_lists(text: str) -> bool:
    """Return whether a text can have items with too little indentation for most lists.

    It begins with a line break.
    """
    return _NESTED.search(text) is not None


def broken_lists(lines: Sequence[str]) -> Iterator[tuple[int, int, int]]:
    """Yield the first item of each list whose indentation is too small to be nested.

    With its line number, its indent, and the required indent. Source: CommonMark, "List items".
    """
    needed = 0
    for number, line in enumerate(lines):
        item = _ITEM.match(line)
        if item and not item["indent"]:
            needed = len(item["mark"])
        elif item and needed:
            indent = len(item["indent"])
            if indent < min(needed, 4):
                yield number, indent, needed
            needed = 0
        elif line.strip() and not line.startswith(" "):
            needed = 0
