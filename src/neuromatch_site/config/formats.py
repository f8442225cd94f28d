"""Types of values with a format: URL, date, DOI, ORCID, language."""

import re
from collections.abc import Callable
from contextlib import suppress
from datetime import date
from typing import TypeVar

from neuromatch_site.config.fields import Kind, Report, expected
from neuromatch_site.config.kinds import TEXT
from neuromatch_site.config.moments import day_hint
from neuromatch_site.config.value import Value
from neuromatch_site.diagnostics.diagnostic import Rule
from neuromatch_site.urls import UrlKind, bare_doi, is_safe_url, url_scheme

_ISO_DATE = re.compile(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?([T ].*)?")
_MAIL_DATE = re.compile(r"(?:[A-Z][a-z]{2},)?\s*(\d{1,2})\s+([A-Z][a-z]{2})\s+(\d{4})(\s.*)?")
"""RFC 2822: ``Sat, 1 Jan 2000``."""
_YEARS = (1000, 9990)
"""Between these, weeks can be added to a date."""
_MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()
_ORCID = re.compile(r"(?:(?:https?://)?(?:www\.)?orcid\.org/)?((?:\d{4}-){3}\d{3}[\dXx])/?")
_ROR = re.compile(r"(?:(?:https?://)?ror\.org/)?(0[a-hjkmnp-tv-z0-9]{6}\d\d)/?", re.IGNORECASE)
_ROR_DIGITS = "0123456789abcdefghjkmnpqrstvwxyz"
_AFTER_DOI = (".", ",", ";")
"""What stands after a DOI in a sentence."""
_DOI_INSIDE = re.compile(r"\b10\.\d{4,9}/(?:zenodo\.\d+|[^\s?#]+)")
_ZENODO_RECORD = re.compile(r"//(sandbox\.)?zenodo\.org/(?:records?|uploads|deposit)/(\d+)")
_LONGEST_ADDRESS = 2048
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*")
_EMAIL = re.compile(r"[^\s@<>]+@[^\s@<>]+\.[^\s@<>]+")
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]")
"""What ends a line, or a value, in the formats that links are written to."""
_REPOSITORY = re.compile(r"[\w.-]+/[\w.-]+")

T = TypeVar("T")


def _of_text(
    read: Callable[[str, Value, Report], T | None],
) -> Callable[[Value, Report], T | None]:
    """Return a reader that is asked about texts only; what is none has been reported."""

    def read_text(value: Value, report: Report) -> T | None:
        text = TEXT.read(value, report)
        return None if text is None else read(text, value, report)

    return read_text


@_of_text
def _safe_link(text: str, value: Value, report: Report) -> str | None:
    if _CONTROL.search(text):
        report.broken(Rule.URL_SCHEME, value, "a link contains a control character", "remove it")
        return None
    if not is_safe_url(UrlKind.LINK, text):
        scheme = url_scheme(text).rstrip(":/")
        message = (
            f"links with the scheme `{scheme}:` are not allowed"
            if scheme
            else "a link has no scheme"
        )
        report.broken(Rule.URL_SCHEME, value, message, "write `https://`, or a path")
        return None
    return text


LINK = Kind(_safe_link, {"type": "string"})
"""A URL, or a path."""


def _url(value: Value, report: Report) -> str | None:
    text = _safe_link(value, report)
    if text is None or re.match(r"https?://[^\s/]+", text, re.IGNORECASE):
        return text
    expected(value, "a URL", report, "write the full URL, such as `https://example.org`")
    return None


URL = Kind(_url, {"type": "string", "format": "uri"})


@_of_text
def _github(text: str, value: Value, report: Report) -> str | None:
    if _REPOSITORY.fullmatch(text):
        return f"https://github.com/{text}"
    url = _url(value, report)
    return url.removesuffix("/").removesuffix(".git") if url else None


GITHUB = Kind(_github, {"type": "string"})
"""``owner/name`` or the URL of a repository, read as that URL."""


@_of_text
def _email(text: str, value: Value, report: Report) -> str | None:
    if _EMAIL.fullmatch(text):
        return text
    expected(value, "an e-mail address", report)
    return None


EMAIL = Kind(_email, {"type": "string", "format": "email"})


@_of_text
def _doi(text: str, value: Value, report: Report) -> str | None:
    doi = bare_doi(text).lower()
    if not doi:
        meant = meant_doi(text)
        form = "write `10.<registrant>/<suffix>`, such as `10.5281/zenodo.1234`"
        hint = f"write `{meant}`" if meant else form
        report.broken(Rule.DOI_VALID, value, f"`{text}` is not a DOI", hint)
    elif text.strip().endswith(_AFTER_DOI):
        whole = doi.rstrip("".join(_AFTER_DOI))
        report.broken(Rule.DOI_VALID, value, f"`{text}` ends with a full stop", f"write `{whole}`")
        return whole
    return doi or None


def meant_doi(text: str) -> str:
    """Return the DOI in a URL, or of a Zenodo record URL; empty if there is none."""
    if len(text) > _LONGEST_ADDRESS:
        return ""
    if record := _ZENODO_RECORD.search(text):
        return f"10.{'5072' if record[1] else '5281'}/zenodo.{record[2]}"
    match = _DOI_INSIDE.search(text)
    return match[0].removesuffix(".svg").rstrip(".,;").lower() if match else ""


DOI = Kind(_doi, {"type": "string"})
"""A DOI in any form, read as the bare DOI in lower case."""


@_of_text
def _orcid(text: str, value: Value, report: Report) -> str | None:
    match = _ORCID.fullmatch(text)
    if match is None:
        hint = "an ORCID has sixteen digits: `0000-0002-1825-0097`"
        report.broken(Rule.ORCID_VALID, value, f"`{text}` is not an ORCID", hint)
        return None
    orcid = match[1].upper()
    if _check_digit(orcid) != orcid[-1]:
        hint = "look it up at https://orcid.org"
        report.broken(Rule.ORCID_VALID, value, f"`{orcid}` has a wrong check digit", hint)
        return None
    return orcid


ORCID = Kind(_orcid, {"type": "string", "pattern": r"\d{4}-\d{4}-\d{4}-\d{3}[\dX]/?$"})
"""An ORCID or its URL, read as the bare identifier."""


@_of_text
def _ror(text: str, value: Value, report: Report) -> str | None:
    match = _ROR.fullmatch(text)
    if match is None:
        hint = "write its identifier, such as `00k4n6c32`, or its address"
        report.wrong(value, f"`{text}` is not an identifier of https://ror.org", hint)
        return None
    ror = match[1].lower()
    if _ror_check(ror) != ror[-2:]:
        hint = "look it up at https://ror.org"
        report.wrong(value, f"`{ror}` has wrong check digits", hint)
        return None
    return text


ROR = Kind(_ror, {"type": "string"})
"""An identifier of the Research Organization Registry, or its URL, as written."""


def _ror_check(ror: str) -> str:
    """Return the last two digits that the others call for. Source: ISO 7064, mod 97-10."""
    number = 0
    for letter in ror[:-2]:
        number = number * 32 + _ROR_DIGITS.index(letter)
    return f"{98 - number * 100 % 97:02}"


def _check_digit(orcid: str) -> str:
    """Return the last character that the others call for. Source: ISO 7064, mod 11-2."""
    total = 0
    for digit in orcid[:-1].replace("-", ""):
        total = (total + int(digit)) * 2
    check = (12 - total % 11) % 11
    return "X" if check == 10 else str(check)


_OTHER_DATES = (
    re.compile(r"(?P<year>\d{4})[/.](?P<month>\d{1,2})[/.](?P<day>\d{1,2})"),
    re.compile(r"(?P<day>\d{1,2})\.\s*(?P<month>\d{1,2})\.\s*(?P<year>\d{4})"),
)
"""Forms that mean one day only, and are read with a warning."""


def _other_date(text: str) -> date | None:
    for form in _OTHER_DATES:
        if match := form.fullmatch(text):
            with suppress(ValueError):
                return date(*(int(match[part]) for part in ("year", "month", "day")))
    return None


@_of_text
def _date(text: str, value: Value, report: Report) -> str | None:
    iso_date, rest = _date_parts(text)
    if iso_date is None and (other := _other_date(text)):
        day = other.isoformat()
        report.wrong(value, f"`{text}` is read as {day}", f"write `{day}`")
        return day
    if iso_date is None:
        report.broken(Rule.DATE_VALID, value, f"`{text}` is not a date", day_hint(text))
        return None
    day = iso_date.isoformat()
    if not _YEARS[0] <= iso_date.year <= _YEARS[1]:
        hint = "write `YYYY-MM-DD`"
        report.broken(Rule.DATE_VALID, value, f"`{text}` is outside the range of dates", hint)
        return None
    if rest:
        report.wrong(
            value, f"`{text}` contains a time; only the date is used: {day}", f"write `{day}`"
        )
    elif len(text) < len("2000-01-01"):
        report.wrong(value, f"`{text}` has no day; read as {day}", f"write `{day}`")
    return day


DATE = Kind(_date, {"type": ["string", "integer"]})
"""A date as ``YYYY-MM-DD`` or ``Sat, 1 Jan 2000``, read as the former."""


def _date_parts(text: str) -> tuple[date | None, str]:
    """Return the day that a text means, and what it says beyond it. Source: mystmd's forms."""
    try:
        if match := _ISO_DATE.fullmatch(text):
            year, month, day, rest = match.groups()
            return date(int(year), int(month or 1), int(day or 1)), rest or ""
        if match := _MAIL_DATE.fullmatch(text):
            day, month, year, rest = match.groups()
            return date(int(year), _MONTHS.index(month) + 1, int(day)), rest or ""
    except ValueError:
        pass
    return None, ""


@_of_text
def _language(text: str, value: Value, report: Report) -> str | None:
    if _LANGUAGE.fullmatch(text):
        return text
    tag = text.replace("_", "-")
    hint = f"write `{tag}`" if _LANGUAGE.fullmatch(tag) else "such as `en` or `pt-BR`"
    expected(value, "a language tag", report, hint)
    return None


LANGUAGE = Kind(_language, {"type": "string", "pattern": f"^{_LANGUAGE.pattern}$"})
"""A BCP 47 tag."""
