"""Moments: a day and a time in the forms that people and spreadsheets write, with a time zone.

A time without a zone is in that of its edition or schedule, which is known later. A moment is
therefore read as ``2020-03-30T14:00`` without a zone, and as ``2020-03-30T14:00Z`` with one.
"""

import re
import unicodedata
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo, available_timezones

from neuromatch_site.config.fields import Kind, Report
from neuromatch_site.config.kinds import TEXT
from neuromatch_site.config.value import Value
from neuromatch_site.diagnostics.diagnostic import Rule

ANYWHERE_ON_EARTH = "Etc/GMT+12"
"""The time zone in which a day ends last: "AoE" in deadlines."""
_MONTHS = (
    *("jan|ene|gen", "feb|fev", "mar|maa", "apr|avr|abr", "may|mai|mei|mag", "jun|juin|giu"),
    *("jul|juil|lug", "aug|aou|ago", "sep|set", "oct|okt|out|ott", "nov", "dec|dez|dic"),
)
"""How their names begin, without accents, in English, Dutch, French, German, Italian, Portuguese
and Spanish."""
_BY_NAME = {name: number for number, names in enumerate(_MONTHS, 1) for name in names.split("|")}
_WORD = r"[^\W\d_]"
_TIME = (
    r"(?P<hour>\d{1,2})(?:[:.h](?P<minute>\d\d))?(?::\d\d(?:\.\d+)?)?\s*(?P<half>[ap]\.?m\.?)?"
    r"\s*(?P<zone>z|utc|gmt|[+-]\d\d:?\d\d)?"
)
_MOMENT = re.compile(
    rf"(?:{_WORD}{{3,12}}\.?,?\s+)?"  # the name of a weekday
    r"(?:(?P<year>\d{4})[-/.](?P<month>\d{1,2})[-/.](?P<day>\d{1,2})"
    r"|(?P<first>\d{1,2})[/.-](?P<second>\d{1,2})[/.-](?P<last>\d{4})"
    r"|(?P<day_before>\d{1,2})(?:st|nd|rd|th|er|\.)?\s+(?:de\s+)?"
    rf"(?P<named>{_WORD}{{3,10}})\.?,?\s+(?:de\s+)?(?P<year_after>\d{{4}})"
    rf"|(?P<name>{_WORD}{{3,10}})\.?\s+"
    r"(?P<day_after>\d{1,2})(?:st|nd|rd|th)?,?\s+(?P<year_last>\d{4}))"
    rf"(?:\s*(?:,|\bt|\bat|T|\s)\s*{_TIME})?",
    re.IGNORECASE,
)
_AMBIGUOUS = re.compile(r"\s*(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})\b")


def read_day(text: str) -> date | None:
    """Return the day in a text: ISO, ``26/10/2020``, ``March 30, 2020``; else None.

    ``3/4/2020`` is None, because it is ambiguous.
    """
    match = _MOMENT.fullmatch(text.strip())
    return None if match is None or match["hour"] else _day(match)


def _day(match: re.Match[str]) -> date | None:
    try:
        if match["year"]:
            return date(int(match["year"]), int(match["month"]), int(match["day"]))
        if match["first"]:
            first, second = int(match["first"]), int(match["second"])
            if first <= 12 and second <= 12 and first != second:
                return None
            day, month = (second, first) if second > 12 else (first, second)
            return date(int(match["last"]), month, day)
        month = _month(match["named"] or match["name"])
        year, number = match["year_after"] or match["year_last"], match["day_before"]
        return date(int(year), month, int(number or match["day_after"]))
    except ValueError:
        return None


def _month(name: str) -> int:
    """Return the number of a month; 0 where it is none."""
    letters = unicodedata.normalize("NFKD", name.lower()).encode("ascii", "ignore").decode()
    return _BY_NAME.get(letters[:4]) or _BY_NAME.get(letters[:3], 0)


def parse_moment(text: str) -> str | None:
    """Return a day with a time as ``2020-03-30T14:00``, with ``Z`` if it has a time zone; or None.

    Times can be ``14:00``, ``2:00 PM``, ``14h00``, followed by ``Z``, ``UTC`` or an offset.
    """
    match = _MOMENT.fullmatch(text.strip())
    day = _day(match) if match and match["hour"] else None
    if match is None or day is None or not (match["minute"] or match["half"]):
        return None
    hour, minute = int(match["hour"]), int(match["minute"] or 0)
    half = (match["half"] or "").lower().replace(".", "")
    if half:
        hour = hour % 12 + (12 if half == "pm" else 0) if 1 <= hour <= 12 else 99
    try:
        moment = datetime(day.year, day.month, day.day, hour, minute)  # noqa: DTZ001 - the zone follows
        return _with_offset(moment, match["zone"])
    except (ValueError, OverflowError):
        return None


def _with_offset(moment: datetime, zone: str | None) -> str:
    if not zone:
        return f"{moment:%Y-%m-%dT%H:%M}"
    if zone[0] in "+-":
        hours, minutes = int(zone[1:3]), int(zone[-2:])
        after = timedelta(hours=hours, minutes=minutes)
        moment = moment - after if zone[0] == "+" else moment + after
    return f"{moment:%Y-%m-%dT%H:%M}Z"


def with_day_first(texts: list[str], first: str, last: str) -> bool | None:
    """Return whether days come before months in ``3/4/2020``, judged by all cells of a table.

    If no cell decides it, the range of days does: ``first`` and ``last``, in ISO form or empty.
    None if it is still ambiguous.
    """
    dates = [match for text in texts if (match := _AMBIGUOUS.match(text))]
    if any(int(match[1]) > 12 for match in dates):
        return True
    if any(int(match[2]) > 12 for match in dates):
        return False
    fitting = {}
    for day_first in (True, False):
        days = tuple(as_iso_day(parts[0], day_first=day_first) for parts in dates)
        if all(first <= day <= last for day in days):
            fitting[days] = day_first
    return next(iter(fitting.values())) if len(fitting) == 1 else None


def is_ambiguous_day(text: str) -> bool:
    """Return whether a text begins with a date whose day and month are ambiguous."""
    match = _AMBIGUOUS.match(text)
    return match is not None and int(match[1]) <= 12 and int(match[2]) <= 12


def as_iso_day(text: str, *, day_first: bool) -> str:
    """Return the text with a leading ``3/4/2020`` written as ``2020-04-03``."""
    match = _AMBIGUOUS.match(text)
    if match is None:
        return text
    day, month = (match[1], match[2]) if day_first else (match[2], match[1])
    return f"{match[3]}-{int(month):02}-{int(day):02}{text[match.end() :]}"


def day_hint(text: str, otherwise: str = "write `YYYY-MM-DD`") -> str:
    """Return the hint for an ambiguous ``3/4/2020``: both days; else ``otherwise``."""
    days = [as_iso_day(text.strip(), day_first=first) for first in (True, False)]
    possible = [f"`{day}`" for day in dict.fromkeys(days) if day != text.strip() and read_day(day)]
    return f"write {' or '.join(possible)}" if possible else otherwise


_YEARS = (1000, 9990)
"""Between these, weeks can be added to a date."""


def _read_day(value: Value, report: Report) -> str | None:
    text = TEXT.read(value, report)
    if text is None:
        return None
    day = read_day(text)
    if day is None or not _YEARS[0] <= day.year <= _YEARS[1]:
        moment = parse_moment(text)
        message = f"`{text}` is a day with a time" if moment else f"`{text}` is not a date"
        hint = f"write `{moment[:10]}`" if moment else day_hint(text)
        report.broken(Rule.DATE_VALID, value, message, hint)
        return None
    return day.isoformat()


DAY = Kind(_read_day, {"type": "string"})
"""A day, read as ``YYYY-MM-DD``; a year or a month alone is invalid."""


def _read_zone(value: Value, report: Report) -> str | None:
    text = TEXT.read(value, report)
    if text is None:
        return None
    name = ANYWHERE_ON_EARTH if text.lower() == "aoe" else text
    if not is_zone(name):
        near = report.diagnostics.did_you_mean(text, sorted(available_timezones()))
        message = f"unknown time zone `{text}`"
        report.broken(Rule.EVENT_TIME, value, message, near or "such as `Europe/London` or `UTC`")
        return None
    return name


ZONE = Kind(_read_zone, {"type": "string"})
"""A time zone of the IANA database, or ``AoE``."""


def is_zone(name: str) -> bool:
    """Return whether this is a time zone of the IANA database."""
    from zoneinfo import ZoneInfoNotFoundError

    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return False
    return True


def to_utc(moment: str, zone: str) -> str | None:
    """Return a moment as ``2020-03-30T12:00Z``; None if its time zone skips that time."""
    if moment.endswith("Z"):
        return moment
    local = datetime.fromisoformat(moment).replace(tzinfo=ZoneInfo(zone))
    try:
        there = local.astimezone(UTC)
    except OverflowError:
        return None
    if there.astimezone(ZoneInfo(zone)).replace(tzinfo=None) != local.replace(tzinfo=None):
        return None
    return f"{there:%Y-%m-%dT%H:%M}Z"


def in_zone(moment: str, zone: str) -> datetime:
    """Return a moment in UTC as local time of a time zone."""
    return datetime.fromisoformat(moment).astimezone(ZoneInfo(zone))


def stamp(moment: str, zone: str) -> str:
    """Return a moment in UTC with the offset of a zone: ``2020-03-30T14:00+02:00``."""
    return in_zone(moment, zone).isoformat(timespec="minutes")


def day_in_zone(moment: str, zone: str) -> str:
    """Return the day of a moment in UTC in a time zone: ``2020-03-30``."""
    return f"{in_zone(moment, zone):%Y-%m-%d}"


def later(moment: str, minutes: int) -> str:
    """Return a moment in UTC plus minutes."""
    return f"{datetime.fromisoformat(moment) + timedelta(minutes=minutes):%Y-%m-%dT%H:%M}Z"


def minutes_between(first: str, last: str) -> int:
    """Return the minutes between two moments in UTC."""
    return int((datetime.fromisoformat(last) - datetime.fromisoformat(first)).total_seconds()) // 60


def end_of_day(day: str, zone: str) -> str:
    """Return the last minute of a day, in UTC: ``2020-03-31T11:59Z`` for the 30th, AoE."""
    last = datetime.fromisoformat(f"{day}T23:59").replace(tzinfo=ZoneInfo(zone))
    return f"{last.astimezone(UTC):%Y-%m-%dT%H:%M}Z"


def start_of_day(day: str, zone: str) -> str:
    """Return the first minute of a day, in UTC."""
    first = datetime.fromisoformat(f"{day}T00:00").replace(tzinfo=ZoneInfo(zone))
    return f"{first.astimezone(UTC):%Y-%m-%dT%H:%M}Z"
