"""``project.funding``: who paid, as a statement and as awards with their funders.

Source: https://mystmd.org/guide/frontmatter#frontmatter-funding. An award may stand alone, without
``awards:`` around it; a text is a statement.
"""

from neuromatch_site.config.fields import Field, Kind, Report, Section, object_schema, read_section
from neuromatch_site.config.formats import URL
from neuromatch_site.config.frontmatter import Affiliation
from neuromatch_site.config.kinds import TEXT, elements, list_of
from neuromatch_site.config.people import AFFILIATIONS, PEOPLE
from neuromatch_site.config.plain_text import PLAIN_TEXT, TITLE
from neuromatch_site.config.project import Award, Funding
from neuromatch_site.config.value import Value

_NUMBER = Field("id", TEXT, "The number of the award.", ("number",))
_NAME = Field("name", TITLE, "What the award is called.", ("title",))
_DESCRIPTION = Field("description", PLAIN_TEXT, "What it is for.")
_URL = Field("url", URL, "Where it is described.")
_SOURCES = Field("sources", AFFILIATIONS, "The funders.", ("source", "funder", "funders"))
_RECIPIENTS = Field("recipients", PEOPLE, "Who received it.", ("recipient",))
_INVESTIGATORS = Field("investigators", PEOPLE, "Who leads the work.", ("investigator",))
_AWARD_FIELDS = (*(_NUMBER, _NAME, _DESCRIPTION, _URL, _SOURCES, _RECIPIENTS, _INVESTIGATORS),)
_STATEMENT = Field("statement", PLAIN_TEXT, "Who paid, in a sentence.")
_OPEN_ACCESS = Field("open_access", PLAIN_TEXT, "Who paid for open access, in a sentence.")


def _award(section: Section) -> Award:
    return Award(
        number=section.get(_NUMBER, ""),
        name=section.get(_NAME, ""),
        description=section.get(_DESCRIPTION, ""),
        url=section.get(_URL, ""),
        sources=section.get(_SOURCES, ()),
        recipients=tuple(entry.person for entry in section.get(_RECIPIENTS, ())),
        investigators=tuple(entry.person for entry in section.get(_INVESTIGATORS, ())),
    )


def _read_award(value: Value, report: Report) -> Award | None:
    section = read_section(value, _AWARD_FIELDS, report)
    return None if section is None else _award(section)


_AWARDS = Field(
    "awards", list_of(Kind(_read_award, object_schema(_AWARD_FIELDS))), "Grants.", ("award",)
)


_FUNDING_FIELDS = (_STATEMENT, _OPEN_ACCESS, _AWARDS, *_AWARD_FIELDS)


def _read_one(value: Value, report: Report) -> Funding | None:
    if isinstance(value.data, str):
        return Funding(statement=value.text)
    section = read_section(value, _FUNDING_FIELDS, report)
    if section is None:
        return None
    awards = section.get(_AWARDS, ())
    if any(section.says(field) for field in _AWARD_FIELDS):
        awards = (*awards, _award(section))
    return Funding(
        statement=section.get(_STATEMENT, ""),
        open_access=section.get(_OPEN_ACCESS, ""),
        awards=awards,
    )


def _read(value: Value, report: Report) -> tuple[Funding, ...]:
    awards = (_read_one(entry, report) for entry in elements(value))
    return tuple(award for award in awards if award is not None)


def funders_of(award: Award, known: tuple[Affiliation, ...]) -> list[Affiliation]:
    """Return the funders of an award; one that is only named may be described in full elsewhere."""
    by_id = {funder.id: funder for funder in known}
    return [by_id.get(identifier.id, identifier) for identifier in award.sources]


_ONE = {"anyOf": [object_schema((_STATEMENT, _OPEN_ACCESS, _AWARDS)), {"type": "string"}]}
FUNDING = Field(
    "funding",
    Kind(_read, list_of(Kind(_read_one, _ONE)).schema),
    "Who paid for it: a statement, and awards.",
)
