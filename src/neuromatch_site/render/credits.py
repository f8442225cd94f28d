"""Roles, funding and sources of a course, for layouts."""

from collections.abc import Iterator, Sequence

from markupsafe import Markup
from msgspec import Struct

from neuromatch_site.bibliography.bibtex_text import bibtex_text
from neuromatch_site.config.funding import funders_of
from neuromatch_site.config.licenses import License
from neuromatch_site.config.people import Person
from neuromatch_site.config.project import ProjectConfig
from neuromatch_site.metadata.based_on import based_on_entry, based_on_item, based_on_url
from neuromatch_site.metadata.funding import award_text
from neuromatch_site.metadata.people import (
    affiliation_name,
    affiliations_of,
    orcid_url,
    ror_url,
)
from neuromatch_site.model.course import Project


class SourceView(Struct, frozen=True, kw_only=True):
    """A source of an adapted course."""

    title: str
    url: str
    people: str
    """``Ada Example, Bo Example``."""
    license: License | None
    is_translated: bool
    """The course is a translation of it."""
    entry: Markup
    """Its citation."""
    bibtex: str


class LinkedName(Struct, frozen=True):
    """A name with the URL of its identifier or page; empty if it has none."""

    name: str
    url: str = ""


class AwardView(Struct, frozen=True, kw_only=True):
    """A grant, or a statement of funding."""

    text: str
    url: str = ""
    funders: Sequence[LinkedName] = ()
    """Those with an identifier."""


class CreditView(Struct, frozen=True, kw_only=True):
    """A person with their roles, if given."""

    person: LinkedName
    orcid: str
    affiliations: Sequence[LinkedName]
    roles: Sequence[str]
    is_reviewer: bool = False


class CreditsView(Struct, frozen=True, kw_only=True):
    """Roles and funding, for the page with the layout `cite`."""

    people: Sequence[CreditView] = ()
    awards: Sequence[AwardView] = ()


def sources_of(config: ProjectConfig, language: str) -> Sequence[SourceView]:
    """Return the sources of an adapted course."""
    return [
        SourceView(
            title=work.title,
            url=based_on_url(work),
            people=", ".join(person.name for person in work.authors),
            license=work.license,
            is_translated=work.relation == "isTranslationOf",
            entry=Markup(based_on_entry(work, language)),  # noqa: S704 - clean HTML
            bibtex=bibtex_text(based_on_item(work)),
        )
        for work in config.based_on
    ]


def awards_of(config: ProjectConfig) -> Sequence[AwardView]:
    """Return the funding: statements as written, then awards."""
    return list(_awards(config))


def credits_of(project: Project) -> CreditsView:
    """Return all roles, and the funding."""
    config = project.config
    named = [
        *((person, False) for person in (*config.authors, *config.editors)),
        *((person, True) for person in config.reviewers),
        *((person, False) for person in config.contributors),
    ]
    people = [
        _credit(person, config, is_reviewer=reviewer)
        for person, reviewer in named
        if person.roles or reviewer or person.affiliations
    ]
    return CreditsView(people=people, awards=awards_of(config))


def _awards(config: ProjectConfig) -> Iterator[AwardView]:
    for source in config.funding:
        yield from (AwardView(text=text) for text in (source.statement, source.open_access) if text)
        for award in source.awards:
            funders = [
                LinkedName(affiliation_name(funder), ror_url(funder) or funder.url)
                for funder in funders_of(award, config.affiliations)
                if funder.ror or funder.url
            ]
            yield AwardView(
                text=award_text(award, config.affiliations), url=award.url, funders=funders
            )


def _credit(person: Person, config: ProjectConfig, *, is_reviewer: bool) -> CreditView:
    return CreditView(
        person=LinkedName(person.name, person.url or orcid_url(person)),
        orcid=person.orcid,
        affiliations=[
            LinkedName(affiliation_name(place), ror_url(place) or place.url)
            for place in affiliations_of(person, config.affiliations)
        ],
        roles=person.roles,
        is_reviewer=is_reviewer,
    )
