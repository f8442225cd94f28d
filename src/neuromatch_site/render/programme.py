"""A programme as a table: a row for every time at which something begins or ends, a column a track.

Where a page is narrow, the cells of the table stand under each other, in the order of time.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta

from msgspec import Struct

from neuromatch_site.config.conference import Edition
from neuromatch_site.config.programme import Talk
from neuromatch_site.model.conference import ConferenceIndex, talks_by_day

_WITHOUT_END = timedelta(minutes=1)


class TalkLine(Struct, frozen=True):
    """An entry of the programme, and where more is said of it."""

    talk: Talk
    url: str
    """Its own page; else where it is joined; else empty."""


class Cell(Struct, frozen=True):
    """A place in the table; without lines: nothing goes on."""

    lines: Sequence[TalkLine] = ()
    rows: int = 1
    columns: int = 1


class Row(Struct, frozen=True):
    """What begins at one time."""

    start: str
    """In UTC."""
    cells: Sequence[Cell]

    @property
    def begins(self) -> bool:
        """Whether something begins; else something only ends."""
        return any(cell.lines for cell in self.cells)


class ProgrammeDay(Struct, frozen=True):
    """A day, as the clocks of the edition count it."""

    date: str
    tracks: Sequence[str]
    """The columns; none where there is one only."""
    rows: Sequence[Row]

    @property
    def count(self) -> int:
        """How many entries there are."""
        return sum(len(cell.lines) for row in self.rows for cell in row.cells)


def programme_days(
    edition: Edition, index: ConferenceIndex, only: str = ""
) -> Sequence[ProgrammeDay]:
    """Return the days of a programme, or the one that is asked for."""
    addresses = index.talks.get(edition.id, {})
    return [
        _day(day, talks, edition, addresses)
        for day, talks in talks_by_day(edition).items()
        if only in ("", day)
    ]


def line_of(talk: Talk, addresses: Mapping[str, str]) -> TalkLine:
    """Return the line of a talk; ``addresses`` are those of pages by slug."""
    return TalkLine(talk, addresses.get(talk.slug) or _joined_at(talk))


def _joined_at(talk: Talk) -> str:
    return talk.url if "://" in talk.url or not talk.url else f"/{talk.url.lstrip('/')}"


def _column(talk: Talk) -> str:
    return talk.track or talk.room


def _day(
    date: str, talks: Sequence[Talk], edition: Edition, addresses: Mapping[str, str]
) -> ProgrammeDay:
    columns = list(dict.fromkeys(_column(talk) for talk in talks))
    order = {name: place for place, name in enumerate(edition.tracks)}
    named = sorted((name for name in columns if name), key=lambda name: order.get(name, len(order)))
    spans = [(talk, _start(talk), _end(talk, talks)) for talk in talks]
    wide = [span for span in spans if len(named) > 1 and _goes_over_all(span, spans)]
    rest = [span for span in spans if span not in wide]
    if len(named) > 1 and any(not _column(talk) for talk, _, _ in rest):
        named.append("")
    tracks = named if len(named) > 1 else [""]
    groups = [
        *(_Group(0, len(tracks), [talk], start, end) for talk, start, end in wide),
        *(
            group
            for place, track in enumerate(tracks)
            for group in _groups(
                place, [span for span in rest if len(tracks) == 1 or _column(span[0]) == track]
            )
        ),
    ]
    rows = list(_rows(groups, len(tracks), addresses))
    return ProgrammeDay(date, tracks if len(tracks) > 1 else (), rows)


_Span = tuple[Talk, datetime, datetime]


def _start(talk: Talk) -> datetime:
    return datetime.fromisoformat(talk.start)


def _end(talk: Talk, talks: Sequence[Talk]) -> datetime:
    """Return the end of a talk; without one, when the next in its column begins."""
    if talk.end:
        return datetime.fromisoformat(talk.end)
    later = (t.start for t in talks if t.start > talk.start and _column(t) == _column(talk))
    following = next(later, "")
    return datetime.fromisoformat(following) if following else _start(talk) + _WITHOUT_END


def _goes_over_all(span: _Span, spans: Sequence[_Span]) -> bool:
    """Return whether an entry is for everybody, and nothing else goes on meanwhile."""
    talk, start, end = span
    if _column(talk) and not (talk.plenary or talk.is_break):
        return False
    return not any(s < end and start < e for other, s, e in spans if other is not talk)


class _Group(Struct):
    """Entries of one column that overlap: they share a cell."""

    column: int
    columns: int
    talks: list[Talk]
    start: datetime
    end: datetime


def _groups(column: int, spans: Sequence[_Span]) -> Iterator[_Group]:
    group: _Group | None = None
    for talk, start, end in sorted(spans, key=lambda span: (span[1], span[2])):
        if group and start < group.end:
            group.talks.append(talk)
            group.end = max(group.end, end)
            continue
        if group:
            yield group
        group = _Group(column, 1, [talk], start, end)
    if group:
        yield group


def _rows(groups: Sequence[_Group], columns: int, addresses: Mapping[str, str]) -> Iterator[Row]:
    times = sorted({time for group in groups for time in (group.start, group.end)})
    places = {time: place for place, time in enumerate(times)}
    starting: dict[tuple[int, int], _Group] = {
        (places[group.start], group.column): group for group in groups
    }
    free = [0] * columns
    """The first row in which each column is free again."""
    for place, time in enumerate(times[:-1]):
        cells: list[Cell] = []
        column = 0
        while column < columns:
            group = starting.get((place, column))
            if group:
                end = places[group.end]
                lines = [line_of(talk, addresses) for talk in group.talks]
                cells.append(Cell(lines, end - place, group.columns))
                free[column : column + group.columns] = [end] * group.columns
                column += group.columns
                continue
            if free[column] <= place:
                cells.append(Cell())
            column += 1
        yield Row(f"{time:%Y-%m-%dT%H:%M}Z", _tight(cells))


def _tight(cells: list[Cell]) -> list[Cell]:
    """Return the cells, neighbours that are empty joined: they weigh nothing on the page."""
    found: list[Cell] = []
    for cell in cells:
        if found and not cell.lines and not found[-1].lines:
            found[-1] = Cell((), 1, found[-1].columns + 1)
        else:
            found.append(cell)
    return found
