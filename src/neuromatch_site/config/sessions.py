"""Sessions of a schedule: when they are, what they are, who gives them; and slots for many zones.

A session is at a time of its day (``start: "14:00"``), or so long after the start of the slot that
each reader takes part in (``time: 0:15-1:45``; ``-0:30`` is before it).
"""

import re
from collections.abc import Iterable, Mapping, Sequence

from msgspec import Struct
from msgspec.structs import replace

from neuromatch_site.config.data_kinds import DURATION, PAGE, PageRef
from neuromatch_site.config.fields import Field, Kind, Report, Section, expected, record
from neuromatch_site.config.formats import LINK
from neuromatch_site.config.kinds import TEXT, TEXTS, list_of
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


class Slot(Struct, frozen=True, kw_only=True):
    """A time of day at which a group of people takes part."""

    id: str
    title: str
    start: str
    """``07:30``, by the clocks of its zone."""
    timezone: str = ""
    """That of the schedule, where it has none of its own."""
    description: str = ""
    position: Position


class Session(Struct, frozen=True, kw_only=True):
    """Something to do: a lesson, a meeting, an exercise."""

    title: str
    id: str = ""
    date: str = ""
    """``YYYY-MM-DD``, or the name of a weekday until the week is known; empty: learners choose."""
    start: str = ""
    """``14:00``; empty for the whole day."""
    minutes: int = 0
    """How long it takes; 0 where that is not said."""
    offset: int | None = None
    """Minutes after the start of each slot; None for a session at one time for all."""
    timezone: str = ""
    kind: str = ""
    room: str = ""
    people: tuple[Speaker, ...] = ()
    slots: tuple[str, ...] = ()
    """Ids of the slots that have it; empty for all."""
    groups: tuple[str, ...] = ()
    """Pods or other groups that it is for."""
    page: PageRef | None = None
    url: str = ""
    slides: str = ""
    video: str = ""
    description: str = ""
    position: Position


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

_ID = Field("id", TEXT, "What calendars know it by.")
_TITLE = Field("title", PLAIN_TEXT, "What it is called.", ("name",))
_DATE = Field("date", DATE_OR_WEEKDAY, "The day: `YYYY-MM-DD`, or `Monday`.", ("day",))
_START = Field("start", CLOCK, "When it begins: `14:00`.")
_END = Field("end", CLOCK, "When it ends: `15:30`.")
_TIME = Field("time", TEXT, "When, from the start of the slot: `0:15-1:45`; or `14:00`.")
_DURATION = Field("duration", DURATION, "How long it takes: `50 min`.", ("minutes",))
_ZONE = Field("timezone", ZONE, "The time zone, if not that of the schedule.")
_KIND = Field("kind", TEXT, "What it is, such as `lecture`.", ("type",))
_ROOM = Field("room", TEXT, "The room.", ("place", "location"))
_PEOPLE = Field(
    "people", SPEAKERS, "Who gives it.", ("speaker", "speakers", "teacher", "ta", "tas", "mentor")
)
_SLOTS = Field("slots", TEXTS, "The slots that have it; all if none is named.", ("slot",))
_GROUPS = Field("groups", TEXTS, "Pods or other groups that it is for.", ("pod", "pods", "group"))
_PAGE = Field("page", PAGE, "The page of the course.", ("file",))
_URL = Field("url", LINK, "Where it takes place.")
_SLIDES = Field("slides", LINK, "The slides.")
_VIDEO = Field("video", LINK, "The recording.")
_DESCRIPTION = Field("description", TEXT, "A sentence about it.")
SESSION_FIELDS = (
    *(_TITLE, _ID, _DATE, _START, _END, _TIME, _DURATION, _ZONE, _KIND, _ROOM, _PEOPLE, _SLOTS),
    *(_GROUPS, _PAGE, _URL, _SLIDES, _VIDEO, _DESCRIPTION),
)


def read_session(section: Section) -> Session | None:
    """Return a session; None where its title or its time cannot be read: it is left out."""
    title = section.require(_TITLE)
    if not title or _has_wrong_time(section):
        return None
    session = Session(
        title=title,
        id=section.get(_ID, ""),
        date=section.get(_DATE, ""),
        start=section.get(_START, ""),
        minutes=section.get(_DURATION, 0),
        timezone=section.get(_ZONE, ""),
        kind=section.get(_KIND, "").lower(),
        room=section.get(_ROOM, ""),
        people=section.get(_PEOPLE, ()),
        slots=section.get(_SLOTS, ()),
        groups=section.get(_GROUPS, ()),
        page=section.get(_PAGE, None),
        url=section.get(_URL, ""),
        slides=section.get(_SLIDES, ""),
        video=section.get(_VIDEO, ""),
        description=section.get(_DESCRIPTION, ""),
        position=section.position,
    )
    return _timed(session, section)


def _has_wrong_time(section: Section) -> bool:
    """Return whether a date or time is said that cannot be read; reading it reports that."""
    values = (field for field in (_DATE, _START, _END) if section.says(field))
    return any(not section.get(field, "") for field in values)


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
    """Report sessions that share an ``id``; the days of a template repeat what is written once."""
    first: dict[str, Position] = {}
    for session in sorted(sessions, key=lambda session: session.position.line):
        place = session.position
        if session.id and (known := first.setdefault(session.id, place)) != place:
            message = f"duplicate session id `{session.id}` (first on line {known.line})"
            report.wrong(place, message, "give each session an `id` of its own")


def with_known_slots(session: Session, slots: Sequence[Slot], report: Report) -> Session:
    """Return the session; without slots at all, as one at a time of its day.

    Slots that are not there are reported.
    """
    check_slots(session.slots, session.position, slots, report)
    if session.offset is not None and not slots:
        return _without_slots(session, report)
    return session


def check_slots(
    names: Iterable[str], place: Position, slots: Sequence[Slot], report: Report
) -> None:
    """Report the names that no slot has."""
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

_SLOT_TITLE = Field("title", PLAIN_TEXT, "What it is called: `Slot 1`.", ("name",))
_SLOT_START = Field("start", CLOCK, "When its day starts: `07:30`.", ("time",))
_SLOT_FIELDS = (_ID, _SLOT_TITLE, _SLOT_START, _ZONE, _DESCRIPTION)


def _slot(section: Section) -> Slot | None:
    start = section.require(_SLOT_START)
    title = section.get(_SLOT_TITLE, section.get(_ID, ""))
    if not start or not title:
        return None
    return Slot(
        id=section.get(_ID, title),
        title=title,
        start=start,
        timezone=section.get(_ZONE, ""),
        description=section.get(_DESCRIPTION, ""),
        position=section.position,
    )


_SLOT = record(_SLOT_FIELDS, _slot)
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
