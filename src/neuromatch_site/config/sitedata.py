"""``data/sitedata/*.yml``: a conference in the format of the Neuromatch conference site.

Its dates are free text: ``October 26 - 30, 2020``; deadlines end when the day is over anywhere on
Earth. Keys that only programs need, such as names of databases, are accepted and ignored.
"""

import re
from collections.abc import Mapping
from datetime import date

from msgspec import Struct
from msgspec.structs import replace

from neuromatch_site.config.committee import COMMITTEE, Member
from neuromatch_site.config.conference import Conference, Edition
from neuromatch_site.config.data_kinds import IDENTIFIER
from neuromatch_site.config.deadlines import Deadline
from neuromatch_site.config.fields import (
    Field,
    Kind,
    Report,
    Section,
    expected,
    object_schema,
    read_section,
    record,
)
from neuromatch_site.config.kinds import TEXT, TEXTS, foreign, mapping_of
from neuromatch_site.config.markdown_text import MARKDOWN
from neuromatch_site.config.moments import ANYWHERE_ON_EARTH, ZONE, end_of_day, read_day
from neuromatch_site.config.panels import PANELS, Panel
from neuromatch_site.config.value import Value
from neuromatch_site.diagnostics.diagnostic import Rule
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

_LONGEST = 100
"""Characters of days that a text names."""
_DAYS_FIRST = re.compile(
    r"(?P<first>\d{1,2})(?:st|nd|rd|th)?"
    r"(?:\s*(?P<month>[A-Za-z]{3,9})\.?(?:\s+(?P<first_year>\d{4}))?)?"
    r"(?:\s*(?:-|–|to|and|&)\s*(?P<last>\d{1,2})(?:st|nd|rd|th)?)?"
    r"\s*(?P<last_month>[A-Za-z]{3,9})?\.?,?\s+(?P<year>\d{4})"
)


def read_days(text: str) -> tuple[str, str] | None:
    """Return the first and the last day in a text; None if it has none.

    ``March 30-31st, 2020``, ``September 30 - October 2, 2020`` and ``26-30 October 2021`` are
    examples.
    """
    text = text.strip()[:_LONGEST]
    match = _DAYS.fullmatch(text) or _DAYS_FIRST.fullmatch(text)
    if match is None or not (match["month"] or match["last_month"]):
        return None
    last_month = match["last_month"] or match["month"]
    try:
        first = _day(match["year"], match["month"] or last_month, match["first"])
        last = _day(match["year"], last_month, match["last"] or match["first"])
    except ValueError:
        return None
    return first.isoformat(), last.isoformat()


def _day(year: str, month: str, day: str) -> date:
    return date(int(year), _MONTHS.index(month[:3].lower()) + 1, int(day))


class _DateText(Struct, frozen=True):
    """A date as these files say it: a text, or ``{text, start, end}``."""

    value: Value
    text: str = ""
    start: str = ""
    end: str = ""


_WORDS = Field("text", TEXT, "The date in words.")
_FROM = Field("start", TEXT, "The first day: `March 30, 2020`.")
_TO = Field("end", TEXT, "The last day.")


def _read_date_text(value: Value, report: Report) -> _DateText | None:
    if isinstance(value.data, Mapping):
        section = read_section(value, (_WORDS, _FROM, _TO), report)
        if section is None:
            return None
        return _DateText(value, *(section.get(field, "") for field in (_WORDS, _FROM, _TO)))
    text = TEXT.read(value, report)
    return None if text is None else _DateText(value, text)


_DATE_TEXT = Kind(_read_date_text, {"anyOf": [TEXT.schema, {"type": "object"}]})
_IDENTIFIER = Field("edition", IDENTIFIER, "What files and pages know the edition by: `2020-1`.")
_EDITION_NAME = Field("edition_name", TEXT, "The name of the edition.")
_PAGE_TITLE = Field("page_title", TEXT, "The title of its page.")
_DAYS_TEXT = Field("main_conference", _DATE_TEXT, "Its days, as text: `October 26 - 30, 2020`.")
_REGISTRATION = Field("registration_date", _DATE_TEXT, "Until when people register.")
_SUBMISSION = Field("submission_date", _DATE_TEXT, "Until when they send abstracts.")
_HASHTAG = Field("twitter_hashtag", TEXT, "The hashtag.")
_DESCRIPTION = Field("description", MARKDOWN, "A description.")
_TRACKS = Field("tracks", TEXTS, "The tracks, in the order of their columns.")
_EDITION_FIELDS = (
    *(_IDENTIFIER, _EDITION_NAME, _PAGE_TITLE, _DAYS_TEXT, _REGISTRATION, _SUBMISSION),
    *(_HASHTAG, _DESCRIPTION, _TRACKS),
    *foreign("Other texts of the site.", "subtitle", "event_time"),
)


def _edition(section: Section) -> Edition | None:
    name = section.get(_PAGE_TITLE, section.get(_EDITION_NAME, ""))
    if not name:
        section.report.wrong(section.position, "`page_title` is missing", _PAGE_TITLE.doc)
    dates = section.require(_DAYS_TEXT)
    days = _days_of(dates) if dates else None
    if days is None or not name:
        if dates and days is None:
            message = f"cannot read dates from `{dates.text or dates.start}`"
            hint = "write `March 30-31, 2020`; without it the edition is left out"
            place = section.values[_DAYS_TEXT.name]
            section.report.broken(Rule.DATE_VALID, place, message, hint)
        return None
    return Edition(
        id=section.get(_IDENTIFIER, ""),
        name=name,
        start=days[0],
        end=days[1],
        description=section.get(_DESCRIPTION, None),
        registration=_deadline(section.get(_REGISTRATION, None)),
        submission=_deadline(section.get(_SUBMISSION, None)),
        hashtag=section.get(_HASHTAG, "").lstrip("#"),
        tracks=section.get(_TRACKS, ()),
        position=section.position,
    )


def _days_of(written: _DateText) -> tuple[str, str] | None:
    start, end = read_day(written.start), read_day(written.end)
    if start and (end or not written.end):
        return start.isoformat(), (end or start).isoformat()
    return read_days(written.text)


def _deadline(written: _DateText | None) -> Deadline | None:
    """Return a deadline in words, with its last day where one is named: it holds AoE."""
    if written is None or not (written.text or written.end):
        return None
    day = read_day(written.end or written.text)
    until = end_of_day(day.isoformat(), ANYWHERE_ON_EARTH) if day else ""
    return Deadline(
        text="" if read_day(written.text) else written.text or written.end,
        until=until,
        day=day.isoformat() if day else "",
        position=written.value.position,
    )


_EDITION = record(_EDITION_FIELDS, _edition)


def _read_editions(value: Value, report: Report) -> tuple[Edition, ...] | None:
    if isinstance(value.data, Mapping):
        editions = {
            key: _EDITION.read(entry, report)
            for key, entry in value.data.items()
            if IDENTIFIER.read(Value(key, entry.key or entry.position, key, value.name), report)
        }
        return tuple(replace(item, id=key) for key, item in editions.items() if item is not None)
    if isinstance(value.data, tuple):
        listed = (_EDITION.read(entry, report) for entry in value.data)
        return tuple(edition for edition in listed if edition is not None)
    expected(value, "editions by their names, or a list of them", report)
    return None


_NAME = Field("name", TEXT, "The name of the series.")
_EDITIONS = Field(
    "editions",
    Kind(_read_editions, {"type": ["object", "array"]}),
    "The editions: a list, or by their names.",
)
_CURRENT = Field("current_edition", TEXT, "The name of the newest edition.")
_ZONE = Field("main_timezone", ZONE, "The time zone of its days, such as `America/New_York`.")
_FIELDS = (
    *(_NAME, _DESCRIPTION, _EDITIONS, _CURRENT, _ZONE),
    *foreign(
        "What the site shows.", "subtitle", "theme", "accent", "tagline", "logo", "site_title"
    ),
    *foreign("What its programs need.", "agenda", "blind_vote", "firebase-collection"),
    *foreign("What counts its visitors.", "google_analytics"),
)


def _conference(section: Section) -> Conference:
    editions = section.get(_EDITIONS, ())
    if current := section.get(_CURRENT, ""):
        place = section.values[_CURRENT.name]
        check_edition(current, _edition_names(section.values), place, section.report)
    return Conference(
        name=section.get(_NAME, ""),
        description=section.get(_DESCRIPTION, None),
        timezone=section.get(_ZONE, ""),
        editions=tuple(sorted(editions, key=lambda edition: (edition.start, edition.id))),
    )


def edition_names(value: Value) -> list[str]:
    """Return the names of all editions, including those that are left out for a mistake."""
    return _edition_names(value.data) if isinstance(value.data, Mapping) else []


def _edition_names(values: Mapping[str, Value]) -> list[str]:
    editions = values.get(_EDITIONS.name)
    if editions is None:
        return []
    if isinstance(editions.data, Mapping):
        return list(editions.data)
    entries = editions.data if isinstance(editions.data, tuple) else ()
    maps = [entry.data for entry in entries if isinstance(entry.data, Mapping)]
    return [entry[_IDENTIFIER.name].text for entry in maps if _IDENTIFIER.name in entry]


def check_edition(name: str, names: list[str], place: Value | Position, report: Report) -> bool:
    """Return whether an edition exists; report it if not."""
    if name in names:
        return True
    report.wrong(place, f"unknown edition `{name}`", report.diagnostics.did_you_mean(name, names))
    return False


def is_sitedata(value: Value) -> bool:
    """Return whether a file is a ``config.yml`` of this format, in either of its forms."""
    editions = value.data.get(_EDITIONS.name) if isinstance(value.data, Mapping) else None
    if editions is None or isinstance(editions.data, Mapping):
        return editions is not None
    entries = editions.data if isinstance(editions.data, tuple) else ()
    return any(
        isinstance(entry.data, Mapping) and _DAYS_TEXT.name in entry.data for entry in entries
    )


SITEDATA = record(_FIELDS, _conference)
"""``config.yml``."""

_BY_EDITION = mapping_of(COMMITTEE)
_COMMITTEES = Field("committee", _BY_EDITION, "People, by the names of editions.")
_OF_EDITION = Field("edition", TEXT, "The edition that the person belongs to.")


_ESCAPE = re.compile(r"\\u([0-9a-fA-F]{4})|\\n")


def _unescaped(value: Value) -> Value:
    """Return a value whose texts have no escapes left: a program wrote them without quotes."""
    data = value.data
    if isinstance(data, Mapping):
        return replace(value, data={name: _unescaped(entry) for name, entry in data.items()})
    if isinstance(data, tuple):
        return replace(value, data=tuple(_unescaped(entry) for entry in data))
    text = _ESCAPE.sub(_as_letter, value.text)
    return value if text == value.text else replace(value, data=text, text=text)


def _as_letter(match: re.Match[str]) -> str:
    return chr(int(match[1], 16)) if match[1] else ", "


def _read_committees(value: Value, report: Report) -> Mapping[str, tuple[Member, ...]] | None:
    value = _unescaped(value)
    if isinstance(value.data, tuple):
        return _listed(value.data, report)
    if isinstance(value.data, Mapping) and set(value.data) != {_COMMITTEES.name}:
        return _BY_EDITION.read(value, report)
    section = read_section(value, (_COMMITTEES,), report)
    return None if section is None else section.get(_COMMITTEES, {})


def _listed(entries: tuple[Value, ...], report: Report) -> Mapping[str, tuple[Member, ...]]:
    """Return the people of a list by the edition that each of them names."""
    by_role: dict[str, tuple[Member, ...]] = {}
    for entry in entries:
        fields = dict(entry.data) if isinstance(entry.data, Mapping) else {}
        edition = fields.pop(_OF_EDITION.name, None)
        if edition is None:
            report.wrong(entry, "`edition` is missing", _OF_EDITION.doc)
            continue
        members = COMMITTEE.read(Value((replace(entry, data=fields),), entry.position), report)
        by_role[edition.text] = (*by_role.get(edition.text, ()), *(members or ()))
    return by_role


COMMITTEES = Kind(_read_committees, object_schema((_COMMITTEES,)))
"""``committee.yml``: people by the names of editions, or a list of people with their editions."""

_PANELS = Field("panels", PANELS, "Groups of pictures.")


def _panels(section: Section) -> tuple[Panel, ...]:
    return section.get(_PANELS, ())


_IN_A_FIELD = record((_PANELS,), _panels)


def _read_front_panel(value: Value, report: Report) -> tuple[Panel, ...] | None:
    return (PANELS if isinstance(value.data, tuple) else _IN_A_FIELD).read(value, report)


FRONT_PANEL = Kind(_read_front_panel, {"anyOf": [PANELS.schema, _IN_A_FIELD.schema]})
"""``front-panel.yml``: a list of groups, optionally under ``panels:``."""
