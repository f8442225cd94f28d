"""The people who make a gathering."""

from msgspec import Struct

from neuromatch_site.config.fields import Field, Section, record
from neuromatch_site.config.formats import LINK
from neuromatch_site.config.kinds import TEXT, list_of
from neuromatch_site.diagnostics.source import Position


class Member(Struct, frozen=True, kw_only=True):
    """One of them."""

    name: str
    role: str = ""
    affiliation: str = ""
    url: str = ""
    position: Position


_NAME = Field("name", TEXT, "The person's name.")
_ROLE = Field("role", TEXT, "What they do for the gathering.")
_AFFILIATION = Field("affiliation", TEXT, "Where they work.", ("aff", "institution"))
_URL = Field("url", LINK, "Their own page.")
_TWITTER = Field("twitter", TEXT, "Their name on Twitter.")


def _member(section: Section) -> Member | None:
    name = section.require(_NAME)
    if not name:
        return None
    twitter = section.get(_TWITTER, "").strip("@ ")
    return Member(
        name=name,
        role=section.get(_ROLE, ""),
        affiliation=section.get(_AFFILIATION, ""),
        url=section.get(_URL, f"https://twitter.com/{twitter}" if twitter else ""),
        position=section.position,
    )


COMMITTEE = list_of(record((_NAME, _ROLE, _AFFILIATION, _URL, _TWITTER), _member))
"""A list of people."""
