"""``data/schedule.yml``: the weeks of a course and what is done in them."""

from datetime import date, timedelta

from msgspec import Struct
from msgspec.structs import replace

from neuromatch_site.config.data_kinds import DURATION, PAGE, TIME, PageRef
from neuromatch_site.config.fields import Field, Section, record
from neuromatch_site.config.formats import LINK
from neuromatch_site.config.kinds import TEXT, list_of
from neuromatch_site.config.moments import DAY, ZONE
from neuromatch_site.diagnostics.diagnostic import Rule
from neuromatch_site.diagnostics.source import Position


class Session(Struct, frozen=True, kw_only=True):
    """Something to do: a lesson, a meeting, an exercise."""

    title: str
    date: str = ""
    """``YYYY-MM-DD``; empty where learners choose."""
    start: str = ""
    """``14:00``; empty for the whole day."""
    minutes: int = 0
    """How long it takes; 0 where that is not said."""
    page: PageRef | None = None
    url: str = ""
    description: str = ""
    position: Position


class Week(Struct, frozen=True, kw_only=True):
    """A week."""

    title: str
    start: str = ""
    """Its first day; empty where learners choose."""
    page: PageRef | None = None
    description: str = ""
    sessions: tuple[Session, ...] = ()
    position: Position

    @property
    def minutes(self) -> int:
        """How long its sessions take together."""
        return sum(session.minutes for session in self.sessions)


class Schedule(Struct, frozen=True, kw_only=True):
    """The weeks in order."""

    title: str = ""
    timezone: str = "UTC"
    weeks: tuple[Week, ...] = ()


_TITLE = Field("title", TEXT, "What it is called.")
_DATE = Field("date", DAY, "The day: `YYYY-MM-DD`.", ("day",))
_TIME = Field("start", TIME, "When it begins: `14:00`.", ("time",))
_DURATION = Field("duration", DURATION, "How long it takes: `50 min`.", ("minutes",))
_PAGE = Field("page", PAGE, "The page of the course.", ("file",))
_URL = Field("url", LINK, "Where it takes place.")
_DESCRIPTION = Field("description", TEXT, "A sentence about it.")


def _session(opened: Section) -> Session | None:
    title = opened.require(_TITLE)
    if not title:
        return None
    return Session(
        title=title,
        date=opened.get(_DATE, ""),
        start=opened.get(_TIME, ""),
        minutes=opened.get(_DURATION, 0),
        page=opened.get(_PAGE, None),
        url=opened.get(_URL, ""),
        description=opened.get(_DESCRIPTION, ""),
        position=opened.position,
    )


_SESSION_FIELDS = (_TITLE, _DATE, _TIME, _DURATION, _PAGE, _URL, _DESCRIPTION)
_FIRST_DAY = Field("start", DAY, "The first day of the week: `YYYY-MM-DD`.")
_SESSIONS = Field(
    "sessions", list_of(record(_SESSION_FIELDS, _session)), "What is done.", ("days",)
)


def _week(opened: Section) -> Week | None:
    title = opened.require(_TITLE)
    if not title:
        return None
    start = opened.get(_FIRST_DAY, "")
    sessions = opened.get(_SESSIONS, ())
    return Week(
        title=title,
        start=start,
        page=opened.get(_PAGE, None),
        description=opened.get(_DESCRIPTION, ""),
        sessions=tuple(one for one in sessions if _is_in(one, start, opened)),
        position=opened.position,
    )


def _is_in(session: Session, start: str, opened: Section) -> bool:
    """Return whether a session lies in its week, as far as both have dates."""
    if not start or not session.date:
        return True
    after = date.fromisoformat(session.date) - date.fromisoformat(start)
    if timedelta(0) <= after < timedelta(days=7):
        return True
    message = f"`{session.title}` on {session.date} is outside the week of {start}"
    opened.report.broken(Rule.EVENT_TIME, session.position, message, "correct one of the dates")
    return False


_WEEK_FIELDS = (_TITLE, _FIRST_DAY, _PAGE, _DESCRIPTION, _SESSIONS)
_NAME = Field("title", TEXT, "What the schedule is called.")
_ZONE = Field("timezone", ZONE, "The time zone of all times, such as `Europe/London`.")
_BEGIN = Field("start", DAY, "The first day of the first week; the others follow it.")
_WEEKS = Field("weeks", list_of(record(_WEEK_FIELDS, _week)), "The weeks in order.")


def _schedule(opened: Section) -> Schedule:
    weeks = opened.get(_WEEKS, ())
    if start := opened.get(_BEGIN, ""):
        weeks = tuple(_dated(week, start, number) for number, week in enumerate(weeks))
    return Schedule(title=opened.get(_NAME, ""), timezone=opened.get(_ZONE, "UTC"), weeks=weeks)


def _dated(week: Week, start: str, number: int) -> Week:
    day = date.fromisoformat(start) + timedelta(weeks=number)
    return week if week.start else replace(week, start=day.isoformat())


SCHEDULE = record((_NAME, _ZONE, _BEGIN, _WEEKS), _schedule)
"""The whole file."""
