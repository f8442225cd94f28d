"""``data/sitedata/*.yml``: a conference as the Neuromatch conference site keeps it.

Its dates are free text: ``October 26 - 30, 2020``; deadlines hold as long as the day does anywhere
on Earth. What programs alone need, such as the names of databases, is known and not read.
"""

import re
from collections.abc import Mapping
from datetime import date

from msgspec.structs import replace

from neuromatch_site.config.committee import COMMITTEE, Member
from neuromatch_site.config.conference import Conference, Edition
from neuromatch_site.config.fields import (
    Field,
    Kind,
    Report,
    Section,
    expected,
    object_schema,
    record,
    section,
)
from neuromatch_site.config.kinds import TEXT, foreign, mapping_of
from neuromatch_site.config.panels import PANELS, Panel
from neuromatch_site.config.value import Value
from neuromatch_site.diagnostics.diagnostic import Rule, did_you_mean
from neuromatch_site.diagnostics.source import Position

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
_REGISTRATION = Field("registration_date", TEXT, "Until when people register, as text.")
_SUBMISSION = Field("submission_date", TEXT, "Until when they send abstracts, as text.")
_HASHTAG = Field("twitter_hashtag", TEXT, "What people write about it under.")
_DESCRIPTION = Field("description", TEXT, "What it is.")
_EDITION_FIELDS = (
    *(_EDITION_NAME, _PAGE_TITLE, _DAYS_TEXT, _REGISTRATION, _SUBMISSION, _HASHTAG, _DESCRIPTION),
    *foreign("What else the site says.", "subtitle"),
)


def _edition(opened: Section) -> Edition | None:
    name = opened.get(_PAGE_TITLE, opened.get(_EDITION_NAME, ""))
    if not name:
        opened.report.wrong(opened.position, "`page_title` is missing", _PAGE_TITLE.doc)
    text = opened.require(_DAYS_TEXT)
    days = read_days(text) if text else None
    if days is None or not name:
        if text and days is None:
            place = opened.values[_DAYS_TEXT.name]
            message = f"cannot read dates from `{text}`"
            opened.report.broken(Rule.DATE_VALID, place, message, "write `March 30-31, 2020`")
        return None
    return Edition(
        id="",
        name=name,
        start=days[0],
        end=days[1],
        description=opened.get(_DESCRIPTION, ""),
        registration=opened.get(_REGISTRATION, ""),
        submission=opened.get(_SUBMISSION, ""),
        hashtag=opened.get(_HASHTAG, "").lstrip("#"),
        position=opened.position,
    )


_EDITION = record(_EDITION_FIELDS, _edition)


def _read_editions(value: Value, report: Report) -> tuple[Edition, ...] | None:
    if not isinstance(value.data, Mapping):
        expected(value, "editions by their names", report)
        return None
    found = {key: _EDITION.read(entry, report) for key, entry in value.data.items()}
    return tuple(replace(one, id=key) for key, one in found.items() if one is not None)


_NAME = Field("name", TEXT, "The name of the series.")
_EDITIONS = Field(
    "editions",
    Kind(_read_editions, {"type": "object", "additionalProperties": _EDITION.schema}),
    "The editions, by their names.",
)
_CURRENT = Field("current_edition", TEXT, "The name of the newest edition.")
_FIELDS = (
    *(_NAME, _DESCRIPTION, _EDITIONS, _CURRENT),
    *foreign(
        "What the site shows.", "subtitle", "theme", "accent", "tagline", "logo", "site_title"
    ),
    *foreign("What its programs need.", "blind_vote", "firebase-collection", "google_analytics"),
)


def _conference(opened: Section) -> Conference:
    editions = opened.get(_EDITIONS, ())
    if current := opened.get(_CURRENT, ""):
        place = opened.values[_CURRENT.name]
        check_edition(current, _names(opened.values), place, opened.report)
    return Conference(
        name=opened.get(_NAME, ""),
        description=opened.get(_DESCRIPTION, ""),
        editions=tuple(sorted(editions, key=lambda edition: (edition.start, edition.id))),
    )


def edition_names(value: Value) -> list[str]:
    """Return the names of all editions, those that are left out for a mistake included."""
    return _names(value.data) if isinstance(value.data, Mapping) else []


def _names(values: Mapping[str, Value]) -> list[str]:
    editions = values.get(_EDITIONS.name)
    return list(editions.data) if editions and isinstance(editions.data, Mapping) else []


def check_edition(name: str, names: list[str], place: Value | Position, report: Report) -> bool:
    """Return whether there is such an edition; report it where there is none."""
    if name in names:
        return True
    report.wrong(place, f"unknown edition `{name}`", did_you_mean(name, names))
    return False


SITEDATA = record(_FIELDS, _conference)
"""``config.yml``."""

_BY_EDITION = mapping_of(COMMITTEE)
_COMMITTEES = Field("committee", _BY_EDITION, "People, by the names of editions.")


def _read_committees(value: Value, report: Report) -> Mapping[str, tuple[Member, ...]] | None:
    if isinstance(value.data, Mapping) and set(value.data) != {_COMMITTEES.name}:
        return _BY_EDITION.read(value, report)
    opened = section(value, (_COMMITTEES,), report)
    return None if opened is None else opened.get(_COMMITTEES, {})


COMMITTEES = Kind(_read_committees, object_schema((_COMMITTEES,)))
"""``committee.yml``: people by the names of editions, which may stand under ``committee:``."""

_PANELS = Field("panels", PANELS, "Groups of pictures.")


def _panels(opened: Section) -> tuple[Panel, ...]:
    return opened.get(_PANELS, ())


FRONT_PANEL = record((_PANELS,), _panels)
"""``front-panel.yml``."""
