"""A programme as a table: a row per time at which an event starts or ends, a column per track.

On narrow screens the cells of the table are stacked, in order of time.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta

from msgspec import Struct
from msgspec.structs import replace

from neuromatch_site.config.conference import Edition
from neuromatch_site.config.programme import Talk
from neuromatch_site.model.conference import ConferenceIndex, talks_by_day

_WITHOUT_END = timedelta(minutes=1)


class TalkLine(Struct, frozen=True):
    """An entry of the programme with its URL."""

    talk: Talk
    url: str
    """Its own page; else the URL to join it; else empty."""


class Cell(Struct, frozen=True):
    """A table cell; without lines: nothing takes place."""

    lines: Sequence[TalkLine] = ()
    rows: int = 1
    columns: int = 1


class Row(Struct, frozen=True):
    """The entries that start at one time."""

    start: str
    """In UTC."""
    cells: Sequence[Cell]

    @property
    def begins(self) -> bool:
        """Whether an entry starts; otherwise entries only end."""
        return any(cell.lines for cell in self.cells)


class Column(Struct, frozen=True):
    """A track or a room; as wide as it has entries at a time."""

    name: str
    lanes: int


class ProgrammeDay(Struct, frozen=True):
    """A day in the time zone of the edition."""

    date: str
    columns: Sequence[Column]
    """None if there is only one."""
    rows: Sequence[Row]


def programme_days(
    edition: Edition, index: ConferenceIndex, only: str = ""
) -> Sequence[ProgrammeDay]:
    """Return the days of a programme, or only the given one."""
    addresses = index.talks.get(edition.id, {})
    by_room = has_parallel_rooms(edition)
    return [
        _day(day, [_span(talk, talks, by_room=by_room) for talk in talks], edition, addresses)
        for day, talks in talks_by_day(edition).items()
        if only in ("", day)
    ]


def has_parallel_rooms(edition: Edition) -> bool:
    """Return whether two talks of a track take place at once in two rooms."""
    on: dict[str, Talk] = {}
    for talk in edition.programme.talks:
        if talk.track and talk.room and talk.end and not talk.is_break:
            before = on.get(talk.track)
            if before and talk.start < before.end and talk.room != before.room:
                return True
            on[talk.track] = talk
    return False


def line_of(talk: Talk, addresses: Mapping[str, str]) -> TalkLine:
    """Return the line of a talk; ``addresses`` are URLs of pages by slug."""
    return TalkLine(talk, addresses.get(talk.slug) or _joined_at(talk))


def _joined_at(talk: Talk) -> str:
    return talk.url if "://" in talk.url or not talk.url else f"/{talk.url.lstrip('/')}"


class _Span(Struct, frozen=True):
    """A talk, in its column, from when to when."""

    talk: Talk
    column: str
    start: datetime
    end: datetime


def _span(talk: Talk, talks: Sequence[Talk], *, by_room: bool) -> _Span:
    """Return a talk with its end; without one, that is when the next in its column begins."""
    column, start = _column(talk, by_room=by_room), datetime.fromisoformat(talk.start)
    later = (
        t.start for t in talks if t.start > talk.start and _column(t, by_room=by_room) == column
    )
    end = talk.end or next(later, "")
    return _Span(talk, column, start, datetime.fromisoformat(end) if end else start + _WITHOUT_END)


def _column(talk: Talk, *, by_room: bool) -> str:
    return talk.place if by_room else talk.stream or talk.room


def _day(
    date: str, spans: Sequence[_Span], edition: Edition, addresses: Mapping[str, str]
) -> ProgrammeDay:
    order = {name: place for place, name in enumerate(edition.tracks)}
    wide = [span for span in spans if _goes_over_all(span, spans)]
    rest = [span for span in spans if span not in wide]
    written = sorted(rest, key=lambda span: span.talk.position[:3])  # rooms as the file has them
    names = dict.fromkeys(span.column for span in written if span.column)
    named = sorted(names, key=lambda name: order.get(name, len(order)))
    if len(named) < 2:
        wide, rest = [], list(spans)
    if len(named) > 1 and any(not span.column for span in rest):
        named.append("")
    columns: list[Column] = []
    groups: list[_Group] = []
    width = 0
    for name in named if len(named) > 1 else [""]:
        of_column = _beside([span for span in rest if len(named) < 2 or span.column == name])
        lanes = max((group.lane + 1 for beside in of_column for group in beside), default=1)
        for beside in of_column:
            columns_each = 1 if any(group.lane for group in beside) else lanes
            groups += (
                replace(item, lane=width + item.lane, columns=columns_each) for item in beside
            )
        columns.append(Column(name, lanes))
        width += lanes
    groups += (_Group([span.talk], span.start, span.end, columns=width) for span in wide)
    return ProgrammeDay(
        date, columns if len(columns) > 1 else (), list(_rows(groups, width, addresses))
    )


def _goes_over_all(span: _Span, spans: Sequence[_Span]) -> bool:
    """Return whether an entry is for everybody, and nothing else goes on meanwhile."""
    talk = span.talk
    if span.column and not (talk.plenary or talk.is_break):
        return False
    return not any(
        other.start < span.end and span.start < other.end for other in spans if other is not span
    )


class _Group(Struct):
    """Entries of one column that begin at one time: they share a cell."""

    talks: list[Talk]
    start: datetime
    end: datetime
    lane: int = 0
    """Its lane among simultaneous entries: in its column, then in the table."""
    columns: int = 1


def _beside(spans: Sequence[_Span]) -> list[list[_Group]]:
    """Return the entries of a column in the order of time, those together that go on at once."""
    overlapping: list[list[_Group]] = []
    lanes: list[_Group] = []
    """The last entry of each lane."""
    for span in sorted(spans, key=lambda span: (span.start, span.end)):
        if all(group.end <= span.start for group in lanes):
            lanes = []
            overlapping.append([])
        if same := next((group for group in lanes if group.start == span.start), None):
            same.talks.append(span.talk)
            same.end = span.end
            continue
        lane = next((n for n, group in enumerate(lanes) if group.end <= span.start), len(lanes))
        lanes[lane : lane + 1] = [_Group([span.talk], span.start, span.end, lane)]
        overlapping[-1].append(lanes[lane])
    return overlapping


def _rows(groups: Sequence[_Group], columns: int, addresses: Mapping[str, str]) -> Iterator[Row]:
    times = sorted({time for group in groups for time in (group.start, group.end)})
    places = {time: place for place, time in enumerate(times)}
    starting: dict[tuple[int, int], _Group] = {
        (places[group.start], group.lane): group for group in groups
    }
    free = [0] * columns
    """The first free row of each column."""
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
    tight: list[Cell] = []
    for cell in cells:
        if tight and not cell.lines and not tight[-1].lines:
            tight[-1] = Cell((), 1, tight[-1].columns + 1)
        else:
            tight.append(cell)
    return tight
