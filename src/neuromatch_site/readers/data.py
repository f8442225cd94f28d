"""``data/*.yml`` -> typed data: conference, schedule, announcements, people.

Invalid entries are reported and left out; the others are kept.
"""

from collections.abc import Collection, Mapping
from typing import TypeVar

from msgspec.structs import replace

from neuromatch_site.config.announcements import ANNOUNCEMENTS
from neuromatch_site.config.conference import CONFERENCE, Conference
from neuromatch_site.config.credits import people_of
from neuromatch_site.config.data_kinds import PageRef
from neuromatch_site.config.people import Person
from neuromatch_site.config.programme import Programme, programme_of
from neuromatch_site.config.project import ProjectConfig
from neuromatch_site.config.schedule import SCHEDULE, Day, Schedule, Week
from neuromatch_site.config.sessions import Session
from neuromatch_site.config.sitedata import SITEDATA, is_sitedata
from neuromatch_site.config.team import TEAMS, Team
from neuromatch_site.diagnostics.diagnostic import Diagnostics, Rule
from neuromatch_site.filesystem.course_files import CourseFiles
from neuromatch_site.model.course import CourseData
from neuromatch_site.readers.data_files import DataFiles
from neuromatch_site.readers.image_groups import picture_path, with_figures
from neuromatch_site.readers.known_people import KnownPeople
from neuromatch_site.readers.programme import with_programmes
from neuromatch_site.readers.sitedata import load_sitedata

R = TypeVar("R", Week, Day, Session)

CONFERENCE_FILE = "data/conference.yml"
SCHEDULE_FILE = "data/schedule.yml"
ANNOUNCEMENTS_FILE = "data/announcements.yml"
PEOPLE_FILE = "data/people.yml"


def load_data(
    files: CourseFiles, project: ProjectConfig, pages: Collection[str], diagnostics: Diagnostics
) -> CourseData:
    """Return the data of a course; ``pages`` are the pages that data can refer to."""
    data = DataFiles(files, diagnostics)
    refs = _Pages(pages, diagnostics)
    announcements = data.read(ANNOUNCEMENTS_FILE, ANNOUNCEMENTS, ())
    teams = _known(data.read(PEOPLE_FILE, TEAMS, ()), project, diagnostics)
    teams = tuple(_with_pictures(team, data) for team in teams)
    known = _known_people(teams, project, diagnostics)
    schedule = _scheduled(data.read(SCHEDULE_FILE, SCHEDULE, Schedule()), refs)
    conference = _with_pages(with_figures(_conference(data), data), refs)
    return CourseData(
        conference=known.of_conference(conference),
        schedule=known.of_schedule(schedule),
        announcements=tuple(
            replace(announcement, page=refs.checked(announcement.page))
            for announcement in sorted(announcements, key=lambda item: item.date, reverse=True)
        ),
        teams=teams,
    )


def _with_pictures(team: Team, data: DataFiles) -> Team:
    """Return the team with the paths of its pictures; one that is not there is reported."""
    place = team.position
    people = (
        replace(person, image=picture_path(person.image, person.position or place, data))
        for person in team.people
    )
    return replace(team, people=tuple(people))


def _known_people(
    teams: tuple[Team, ...], project: ProjectConfig, diagnostics: Diagnostics
) -> KnownPeople:
    people = {person.id: person for person in people_of(project)}
    people |= {person.id: person for team in teams for person in team.people}
    institutions = (
        *project.affiliations,
        *(affiliation for team in teams for affiliation in team.affiliations),
    )
    return KnownPeople(people, {item.id: item for item in institutions}, diagnostics)


def _conference(data: DataFiles) -> Conference:
    """Return the conference, in whichever of the two shapes it is kept, with its programmes."""
    value = data.value(CONFERENCE_FILE)
    if value is None:
        conference = load_sitedata(data) or Conference()
    else:
        kind = SITEDATA if is_sitedata(value) else CONFERENCE
        conference = kind.read(value, data.report) or Conference()
    return replace(
        conference, editions=with_programmes(conference.editions, conference.timezone, data)
    )


class _Pages:
    """Checks the pages that data files name."""

    def __init__(self, paths: Collection[str], diagnostics: Diagnostics) -> None:
        self.paths = paths
        self.diagnostics = diagnostics

    def checked(self, ref: PageRef | None) -> PageRef | None:
        """Return the page with its extension; None, with a report, if there is no such page."""
        if ref is None:
            return None
        names = (ref.path, f"{ref.path}.md", f"{ref.path}.ipynb", f"{ref.path}/index.md")
        path = next((name for name in names if name in self.paths), None)
        if path:
            return PageRef(path, ref.position)
        hint = (
            self.diagnostics.did_you_mean(ref.path, sorted(self.paths))
            or "write its path relative to the course folder"
        )
        self.diagnostics.report(
            Rule.LINK_RESOLVES, ref.position, f"page not found: `{ref.path}`", hint
        )
        return None

    def all(self, refs: tuple[PageRef, ...]) -> tuple[PageRef, ...]:
        """Return the existing pages."""
        checked = (self.checked(ref) for ref in refs)
        return tuple(ref for ref in checked if ref)

    def of(self, entry: R) -> R:
        """Return a week, a day or a session with its page checked."""
        return replace(entry, page=self.checked(entry.page))


def _with_pages(conference: Conference, refs: _Pages) -> Conference:
    editions = (
        replace(
            edition,
            page=refs.checked(edition.page),
            programme=_with_lessons(edition.programme, refs),
        )
        for edition in conference.editions
    )
    return replace(conference, editions=tuple(editions))


def _with_lessons(programme: Programme, refs: _Pages) -> Programme:
    if not any(talk.pages for talk in programme.talks):
        return programme
    talks = (replace(talk, pages=refs.all(talk.pages)) for talk in programme.talks)
    return programme_of(tuple(talks))


def _scheduled(schedule: Schedule, refs: _Pages) -> Schedule:
    weeks = (
        replace(
            refs.of(week),
            sessions=tuple(refs.of(session) for session in week.sessions),
            days=tuple(
                replace(refs.of(day), sessions=tuple(refs.of(session) for session in day.sessions))
                for day in week.days
            ),
        )
        for week in schedule.weeks
    )
    return replace(schedule, weeks=tuple(weeks), syllabus=refs.checked(schedule.syllabus))


def _known(
    teams: tuple[Team, ...], project: ProjectConfig, diagnostics: Diagnostics
) -> tuple[Team, ...]:
    """Return the teams; who is named in ``myst.yml`` as well is who is meant there.

    A word that is nobody's identifier is reported and left out.
    """
    people = {person.id: person for person in people_of(project)}
    return tuple(_team(team, people, diagnostics) for team in teams)


def _team(team: Team, people: Mapping[str, Person], diagnostics: Diagnostics) -> Team:
    unknown = {identifier for identifier in team.referred if identifier not in people}
    for person in team.people:
        if person.id in unknown:
            other = "add them to `myst.yml`, or write `name:` here"
            hint = diagnostics.did_you_mean(person.id, list(people)) or other
            message = f"unknown person id `{person.id}`"
            diagnostics.report(Rule.DATA_VALID, person.position or team.position, message, hint)
    known = (people.get(person.id, person) for person in team.people if person.id not in unknown)
    return replace(team, people=tuple(known), referred=())
