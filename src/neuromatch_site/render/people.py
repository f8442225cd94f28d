"""The people of a course, each with their talks, sessions and lessons."""

from collections.abc import Iterator, Mapping, Sequence
from urllib.parse import urlsplit

from msgspec import Struct

from neuromatch_site.config.people import Affiliation, Person
from neuromatch_site.config.speakers import Speaker
from neuromatch_site.config.team import Team
from neuromatch_site.diagnostics.source import Position
from neuromatch_site.metadata.people import affiliation_name, affiliations_of
from neuromatch_site.model.course import Project
from neuromatch_site.render.conference import Link
from neuromatch_site.render.published_files import Picture, Published
from neuromatch_site.render.translations import mark


class PersonView(Struct, frozen=True, kw_only=True):
    """A person."""

    person: Person
    affiliations: str = ""
    picture: Picture | None = None
    links: Sequence[Link] = ()
    """Pages and accounts on other sites."""
    talks: Sequence[Link] = ()
    sessions: Sequence[Link] = ()
    lessons: Sequence[Link] = ()
    groups: Sequence[Link] = ()
    """Pods and project groups of the schedule."""


class TeamView(Struct, frozen=True, kw_only=True):
    """People with one task."""

    team: Team
    people: Sequence[PersonView]
    is_marked: bool = False
    """Its title is a word of the interface."""


def teams_of(project: Project, published: Published) -> Sequence[TeamView]:
    """Return the groups of ``people.yml``; without it, authors and speakers."""
    institutions = [
        *project.config.affiliations,
        *(place for team in project.data.teams for place in team.affiliations),
    ]
    doings = _Doings(project)
    teams = [(team, False) for team in project.data.teams if team.people]
    if not teams:
        teams = [(team, True) for team in _implied(project)]
    return [
        TeamView(
            team=team,
            people=[
                _person_view(person, institutions, doings, published) for person in team.people
            ],
            is_marked=marked,
        )
        for team, marked in teams
    ]


def _implied(project: Project) -> Iterator[Team]:
    """Yield the groups that a page of people shows where no file names any."""
    nowhere = Position("")
    if project.config.authors:
        yield Team(title=mark("Authors"), people=project.config.authors, position=nowhere)
    schedule, editions = project.data.schedule, project.data.conference.editions[-1:]
    sessions = (session for week in schedule.weeks for session in week.all_sessions)
    teachers = [
        *(who for session in sessions for who in session.people),
        *(who for group in schedule.groups for who in group.people if who.role),
    ]
    talks = (talk for edition in editions for talk in edition.programme.talks)
    speakers = [who for talk in talks for who in talk.speakers if not who.coauthor]
    for title, speaking in ((mark("Teachers"), teachers), (mark("Speakers"), speakers)):
        people: dict[str, Person] = {}
        for who in speaking:
            people.setdefault(who.name, _of_speaker(who))
        if people:
            in_order = sorted(people.values(), key=lambda person: person.name.split()[-1].lower())
            yield Team(title=title, people=tuple(in_order), position=nowhere)


def _of_speaker(speaker: Speaker) -> Person:
    return Person(
        id=speaker.id or speaker.name,
        name=speaker.name,
        orcid=speaker.orcid,
        url=speaker.url,
        roles=(speaker.role,) if speaker.role else (),
        affiliations=(speaker.affiliation,) if speaker.affiliation else (),
    )


def _person_view(
    person: Person, known: Sequence[Affiliation], doings: "_Doings", published: Published
) -> PersonView:
    works = [affiliation_name(place) for place in affiliations_of(person, known)]
    urls = [person.url, f"https://github.com/{person.github}" if person.github else ""]
    if person.github.startswith("http"):
        urls[1] = person.github
    links = [Link(_host(url), url) for url in (*urls, *person.accounts) if "://" in url]
    return PersonView(
        person=person,
        affiliations=", ".join(works or person.affiliations),
        picture=published.pictures.get(person.image),
        links=links,
        talks=_of(doings.talks, person),
        sessions=_of(doings.sessions, person),
        lessons=_of(doings.lessons, person),
        groups=_of(doings.groups, person),
    )


def _of(links: Mapping[str, list[Link]], person: Person) -> Sequence[Link]:
    return links.get(person.id) or links.get(person.name) or ()


def _host(url: str) -> str:
    return (urlsplit(url).hostname or url).removeprefix("www.")


class _Doings:
    """What people do, by their ids and by their names."""

    def __init__(self, project: Project) -> None:
        self.talks = _joined(_talks(project))
        self.sessions = _joined(_sessions(project))
        self.lessons = _joined(_lessons(project))
        self.groups = _joined(_groups(project))


def _joined(pairs: Iterator[tuple[str, Link]]) -> Mapping[str, list[Link]]:
    joined: dict[str, dict[Link, None]] = {}
    for name, link in pairs:
        joined.setdefault(name, {})[link] = None
    return {name: list(links) for name, links in joined.items()}


def _talks(project: Project) -> Iterator[tuple[str, Link]]:
    for edition in project.data.conference.editions:
        for talk in edition.programme.talks:
            url = project.conference.talk(edition.id, talk.slug)
            link = Link(talk.title, url or project.conference.edition(edition.id))
            yield from _each(talk.speakers, link)


def _sessions(project: Project) -> Iterator[tuple[str, Link]]:
    """Yield the sessions; those without a page lead to that of the schedule."""
    schedule = _schedule_url(project)
    for week in project.data.schedule.weeks:
        for session in week.all_sessions:
            page = project.page(session.page.path) if session.page else None
            link = Link(session.title, page.source.url if page else schedule)
            yield from _each(session.people, link)


def _groups(project: Project) -> Iterator[tuple[str, Link]]:
    schedule = _schedule_url(project)
    for group in project.data.schedule.groups:
        yield from _each(group.people, Link(group.title, schedule))


def _schedule_url(project: Project) -> str:
    pages = (page for page in project.pages if page.frontmatter.template == "schedule")
    return next((page.source.url for page in pages), "")


def _each(people: Sequence[Speaker], link: Link) -> Iterator[tuple[str, Link]]:
    for person in people:
        yield person.name, link
        if person.id:
            yield person.id, link


def _lessons(project: Project) -> Iterator[tuple[str, Link]]:
    """Yield the lessons by those who are named as their authors, not by those of the course."""
    for page in project.pages:
        frontmatter = page.frontmatter
        if page.source.data or frontmatter.authors == project.config.authors:
            continue
        link = Link(frontmatter.title or page.facts.title, page.source.url)
        for author in frontmatter.authors:
            yield author.name, link
            if author.id != author.name:
                yield author.id, link
