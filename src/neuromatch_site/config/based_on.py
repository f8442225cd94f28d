"""``project.based_on``: the works that a course adapts, continues or translates.

Relations are those of DataCite (schema 4.6, ``relationType``), which Zenodo also uses.
"""

from typing import Annotated

from msgspec import Struct

from neuromatch_site.config.credits import AUTHORS
from neuromatch_site.config.fields import (
    Key,
    Kind,
    Report,
    Section,
    expected,
    fields_of,
    read_into,
    record,
)
from neuromatch_site.config.formats import DATE, DOI, URL, meant_doi
from neuromatch_site.config.kinds import choice, list_of
from neuromatch_site.config.licenses import LICENSE, License
from neuromatch_site.config.people import Person
from neuromatch_site.config.plain_text import TITLE
from neuromatch_site.config.value import Value
from neuromatch_site.diagnostics.source import Position
from neuromatch_site.urls import bare_doi

RELATIONS = ("isDerivedFrom", "isTranslationOf", "isNewVersionOf", "isVariantFormOf")
"""How a course may relate to what it is based on, as DataCite calls it."""


class BasedOn(Struct, frozen=True, kw_only=True):
    """A work of somebody else that the course is based on."""

    title: Annotated[str, Key(TITLE, "The title of the work.")]
    authors: tuple[Person, ...] = ()
    doi: Annotated[str, Key(DOI, "Its DOI.")] = ""
    """Bare."""
    url: Annotated[str, Key(URL, "Where it is published.")] = ""
    date: Annotated[str, Key(DATE, "The date of publication, as YYYY-MM-DD.")] = ""
    license: Annotated[License | None, Key(LICENSE, "Its licence.")] = None
    relation: Annotated[
        str,
        Key(choice(*RELATIONS), "The relation of the course to it; `isDerivedFrom` by default."),
    ] = "isDerivedFrom"
    position: Position


def _based_on(section: Section) -> BasedOn | None:
    authors = tuple(entry.person for entry in section.get(AUTHORS, ()))
    return read_into(BasedOn, section, authors=authors)


_DESCRIBED = record((*fields_of(BasedOn), AUTHORS), _based_on)


def _work(value: Value, report: Report) -> BasedOn | None:
    if not isinstance(value.data, str):
        return _DESCRIBED.read(value, report)
    doi = bare_doi(value.data) or meant_doi(value.data)
    written = f"`doi: {doi}`" if doi else "`doi:`"
    expected(value, "keys and values", report, f"write `title:`, `authors:` and {written} below it")
    return None


BASED_ON = list_of(Kind(_work, _DESCRIBED.schema))
"""A list of works."""
