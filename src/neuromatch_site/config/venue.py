"""Where a gathering takes place, what it costs, whom to write to."""

from msgspec import Struct

from neuromatch_site.config.fields import Field, Section, record
from neuromatch_site.config.formats import EMAIL, LINK
from neuromatch_site.config.kinds import TEXT, list_of
from neuromatch_site.config.markdown_text import MARKDOWN, MarkdownText
from neuromatch_site.config.moments import read_day
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


_NAME = Field("name", TEXT, "What it is called.")
_ADDRESS = Field("address", TEXT, "The postal address.")
_URL = Field("url", LINK, "Its site, or a map.")
_ABOUT = Field("description", MARKDOWN, "How to get there, and what to know.")


def _venue(opened: Section) -> Venue | None:
    name = opened.require(_NAME)
    if not name:
        return None
    return Venue(
        name=name,
        address=opened.get(_ADDRESS, ""),
        url=opened.get(_URL, ""),
        description=opened.get(_ABOUT, None),
    )


VENUE = record((_NAME, _ADDRESS, _URL, _ABOUT), _venue, shorthand=_NAME.name)
"""A place: its name, or more about it."""

_TITLE = Field("title", TEXT, "Who pays it: `Student`.")
_PRICE = Field("price", TEXT, "The amount: `120`; `0` for what is free.", ("amount",))
_CURRENCY = Field("currency", TEXT, "The currency, as in ISO 4217: `EUR`.")
_UNTIL = Field("until", TEXT, "The last day of this price.")
_NOTE = Field("description", TEXT, "What it includes, or who may ask for it.")


def _fee(opened: Section) -> Fee | None:
    title, price = opened.require(_TITLE), opened.require(_PRICE)
    if not title or price is None:
        return None
    text = opened.get(_UNTIL, "")
    day = read_day(text) if text else None
    if text and day is None:
        place = opened.values[_UNTIL.name]
        opened.report.broken(Rule.DATE_VALID, place, f"`{text}` is not a date", "`YYYY-MM-DD`")
    return Fee(
        title=title,
        price=price,
        currency=opened.get(_CURRENCY, "USD").upper(),
        until=str(day or ""),
        description=opened.get(_NOTE, ""),
    )


FEES = list_of(record((_TITLE, _PRICE, _CURRENCY, _UNTIL, _NOTE), _fee))
"""A list of prices."""

_EMAIL = Field("email", EMAIL, "An e-mail address.")
_PAGE = Field("url", LINK, "A page, a form, a chat.")
_WHO = Field("name", TEXT, "Who answers.")


def _contact(opened: Section) -> Contact:
    return Contact(
        email=opened.get(_EMAIL, ""), url=opened.get(_PAGE, ""), name=opened.get(_WHO, "")
    )


CONTACT = record((_EMAIL, _PAGE, _WHO), _contact, shorthand=_EMAIL.name)
"""An e-mail address, or more."""
