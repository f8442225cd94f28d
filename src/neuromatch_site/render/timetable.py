"""A schedule with dates, for its page: slots, kinds of days, weeks of days."""

from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct

from neuromatch_site.config.data_kinds import PageRef
from neuromatch_site.config.deadlines import Deadline
from neuromatch_site.config.markdown_text import MarkdownText
from neuromatch_site.config.moments import to_utc
from neuromatch_site.config.schedule import Day, Group, Schedule, Week, moments_of
from neuromatch_site.config.sessions import Session, Slot
from neuromatch_site.model.calendar import slot_calendar
from neuromatch_site.model.course import Project


class SessionRow(Struct, frozen=True, kw_only=True):
    """A session with its URL."""

    session: Session
    url: str = ""
    start: str = ""
    """In UTC; empty for a session of slots, of a whole day, or of any day."""
    end: str = ""
    zone: str = "UTC"
    slots: Sequence[tuple[int, str]] = ()
    """Its slots: their indices, their titles; empty for all."""


class DayView(Struct, frozen=True, kw_only=True):
    """A day."""

    day: Day
    url: str
    starts: Sequence[str] = ()
    """Its start in each slot, in UTC; empty if no session is relative to that."""
    rows: Sequence[SessionRow] = ()
    """Its own sessions; those of its template are shown once for all days."""
    template: str = ""
    number: int = 0
    """The index of its template; 0 for the usual one, the first, and for none."""


class WeekOfDays(Struct, frozen=True, kw_only=True):
    """A week."""

    week: Week
    url: str
    days: Sequence[DayView] = ()
    rows: Sequence[SessionRow] = ()
    """Sessions without a date."""


class KindOfDay(Struct, frozen=True):
    """A template of days."""

    name: str
    number: int
    """Its index."""
    rows: Sequence[SessionRow]
    starts: Sequence[str]
    """The start of its first day in each slot, in UTC."""


class Timetable(Struct, frozen=True, kw_only=True):
    """The content of the schedule page."""

    weeks: Sequence[WeekOfDays]
    kinds: Sequence[KindOfDay] = ()
    slots: Sequence[tuple[Slot, str, str]] = ()
    """Each with its first start, in UTC, and its calendar."""
    slot_titles: Mapping[str, str] = {}
    """By id."""
    zone: str = "UTC"
    timed: bool = False
    """Whether sessions are at one time for everyone."""
    groups: Sequence[Group] = ()
    due: Sequence[Deadline] = ()
    """Of all weeks and days, in order."""
    prerequisites: Sequence[MarkdownText] = ()
    certificate: Sequence[MarkdownText] = ()
    syllabus: str = ""
    calendar: str = "/schedule.ics"


def timetable_of(project: Project) -> Timetable | None:
    """Return the schedule as a timetable; None for one without dates, which is a list of weeks."""
    schedule = project.data.schedule
    if not (schedule.has_days or schedule.slots or schedule.groups):
        return None
    weeks = [_week(week, schedule, project) for week in schedule.weeks]
    days = [day for week in weeks for day in week.days]
    first = next((day.starts for day in days if day.starts), ())
    return Timetable(
        weeks=weeks,
        kinds=list(_kinds(days, schedule, project)),
        slots=[
            (slot, first[number] if number < len(first) else "", slot_calendar(slot))
            for number, slot in enumerate(schedule.slots)
        ],
        slot_titles={slot.id: slot.title for slot in schedule.slots},
        zone=schedule.timezone,
        timed=any(row.start for week in weeks for day in week.days for row in day.rows),
        groups=schedule.groups,
        due=sorted(_due(schedule), key=lambda item: item.until or "~"),
        prerequisites=schedule.prerequisites,
        certificate=schedule.certificate,
        syllabus=referred_url(schedule.syllabus, project),
    )


def _week(week: Week, schedule: Schedule, project: Project) -> WeekOfDays:
    return WeekOfDays(
        week=week,
        url=referred_url(week.page, project),
        days=[_day(day, schedule, project) for day in week.days],
        rows=[_row(session, schedule, project) for session in week.sessions],
    )


def _day(day: Day, schedule: Schedule, project: Project) -> DayView:
    of_template = {session.position for session in schedule.templates.get(day.template, ())}
    own = (session for session in day.sessions if session.position not in of_template)
    return DayView(
        day=day,
        url=referred_url(day.page, project),
        starts=[
            to_utc(f"{day.date}T{slot.start}", schedule.slot_zone(slot)) or ""
            for slot in schedule.slots
            if any(session.offset is not None for session in day.sessions)
        ],
        rows=[_row(session, schedule, project) for session in own],
        template=day.template,
        number=[*schedule.templates].index(day.template)
        if day.template in schedule.templates
        else 0,
    )


def _row(session: Session, schedule: Schedule, project: Project) -> SessionRow:
    moment = next(iter(moments_of(session, schedule)), None) if session.offset is None else None
    return SessionRow(
        session=session,
        url=session.url or referred_url(session.page, project),
        start=moment[1] if moment else "",
        end=moment[2] if moment and session.minutes else "",
        zone=schedule.zone_of(session),
        slots=[
            (place, slot.title)
            for place, slot in enumerate(schedule.slots)
            if slot.id in session.slots
        ],
    )


def _kinds(days: Sequence[DayView], schedule: Schedule, project: Project) -> Iterator[KindOfDay]:
    for number, (name, sessions) in enumerate(schedule.templates.items()):
        first = next((day for day in days if day.template == name), None)
        if first is not None:
            rows = [_row(session, schedule, project) for session in sessions]
            yield KindOfDay(name, number, rows, first.starts)


def _due(schedule: Schedule) -> Iterator[Deadline]:
    yield from schedule.due
    for week in schedule.weeks:
        yield from week.due
        for day in week.days:
            yield from day.due


def referred_url(reference: PageRef | None, project: Project) -> str:
    """Return where a page of the course is; empty for none."""
    page = project.page(reference.path) if reference else None
    return page.source.url if page else ""
