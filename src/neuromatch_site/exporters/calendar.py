"""``schedule.ics`` and ``events.ics``: the course's dates and those of its conference.

Source: RFC 5545. Times are written in UTC, so that no calendar has to know a time zone. A week
without a date is a task, to be done when the learner likes.
"""

import re
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, timedelta, tzinfo

from msgspec import Struct

from neuromatch_site.config.conference import Edition
from neuromatch_site.config.programme import Talk
from neuromatch_site.config.schedule import Schedule, Session, Week
from neuromatch_site.exporters._context import ExportContext
from neuromatch_site.metadata.addresses import absolute
from neuromatch_site.metadata.conference import text_words
from neuromatch_site.model.artifact import Artifact
from neuromatch_site.model.course import Project

_LONGEST = 75
"""Octets of a line."""
_DAY = timedelta(days=1)


class _Event(Struct, frozen=True, kw_only=True):
    uid: str
    title: str
    start: str
    """As the format writes it: a day, or a time in UTC; empty for a task."""
    end: str
    """Where it is over: the day after the last one, for whole days."""
    description: str = ""
    place: str = ""
    url: str = ""


def calendar(project: Project, context: ExportContext) -> list[Artifact]:
    """Return a calendar of what has dates in the schedule, and one of the conference's editions."""
    schedule, conference = project.data.schedule, project.data.conference
    title = schedule.title or project.config.title or project.site.title
    calendars = (
        ("schedule.ics", title, list(_sessions(schedule, project))),
        ("events.ics", conference.name or title, list(_editions(conference.editions, project))),
    )
    return [
        Artifact(path, _calendar(name, events).encode())
        for path, name, events in calendars
        if events
    ]


def _sessions(schedule: Schedule, project: Project) -> Iterator[_Event]:
    from zoneinfo import ZoneInfo

    zone = ZoneInfo(schedule.timezone)
    for number, week in enumerate(schedule.weeks):
        yield _whole_week(week, number, project) if week.start else _task(week, number, project)
        for place, session in enumerate(week.sessions):
            if session.date:
                uid = f"week-{number}-{place}"
                yield _session(session, uid, zone, project)


def _whole_week(week: Week, number: int, project: Project) -> _Event:
    start = date.fromisoformat(week.start)
    return _Event(
        uid=_uid(f"week-{number}", project),
        title=week.title,
        start=_as_day(start),
        end=_as_day(start + 7 * _DAY),
        description=week.description,
        url=_address(week.page.path if week.page else "", "", project),
    )


def _task(week: Week, number: int, project: Project) -> _Event:
    steps = "\n".join(f"- {session.title}" for session in week.sessions)
    return _Event(
        uid=_uid(f"week-{number}", project),
        title=week.title,
        start="",
        end="",
        description="\n".join(part for part in (week.description, steps) if part),
        url=_address(week.page.path if week.page else "", "", project),
    )


def _session(session: Session, name: str, zone: tzinfo, project: Project) -> _Event:
    day = date.fromisoformat(session.date)
    start, end = _as_day(day), _as_day(day + _DAY)
    if session.start:
        begins = datetime.fromisoformat(f"{session.date}T{session.start}").replace(tzinfo=zone)
        start = _as_time(begins)
        end = _as_time(begins.astimezone(UTC) + timedelta(minutes=session.minutes or 60))
    return _Event(
        uid=_uid(name, project),
        title=session.title,
        start=start,
        end=end,
        description=session.description,
        url=_address(session.page.path if session.page else "", session.url, project),
    )


def _editions(editions: Sequence[Edition], project: Project) -> Iterator[_Event]:
    for edition in editions:
        yield _Event(
            uid=_uid(f"edition-{edition.id}", project),
            title=edition.name,
            start=_as_day(date.fromisoformat(edition.start)),
            end=_as_day(date.fromisoformat(edition.end) + _DAY),
            description=text_words(project, edition.description),
            place=edition.place,
            url=_address(edition.page.path if edition.page else "", edition.url, project),
        )
        for number, talk in enumerate(edition.programme.talks):
            yield _talk(talk, _uid(f"talk-{edition.id}-{talk.id or number}", project))


def _talk(talk: Talk, uid: str) -> _Event:
    start = datetime.fromisoformat(talk.start)
    end = datetime.fromisoformat(talk.end) if talk.end else start + timedelta(hours=1)
    return _Event(
        uid=uid,
        title=talk.title,
        start=_as_time(start),
        end=_as_time(end),
        description=", ".join(part for part in (talk.names,) if part),
        place=talk.track,
        url=talk.url if talk.url.startswith("http") else "",
    )


def _address(path: str, url: str, project: Project) -> str:
    """Return a URL, or the address of a page where the site knows its own."""
    page = project.page(path) if path else None
    own = absolute(project.site, page.source.url) if page else ""
    return url if url.startswith("http") else own


def _uid(name: str, project: Project) -> str:
    """Return what stays the same when an event moves."""
    course = project.config.id or project.config.title or project.site.title
    return f"{name}@{re.sub(r'[^a-z0-9]+', '-', course.lower()).strip('-') or 'course'}"


def _as_day(day: date) -> str:
    return f";VALUE=DATE:{day:%Y%m%d}"


def _as_time(time: datetime) -> str:
    return f":{time.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def _calendar(name: str, events: Sequence[_Event]) -> str:
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//neuromatch-site//EN"]
    lines += ["CALSCALE:GREGORIAN", "METHOD:PUBLISH", f"X-WR-CALNAME:{_escaped(name)}"]
    lines += [line for event in events for line in (_lines(event) if event.start else _todo(event))]
    lines.append("END:VCALENDAR")
    return "".join(f"{_folded(_CONTROL.sub('', line))}\r\n" for line in lines)


_CONTROL = re.compile(r"[\x00-\x08\x0a-\x1f\x7f-\x9f\u2028\u2029]")
"""What a line may not hold, whoever wrote it: it would begin another one."""


def _lines(event: _Event) -> Iterator[str]:
    stamp = re.sub(r"\D", "", event.start.partition(":")[2])[:8]
    yield "BEGIN:VEVENT"
    yield f"UID:{event.uid}"
    yield f"DTSTAMP:{stamp}T000000Z"  # when it was written: its own day, to be the same each time
    yield f"DTSTART{event.start}"
    yield f"DTEND{event.end}"
    yield f"SUMMARY:{_escaped(event.title)}"
    yield from _more(event)
    yield "TRANSP:TRANSPARENT"
    yield "END:VEVENT"


def _todo(event: _Event) -> Iterator[str]:
    yield "BEGIN:VTODO"
    yield f"UID:{event.uid}"
    yield "DTSTAMP:19700101T000000Z"  # no day is its own, and the file is to be the same each time
    yield f"SUMMARY:{_escaped(event.title)}"
    yield from _more(event)
    yield "END:VTODO"


def _more(event: _Event) -> Iterator[str]:
    for name, text in (("DESCRIPTION", event.description), ("LOCATION", event.place)):
        if text:
            yield f"{name}:{_escaped(text)}"
    if event.url:
        yield f"URL:{event.url}"


def _escaped(text: str) -> str:
    plain = text.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    return "\\n".join(plain.splitlines())


def _folded(line: str) -> str:
    """Return the line in pieces that are short enough; no character is torn."""
    pieces, piece, size = [], "", 0
    for character in line:
        width = len(character.encode())
        if size + width > _LONGEST:
            pieces.append(piece)
            piece, size = " ", 1
        piece += character
        size += width
    return "\r\n".join([*pieces, piece])
