"""Sessions of a schedule: when, what, who; and slots for different time zones.

A session has a time of day (``start: "14:00"``), or a time relative to the start of each reader's
slot (``time: 0:15-1:45``; ``-0:30`` is before it).
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Annotated

from msgspec import Struct
from msgspec.structs import replace

from neuromatch_site.config.data_kinds import DURATION, PAGE, PageRef
from neuromatch_site.config.fields import (
    Field,
    Key,
    Kind,
    Report,
    Section,
    expected,
    fields_of,
    read_into,
    record,
)
from neuromatch_site.config.formats import LINK
from neuromatch_site.config.kinds import TEXT, TEXTS, list_of
from neuromatch_site.config.markdown_text import MARKDOWN, MarkdownText
from neuromatch_site.config.moments import ZONE, day_hint, parse_moment, read_day
from neuromatch_site.config.plain_text import PLAIN_TEXT
from neuromatch_site.config.speakers import SPEAKERS, Speaker
from neuromatch_site.config.value import Value
from neuromatch_site.diagnostics.diagnostic import Rule, did_you_mean
from neuromatch_site.diagnostics.source import Position

KINDS = (
    *("lecture", "tutorial", "project", "lab", "exercise", "discussion", "office hours"),
    *("meeting", "social", "break", "exam", "other"),
)
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_OFFSET = r"([-−+]?)(\d{1,2}):(\d\d)"
_OFFSETS = re.compile(rf"\s*{_OFFSET}(?:\s*(?:-|–|—|to)\s*{_OFFSET})?\s*")


def _read_clock(value: Value, report: Report) -> str | None:
    """Return ``14:00`` for a time of day, however people write it."""
    moment = parse_moment(f"2000-01-01 {value.text}")
    if moment is None or moment.endswith("Z"):
        expected(value, "a time of day", report, 'write `"14:00"`, and its zone as `timezone:`')
        return None
    clock = moment[11:]
    if isinstance(value.data, float):
        message = f"`{value.text}` is a number to other programs"
        report.wrong(value, message, f'write `"{clock}"`')
    return clock


CLOCK = Kind(_read_clock, {"type": "string"})
"""``"9:00"``, ``14:00``, ``2:00 PM``; read as ``14:00``."""


def _read_offsets(value: Value, report: Report) -> tuple[int, int] | None:
    """Return the minutes from the start of a slot to the start and end of a session."""
    match = _OFFSETS.fullmatch(value.text or "")
    if match is None:
        hint = 'write `"0:15-1:45"`; `"-0:30"` is half an hour before the slot starts'
        expected(value, "a time from the start of a slot", report, hint)
        return None
    first = _minutes(match[1], match[2], match[3])
    last = _minutes(match[4] or "", match[5], match[6]) if match[5] else first
    if last < first:
        message = f"`{value.text}` ends before it begins"
        report.broken(Rule.EVENT_TIME, value, message, "swap the two")
        return None
    return first, last


def _minutes(sign: str, hours: str, minutes: str) -> int:
    whole = 60 * int(hours) + int(minutes)
    return -whole if sign in ("-", "−") else whole


def _read_date(value: Value, report: Report) -> str | None:
    text = TEXT.read(value, report)
    if text is None:
        return None
    day = read_day(text)
    if day is not None:
        return day.isoformat()
    name = next((weekday for weekday in WEEKDAYS if weekday[:3] == text.strip().lower()[:3]), "")
    if name.startswith(text.strip().lower()) and len(text.strip()) >= 3:
        return name
    hint = did_you_mean(text.lower(), WEEKDAYS)
    hint = hint or day_hint(text, "write `YYYY-MM-DD`, or the name of a weekday")
    report.broken(Rule.DATE_VALID, value, f"`{text}` is not a date", hint)
    return None


DATE_OR_WEEKDAY = Kind(_read_date, {"type": "string"})
"""``2027-07-05``, ``5 July 2027``, ``Monday``."""


class Slot(Struct, frozen=True, kw_only=True):
    """A daily time for one group of participants."""

    id: Annotated[str, Key(TEXT, "The id in calendars.")] = ""
    title: Annotated[str, Key(PLAIN_TEXT, "The title: `Slot 1`.", ("name",))] = ""
    start: Annotated[str, Key(CLOCK, "The start of its day: `07:30`.", ("time",))]
    """By the clocks of its zone."""
    timezone: Annotated[str, Key(ZONE, "The time zone, if not that of the schedule.")] = ""
    description: Annotated[
        MarkdownText | None, Key(MARKDOWN, "A short description, in Markdown.")
    ] = None
    position: Position


class Session(Struct, frozen=True, kw_only=True):
    """A session: a lesson, a meeting, an exercise."""

    title: Annotated[str, Key(PLAIN_TEXT, "The title.", ("name",))]
    id: Annotated[str, Key(TEXT, "The id in calendars.")] = ""
    date: Annotated[str, Key(DATE_OR_WEEKDAY, "The day: `YYYY-MM-DD`, or `Monday`.", ("day",))] = ""
    """``YYYY-MM-DD``, or the name of a weekday until the week is known; empty: learners choose."""
    start: Annotated[str, Key(CLOCK, "The start: `14:00`.")] = ""
    """Empty for the whole day."""
    minutes: Annotated[int, Key(DURATION, "The duration: `50 min`.", ("minutes",), "duration")] = 0
    """0 where that is not said."""
    offset: int | None = None
    """Minutes after the start of each slot; None for a session at one time for everyone."""
    timezone: Annotated[str, Key(ZONE, "The time zone, if not that of the schedule.")] = ""
    kind: Annotated[str, Key(TEXT, "The kind, such as `lecture`.", ("type",))] = ""
    room: Annotated[str, Key(TEXT, "The room.", ("place", "location"))] = ""
    people: Annotated[
        tuple[Speaker, ...],
        Key(
            SPEAKERS,
            "Teachers or speakers.",
            ("speaker", "speakers", "teacher", "ta", "tas", "mentor"),
        ),
    ] = ()
    slots: Annotated[tuple[str, ...], Key(TEXTS, "Its slots; by default all.", ("slot",))] = ()
    """Ids of the slots."""
    groups: Annotated[
        tuple[str, ...],
        Key(TEXTS, "Its pods or other groups.", ("pod", "pods", "group")),
    ] = ()
    page: Annotated[PageRef | None, Key(PAGE, "The page of the course.", ("file",))] = None
    url: Annotated[str, Key(LINK, "The URL of the meeting.")] = ""
    slides: Annotated[str, Key(LINK, "The slides.")] = ""
    video: Annotated[str, Key(LINK, "The recording.")] = ""
    description: Annotated[
        MarkdownText | None, Key(MARKDOWN, "A short description, in Markdown.")
    ] = None
    position: Position


_END = Field("end", CLOCK, "The end: `15:30`.")
_TIME = Field("time", TEXT, "The time, from the start of the slot: `0:15-1:45`; or `14:00`.")
SESSION_FIELDS = (*fields_of(Session), _END, _TIME)


def read_session(section: Section) -> Session | None:
    """Return a session; None if its title or its time is invalid: it is left out."""
    session = read_into(Session, section)
    if session is None:
        return None
    times = {"date": session.date, "start": session.start, "end": section.get(_END, "")}
    if any(section.says(name) and not time for name, time in times.items()):
        return None
    return _timed(replace(session, kind=session.kind.lower()), section)


def _timed(session: Session, section: Section) -> Session | None:
    """Return the session with its length, or with its place in a slot."""
    if value := section.values.get(_TIME.name):
        clock = parse_moment(f"2000-01-01 {value.text}") if session.date else None
        if clock and not clock.endswith("Z"):
            return _ended(replace(session, start=clock[11:]), section)
        offsets = _read_offsets(value, section.report)
        if offsets is None:
            return None
        length = offsets[1] - offsets[0]
        return replace(session, offset=offsets[0], minutes=length or session.minutes)
    return _ended(session, section)


def _ended(session: Session, section: Section) -> Session | None:
    end = section.get(_END, "")
    if not end:
        return session
    if not session.start:
        section.report.wrong(
            section.values[_END.name], "`end` without `start`", 'write `start: "14:00"`'
        )
        return None
    length = _of_day(end) - _of_day(session.start)
    if length == 0:
        message = f"`{session.title}` ends when it begins"
        hint = "write its end, or leave `end` out"
        section.report.broken(Rule.EVENT_LENGTH, section.values[_END.name], message, hint)
    return replace(session, minutes=length % 1440)  # past midnight: on the next day


def _of_day(clock: str) -> int:
    return 60 * int(clock[:2]) + int(clock[3:])


def report_same_ids(sessions: Iterable[Session], report: Report) -> None:
    """Report sessions that share an ``id``; repetitions by a template do not count."""
    first: dict[str, Position] = {}
    for session in sorted(sessions, key=lambda session: session.position.line):
        place = session.position
        if session.id and (known := first.setdefault(session.id, place)) != place:
            message = f"duplicate session id `{session.id}` (first on line {known.line})"
            report.wrong(place, message, "give each session an `id` of its own")


def with_known_slots(session: Session, slots: Sequence[Slot], report: Report) -> Session:
    """Return the session; without slots, at one time of its day. Unknown slots are reported."""
    check_slots(session.slots, session.position, slots, report)
    if session.offset is not None and not slots:
        return _without_slots(session, report)
    return session


def check_slots(
    names: Iterable[str], place: Position, slots: Sequence[Slot], report: Report
) -> None:
    """Report names that are not slots."""
    known = [slot.id for slot in slots]
    for name in names:
        if name not in known:
            hint = report.diagnostics.did_you_mean(name, known) or "name it under `slots:`"
            report.wrong(place, f"unknown slot `{name}`", hint)


def _without_slots(session: Session, report: Report) -> Session:
    """Return the session at that time of its day: without slots, ``14:00-15:30`` is one."""
    hours, minutes = divmod(session.offset or 0, 60)
    if 0 <= hours < 24:
        return replace(session, offset=None, start=f"{hours:02}:{minutes:02}")
    message = f"`{session.title}` starts before or after its day, and there are no slots"
    hint = 'write `slots: {Slot 1: "07:30"}` to count from the start of a slot'
    report.broken(Rule.EVENT_TIME, session.position, message, hint)
    return replace(session, offset=None)


SESSION = record(SESSION_FIELDS, read_session)


def _slot(section: Section) -> Slot | None:
    slot = read_into(Slot, section)
    if slot is None or not (slot.id or slot.title):
        return None
    return replace(slot, id=slot.id or slot.title, title=slot.title or slot.id)


_SLOT = record(fields_of(Slot), _slot)
_SLOT_LIST = list_of(_SLOT)


def _read_slots(value: Value, report: Report) -> tuple[Slot, ...] | None:
    """Return the slots of a list, or of a mapping from their names to when they start."""
    if not isinstance(value.data, Mapping):
        return _SLOT_LIST.read(value, report)
    slots = []
    for name, entry in value.data.items():
        start = CLOCK.read(entry, report)
        if start:
            slots.append(Slot(id=name, title=name, start=start, position=entry.position))
    return tuple(slots)


SLOTS = Kind(_read_slots, {"anyOf": [_SLOT_LIST.schema, {"type": "object"}]})
"""A list of slots, or ``{Slot 1: "07:30", Slot 2: "14:00"}``."""
