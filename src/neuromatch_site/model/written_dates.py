"""Dates as text, in the language of the page."""

from datetime import date

_MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July"),
    *("August", "September", "October", "November", "December"),
)
_WEEKDAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()


def day(text: str, language: str) -> str:
    """Return ``31 March 2020`` for ``2020-03-31``; other texts unchanged."""
    date_ = _date(text)
    if date_ is None:
        return text
    if language.partition("-")[0] == "en":
        return f"{date_.day} {_MONTHS[date_.month - 1]} {date_.year}"
    from babel.dates import format_date

    return str(format_date(date_, "long", locale=_locale(language)))


def weekday(text: str, language: str) -> str:
    """Return ``Monday, 30 March 2020`` for ``2020-03-30``; other texts unchanged."""
    date_ = _date(text)
    if date_ is None:
        return text
    if language.partition("-")[0] == "en":
        return f"{_WEEKDAYS[date_.weekday()]}, {day(text, language)}"
    from babel.dates import format_date

    return str(format_date(date_, "full", locale=_locale(language)))


def short_weekday(text: str, language: str) -> str:
    """Return ``Mon 30 Mar`` for ``2020-03-30``; other texts unchanged."""
    date_ = _date(text)
    if date_ is None:
        return text
    if language.partition("-")[0] == "en":
        return f"{_WEEKDAYS[date_.weekday()][:3]} {date_.day} {month(date_, language)}"
    from babel.dates import format_skeleton

    return str(format_skeleton("MMMEd", date_, locale=_locale(language)))


def days(first: str, last: str, language: str) -> str:
    """Return ``30–31 March 2020`` for two dates; one day if they are equal."""
    start, end = _date(first), _date(last)
    if start is None or end is None or start == end:
        return day(first, language)
    if language.partition("-")[0] == "en":
        return _english_days(start, end)
    from babel.dates import format_interval

    return str(format_interval(start, end, "yMMMMd", locale=_locale(language)))


def month(first: date, language: str) -> str:
    """Return the abbreviated month of a date: ``Mar``."""
    if language.partition("-")[0] == "en":
        return _MONTHS[first.month - 1][:3]
    from babel.dates import format_date

    return str(format_date(first, "LLL", locale=_locale(language)))


def _english_days(start: date, end: date) -> str:
    last = f"{end.day} {_MONTHS[end.month - 1]} {end.year}"
    if start.year != end.year:
        return f"{start.day} {_MONTHS[start.month - 1]} {start.year} – {last}"
    if start.month != end.month:
        return f"{start.day} {_MONTHS[start.month - 1]} – {last}"
    return f"{start.day}–{last}"


def _date(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _locale(language: str) -> str:
    """Return the language as Babel knows it; English where it does not."""
    from babel.core import Locale, UnknownLocaleError

    for name in (language, language.partition("-")[0]):
        try:
            return str(Locale.parse(name, sep="-"))
        except (UnknownLocaleError, ValueError):
            continue
    return "en"
