"""The contents of ``data/*.yml``, for layouts, with links to pages."""

from collections.abc import Iterable, Sequence
from hashlib import blake2b

from msgspec import Struct, field
from msgspec.structs import replace

from neuromatch_site.config.conference import Conference, Edition
from neuromatch_site.config.schedule import Schedule, Week
from neuromatch_site.config.sessions import Session
from neuromatch_site.diagnostics.source import Position
from neuromatch_site.model.ast.nodes import Root
from neuromatch_site.model.course import Project
from neuromatch_site.model.time_required import TimeRequired, kind_of, time_required, total
from neuromatch_site.render.conference import PanelView, TopicView, panels_of, topics_of
from neuromatch_site.render.navigation import Entry, Navigation
from neuromatch_site.render.news import NewsView, news_of
from neuromatch_site.render.people import TeamView, teams_of
from neuromatch_site.render.published_files import Published
from neuromatch_site.render.timetable import Timetable, referred_url, timetable_of


class EditionView(Struct, frozen=True, kw_only=True):
    """A conference edition with its URL."""

    edition: Edition
    url: str


class SessionView(Struct, frozen=True, kw_only=True):
    """A session with its URL."""

    session: Session
    url: str
    kind: str = ""
    """Of its page: ``video``, ``reading``, ``notebook`` ...; empty if it has none."""
    time: TimeRequired = TimeRequired()
    lesson: bool = False
    """A page that can be ticked off."""


class WeekView(Struct, frozen=True, kw_only=True):
    """A week of the schedule."""

    week: Week
    url: str
    time: TimeRequired = TimeRequired()
    """The same as on the front page, where the week has a page."""
    summary: str = ""
    """The description of its page, for a course without `data/schedule.yml`."""
    watch: Sequence[SessionView] = ()
    read: Sequence[SessionView] = ()
    do: Sequence[SessionView] = ()


class CourseView(Struct, frozen=True, kw_only=True):
    """The data of a course. URLs are relative to the root of the site, or external."""

    banners: Sequence[NewsView] = ()
    """The announcements that every page shows until their last day, newest first."""
    news: Sequence[NewsView] = ()
    conference: Conference = field(default_factory=Conference)
    editions: Sequence[EditionView] = ()
    panels: Sequence[PanelView] = ()
    topics: Sequence[TopicView] = ()
    """Frequently asked questions of the conference."""
    timezone: str = ""
    """The time zone of sessions; empty if none has a time."""
    timetable: Timetable | None = None
    """The schedule, if it has dates."""
    weeks: Sequence[WeekView] = ()
    has_calendar: bool = False
    """The schedule has dates, and so a calendar file."""
    teams: Sequence[TeamView] = ()
    texts: str = ""
    """Digest of the Markdown of data files."""


def course_view(project: Project, published: Published, navigation: Navigation) -> CourseView:
    """Return the contents of data files; without a schedule, the weeks of the toc."""
    data = project.data
    news = news_of(project)
    return CourseView(
        banners=[item for item in news if item.news.until],
        news=news,
        conference=data.conference,
        editions=[
            EditionView(
                edition=edition,
                url=project.conference.editions.get(edition.id)
                or edition.url
                or referred_url(edition.page, project),
            )
            for edition in reversed(data.conference.editions)
        ],
        panels=panels_of(data.conference.panels, published),
        topics=topics_of(data.conference.questions),
        timezone=_timezone(data.schedule),
        timetable=timetable_of(project),
        weeks=[_week(week, project, navigation) for week in data.schedule.weeks]
        or [_toc_week(entry) for entry in navigation.weeks()],
        has_calendar=_is_dated(data.schedule),
        teams=teams_of(project, published),
        texts=_trees_digest(page.content for page in project.texts.values()),
    )


def _trees_digest(trees: Iterable[Root]) -> str:
    return blake2b(repr(list(trees)).encode(), digest_size=8).hexdigest()


def _is_dated(schedule: Schedule) -> bool:
    """Return whether anything in the schedule has a date: then it has a calendar file."""
    weeks = schedule.weeks
    return bool(schedule.due) or any(
        week.start or week.days or week.due or any(session.date for session in week.all_sessions)
        for week in weeks
    )


def _timezone(schedule: Schedule) -> str:
    timed = any(session.start for week in schedule.weeks for session in week.all_sessions)
    return schedule.timezone if timed else ""


def _week(week: Week, project: Project, navigation: Navigation) -> WeekView:
    url = referred_url(week.page, project)
    sessions = [_session(session, project, navigation) for session in week.all_sessions]
    place = navigation.places.get(url)
    time = place.entry.time if place else total(session.time for session in sessions)
    return _sorted(WeekView(week=week, url=url, time=time), sessions)


def _session(session: Session, project: Project, navigation: Navigation) -> SessionView:
    url = referred_url(session.page, project)
    place = navigation.places.get(url)
    page = project.page(session.page.path) if session.page else None
    return SessionView(
        session=session,
        url=session.url or url,
        kind=kind_of(page) if page else "",
        time=time_required(page, project) if page else TimeRequired(do=session.minutes),
        lesson=bool(place and place.entry.lesson),
    )


def _toc_week(entry: Entry) -> WeekView:
    title = f"{entry.label}: {entry.title}" if entry.label else entry.title
    week = Week(title=title, position=Position(""))
    sessions = [
        SessionView(
            session=Session(title=child.title, position=Position("")),
            url=child.url,
            kind=child.kind,
            time=child.time,
            lesson=child.lesson,
        )
        for child in entry.children
        if child.kind or not child.path
    ]
    view = WeekView(week=week, url=entry.url, time=entry.time, summary=entry.description)
    return _sorted(view, sessions)


def _sorted(week: WeekView, sessions: Sequence[SessionView]) -> WeekView:
    """Return the week with what is done in it in the columns of the schedule."""
    return replace(
        week,
        watch=[session for session in sessions if session.kind == "video"],
        read=[session for session in sessions if session.kind == "reading"],
        do=[session for session in sessions if session.kind not in ("video", "reading")],
    )
