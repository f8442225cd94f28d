"""Coordinates of the drawings about a conference: its dates, its numbers of participants.

Python computes the coordinates, ``components/timeline.html`` prints the SVG. Lengths are in units
of the drawing's own width.
"""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from math import cos, pi, sin
from unicodedata import east_asian_width

from msgspec import Struct

from neuromatch_site.config.conference import Edition
from neuromatch_site.model.written_dates import days, month
from neuromatch_site.render.translations import direction

WIDTH = 360
_EDGE = 6
_ROW, _BAR, _AXIS = 44, 10, 40
_BOLD, _LIGHT, _WIDE = 8.5, 7.4, 13.0
"""Mean width of letters in wide fonts at font size 13: bold, light, Chinese."""
_MOST_TICKS = 8


class Tick(Struct, frozen=True):
    """The start of a month or a year."""

    x: int
    month: str
    year: str
    """Empty if it is that of the previous tick."""


class Bar(Struct, frozen=True):
    """A conference edition on the time axis."""

    x: int
    y: int
    width: int
    name: str
    days: str
    """Empty if there is no space for it."""
    label_x: int
    anchor: str
    """``start`` or ``end``: the side of the label at ``label_x``."""


class Timeline(Struct, frozen=True):
    """The time axis with its editions."""

    height: int
    axis: int
    """The distance of the axis from the top."""
    ticks: Sequence[Tick]
    bars: Sequence[Bar]
    width: int = WIDTH


class Dots(Struct, frozen=True):
    """A number as dots, of which ``filled`` are highlighted; paths for SVG."""

    each: int
    """The number that one dot stands for."""
    filled: str
    rest: str
    height: int
    width: int = 208


def timeline_of(editions: Sequence[Edition], language: str) -> Timeline:
    """Return the editions by date, on an axis of months or years."""
    first = date.fromisoformat(min(edition.start for edition in editions)).replace(day=1)
    last = _month(date.fromisoformat(max(edition.end for edition in editions)), 1)
    scale = _Scale(first, last, mirrored=direction(language) == "rtl")
    names = [edition.name for edition in editions]
    if not all(_width(edition.name) <= scale.room(edition)[1] for edition in editions):
        names = [
            days(edition.start, edition.end, language) for edition in editions
        ]  # names stand below it
    bars = [_bar(edition, names[row], row, scale, language) for row, edition in enumerate(editions)]
    axis = _ROW * len(bars) + _EDGE
    return Timeline(axis + _AXIS, axis, list(_ticks(scale, language)), bars)


class _Scale(Struct, frozen=True):
    first: date
    last: date
    mirrored: bool

    def x(self, day: date) -> int:
        part = (day - self.first) / (self.last - self.first)
        place = round(_EDGE + part * (WIDTH - 2 * _EDGE))
        return WIDTH - place if self.mirrored else place

    def span(self, edition: Edition) -> tuple[int, int]:
        """Return the start and the end of an edition on the axis."""
        after = date.fromisoformat(edition.end) + timedelta(days=1)
        return self.x(date.fromisoformat(edition.start)), self.x(after)

    def room(self, edition: Edition) -> tuple[str, int]:
        """Return the anchor of its label, and the maximum length of the label."""
        start, end = self.span(edition)
        before, after = (WIDTH - end, start) if self.mirrored else (end, WIDTH - start)
        return "start" if after >= before else "end", max(before, after) - _EDGE


def _width(text: str, letter: float = _BOLD) -> float:
    return sum(_WIDE if east_asian_width(letter_) in "WF" else letter for letter_ in text)


def _bar(edition: Edition, name: str, row: int, scale: _Scale, language: str) -> Bar:
    start, end = scale.span(edition)
    anchor, room = scale.room(edition)
    when = days(edition.start, edition.end, language)
    both = _width(name) + _width(f"  {when}", _LIGHT)
    width = max(abs(end - start), _BAR)
    return Bar(
        x=start - width if scale.mirrored else start,
        y=row * _ROW + _ROW - _BAR - _EDGE,
        width=width,
        name=name,
        days=when if name != when and both <= room else "",
        label_x=start if anchor == "start" else end,
        anchor=anchor,
    )


def _ticks(scale: _Scale, language: str) -> Iterator[Tick]:
    months = 12 * (scale.last.year - scale.first.year) + scale.last.month - scale.first.month
    step = next((step for step in (1, 3, 6, 12) if months <= _MOST_TICKS * step), 0)
    step = step or 12 * -(-months // (12 * _MOST_TICKS))
    year = 0
    for number in range(months):
        day = _month(scale.first, number)
        if (day.year * 12 + day.month - 1) % step == 0:
            named = str(day.year) if day.year != year else ""
            yield Tick(scale.x(day), month(day, language) if step < 12 else "", named)
            year = day.year


def _month(first: date, after: int) -> date:
    whole = first.year * 12 + first.month - 1 + after
    return date(whole // 12, whole % 12 + 1, 1)


def dots_of(number: int, filled: int = 0, columns: int = 26) -> Dots:
    """Return a number as at most twelve rows of dots; a dot stands for 1, 2, 5, 10, 20 ..."""
    each = next(unit for unit in _units() if number <= unit * columns * 12)
    count = max(1, round(number / each)) if number else 0
    part = min(count, round(filled / each))
    pitch = 208 // columns
    rows = -(-count // columns)
    return Dots(each, _path(0, part, columns), _path(part, count, columns), max(1, rows) * pitch)


def _units() -> Iterator[int]:
    power = 1
    while True:
        yield from (power, 2 * power, 5 * power)
        power *= 10


def _path(first: int, last: int, columns: int) -> str:
    """Return the dots from ``first`` to before ``last``: a line of no length for each."""
    pitch = 208 // columns
    places = (divmod(number, columns) for number in range(first, last))
    return "".join(
        f"M{column * pitch + pitch // 2} {row * pitch + pitch // 2}h0" for row, column in places
    )


def star_of(partners: int) -> Sequence[tuple[int, int]]:
    """Return the positions of dots around a person at (104, 48); none for too many."""
    if not 0 < partners <= 12:
        return ()
    angles = (2 * pi * number / partners - pi / 2 for number in range(partners))
    return [(round(104 + 72 * cos(angle)), round(48 + 36 * sin(angle))) for angle in angles]
