"""What ``data/*.yml`` says, as layouts see it: pages by their addresses."""

from collections.abc import Sequence

from msgspec import Struct, field

from neuromatch_site.config.announcements import Announcement
from neuromatch_site.config.conference import Conference, Edition
from neuromatch_site.config.data_kinds import PageRef
from neuromatch_site.config.schedule import Schedule, Session, Week
from neuromatch_site.config.team import Team
from neuromatch_site.model.course import Project
from neuromatch_site.render.programme import PanelView, TopicView, panels_of, topics_of
from neuromatch_site.render.published_files import Published


class NewsView(Struct, frozen=True, kw_only=True):
    """A piece of news and where it leads."""

    news: Announcement
    url: str


class EditionView(Struct, frozen=True, kw_only=True):
    """A gathering and where it leads."""

    edition: Edition
    url: str


class SessionView(Struct, frozen=True, kw_only=True):
    """Something to do and where it is done."""

    session: Session
    url: str


class WeekView(Struct, frozen=True, kw_only=True):
    """A week of the schedule."""

    week: Week
    url: str
    sessions: Sequence[SessionView] = ()


class CourseView(Struct, frozen=True, kw_only=True):
    """The data of a course. Addresses count from the root of the site, or lead elsewhere."""

    banner: NewsView | None = None
    """The newest piece of news that is shown on every page."""
    news: Sequence[NewsView] = ()
    conference: Conference = field(default_factory=Conference)
    editions: Sequence[EditionView] = ()
    panels: Sequence[PanelView] = ()
    topics: Sequence[TopicView] = ()
    """What people ask of the conference."""
    timezone: str = ""
    """That of the times of sessions; empty where none has one."""
    weeks: Sequence[WeekView] = ()
    teams: Sequence[Team] = ()


def course_view(project: Project, published: Published) -> CourseView:
    """Return what the data files of the course say."""
    data = project.data
    news = [
        NewsView(news=one, url=one.url or _address(one.page, project)) for one in data.announcements
    ]
    return CourseView(
        banner=next((one for one in news if one.news.until), None),
        news=news,
        conference=data.conference,
        editions=[
            EditionView(edition=one, url=one.url or _address(one.page, project))
            for one in data.conference.editions
        ],
        panels=panels_of(data.conference, published),
        topics=topics_of(data.conference.questions),
        timezone=_timezone(data.schedule),
        weeks=[_week(week, project) for week in data.schedule.weeks],
        teams=data.teams,
    )


def _timezone(schedule: Schedule) -> str:
    timed = any(session.start for week in schedule.weeks for session in week.sessions)
    return schedule.timezone if timed else ""


def _week(week: Week, project: Project) -> WeekView:
    sessions = [
        SessionView(session=one, url=one.url or _address(one.page, project))
        for one in week.sessions
    ]
    return WeekView(week=week, url=_address(week.page, project), sessions=sessions)


def _address(reference: PageRef | None, project: Project) -> str:
    page = project.page(reference.path) if reference else None
    return page.source.url if page else ""
