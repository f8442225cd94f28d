"""``project.based_on``: the works that a course adapts, continues or translates.

Relations are those of DataCite (schema 4.6, ``relationType``), which Zenodo has too.
"""

from neuromatch_site.config.credits import AUTHORS
from neuromatch_site.config.fields import Field, Kind, Report, Section, expected, record
from neuromatch_site.config.formats import DATE, DOI, URL, meant_doi
from neuromatch_site.config.kinds import choice, list_of
from neuromatch_site.config.licenses import LICENSE
from neuromatch_site.config.plain_text import TITLE
from neuromatch_site.config.project import RELATIONS, BasedOn
from neuromatch_site.config.value import Value
from neuromatch_site.urls import bare_doi

_TITLE = Field("title", TITLE, "What the work is called.")
_DOI = Field("doi", DOI, "Its DOI.")
_URL = Field("url", URL, "Where it is published.")
_DATE = Field("date", DATE, "When it was published, as YYYY-MM-DD.")
_LICENSE = Field("license", LICENSE, "Its licence.")
_RELATION = Field(
    "relation", choice(*RELATIONS), "How the course relates to it; `isDerivedFrom` by default."
)


def _based_on(section: Section) -> BasedOn | None:
    title = section.require(_TITLE)
    if not title:
        return None
    return BasedOn(
        title=title,
        authors=tuple(entry.person for entry in section.get(AUTHORS, ())),
        doi=section.get(_DOI, ""),
        url=section.get(_URL, ""),
        date=section.get(_DATE, ""),
        license=section.get(_LICENSE, None),
        relation=section.get(_RELATION, "isDerivedFrom"),
        position=section.position,
    )


_DESCRIBED = record((_TITLE, AUTHORS, _DOI, _URL, _DATE, _LICENSE, _RELATION), _based_on)


def _work(value: Value, report: Report) -> BasedOn | None:
    if not isinstance(value.data, str):
        return _DESCRIBED.read(value, report)
    doi = bare_doi(value.data) or meant_doi(value.data)
    written = f"`doi: {doi}`" if doi else "`doi:`"
    expected(value, "keys and values", report, f"write `title:`, `authors:` and {written} below it")
    return None


BASED_ON = Field(
    "based_on",
    list_of(Kind(_work, _DESCRIBED.schema)),
    "The works that the course is based on, each with title, authors, DOI and licence.",
)
