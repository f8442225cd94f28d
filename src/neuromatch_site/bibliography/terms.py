"""The words of citations in a language: the terms of CSL's locales, which come with citeproc-py.

Source: CSL 1.0.2, "Terms" and "Ordinal Suffixes".
"""

from collections.abc import Mapping
from functools import cache
from xml.etree import ElementTree as ET

from msgspec import Struct

_CSL = "{http://purl.org/net/xbiblio/csl}"


class Terms(Struct, frozen=True, kw_only=True):
    """What is said between the parts of a citation; English needs no locale."""

    language: str = "en-US"
    """That of CSL's locale."""
    conjunction: str = "and"
    others: str = "et al."
    no_date: str = "n.d."
    in_press: str = "in press"
    container: str = "In"
    editor: tuple[str, str] = ("Ed.", "Eds.")
    """One, and several."""
    translator: str = "Trans."
    volume: str = "Vol."
    page: tuple[str, str] = ("p.", "pp.")
    edition: str = "ed."
    version: str = "Version"
    number: str = "No."
    article: str = "Article"
    retrieved: str = "Retrieved"
    origin: str = "from"
    original: str = "Original work published"
    ordinals: Mapping[tuple[str, str], str] = {}
    """What stands behind a number, by its digits and by which of them count."""


@cache
def terms_of(language: str) -> Terms:
    """Return the terms of a language, in English where CSL has none."""
    tag = locale_tag(language)
    if tag.startswith("en"):
        return Terms(language=tag)
    root = ET.fromstring(locale_text(tag))  # noqa: S314 - of our own dependency
    terms = {(term.get("name"), term.get("form", "")): term for term in root.iter(f"{_CSL}term")}

    def term(name: str, form: str = "short", part: str = "single") -> str:
        elements = (terms.get((name, which)) for which in (form, ""))
        texts = (e.findtext(f"{_CSL}{part}") or e.text or "" for e in elements if e is not None)
        return next(filter(None, map(str.strip, texts)), "")

    return Terms(
        language=tag,
        conjunction=term("and", ""),
        others=term("et-al", ""),
        no_date=term("no date"),
        in_press=term("in press", ""),
        container=_capital(term("in", "")),
        editor=(_capital(term("editor")), _capital(term("editor", part="multiple"))),
        translator=_capital(term("translator")),
        volume=_capital(term("volume")),
        page=(term("page"), term("page", part="multiple")),
        edition=term("edition"),
        version=_capital(term("version", "")),
        number=_capital(term("number")),
        article=_capital(term("article-locator", "")),
        retrieved=_capital(term("retrieved", "")),
        origin=term("from", ""),
        original=_capital(term("original-work-published", "")),
        ordinals=_ordinals(root, terms["edition", ""].get("gender", "")),
    )


def _ordinals(root: ET.Element, gender: str) -> dict[tuple[str, str], str]:
    """Return the suffixes of numbers of this gender, by the digits and by which of them count."""
    ordinals = [term for term in root.iter(f"{_CSL}term") if term.get("name", "")[:7] == "ordinal"]
    suffixes = {}
    for form in (None, gender):
        for term in (term for term in ordinals if term.get("gender-form") == form):
            digits = term.get("name", "")[8:]
            usual = "last-digit" if digits < "10" else "last-two-digits"
            which = term.get("match", usual) if digits else ""
            suffixes[digits, which] = (term.text or "").strip()
    return suffixes


def ordinal(number: str, terms: Terms) -> str:
    """Return a number as that of an edition: ``2nd``, ``2.``, ``2ᵉ``."""
    if terms.language.startswith("en"):
        teen = number[-2:] in ("11", "12", "13")
        return number + ("th" if teen else {"1": "st", "2": "nd", "3": "rd"}.get(number[-1], "th"))
    parts = (number, "whole-number"), (number[-2:], "last-two-digits"), (number[-1], "last-digit")
    keys = ((digits.zfill(2), which) for digits, which in parts)
    known = (terms.ordinals[key] for key in keys if key in terms.ordinals)
    return number + next(known, terms.ordinals.get(("", ""), ""))


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


@cache
def locale_tag(language: str) -> str:
    """Return CSL's locale for a language; American English where there is none."""
    if language in ("", "en", "en-US"):  # most courses read no file for it
        return "en-US"
    from json import loads

    names = loads(_locale_file("locales.json"))
    primary = names["primary-dialects"].get(language.partition("-")[0].lower(), "en-US")
    return language if language in names["language-names"] else str(primary)


@cache
def locale_text(tag: str) -> str:
    """Return the XML of one of CSL's locales."""
    return _locale_file(f"locales-{tag}.xml")


def _locale_file(name: str) -> str:
    from importlib.resources import files  # 10 ms, for few courses

    return files("citeproc").joinpath("data/locales", name).read_text(encoding="utf-8")
