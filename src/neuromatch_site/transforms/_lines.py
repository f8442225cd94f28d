"""The lines of a file that the filter of an include selects."""

from collections.abc import Mapping, Sequence

from neuromatch_site.diagnostics.diagnostic import Diagnostics, Rule
from neuromatch_site.diagnostics.source import Position

Line = tuple[int, str]
"""The number of a line in the file, from 1, and its text."""


def selected_lines(
    text: str, options: Mapping[str, object], place: Position, diagnostics: Diagnostics
) -> list[Line]:
    """Return the selected lines; what the filter does not find is reported at the place.

    The filter has ``lines``, or ``startAt`` / ``startAfter`` and ``endAt`` / ``endBefore``. Source:
    ``filterIncludedContent`` of myst-transforms.
    """
    numbered = list(enumerate(text.split("\n"), 1))
    lines = options.get("lines")
    if isinstance(lines, list):
        selected = [line for item in lines for line in _range(item, numbered)]
        if not selected:
            message = "the file does not have the requested lines"
            diagnostics.report(Rule.INCLUDE_CONTENT_FILTERS, place, message)
        return selected
    start, end = 0, len(numbered)
    first = _line_index(options, ("startAt", "startAfter"), numbered, 0)
    if first is not None:
        start = first
    after = start + 1 if options.get("startAt") else start
    last = _line_index(options, ("endBefore", "endAt"), numbered, after)
    if last is not None:
        end = last
    for words in _missing(options, (first, last)):
        message = f"no line of the file contains `{words}`"
        diagnostics.report(Rule.INCLUDE_CONTENT_FILTERS, place, message)
    return numbered[start:end]


def _line_index(
    options: Mapping[str, object], names: tuple[str, str], numbered: Sequence[Line], first: int
) -> int | None:
    """Return the index of the line that the first name asks for; None where it is not found.

    The second name asks for the line behind that one.
    """
    for behind, name in enumerate(names):
        words = options.get(name)
        if words:
            rest = range(first, len(numbered))
            at = next((i for i in rest if str(words) in numbered[i][1]), None)
            return None if at is None else at + behind
    return None


def _missing(options: Mapping[str, object], lines: tuple[int | None, int | None]) -> list[str]:
    sides = (
        options.get("startAt") or options.get("startAfter"),
        options.get("endBefore") or options.get("endAt"),
    )
    return [str(words) for words, at in zip(sides, lines, strict=True) if words and at is None]


def _range(item: object, numbered: list[Line]) -> list[Line]:
    """Return the lines of one item: a number, or a first and a last one; negative from the end."""
    first, last = (
        (item[0], item[1] if len(item) > 1 else None)
        if isinstance(item, list | tuple) and item
        else (item, item)
    )
    count = len(numbered)
    start = _index(first, count)
    end = count - 1 if last is None else _index(last, count)
    return [] if start is None or end is None else numbered[start : end + 1]


def _index(number: object, count: int) -> int | None:
    if not isinstance(number, int) or number == 0:
        return None
    return number - 1 if number > 0 else max(count + number, 0)
