"""``data/schedule.yml``: the weeks of a course, their days and sessions."""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from typing import Annotated

from msgspec import Struct
from msgspec.structs import replace

from neuromatch_site.config.data_kinds import PAGE, PageRef
from neuromatch_site.config.deadlines import DEADLINE, Deadline
from neuromatch_site.config.fields import (
    Field,
    Key,
    Report,
    Section,
    fields_of,
    keys_of,
    read_into,
    record,
    struct_of,
)
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

_TITLE = Key(TITLE, "The title.", ("name",))
_PAGE = Key(PAGE, "The page of the course.", ("file",))
_DESCRIPTION = Key(MARKDOWN, "A short description, in Markdown.")
_SESSIONS = Key(list_of(SESSION), "The sessions.")
_DUE = Key(list_of(DEADLINE), "Assignments with their deadlines.")


class Day(Struct, frozen=True, kw_only=True):
    """A day of a week."""

    date: Annotated[str, Key(DATE_OR_WEEKDAY, "The day: `YYYY-MM-DD`, or `Monday`.", ("day",))]
    title: Annotated[str, _TITLE] = ""
    page: Annotated[PageRef | None, _PAGE] = None
    description: Annotated[MarkdownText | None, _DESCRIPTION] = None
    topics: Annotated[tuple[str, ...], Key(TEXTS, "The topics.")] = ()
    template: Annotated[str, Key(TEXT, "The template of the day, one of `templates`.")] = ""
    sessions: Annotated[tuple[Session, ...], _SESSIONS] = ()
    """In order of time, including those of its template."""
    due: Annotated[tuple[Deadline, ...], _DUE] = ()
    position: Position


_ONLY_DAYS = {"topics", "template", "sessions", "due"}


def _read_day(section: Section) -> Day | Session | None:
    """Return a day; an entry with a time of its own is a session."""
    values = {name for name, value in section.values.items() if value.data is not None}
    if not values & _ONLY_DAYS:
        is_dated = section.get(keys_of(Day)["date"], "")
        if not is_dated or values & {"start", "time"}:
            return read_session(section)
    return read_into(Day, section)


_DAYS = list_of(
    record(
        (
            *fields_of(Day),
            *(field for field in SESSION_FIELDS if field.name not in keys_of(Day)),
        ),
        _read_day,
    )
)


class Week(Struct, frozen=True, kw_only=True):
    """A week, or a longer module."""

    title: Annotated[str, _TITLE]
    start: Annotated[str, Key(DAY, "The first day of the week: `YYYY-MM-DD`.")] = ""
    """Empty where learners choose."""
    end: Annotated[str, Key(DAY, "The last day; by default, the seventh.")] = ""
    page: Annotated[PageRef | None, _PAGE] = None
    description: Annotated[MarkdownText | None, _DESCRIPTION] = None
    days: tuple[Day, ...] = ()
    """In order; they contain the dated sessions."""
    sessions: Annotated[tuple[Session, ...], _SESSIONS] = ()
    """Those without a date."""
    due: Annotated[tuple[Deadline, ...], _DUE] = ()
    is_misdated: bool = False
    """Its ``start`` is invalid, so no date is computed for it."""
    position: Position

    @property
    def minutes(self) -> int:
        """The total length of its sessions."""
        return sum(session.minutes for session in self.all_sessions)

    @property
    def all_sessions(self) -> tuple[Session, ...]:
        """Its sessions, with or without a date."""
        return (*self.sessions, *(session for day in self.days for session in day.sessions))


_DAYS_OF_WEEK = Field("days", _DAYS, "Its days.")


def _week(section: Section) -> Week | None:
    week = read_into(Week, section)
    if week is None:
        return None
    entries = section.get(_DAYS_OF_WEEK, ())
    listed = (entry for entry in entries if isinstance(entry, Session))
    return replace(
        week,
        days=tuple(entry for entry in entries if isinstance(entry, Day)),
        sessions=(*listed, *week.sessions),
        is_misdated=section.says("start") and not week.start,
    )


_WEEKS = list_of(record((*fields_of(Week), _DAYS_OF_WEEK), _week))


class Group(Struct, frozen=True, kw_only=True):
    """A pod, a project group: people who work together."""

    title: Annotated[str, _TITLE]
    kind: Annotated[str, Key(TEXT, "The kind: `pod`, `project`.")] = ""
    slot: Annotated[str, Key(TEXT, "Its slot.")] = ""
    people: Annotated[
        tuple[Speaker, ...],
        Key(SPEAKERS, "Its members and leaders.", ("ta", "mentor", "members")),
    ] = ()
    url: Annotated[str, Key(TEXT, "The URL of its meetings.")] = ""
    description: Annotated[MarkdownText | None, _DESCRIPTION] = None
    position: Position


class Schedule(Struct, frozen=True, kw_only=True):
    """The weeks in order, and settings for all of them."""

    title: Annotated[str, Key(TITLE, "The title of the schedule.")] = ""
    timezone: Annotated[str, Key(ZONE, "The time zone of all times, such as `Europe/London`.")] = (
        "UTC"
    )
    slots: Annotated[
        tuple[Slot, ...], Key(SLOTS, "Slots: groups of participants with their start time.")
    ] = ()
    templates: Annotated[
        Mapping[str, tuple[Session, ...]],
        Key(mapping_of(list_of(SESSION)), "Templates of days, by name."),
    ] = {}
    weeks: Annotated[tuple[Week, ...], Key(_WEEKS, "The weeks in order.")] = ()
    groups: Annotated[
        tuple[Group, ...],
        Key(list_of(struct_of(Group, shorthand="title")), "Pods and project groups.", ("pods",)),
    ] = ()
    due: Annotated[tuple[Deadline, ...], _DUE] = ()
    prerequisites: Annotated[
        tuple[MarkdownText, ...], Key(list_of(MARKDOWN), "Prerequisites, in Markdown.")
    ] = ()
    certificate: Annotated[
        tuple[MarkdownText, ...],
        Key(list_of(MARKDOWN), "Requirements for a certificate, in Markdown."),
    ] = ()
    syllabus: Annotated[PageRef | None, Key(PAGE, "The page with the syllabus.")] = None

    @property
    def has_days(self) -> bool:
        """Whether any week has days with dates."""
        return any(week.days for week in self.weeks)

    def slot_zone(self, slot: Slot) -> str:
        """Return the time zone in which a slot starts."""
        return slot.timezone or self.timezone

    def zone_of(self, session: Session) -> str:
        """Return the time zone of a session at one time for everyone."""
        return session.timezone or self.timezone


_BEGIN = Field("start", DAY, "The first day of the first week; the other weeks follow.")


def _schedule(section: Section) -> Schedule | None:
    schedule = read_into(Schedule, section)
    if schedule is None:
        return None
    templates = {name: _in_order(rows) for name, rows in schedule.templates.items()}
    schedule = replace(schedule, templates=templates)
    weeks = _dated(schedule.weeks, section.get(_BEGIN, ""))
    weeks = tuple(_complete(week, schedule, section.report) for week in weeks)
    for group in schedule.groups:
        check_slots(
            [group.slot] if group.slot else [], group.position, schedule.slots, section.report
        )
    done = replace(schedule, weeks=weeks)
    report_overlaps(_occupied(done), section.report)
    report_same_ids((session for week in weeks for session in week.all_sessions), section.report)
    return done


SCHEDULE = record((*fields_of(Schedule), _BEGIN), _schedule)
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
    """Yield start and end of a dated session in UTC, for each of its slots.

    Nothing for a session of a whole day, or at a time that does not exist.
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
