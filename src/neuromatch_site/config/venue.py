"""Venue, fees and contact of a conference edition."""

import re
from typing import Annotated

from msgspec import Struct
from msgspec.structs import replace

from neuromatch_site.config.fields import (
    Key,
    Kind,
    Report,
    Section,
    expected,
    fields_of,
    read_into,
    record,
    struct_of,
)
from neuromatch_site.config.formats import EMAIL, LINK
from neuromatch_site.config.kinds import TEXT, list_of
from neuromatch_site.config.markdown_text import MARKDOWN, MarkdownText
from neuromatch_site.config.moments import read_day
from neuromatch_site.config.plain_text import TITLE
from neuromatch_site.config.value import Value
from neuromatch_site.diagnostics.diagnostic import Rule


class Venue(Struct, frozen=True, kw_only=True):
    """A place."""

    name: Annotated[str, Key(TEXT, "The name.", ("title",))]
    address: Annotated[str, Key(TEXT, "The postal address.")] = ""
    url: Annotated[str, Key(LINK, "Its website, or a map.")] = ""
    description: Annotated[
        MarkdownText | None, Key(MARKDOWN, "Directions and other information, in Markdown.")
    ] = None


VENUE = struct_of(Venue, shorthand="name")
"""A place: its name, or a mapping."""


def _read_amount(value: Value, report: Report) -> str | None:
    if re.fullmatch(r"\d{1,9}([.,]\d{1,2})?", value.text.strip()):
        return value.text.strip().replace(",", ".")
    expected(value, "an amount", report, "write a number: `120`, or `0` for what is free")
    return None


_AMOUNT = Kind(_read_amount, TEXT.schema)


class Fee(Struct, frozen=True, kw_only=True):
    """A price."""

    title: Annotated[str, Key(TITLE, "The category: `Student`.", ("name",))]
    price: Annotated[str, Key(_AMOUNT, "The amount: `120`; `0` if it is free.", ("amount",))]
    """Without its currency."""
    currency: Annotated[str, Key(TEXT, "The currency, as in ISO 4217: `EUR`.")] = "USD"
    until: Annotated[str, Key(TEXT, "The last day of this price.")] = ""
    """``YYYY-MM-DD``."""
    description: Annotated[
        MarkdownText | None, Key(MARKDOWN, "What it includes, or who is eligible, in Markdown.")
    ] = None


def _fee(section: Section) -> Fee | None:
    fee = read_into(Fee, section)
    if fee is None:
        return None
    day = read_day(fee.until) if fee.until else None
    if fee.until and day is None:
        message = f"`{fee.until}` is not a date"
        place = section.values["until"]
        section.report.broken(Rule.DATE_VALID, place, message, "write `YYYY-MM-DD`")
    return replace(fee, currency=fee.currency.upper(), until=str(day or ""))


FEES = list_of(record(fields_of(Fee), _fee))
"""A list of prices."""


class Contact(Struct, frozen=True, kw_only=True):
    """A contact."""

    email: Annotated[str, Key(EMAIL, "An e-mail address.")] = ""
    url: Annotated[str, Key(LINK, "A page, a form, a chat.")] = ""
    name: Annotated[str, Key(TEXT, "The name of the contact.", ("title",))] = ""


CONTACT = struct_of(Contact, shorthand="email")
"""An e-mail address, or a mapping."""
