"""The lines of a Markdown page outside of code fences."""

import re
from collections.abc import Callable, Iterator, Sequence

_FENCE = re.compile(r"(?P<indent>[ \t]*)(?P<mark>`{3,}|~{3,})[ \t]*(?P<info>[^`]*)")
DEEPEST = 20
"""Limit on nested blocks that are converted; deeper ones stay as they are."""
_DEEPER = 3
"""Blanks that the end of a block may stand deeper than its beginning."""
_CODE = re.compile(r"(?<!`)(`++).{1,2000}?(?<!`)\1(?!`)")


def fence_end(lines: Sequence[str], first: int) -> int:
    """Return the line after the code block that starts here; the same line if none does."""
    opened = _FENCE.fullmatch(lines[first])
    if opened is None:
        return first
    for place in range(first + 1, len(lines)):
        closed = _FENCE.fullmatch(lines[place])
        if closed is None or len(closed["indent"]) > len(opened["indent"]) + _DEEPER:
            continue
        if not closed["info"].strip() and closed["mark"].startswith(opened["mark"]):
            return place + 1
    return len(lines)


def prose_lines(lines: Sequence[str]) -> Iterator[int]:
    """Yield the line numbers outside of code."""
    place = 0
    while place < len(lines):
        after = fence_end(lines, place)
        if after == place:
            yield place
        place = max(after, place + 1)


def fence_info(line: str) -> tuple[str, str, str] | None:
    """Return indent, fence and info string of a line that opens a code block."""
    match = _FENCE.fullmatch(line)
    return (match["indent"], match["mark"], match["info"].strip()) if match else None


def outside_code(line: str, change: Callable[[str], str]) -> str:
    """Return a line with the text outside of backticks changed."""
    parts, done = [], 0
    for code in _CODE.finditer(line):
        parts += [change(line[done : code.start()]), code[0]]
        done = code.end()
    return "".join([*parts, change(line[done:])])


def code_as(lines: Sequence[str], language: str, options: Sequence[str]) -> list[str]:
    """Return a code block with its language, and its attributes as options."""
    indent, mark, _ = fence_info(lines[0]) or ("", "```", "")
    head = f"{indent}{mark}{{code-block}} {language}".rstrip()
    return [head, *(f"{indent}{option}" for option in options), *lines[1:]]
