"""``project.funding``: funding statements, and awards with their funders.

Source: https://mystmd.org/guide/frontmatter#frontmatter-funding. An award does not need ``awards:``
around it; a plain text is a statement.
"""

from typing import Annotated

from msgspec import Struct
from msgspec.structs import replace

from neuromatch_site.config.fields import (
    Field,
    Key,
    Kind,
    Report,
    Section,
    fields_of,
    object_schema,
    read_into,
    read_section,
    record,
)
from neuromatch_site.config.formats import URL
from neuromatch_site.config.kinds import TEXT, elements, list_of
from neuromatch_site.config.people import AFFILIATIONS, PEOPLE, Affiliation, Person
from neuromatch_site.config.plain_text import PLAIN_TEXT, TITLE
from neuromatch_site.config.value import Value


class Award(Struct, frozen=True, kw_only=True):
    """A grant."""

    number: Annotated[str, Key(TEXT, "The number of the award.", ("number",), "id")] = ""
    name: Annotated[str, Key(TITLE, "The name of the award.", ("title",))] = ""
    description: Annotated[str, Key(PLAIN_TEXT, "A description.")] = ""
    url: Annotated[str, Key(URL, "A page about it.")] = ""
    sources: Annotated[
        tuple[Affiliation, ...],
        Key(AFFILIATIONS, "The funders.", ("source", "funder", "funders")),
    ] = ()
    """One that is only named may be in the project's affiliations."""
    recipients: tuple[Person, ...] = ()
    investigators: tuple[Person, ...] = ()


_RECIPIENTS = Field("recipients", PEOPLE, "Who received it.", ("recipient",))
_INVESTIGATORS = Field("investigators", PEOPLE, "The principal investigators.", ("investigator",))
_AWARD_FIELDS = (*fields_of(Award), _RECIPIENTS, _INVESTIGATORS)


def _award(section: Section) -> Award:
    recipients = tuple(entry.person for entry in section.get(_RECIPIENTS, ()))
    leaders = tuple(entry.person for entry in section.get(_INVESTIGATORS, ()))
    award = read_into(Award, section, recipients=recipients, investigators=leaders)
    return award or Award()


_AWARDS = list_of(record(_AWARD_FIELDS, _award))


class Funding(Struct, frozen=True, kw_only=True):
    """Who paid for the course."""

    statement: Annotated[str, Key(PLAIN_TEXT, "A funding statement.")] = ""
    open_access: Annotated[str, Key(PLAIN_TEXT, "A funding statement for open access.")] = ""
    awards: Annotated[tuple[Award, ...], Key(_AWARDS, "Grants.", ("award",))] = ()


_FUNDING_FIELDS = (*fields_of(Funding), *_AWARD_FIELDS)


def _read_one(value: Value, report: Report) -> Funding | None:
    if isinstance(value.data, str):
        return Funding(statement=value.text)
    section = read_section(value, _FUNDING_FIELDS, report)
    if section is None:
        return None
    funding = read_into(Funding, section)
    if funding and any(section.says(field.name) for field in _AWARD_FIELDS):
        return replace(funding, awards=(*funding.awards, _award(section)))
    return funding


def _read_funding(value: Value, report: Report) -> tuple[Funding, ...]:
    awards = (_read_one(entry, report) for entry in elements(value))
    return tuple(award for award in awards if award is not None)


def funders_of(award: Award, known: tuple[Affiliation, ...]) -> list[Affiliation]:
    """Return the funders of an award; a name can refer to a full description elsewhere."""
    by_id = {funder.id: funder for funder in known}
    return [by_id.get(identifier.id, identifier) for identifier in award.sources]


_ONE = {"anyOf": [object_schema(fields_of(Funding)), {"type": "string"}]}
FUNDING = Kind(_read_funding, list_of(Kind(_read_one, _ONE)).schema)
"""A statement, and awards."""
