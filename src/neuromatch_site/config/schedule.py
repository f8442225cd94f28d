"""``data/schedule.yml``: the weeks of a course, their days, and what is done in them."""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta

from msgspec import Struct
from msgspec.structs import replace

from neuromatch_site.config.data_kinds import PAGE, PageRef
from neuromatch_site.config.deadlines import DEADLINE, Deadline
from neuromatch_site.config.fields import Field, Report, Section, record
from neuromatch_site.config.kinds import TEXT, TEXTS, list_of, mapping_of
from neuromatch_site.config.markdown_text import MARKDOWN, MarkdownText
from neuromatch_site.config.moments import DAY, ZONE, later, to_utc
from neuromatch_site.config.overlaps import Occupied, report_overlaps
from neuromatch_site.config.plain_text import TITLE
from neuromatch_site.config.sessions import (
    DATE_OR_WEEKDAY,
    SESSION,
    SESSION_FIELDS,
    SLOTS,
    WEEKDAYS,
    Session,
    Slot,
    check_slots,
    read_session,
    report_same_ids,
    with_known_slots,
)
from neuromatch_site.config.speakers import SPEAKERS, Speaker
from neuromatch_site.diagnostics.diagnostic import Rule
from neuromatch_site.diagnostics.source import Position


class Day(Struct, frozen=True, kw_only=True):
    """A day of a week."""

    date: str
    """``YYYY-MM-DD``."""
    title: str = ""
    page: PageRef | None = None
    description: str = ""
    topics: tuple[str, ...] = ()
    template: str = ""
    """The kind of day whose sessions it has."""
    sessions: tuple[Session, ...] = ()
    """In the order of their times; those of its template included."""
    due: tuple[Deadline, ...] = ()
    position: Position


class Week(Struct, frozen=True, kw_only=True):
    """A week, or a module that takes longer."""

    title: str
    start: str = ""
    """Its first day; empty where learners choose."""
    end: str = ""
    """Its last day, where that is not the seventh."""
    page: PageRef | None = None
    description: str = ""
    days: tuple[Day, ...] = ()
    """In order; dated sessions are in them."""
    sessions: tuple[Session, ...] = ()
    """Those without a date."""
    due: tuple[Deadline, ...] = ()
    is_misdated: bool = False
    """Its ``start`` is said and cannot be read: it gets no other."""
    position: Position

    @property
    def minutes(self) -> int:
        """How long its sessions take together."""
        return sum(session.minutes for session in self.all_sessions)

    @property
    def all_sessions(self) -> tuple[Session, ...]:
        """Its sessions, with a date or without one."""
        return (*self.sessions, *(session for day in self.days for session in day.sessions))


class Group(Struct, frozen=True, kw_only=True):
    """A pod, a project group: people who work together."""

    title: str
    kind: str = ""
    slot: str = ""
    people: tuple[Speaker, ...] = ()
    url: str = ""
    description: str = ""
    position: Position


class Schedule(Struct, frozen=True, kw_only=True):
    """The weeks in order, and what holds for all of them."""

    title: str = ""
    timezone: str = "UTC"
    slots: tuple[Slot, ...] = ()
    templates: Mapping[str, tuple[Session, ...]] = {}
    """Kinds of days by their names."""
    weeks: tuple[Week, ...] = ()
    groups: tuple[Group, ...] = ()
    due: tuple[Deadline, ...] = ()
    prerequisites: tuple[MarkdownText, ...] = ()
    certificate: tuple[MarkdownText, ...] = ()
    """What has to be done for one."""
    syllabus: PageRef | None = None

    @property
    def has_days(self) -> bool:
        """Whether any week has days with dates."""
        return any(week.days for week in self.weeks)

    def slot_zone(self, slot: Slot) -> str:
        """Return the time zone in which a slot starts."""
        return slot.timezone or self.timezone

    def zone_of(self, session: Session) -> str:
        """Return the time zone of a session at one time for all."""
        return session.timezone or self.timezone


_TITLE = Field("title", TITLE, "What it is called.", ("name",))
_PAGE = Field("page", PAGE, "The page of the course.", ("file",))
_DESCRIPTION = Field("description", TEXT, "A sentence about it.")
_DATE = Field("date", DATE_OR_WEEKDAY, "The day: `YYYY-MM-DD`, or `Monday`.", ("day",))
_TOPICS = Field("topics", TEXTS, "What it is about.")
_TEMPLATE = Field("template", TEXT, "The kind of day, one of `templates`.")
_SESSIONS = Field("sessions", list_of(SESSION), "What is done.")
_DUE = Field("due", list_of(DEADLINE), "What is to be handed in, and until when.")
_DAY_FIELDS = (_TITLE, _DATE, _PAGE, _DESCRIPTION, _TOPICS, _TEMPLATE, _SESSIONS, _DUE)
_ONLY_DAYS = {field.name for field in (_TOPICS, _TEMPLATE, _SESSIONS, _DUE)}


def _read_day(section: Section) -> Day | Session | None:
    """Return a day; an entry with a time of its own is a session."""
    values = {name for name, value in section.values.items() if value.data is not None}
    if not values & _ONLY_DAYS and (not section.get(_DATE, "") or values & {"start", "time"}):
        return read_session(section)
    day = section.require(_DATE)
    if not day:
        return None
    return Day(
        date=day,
        title=section.get(_TITLE, ""),
        page=section.get(_PAGE, None),
        description=section.get(_DESCRIPTION, ""),
        topics=section.get(_TOPICS, ()),
        template=section.get(_TEMPLATE, ""),
        sessions=section.get(_SESSIONS, ()),
        due=section.get(_DUE, ()),
        position=section.position,
    )


_KNOWN = {field.name for field in _DAY_FIELDS}
_DAYS = Field(
    "days",
    list_of(
        record(
            (*_DAY_FIELDS, *(field for field in SESSION_FIELDS if field.name not in _KNOWN)),
            _read_day,
        )
    ),
    "Its days.",
)
_FIRST_DAY = Field("start", DAY, "The first day of the week: `YYYY-MM-DD`.")
_LAST_DAY = Field("end", DAY, "The last day, where it is not the seventh.")
_WEEK_FIELDS = (_TITLE, _FIRST_DAY, _LAST_DAY, _PAGE, _DESCRIPTION, _DAYS, _SESSIONS, _DUE)


def _week(section: Section) -> Week | None:
    title = section.require(_TITLE)
    if not title:
        return None
    entries = section.get(_DAYS, ())
    start = section.get(_FIRST_DAY, "")
    listed = (entry for entry in entries if isinstance(entry, Session))
    return Week(
        title=title,
        start=start,
        end=section.get(_LAST_DAY, ""),
        page=section.get(_PAGE, None),
        description=section.get(_DESCRIPTION, ""),
        days=tuple(entry for entry in entries if isinstance(entry, Day)),
        sessions=(*listed, *section.get(_SESSIONS, ())),
        due=section.get(_DUE, ()),
        is_misdated=section.says(_FIRST_DAY) and not start,
        position=section.position,
    )


_KIND = Field("kind", TEXT, "What it is: `pod`, `project`.")
_SLOT = Field("slot", TEXT, "Its slot.")
_PEOPLE = Field("people", SPEAKERS, "Who belongs to it, or leads it.", ("ta", "mentor", "members"))
_URL = Field("url", TEXT, "Where it meets.")


def _group(section: Section) -> Group | None:
    title = section.require(_TITLE)
    if not title:
        return None
    return Group(
        title=title,
        kind=section.get(_KIND, ""),
        slot=section.get(_SLOT, ""),
        people=section.get(_PEOPLE, ()),
        url=section.get(_URL, ""),
        description=section.get(_DESCRIPTION, ""),
        position=section.position,
    )


_GROUP = record((_TITLE, _KIND, _SLOT, _PEOPLE, _URL, _DESCRIPTION), _group, shorthand="title")
_NAME = Field("title", TITLE, "What the schedule is called.")
_ZONE = Field("timezone", ZONE, "The time zone of all times, such as `Europe/London`.")
_BEGIN = Field("start", DAY, "The first day of the first week; the others follow it.")
_SLOTS = Field("slots", SLOTS, "When the days of each slot start.")
_TEMPLATES = Field("templates", mapping_of(list_of(SESSION)), "Kinds of days, by their names.")
_WEEKS = Field("weeks", list_of(record(_WEEK_FIELDS, _week)), "The weeks in order.")
_GROUPS = Field("groups", list_of(_GROUP), "Pods and project groups.", ("pods",))
_PREREQUISITES = Field("prerequisites", list_of(MARKDOWN), "What to know before.")
_CERTIFICATE = Field("certificate", list_of(MARKDOWN), "What has to be done for a certificate.")
_SYLLABUS = Field("syllabus", PAGE, "The page with the syllabus.")


def _schedule(section: Section) -> Schedule:
    schedule = Schedule(
        title=section.get(_NAME, ""),
        timezone=section.get(_ZONE, "UTC"),
        slots=section.get(_SLOTS, ()),
        templates={name: _in_order(rows) for name, rows in section.get(_TEMPLATES, {}).items()},
        groups=section.get(_GROUPS, ()),
        due=section.get(_DUE, ()),
        prerequisites=section.get(_PREREQUISITES, ()),
        certificate=section.get(_CERTIFICATE, ()),
        syllabus=section.get(_SYLLABUS, None),
    )
    weeks = _dated(section.get(_WEEKS, ()), section.get(_BEGIN, ""))
    weeks = tuple(_complete(week, schedule, section.report) for week in weeks)
    for group in schedule.groups:
        check_slots(
            [group.slot] if group.slot else [], group.position, schedule.slots, section.report
        )
    done = replace(schedule, weeks=weeks)
    report_overlaps(_occupied(done), section.report)
    report_same_ids((session for week in weeks for session in week.all_sessions), section.report)
    return done


SCHEDULE = record(
    (
        *(_NAME, _ZONE, _BEGIN, _SLOTS, _TEMPLATES, _WEEKS, _GROUPS, _DUE),
        *(_PREREQUISITES, _CERTIFICATE, _SYLLABUS),
    ),
    _schedule,
)
"""The whole file."""


def _dated(weeks: tuple[Week, ...], start: str) -> tuple[Week, ...]:
    """Return the weeks with their first days: each follows the one before it."""
    dated = []
    following = date.fromisoformat(start) if start else None
    for week in weeks:
        first = date.fromisoformat(week.start) if week.start else following
        first_day = "" if first is None or week.is_misdated else first.isoformat()
        dated.append(replace(week, start=first_day))
        if first:
            length = (date.fromisoformat(week.end) - first).days + 1 if week.end else 7
            following = first + timedelta(weeks=max(1, -(-length // 7))) if start else None
    return tuple(dated)


def _complete(week: Week, schedule: Schedule, report: Report) -> Week:
    """Return a week with its days in order: weekdays dated, templates and sessions in them."""
    last = _last_day(week)
    days: dict[str, Day] = {}
    for day in week.days:
        placed = _placed(day.date, week, last, day.title or "the day", day.position, report)
        if placed and placed not in days:
            days[placed] = _filled(replace(day, date=placed), schedule, report)
        elif placed:
            message = f"duplicate day `{placed}` (first on line {days[placed].position.line})"
            report.wrong(day.position, message, "put its sessions in one of the two")
    undated = []
    for session in week.sessions:
        if not session.date:
            undated.append(with_known_slots(session, schedule.slots, report))
            continue
        placed = _placed(session.date, week, last, session.title, session.position, report)
        if placed:
            day = days.get(placed) or Day(date=placed, position=session.position)
            checked = with_known_slots(replace(session, date=placed), schedule.slots, report)
            days[placed] = replace(day, sessions=(*day.sessions, checked))
    ordered = (replace(day, sessions=_in_order(day.sessions)) for _, day in sorted(days.items()))
    return replace(week, days=tuple(ordered), sessions=tuple(undated))


def _last_day(week: Week) -> date | None:
    if not week.start:
        return None
    first = date.fromisoformat(week.start)
    return date.fromisoformat(week.end) if week.end else first + timedelta(days=6)


def _placed(
    text: str, week: Week, last: date | None, title: str, place: Position, report: Report
) -> str:
    """Return the date of a day or session; empty, and reported, where it is not in its week."""
    first = date.fromisoformat(week.start) if week.start else None
    if text in WEEKDAYS:
        if first is None:
            message = f"`{text}` has no date: its week has no `start`"
            report.broken(Rule.EVENT_TIME, place, message, "write `start: YYYY-MM-DD` for the week")
            return ""
        return str(first + timedelta(days=(WEEKDAYS.index(text) - first.weekday()) % 7))
    if first is None or last is None or first <= date.fromisoformat(text) <= last:
        return text
    message = f"`{title}` on {text} is outside the week of {week.start}"
    report.broken(Rule.EVENT_TIME, place, message, "correct one of the dates")
    return ""


def _filled(day: Day, schedule: Schedule, report: Report) -> Day:
    """Return a day with the sessions of its template; they are on its date."""
    rows: tuple[Session, ...] = ()
    if day.template:
        if day.template not in schedule.templates:
            hint = (
                report.diagnostics.did_you_mean(day.template, list(schedule.templates))
                or "add it to `templates:`"
            )
            report.wrong(day.position, f"unknown template `{day.template}`", hint)
        rows = schedule.templates.get(day.template, ())
    own = (replace(session, date=day.date) for session in (*rows, *day.sessions))
    return replace(
        day, sessions=tuple(with_known_slots(session, schedule.slots, report) for session in own)
    )


def _in_order(sessions: tuple[Session, ...]) -> tuple[Session, ...]:
    """Return the sessions by their times; those of slots first, those of the whole day last."""
    return tuple(
        sorted(
            sessions,
            key=lambda session: (session.offset is None, session.offset or 0, session.start or "~"),
        )
    )


def moments_of(session: Session, schedule: Schedule) -> Iterator[tuple[Slot | None, str, str]]:
    """Yield when a dated session is, for each of its slots: start and end in UTC.

    Nothing for a session of a whole day, or at a time that clocks skip.
    """
    if not session.date:
        return
    if session.offset is None:
        moment = f"{session.date}T{session.start}"
        start = to_utc(moment, schedule.zone_of(session)) if session.start else ""
        if start:
            yield None, start, later(start, session.minutes)
        return
    for slot in schedule.slots:
        if not session.slots or slot.id in session.slots:
            base = to_utc(f"{session.date}T{slot.start}", schedule.slot_zone(slot))
            if base:
                start = later(base, session.offset)
                yield slot, start, later(start, session.minutes)


def _occupied(schedule: Schedule) -> Iterator[Occupied]:
    """Yield the rooms and people of sessions at one time for all."""
    for week in schedule.weeks:
        for session in week.all_sessions:
            if session.offset is not None or not session.minutes:
                continue
            for _, start, end in moments_of(session, schedule):
                whats = [(session.room, False), *((person.name, True) for person in session.people)]
                for what, is_person in whats:
                    if what and not (is_person and " " not in what):
                        yield Occupied(
                            what, start, end, session.title, session.position, is_person=is_person
                        )
