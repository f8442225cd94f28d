"""``sitedata/config.yml``: editions of a conference as the Neuromatch conference site keeps them.

Its dates are free text: ``October 26 - 30, 2020``.
"""

import re
from collections.abc import Mapping
from datetime import date

from neuromatch_site.config.conference import Conference, Edition
from neuromatch_site.config.fields import Field, Kind, Report, Section, expected, record
from neuromatch_site.config.kinds import TEXT, known
from neuromatch_site.config.value import Value
from neuromatch_site.diagnostics import Rule

_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()
_MONTH = r"(?P<{}>[A-Za-z]{{3,9}})\.?\s+"
_DAYS = re.compile(
    _MONTH.format("month")
    + r"(?P<first>\d{1,2})(?:st|nd|rd|th)?"
    + r"(?:\s*(?:-|–|to|and|&)\s*(?:"
    + _MONTH.format("last_month")
    + r")?(?P<last>\d{1,2})(?:st|nd|rd|th)?)?,?\s+(?P<year>\d{4})"
)


def read_days(text: str) -> tuple[str, str] | None:
    """Return the first and the last day that a text names; None where it names none.

    ``March 30-31st, 2020`` and ``September 30 - October 2, 2020`` are such texts.
    """
    match = _DAYS.fullmatch(text.strip())
    if match is None:
        return None
    last_month = match["last_month"] or match["month"]
    try:
        first = _day(match["year"], match["month"], match["first"])
        last = _day(match["year"], last_month, match["last"] or match["first"])
    except ValueError:
        return None
    return first.isoformat(), last.isoformat()


def _day(year: str, month: str, day: str) -> date:
    return date(int(year), _MONTHS.index(month[:3].lower()) + 1, int(day))


_EDITION_NAME = Field("edition_name", TEXT, "The name of the edition.")
_PAGE_TITLE = Field("page_title", TEXT, "The title of its page.")
_DAYS_TEXT = Field("main_conference", TEXT, "Its days, as text: `October 26 - 30, 2020`.")
_EDITION_FIELDS = (
    *(_EDITION_NAME, _PAGE_TITLE, _DAYS_TEXT),
    *known("Deadlines.", "registration_date", "submission_date"),
    *known("What else the site says.", "twitter_hashtag", "description", "subtitle"),
)


def _edition(opened: Section) -> Edition | None:
    name = opened.get(_PAGE_TITLE, opened.get(_EDITION_NAME, ""))
    text = opened.require(_DAYS_TEXT)
    days = read_days(text) if text else None
    if days is None or not name:
        if text and days is None:
            place = opened.values[_DAYS_TEXT.name]
            message = f"no days can be read in `{text}`"
            opened.report.broken(Rule.DATE_VALID, place, message, "write `March 30-31, 2020`")
        return None
    return Edition(id="", name=name, start=days[0], end=days[1], position=opened.position)


_EDITION = record(_EDITION_FIELDS, _edition)


def _read_editions(value: Value, report: Report) -> tuple[Edition, ...] | None:
    if not isinstance(value.data, Mapping):
        expected(value, "editions by their names", report)
        return None
    found = {key: _EDITION.read(entry, report) for key, entry in value.data.items()}
    return tuple(
        Edition(id=key, name=one.name, start=one.start, end=one.end, position=one.position)
        for key, one in found.items()
        if one is not None
    )


_NAME = Field("name", TEXT, "The name of the series.")
_DESCRIPTION = Field("description", TEXT, "What the series is.")
_EDITIONS = Field(
    "editions",
    Kind(_read_editions, {"type": "object", "additionalProperties": _EDITION.schema}),
    "The editions, by their names.",
)
_FIELDS = (
    *(_NAME, _DESCRIPTION, _EDITIONS),
    *known("Which one is the newest.", "current_edition"),
    *known("What the site shows.", "subtitle", "theme", "accent", "tagline", "logo", "site_title"),
)


def _conference(opened: Section) -> Conference:
    editions = opened.get(_EDITIONS, ())
    return Conference(
        name=opened.get(_NAME, ""),
        description=opened.get(_DESCRIPTION, ""),
        editions=tuple(sorted(editions, key=lambda edition: (edition.start, edition.id))),
    )


SITEDATA = record(_FIELDS, _conference)
"""The whole file."""
