"""Names and identifiers of people, dates and publishers, in the form of each format."""

from collections.abc import Sequence

from neuromatch_site.bibliography.csl import CslDate, CslName
from neuromatch_site.config.people import Affiliation, Person

_ZENODO = "10.5281/zenodo."


def csl_name(person: Person) -> CslName:
    """Return the person as a CSL name; a group or a single name is a literal."""
    if person.collaboration or not person.family:
        return CslName(literal=person.name)
    name = CslName(family=person.family, given=person.given)
    if person.suffix:
        name["suffix"] = person.suffix
    return name


def orcid_url(person: Person) -> str:
    """Return the person's ORCID as a URL; empty if none is known."""
    return f"https://orcid.org/{person.orcid}" if person.orcid else ""


def ror_url(affiliation: Affiliation) -> str:
    """Return the affiliation's identifier of the Research Organization Registry as a URL."""
    ror = affiliation.ror
    return ror if not ror or "://" in ror else f"https://ror.org/{ror.removeprefix('ror.org/')}"


def affiliations_of(person: Person, known: Sequence[Affiliation]) -> list[Affiliation]:
    """Return the person's affiliations, in the person's order."""
    by_id = {affiliation.id: affiliation for affiliation in known}
    return [by_id[id_] for id_ in person.affiliations if id_ in by_id]


def affiliation_name(affiliation: Affiliation) -> str:
    """Return the name of an affiliation on one line: ``Department, Institution``."""
    name = affiliation.name or affiliation.institution
    parts = (affiliation.department, name)
    return ", ".join(dict.fromkeys(part for part in parts if part))


def csl_date(text: str) -> CslDate:
    """Return ``YYYY-MM-DD`` as a CSL date; empty for anything else."""
    parts = text.split("-")
    if not all(part.isdecimal() for part in parts):
        return CslDate()
    return CslDate({"date-parts": [[int(part) for part in parts]]})


def publisher_of(venue: str, doi: str) -> str:
    """Return the publisher of a work: its venue; Zenodo, if it assigned the DOI; else none."""
    return venue or ("Zenodo" if doi.lower().startswith(_ZENODO) else "")
