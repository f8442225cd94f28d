"""Types of values in data files: quantities, durations, times, links."""

import re
from collections.abc import Mapping
from typing import Annotated

from msgspec import Struct

from neuromatch_site.config.fields import Key, Kind, Report, expected, struct_of
from neuromatch_site.config.formats import LINK
from neuromatch_site.config.kinds import INTEGER, TEXT, matching
from neuromatch_site.config.plain_text import TITLE
from neuromatch_site.config.value import Value
from neuromatch_site.diagnostics.source import Position

_DURATION = re.compile(
    r"(?:(?P<hours>\d{1,3}(?:\.\d+)?)\s*(?:h|hours?))?\s*(?:(?P<minutes>\d{1,4})\s*(?:min|minutes?))?"
)
_CLOCK = re.compile(r"^(\d{1,3}):([0-5]\d)$")


class Quantity(Struct, frozen=True):
    """A number, or text for an inexact one: ``nearly 3,000``."""

    value: Annotated[int, Key(INTEGER, "The number.")]
    text: Annotated[str, Key(TEXT, "The displayed text, if the number is not exact.")] = ""

    @property
    def display(self) -> str:
        """The text, or the number with thousands separators."""
        return self.text or f"{self.value:,}"


class DataLink(Struct, frozen=True, kw_only=True):
    """A link with its text."""

    title: Annotated[str, Key(TITLE, "The text of the link.")]
    url: Annotated[str, Key(LINK, "Where it leads.")]


class PageRef(Struct, frozen=True):
    """A page in a data file, by its path from the course folder."""

    path: str
    position: Position


_PARTS = struct_of(Quantity)


def _read_quantity(value: Value, report: Report) -> Quantity | None:
    if isinstance(value.data, Mapping):
        parts = _PARTS.read(value, report)
    else:
        number = INTEGER.read(value, report)
        parts = None if number is None else Quantity(number)
    if parts is not None and parts.value < 0:
        expected(value, "a number from 0", report)
        return None
    return parts


QUANTITY = Kind(_read_quantity, {"anyOf": [INTEGER.schema, _PARTS.schema]})
"""A whole number from 0, or ``{value: 3000, text: nearly 3,000}``."""


_YEAR = 366 * 24 * 60
"""Minutes: calendars end in the year 9999, and dates may come close to it."""


def _read_duration(value: Value, report: Report) -> int | None:
    if isinstance(value.data, int) and not isinstance(value.data, bool) and value.data > 0:
        if value.data <= _YEAR:
            return value.data
        expected(value, "a duration of at most a year", report, "write minutes, or `1 h 30 min`")
        return None
    text = _CLOCK.sub(r"\1 h \2 min", value.text.strip().lower())
    match = _DURATION.fullmatch(text) if text else None
    hours, minutes = match.groups() if match else (None, None)
    if hours is None and minutes is None:
        expected(value, "a duration", report, "write minutes, or `1 h 30 min`")
        return None
    return round(float(hours or 0) * 60) + int(minutes or 0)


DURATION = Kind(_read_duration, {"type": ["integer", "string"]})
"""A number of minutes, ``90 min``, ``1 h 30 min`` or ``1:30``, read as minutes."""


DATA_LINK = struct_of(DataLink)
"""``{title: ..., url: ...}``."""


IDENTIFIER = matching(
    r"\w[\w.-]{0,99}", "a part of an address", "write letters, digits and hyphens"
)
"""A name for URLs, ``spring-2027``; an invalid one is reported and left out."""


def _read_page(value: Value, report: Report) -> PageRef | None:
    text = TEXT.read(value, report)
    return PageRef(text.strip("/"), value.position) if text else None


PAGE = Kind(_read_page, {"type": "string"})
"""The path of a page, from the course folder."""
