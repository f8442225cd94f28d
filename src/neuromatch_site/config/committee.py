"""The committee of a conference edition."""

from typing import Annotated

from msgspec import Struct
from msgspec.structs import replace

from neuromatch_site.config.fields import Field, Key, Section, fields_of, read_into, record
from neuromatch_site.config.formats import LINK
from neuromatch_site.config.kinds import TEXT, list_of
from neuromatch_site.diagnostics.source import Position


class Member(Struct, frozen=True, kw_only=True):
    """A member."""

    name: Annotated[str, Key(TEXT, "The person's name.")]
    role: Annotated[str, Key(TEXT, "Their role.")] = ""
    affiliation: Annotated[str, Key(TEXT, "Their affiliation.", ("aff", "institution"))] = ""
    url: Annotated[str, Key(LINK, "Their website.")] = ""
    position: Position


_TWITTER = Field("twitter", TEXT, "Their name on Twitter.")


def _member(section: Section) -> Member | None:
    member = read_into(Member, section)
    twitter = section.get(_TWITTER, "").strip("@ ")
    if member is None or not twitter or section.says("url"):
        return member
    return replace(member, url=f"https://twitter.com/{twitter}")


COMMITTEE = list_of(record((*fields_of(Member), _TWITTER), _member))
"""A list of people."""
