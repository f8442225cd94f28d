"""``data/people.yml``: the people of a course, in groups."""

from collections.abc import Mapping

from msgspec import Struct

from neuromatch_site.config.fields import Field, Kind, Report, Section, expected, record
from neuromatch_site.config.kinds import TEXT, list_of
from neuromatch_site.config.markdown_text import MARKDOWN, MarkdownText
from neuromatch_site.config.people import PEOPLE, Affiliation, Person
from neuromatch_site.config.value import Value
from neuromatch_site.diagnostics.source import Position


class Team(Struct, frozen=True, kw_only=True):
    """A group of people with one task."""

    title: str
    description: MarkdownText | None = None
    people: tuple[Person, ...] = ()
    affiliations: tuple[Affiliation, ...] = ()
    referred: tuple[str, ...] = ()
    """Ids of people who are described in ``myst.yml``."""
    position: Position


_TITLE = Field("title", TEXT, "The title of the group.", ("name",))
_DESCRIPTION = Field("description", MARKDOWN, "A short description, in Markdown.")
_PEOPLE = Field("people", PEOPLE, "Its people: in full, or by the `id` they have in `myst.yml`.")


def _team(section: Section) -> Team | None:
    title, entries = section.require(_TITLE), section.get(_PEOPLE, ())
    if not title:
        return None
    return Team(
        title=title,
        description=section.get(_DESCRIPTION, None),
        people=tuple(entry.person for entry in entries),
        affiliations=tuple(affiliation for entry in entries for affiliation in entry.affiliations),
        referred=tuple(
            entry.person.id for entry in entries if entry.reference and " " not in entry.person.id
        ),
        position=section.position,
    )


_FIELDS = (_TITLE, _DESCRIPTION, _PEOPLE)
_GROUPS = list_of(record(_FIELDS, _team))


def _read_teams(value: Value, report: Report) -> tuple[Team, ...] | None:
    if isinstance(value.data, Mapping) and value.data:
        names = {name for field in _FIELDS for name in (field.name, *field.aliases)}
        if names.isdisjoint(value.data):
            hint = f"write `- title: {next(iter(value.data))}`, and `people:` below it"
            expected(value, "a list of groups", report, hint)
            return None
    return _GROUPS.read(value, report)


TEAMS = Kind(_read_teams, _GROUPS.schema)
"""The whole file: a list of groups."""
