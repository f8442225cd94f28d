"""Where a gathering takes place, what it costs, whom to write to."""

import re

from msgspec import Struct

from neuromatch_site.config.fields import Field, Kind, Report, Section, expected, record
from neuromatch_site.config.formats import EMAIL, LINK
from neuromatch_site.config.kinds import TEXT, list_of
from neuromatch_site.config.markdown_text import MARKDOWN, MarkdownText
from neuromatch_site.config.moments import read_day
from neuromatch_site.config.plain_text import TITLE
from neuromatch_site.config.value import Value
from neuromatch_site.diagnostics.diagnostic import Rule


class Venue(Struct, frozen=True, kw_only=True):
    """A place."""

    name: str
    address: str = ""
    url: str = ""
    description: MarkdownText | None = None


class Fee(Struct, frozen=True, kw_only=True):
    """What somebody pays."""

    title: str
    price: str
    """An amount without its currency: ``120``, ``0``."""
    currency: str = "USD"
    until: str = ""
    """The last day of this price: ``YYYY-MM-DD``."""
    description: str = ""


class Contact(Struct, frozen=True, kw_only=True):
    """Whom to write to."""

    email: str = ""
    url: str = ""
    name: str = ""


_NAME = Field("name", TEXT, "What it is called.", ("title",))
_ADDRESS = Field("address", TEXT, "The postal address.")
_URL = Field("url", LINK, "Its site, or a map.")
_ABOUT = Field("description", MARKDOWN, "How to get there, and what to know.")


def _venue(section: Section) -> Venue | None:
    name = section.require(_NAME)
    if not name:
        return None
    return Venue(
        name=name,
        address=section.get(_ADDRESS, ""),
        url=section.get(_URL, ""),
        description=section.get(_ABOUT, None),
    )


VENUE = record((_NAME, _ADDRESS, _URL, _ABOUT), _venue, shorthand=_NAME.name)
"""A place: its name, or more about it."""


def _read_amount(value: Value, report: Report) -> str | None:
    if re.fullmatch(r"\d{1,9}([.,]\d{1,2})?", value.text.strip()):
        return value.text.strip().replace(",", ".")
    expected(value, "an amount", report, "write a number: `120`, or `0` for what is free")
    return None


_AMOUNT = Kind(_read_amount, TEXT.schema)
_TITLE = Field("title", TITLE, "Who pays it: `Student`.", ("name",))
_PRICE = Field("price", _AMOUNT, "The amount: `120`; `0` for what is free.", ("amount",))
_CURRENCY = Field("currency", TEXT, "The currency, as in ISO 4217: `EUR`.")
_UNTIL = Field("until", TEXT, "The last day of this price.")
_NOTE = Field("description", TEXT, "What it includes, or who may ask for it.")


def _fee(section: Section) -> Fee | None:
    title, price = section.require(_TITLE), section.require(_PRICE)
    if not title or price is None:
        return None
    text = section.get(_UNTIL, "")
    day = read_day(text) if text else None
    if text and day is None:
        place = section.values[_UNTIL.name]
        section.report.broken(
            Rule.DATE_VALID, place, f"`{text}` is not a date", "write `YYYY-MM-DD`"
        )
    return Fee(
        title=title,
        price=price,
        currency=section.get(_CURRENCY, "USD").upper(),
        until=str(day or ""),
        description=section.get(_NOTE, ""),
    )


FEES = list_of(record((_TITLE, _PRICE, _CURRENCY, _UNTIL, _NOTE), _fee))
"""A list of prices."""

_EMAIL = Field("email", EMAIL, "An e-mail address.")
_PAGE = Field("url", LINK, "A page, a form, a chat.")
_WHO = Field("name", TEXT, "Who answers.", ("title",))


def _contact(section: Section) -> Contact:
    return Contact(
        email=section.get(_EMAIL, ""), url=section.get(_PAGE, ""), name=section.get(_WHO, "")
    )


CONTACT = record((_EMAIL, _PAGE, _WHO), _contact, shorthand=_EMAIL.name)
"""An e-mail address, or more."""
