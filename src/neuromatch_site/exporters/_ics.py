"""Events -> the text of a calendar file. Source: RFC 5545, RFC 7986 (how often to ask again)."""

import re
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime

from msgspec import Struct

_LONGEST = 75
"""Octets of a line."""
_EPOCH = datetime(2020, 1, 1, tzinfo=UTC)
"""What numbers of versions count from."""


class CalendarEvent(Struct, frozen=True, kw_only=True):
    """An event: with times, or on whole days; without either, a task."""

    uid: str
    title: str
    start: datetime | None = None
    """In UTC."""
    end: datetime | None = None
    """None: it has no duration."""
    first: date | None = None
    last: date | None = None
    """The day after the last day."""
    description: str = ""
    place: str = ""
    url: str = ""
    is_free: bool = False
    """It does not block time, like a deadline; whole days never do."""
    is_cancelled: bool = False


def calendar_text(name: str, events: Iterable[str]) -> str:
    """Return a calendar of events that are written by ``event_text``."""
    title = _escaped(name)
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//neuromatch-site//EN"]
    lines += ["CALSCALE:GREGORIAN", f"NAME:{title}", f"X-WR-CALNAME:{title}"]
    lines += ["REFRESH-INTERVAL;VALUE=DURATION:PT12H", "X-PUBLISHED-TTL:PT12H"]
    return "".join([_text_of(lines), *events, _text_of(["END:VCALENDAR"])])


def event_text(event: CalendarEvent, epoch: int) -> str:
    """Return an event as text, the same in every calendar.

    Equal events and equal ``epoch`` give equal text. ``epoch`` is the date of the data in seconds
    since 1970 (``SOURCE_DATE_EPOCH``); 0: unknown.
    """
    return _text_of(_event(event, epoch))


def _text_of(lines: Iterable[str]) -> str:
    return "".join(f"{_folded(_CONTROL.sub('', line))}\r\n" for line in lines)


_CONTROL = re.compile(r"[\x00-\x08\x0a-\x1f\x7f-\x9f\u2028\u2029]")
"""What a line may not hold, whoever wrote it: it would begin another one."""


def _event(event: CalendarEvent, epoch: int) -> Iterator[str]:
    kind = "VTODO" if event.start is None and event.first is None else "VEVENT"
    yield f"BEGIN:{kind}"
    yield f"UID:{event.uid}"
    yield f"DTSTAMP:{_stamp(event, epoch)}"
    if epoch:
        # Rises with every version of the data: a calendar takes the newer one.
        moment = datetime.fromtimestamp(epoch, UTC)
        yield f"SEQUENCE:{max(0, int((moment - _EPOCH).total_seconds()) // 60)}"
        yield f"LAST-MODIFIED:{_stamp(event, epoch)}"
    if event.start:
        yield f"DTSTART:{_moment(event.start)}"
        if event.end:
            yield f"DTEND:{_moment(event.end)}"
    elif event.first and event.last:
        yield f"DTSTART;VALUE=DATE:{event.first:%Y%m%d}"
        yield f"DTEND;VALUE=DATE:{event.last:%Y%m%d}"
    yield f"SUMMARY:{_escaped(event.title)}"
    for name, text in (("DESCRIPTION", event.description), ("LOCATION", event.place)):
        if text:
            yield f"{name}:{_escaped(text)}"
    if event.url:
        yield f"URL:{event.url}"
    if event.is_cancelled:
        yield "STATUS:CANCELLED"
    if kind == "VEVENT" and (event.is_free or event.first):
        yield "TRANSP:TRANSPARENT"
    yield f"END:{kind}"


def _stamp(event: CalendarEvent, epoch: int) -> str:
    """Return when the data was written; its own day, where that is unknown: each time the same."""
    if epoch:
        return _moment(datetime.fromtimestamp(epoch, UTC))
    day = event.first or event.start
    return f"{day:%Y%m%d}T000000Z" if day else "19700101T000000Z"


def _moment(time: datetime) -> str:
    return f"{time.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def _escaped(text: str) -> str:
    plain = text.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    return "\\n".join(plain.splitlines())


def _folded(line: str) -> str:
    """Return the line in pieces that are short enough; no character is torn.

    All but the first begin with a space, which counts.
    """
    data = line.encode()
    pieces, start = [], 0
    while len(data) - start > (room := _LONGEST - (start > 0)):
        end = start + room
        while data[end] & 0xC0 == 0x80:  # it would begin within a character
            end -= 1
        pieces.append(data[start:end])
        start = end
    return b"\r\n ".join([*pieces, data[start:]]).decode()
