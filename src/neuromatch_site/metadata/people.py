"""Names and identifiers of people, as the formats want them."""

from collections.abc import Sequence

from neuromatch_site.bibliography.csl import CslName
from neuromatch_site.config.frontmatter import Affiliation, Person


def csl_name(person: Person) -> CslName:
    """Return the person as a CSL name; a group, or who has one name only, is a literal."""
    if person.collaboration or not person.family:
        return CslName(literal=person.name)
    name = CslName(family=person.family, given=person.given)
    if person.suffix:
        name["suffix"] = person.suffix
    return name


def orcid_url(person: Person) -> str:
    """Return the person's ORCID as a URL; empty if none is known."""
    return f"https://orcid.org/{person.orcid}" if person.orcid else ""


def affiliations_of(person: Person, known: Sequence[Affiliation]) -> list[Affiliation]:
    """Return the person's affiliations, in the person's order."""
    by_id = {affiliation.id: affiliation for affiliation in known}
    return [by_id[id_] for id_ in person.affiliations if id_ in by_id]


def affiliation_name(affiliation: Affiliation) -> str:
    """Return the name of an affiliation as one line: ``Department, Institution``."""
    name = affiliation.name or affiliation.institution
    parts = (affiliation.department, name)
    return ", ".join(dict.fromkeys(part for part in parts if part))
