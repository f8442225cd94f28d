"""``data/*.yml`` -> typed data: conference, schedule, announcements, people.

An entry that is not as it must be is reported and left out; the others stand.
"""

from collections.abc import Collection, Mapping
from typing import TypeVar

from msgspec.structs import replace

from neuromatch_site.config.announcements import ANNOUNCEMENTS
from neuromatch_site.config.conference import CONFERENCE, Conference
from neuromatch_site.config.credits import people_of
from neuromatch_site.config.data_kinds import PageRef
from neuromatch_site.config.fields import Kind, Report
from neuromatch_site.config.project import ProjectConfig
from neuromatch_site.config.schedule import SCHEDULE, Schedule, Session, Week
from neuromatch_site.config.sitedata import SITEDATA
from neuromatch_site.config.team import TEAMS, Team
from neuromatch_site.config.value import Value
from neuromatch_site.config.yaml import FILE_LIMITS, load_yaml
from neuromatch_site.diagnostics import Diagnostics, Rule, did_you_mean
from neuromatch_site.files import CourseFiles, OutsideCourseError
from neuromatch_site.load.text import decode
from neuromatch_site.project import CourseData
from neuromatch_site.source import Position

T = TypeVar("T")
R = TypeVar("R", Week, Session)

CONFERENCE_FILE = "data/conference.yml"
SITEDATA_FILE = "data/sitedata/config.yml"
SCHEDULE_FILE = "data/schedule.yml"
ANNOUNCEMENTS_FILE = "data/announcements.yml"
PEOPLE_FILE = "data/people.yml"


def load_data(
    files: CourseFiles, project: ProjectConfig, pages: Collection[str], diagnostics: Diagnostics
) -> CourseData:
    """Return the data of a course; ``pages`` are the paths that the data may name."""
    loader = _Loader(files, diagnostics)
    refs = _Pages(pages, diagnostics)
    announcements = loader.read(ANNOUNCEMENTS_FILE, ANNOUNCEMENTS, ())
    return CourseData(
        conference=_with_pages(loader.conference(), refs),
        schedule=_scheduled(loader.read(SCHEDULE_FILE, SCHEDULE, Schedule()), refs),
        announcements=tuple(
            replace(one, page=refs.checked(one.page))
            for one in sorted(announcements, key=lambda one: one.date, reverse=True)
        ),
        teams=_known(loader.read(PEOPLE_FILE, TEAMS, ()), project),
    )


class _Loader:
    """Reads the files of one course."""

    def __init__(self, files: CourseFiles, diagnostics: Diagnostics) -> None:
        self.files = files
        self.diagnostics = diagnostics
        self.report = Report(diagnostics, Rule.DATA_VALID)

    def conference(self) -> Conference:
        """Return the conference, in whichever of the two shapes it is kept."""
        for path in (CONFERENCE_FILE, SITEDATA_FILE):
            value = self.value(path)
            if value is not None:
                return _shape(value).read(value, self.report) or Conference()
        return Conference()

    def read(self, path: str, kind: Kind[T], default: T) -> T:
        """Return what a file says; the default where there is none."""
        value = self.value(path)
        found = None if value is None else kind.read(value, self.report)
        return default if found is None else found

    def value(self, path: str) -> Value | None:
        """Return the YAML of a file; None where there is none, or nothing in it."""
        try:
            file = self.files.find(f"/{path}")
            content = file.read_bytes() if file else None
        except (OutsideCourseError, OSError) as error:
            said = getattr(error, "strerror", None) or "it lies outside the course folder"
            message = f"the file cannot be read: {said}"
            self.diagnostics.report(Rule.DATA_VALID, Position(path), message)
            return None
        source = decode(path, content, self.diagnostics) if content is not None else None
        if source is None:
            return None
        value = load_yaml(source, self.diagnostics, Rule.DATA_VALID, FILE_LIMITS)
        return None if value is None or value.data is None else value


def _shape(value: Value) -> Kind[Conference]:
    editions = value.data.get("editions") if isinstance(value.data, Mapping) else None
    return SITEDATA if editions is not None and isinstance(editions.data, Mapping) else CONFERENCE


class _Pages:
    """Checks the pages that data files name."""

    def __init__(self, paths: Collection[str], diagnostics: Diagnostics) -> None:
        self.paths = paths
        self.diagnostics = diagnostics

    def checked(self, ref: PageRef | None) -> PageRef | None:
        """Return the page with its suffix; None, and a report, where there is no such page."""
        if ref is None:
            return None
        names = (ref.path, f"{ref.path}.md", f"{ref.path}.ipynb", f"{ref.path}/index.md")
        found = next((name for name in names if name in self.paths), None)
        if found:
            return PageRef(found, ref.position)
        hint = did_you_mean(ref.path, sorted(self.paths)) or "count its path from the course folder"
        self.diagnostics.report(
            Rule.LINK_RESOLVES, ref.position, f"there is no page `{ref.path}`", hint
        )
        return None

    def of(self, entry: R) -> R:
        """Return a week or a session with its page checked."""
        return replace(entry, page=self.checked(entry.page))


def _with_pages(conference: Conference, refs: _Pages) -> Conference:
    editions = (replace(one, page=refs.checked(one.page)) for one in conference.editions)
    return replace(conference, editions=tuple(editions))


def _scheduled(schedule: Schedule, refs: _Pages) -> Schedule:
    weeks = (
        replace(refs.of(week), sessions=tuple(refs.of(one) for one in week.sessions))
        for week in schedule.weeks
    )
    return replace(schedule, weeks=tuple(weeks))


def _known(teams: tuple[Team, ...], project: ProjectConfig) -> tuple[Team, ...]:
    """Return the teams; who is named in ``myst.yml`` as well is who is meant there."""
    people = {person.id: person for person in people_of(project)}
    return tuple(
        replace(team, people=tuple(people.get(one.id, one) for one in team.people))
        for team in teams
    )
