"""People who are described once and referred to by id elsewhere."""

from collections.abc import Iterable, Sequence

from msgspec import Struct
from msgspec.structs import replace

from neuromatch_site.config.fields import Field, Report, Section
from neuromatch_site.config.people import AFFILIATIONS, PEOPLE, Affiliation, Entry, Person

AUTHORS = Field("authors", PEOPLE, "The authors.", ("author",))
EDITORS = Field("editors", PEOPLE, "The editors.", ("editor",))
REVIEWERS = Field("reviewers", PEOPLE, "The reviewers.", ("reviewer",))
CONTRIBUTORS = Field("contributors", PEOPLE, "Other contributors.", ("contributor",))
INSTITUTIONS = Field("affiliations", AFFILIATIONS, "Institutions that people can refer to by id.")
CREDIT_FIELDS = (
    *(AUTHORS, EDITORS, REVIEWERS, CONTRIBUTORS),
    replace(INSTITUTIONS, aliases=("affiliation",)),
)


class Credits(Struct, frozen=True, kw_only=True):
    """The people of a page or of the project."""

    authors: tuple[Person, ...] = ()
    editors: tuple[Person, ...] = ()
    reviewers: tuple[Person, ...] = ()
    contributors: tuple[Person, ...] = ()
    affiliations: tuple[Affiliation, ...] = ()


def read_credits(section: Section, project: Credits) -> Credits:
    """Return the people of a section; ids can refer to people of the project."""
    groups = [section.get(group, ()) for group in (AUTHORS, EDITORS, REVIEWERS, CONTRIBUTORS)]
    entries = [entry for group in groups for entry in group]
    people = {person.id: person for person in people_of(project)}
    people |= _people_in_full(entries, section.report)
    authors, editors, reviewers, contributors = (
        tuple(_who(entry, people, section.report) for entry in group) for group in groups
    )
    named = [
        *section.get(INSTITUTIONS, ()),
        *(affiliation for e in entries for affiliation in e.affiliations),
    ]
    institutions = _institutions([*named, *project.affiliations])
    return Credits(
        authors=_with_correspondent(authors),
        editors=editors,
        reviewers=reviewers,
        contributors=contributors,
        affiliations=tuple(institutions[item.id] for item in _institutions(named).values()),
    )


def people_of(named: Credits) -> Iterable[Person]:
    """Return all people of a page or the project, once per role."""
    return (
        *named.authors,
        *named.editors,
        *named.reviewers,
        *named.contributors,
    )


def affiliations_of(named: Credits, project: Credits) -> tuple[Affiliation, ...]:
    """Return the affiliations of the people of a page, in order."""
    known = _institutions([*named.affiliations, *project.affiliations])
    identifiers = dict.fromkeys(
        affiliation for person in people_of(named) for affiliation in person.affiliations
    )
    return tuple(known[identifier] for identifier in identifiers if identifier in known)


def _people_in_full(entries: Sequence[Entry], report: Report) -> dict[str, Person]:
    people: dict[str, Person] = {}
    for entry in entries:
        person = entry.person
        if entry.reference:
            continue
        first = people.setdefault(person.id, person)
        if replace(first, position=None) != replace(person, position=None):
            line = first.position.line if first.position else 0
            message = f"`{person.id}` is a duplicate id (first on line {line})"
            report.wrong(entry.value, message, "give each person a unique `id`")
    return people


def _who(entry: Entry, people: dict[str, Person], report: Report) -> Person:
    """Return the person that an entry means; a name that nobody has is taken as it is."""
    person = entry.person
    if not entry.reference:
        return person
    if person.id not in people and " " not in person.id:
        hint = report.diagnostics.did_you_mean(person.id, list(people))
        if hint:
            report.wrong(entry.value, f"unknown person id `{person.id}`", hint)
    return people.get(person.id, person)


def _with_correspondent(authors: tuple[Person, ...]) -> tuple[Person, ...]:
    """Return the authors; the first with an address is whom to write to, if none is named.

    Source: ``validateSiteFrontmatterKeys`` of myst-frontmatter.
    """
    if any(person.corresponding for person in authors):
        return authors
    first = next((p for p in authors if p.email and not p.collaboration), None)
    return tuple(replace(p, corresponding=True) if p is first else p for p in authors)


def _institutions(named: Iterable[Affiliation]) -> dict[str, Affiliation]:
    """Return affiliations by identifier; one in full before one that is only named."""
    known: dict[str, Affiliation] = {}
    for affiliation in named:
        if affiliation.id not in known or _only_named(known[affiliation.id]):
            known[affiliation.id] = affiliation
    return known


def _only_named(affiliation: Affiliation) -> bool:
    return affiliation == Affiliation(id=affiliation.id, name=affiliation.id)
