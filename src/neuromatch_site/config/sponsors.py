"""Sponsors of a gathering, by their levels."""

from msgspec import Struct

from neuromatch_site.config.fields import Field, Section, record
from neuromatch_site.config.formats import LINK
from neuromatch_site.config.kinds import TEXT, list_of
from neuromatch_site.diagnostics.source import Position


class Sponsor(Struct, frozen=True, kw_only=True):
    """An organization that supports a gathering."""

    name: str
    level: str = ""
    """Such as ``Gold``; the levels stand in the order in which they first come."""
    url: str = ""
    logo: str = ""
    """Path from the course folder."""
    alt: str = ""
    """What the logo says; its name where that is not said."""
    description: str = ""
    position: Position


_NAME = Field("name", TEXT, "The sponsor's name.", ("title",))
_LEVEL = Field("level", TEXT, "The level, such as `Gold`.", ("tier",))
_URL = Field("url", LINK, "The sponsor's site.")
_LOGO = Field("logo", TEXT, "The logo, from the course folder.", ("image", "path"))
_ALT = Field("alt", TEXT, "The alternative text of the logo, where it is not the name.")
_DESCRIPTION = Field("description", TEXT, "A sentence about the sponsor.")


def _sponsor(section: Section) -> Sponsor | None:
    name = section.require(_NAME)
    if not name:
        return None
    return Sponsor(
        name=name,
        level=section.get(_LEVEL, ""),
        url=section.get(_URL, ""),
        logo=section.get(_LOGO, ""),
        alt=section.get(_ALT, name),
        description=section.get(_DESCRIPTION, ""),
        position=section.values[_NAME.name].position,
    )


SPONSORS = list_of(record((_NAME, _LEVEL, _URL, _LOGO, _ALT, _DESCRIPTION), _sponsor))
"""A list of sponsors."""
