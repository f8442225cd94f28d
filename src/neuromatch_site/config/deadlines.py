"""Deadlines: for registration, for abstracts."""

from collections.abc import Mapping
from typing import Annotated

from msgspec import Struct
from msgspec.structs import replace

from neuromatch_site.config.fields import (
    Field,
    Key,
    Kind,
    Report,
    Section,
    expected,
    fields_of,
    read_into,
    record,
)
from neuromatch_site.config.formats import LINK
from neuromatch_site.config.kinds import TEXT
from neuromatch_site.config.moments import (
    ANYWHERE_ON_EARTH,
    ZONE,
    end_of_day,
    parse_moment,
    read_day,
    start_of_day,
    to_utc,
)
from neuromatch_site.config.plain_text import PLAIN_TEXT, TITLE
from neuromatch_site.config.value import Value
from neuromatch_site.diagnostics.diagnostic import Rule
from neuromatch_site.diagnostics.source import Position


class Deadline(Struct, frozen=True, kw_only=True):
    """A deadline, with an optional opening time."""

    title: Annotated[str, Key(TITLE, "The title of the deadline: `Abstracts`.", ("name",))] = ""
    text: Annotated[str, Key(PLAIN_TEXT, "More about it, in words.", ("description",))] = ""
    """Text instead of, or in addition to, the date."""
    url: Annotated[str, Key(LINK, "The URL of the form.", ("link",))] = ""
    opens: str = ""
    """In UTC, ``2020-03-30T10:00Z``; empty: already open."""
    until: str = ""
    """The last minute, in UTC; empty if the deadline is only text."""
    day: str = ""
    """The last day, if it was given without a time."""
    zone: Annotated[
        str, Key(ZONE, "The time zone; `AoE`, anywhere on Earth, if none.", ("zone",), "timezone")
    ] = ANYWHERE_ON_EARTH
    position: Position


def _read_time(value: Value, report: Report) -> Value | None:
    text = TEXT.read(value, report)
    if text is None:
        return None
    if read_day(text) or parse_moment(text):
        return value
    expected(value, "a day, with a time or without", report, "write `2027-02-01 23:59`")
    return None


_TIME = Kind(_read_time, {"type": "string"})
_OPENS = Field("opens", _TIME, "The opening time.", ("start",))
_UNTIL = Field(
    "until", _TIME, "The deadline: `2027-02-01`, or `2027-02-01 17:00`.", ("date", "end")
)


def _deadline(section: Section) -> Deadline | None:
    deadline = read_into(Deadline, section)
    if deadline is None:
        return None
    opens, until = section.get(_OPENS, None), section.get(_UNTIL, None)
    first = _instant(opens, deadline.zone, first=True) if opens else ""
    last = _instant(until, deadline.zone, first=False) if until else ""
    if first is None or last is None:
        message = "clocks skip this time in its time zone"
        section.report.broken(Rule.EVENT_TIME, until or section.position, message)
        return None
    if first and last and last < first:
        message = "it ends before it opens"
        section.report.broken(Rule.EVENT_TIME, until or section.position, message, "swap the two")
        return None
    day = read_day(until.text) if until else None
    return replace(deadline, opens=first, until=last, day=str(day or ""))


def _instant(value: Value, zone: str, *, first: bool) -> str | None:
    day = read_day(value.text)
    if day:
        return start_of_day(str(day), zone) if first else end_of_day(str(day), zone)
    return to_utc(parse_moment(value.text) or "", zone)


_PARTS = record((*fields_of(Deadline), _OPENS, _UNTIL), _deadline)


def _read_deadline(value: Value, report: Report) -> Deadline | None:
    if isinstance(value.data, Mapping):
        return _PARTS.read(value, report)
    text = PLAIN_TEXT.read(value, report)
    if text is None:
        return None
    day = read_day(text)
    words = Deadline(text=text, position=value.position)
    if day is None:
        return words
    until = end_of_day(str(day), ANYWHERE_ON_EARTH)
    return replace(words, text="", until=until, day=str(day))


DEADLINE = Kind(_read_deadline, {"anyOf": [TEXT.schema, _PARTS.schema]})
"""A deadline; a plain text is a day, or free text."""
