"""Sponsors of a conference, by level."""

from typing import Annotated

from msgspec import Struct
from msgspec.structs import replace

from neuromatch_site.config.fields import Key, Section, fields_of, read_into, record
from neuromatch_site.config.formats import LINK
from neuromatch_site.config.kinds import TEXT, list_of
from neuromatch_site.config.markdown_text import MARKDOWN, MarkdownText
from neuromatch_site.diagnostics.source import Position


class Sponsor(Struct, frozen=True, kw_only=True):
    """A sponsor of a conference edition."""

    name: Annotated[str, Key(TEXT, "The sponsor's name.", ("title",))]
    level: Annotated[str, Key(TEXT, "The level, such as `Gold`.", ("tier",))] = ""
    """The levels stand in the order in which they first come."""
    url: Annotated[str, Key(LINK, "The sponsor's site.")] = ""
    logo: Annotated[str, Key(TEXT, "The logo, from the course folder.", ("image", "path"))] = ""
    alt: Annotated[str, Key(TEXT, "Alternative text of the logo; by default, the name.")] = ""
    description: Annotated[
        MarkdownText | None, Key(MARKDOWN, "A short description, in Markdown.")
    ] = None
    position: Position


def _sponsor(section: Section) -> Sponsor | None:
    sponsor = read_into(Sponsor, section)
    if sponsor is None:
        return None
    alt = sponsor.alt if section.says("alt") else sponsor.name
    return replace(sponsor, alt=alt, position=section.values["name"].position)


SPONSORS = list_of(record(fields_of(Sponsor), _sponsor))
"""A list of sponsors."""
