"""CSL-JSON items, under CSL's variable names, and a reader for CSL-JSON of other programs.

Source: https://docs.citationstyles.org/en/v1.0.2/specification.html, appendix III and IV, and
the schema ``csl-data.json`` of the same release.
"""

import re
from collections.abc import Mapping
from html import unescape
from typing import TypedDict

from neuromatch_site.urls import bare_doi, http_url

CslName = TypedDict(
    "CslName",
    {
        "family": str,
        "given": str,
        "literal": str,
        "suffix": str,
        "non-dropping-particle": str,
        "dropping-particle": str,
    },
    total=False,
)
CslDate = TypedDict(
    "CslDate",
    {"date-parts": list[list[int]], "literal": str, "circa": bool},
    total=False,
)
CslItem = TypedDict(
    "CslItem",
    {
        "id": str,
        "type": str,
        "title": str,
        "title-short": str,
        "author": list[CslName],
        "editor": list[CslName],
        "translator": list[CslName],
        "container-author": list[CslName],
        "collection-editor": list[CslName],
        "issued": CslDate,
        "accessed": CslDate,
        "submitted": CslDate,
        "original-date": CslDate,
        "container-title": str,
        "container-title-short": str,
        "collection-title": str,
        "collection-number": str,
        "event-title": str,
        "event-place": str,
        "volume": str,
        "number-of-volumes": str,
        "issue": str,
        "number": str,
        "page": str,
        "edition": str,
        "chapter-number": str,
        "publisher": str,
        "publisher-place": str,
        "genre": str,
        "medium": str,
        "status": str,
        "version": str,
        "archive": str,
        "archive_location": str,
        "DOI": str,
        "URL": str,
        "ISBN": str,
        "ISSN": str,
        "PMID": str,
        "PMCID": str,
        "language": str,
        "abstract": str,
        "keyword": str,
        "note": str,
    },
    total=False,
)

NAMES = ("author", "editor", "translator", "container-author", "collection-editor")
DATES = ("issued", "accessed", "submitted", "original-date")
TYPES = frozenset(
    "article article-journal article-magazine article-newspaper bill book broadcast chapter "
    "classic collection dataset document entry entry-dictionary entry-encyclopedia event figure "
    "graphic hearing interview legal_case legislation manuscript map motion_picture "
    "musical_score pamphlet paper-conference patent performance periodical "
    "personal_communication post post-weblog regulation report review review-book software song "
    "speech standard thesis treaty webpage".split()
)
"""The types of CSL 1.0.2."""

_TEXTS = tuple(
    name
    for name in CslItem.__annotations__
    if name not in (*NAMES, *DATES, "id", "type", "DOI", "URL")
)
_NAME_PARTS = tuple(CslName.__annotations__)
_OTHER_TYPES = {  # what Crossref and DataCite say where CSL has another word
    "journal-article": "article-journal",
    "proceedings-article": "paper-conference",
    "book-chapter": "chapter",
    "book-section": "chapter",
    "reference-entry": "entry-encyclopedia",
    "posted-content": "article",
    "preprint": "article",
    "dissertation": "thesis",
    "monograph": "book",
    "edited-book": "book",
    "reference-book": "book",
    "conference-paper": "paper-conference",
    "journal": "periodical",
    "post-blog": "post-weblog",
    "computer-program": "software",
}
MAX_TEXT = 64_000
"""Longer values are cut (SECURITY.md R7.1)."""


def read_item(data: Mapping[str, object], key: str = "") -> CslItem:
    """Return the CSL item in some JSON, limited to CSL's variables and types.

    Anything else is left out: a field of another type, an unknown variable, a URL that is not
    ``http(s)``. ``key``, if given, becomes the ``id``. A list of one text (Crossref's titles) is
    read as the text.
    """
    item = CslItem(id=key or _as_text(data.get("id")), type=_type(_as_text(data.get("type"))))
    for name in _TEXTS:
        if text := _as_text(data.get(name)):
            item[name] = text  # type: ignore[literal-required]
    for name in NAMES:
        if people := _csl_names(data.get(name)):
            item[name] = people  # type: ignore[literal-required]
    for name in DATES:
        if date := _date(data.get(name)):
            item[name] = date  # type: ignore[literal-required]
    if doi := bare_doi(_as_text(data.get("DOI")) or _as_text(data.get("URL"))):
        item["DOI"] = doi
    if url := http_url(_as_text(data.get("URL"))):
        item["URL"] = url
    return item


def _type(word: str) -> str:
    known = _OTHER_TYPES.get(word, word)
    return known if known in TYPES else "document"


def _as_text(value: object) -> str:
    if isinstance(value, list) and value:
        value = value[0]
    if isinstance(value, bool) or not isinstance(value, (str, int, float)):
        return ""
    return re.sub(r"\s+", " ", unescape(str(value)[:MAX_TEXT])).strip()


def _csl_names(value: object) -> list[CslName]:
    names: list[CslName] = []
    for entry in value if isinstance(value, list) else []:
        if not isinstance(entry, Mapping):
            continue
        name = CslName()
        for part in _NAME_PARTS:
            if text := _as_text(entry.get(part)):
                name[part] = text  # type: ignore[literal-required]
        if not name and (literal := _as_text(entry.get("name"))):
            name["literal"] = literal
        if name:
            names.append(name)
    return names


def _date(value: object) -> CslDate | None:
    if not isinstance(value, Mapping):
        return None
    date = CslDate()
    parts = value.get("date-parts")
    listed = parts if isinstance(parts, list) else []
    dates = [numbers for part in listed if (numbers := _date_part(part))]
    if dates:
        date["date-parts"] = dates[:2]
    elif text := _as_text(value.get("literal")) or _as_text(value.get("raw")):
        match = re.fullmatch(r"(\d{4})(?:-(\d\d?))?(?:-(\d\d?))?", text)
        if match:
            date["date-parts"] = [[int(part) for part in match.groups() if part]]
        else:
            date["literal"] = text
    if date and value.get("circa"):
        date["circa"] = True
    return date or None


def _date_part(value: object) -> list[int]:
    """Return year, month, day as far as they are numbers that a date may have."""
    numbers: list[int] = []
    limits = ((-9999, 9999), (1, 12), (1, 31))
    for part, (low, high) in zip(value if isinstance(value, list) else [], limits, strict=False):
        number = int(part) if isinstance(part, int) or str(part).isdecimal() else 0
        if isinstance(part, bool) or not number or not low <= number <= high:
            break
        numbers.append(number)
    return numbers


def _year(number: int) -> str:
    return str(number) if number > 0 else f"{-number} B.C.E."


def year_of(item: CslItem) -> str:
    """Return the year of a work, as written if it is not a number; empty if unknown.

    A range gives both: ``2019–2020``; years BCE ``350 B.C.E.``; approximate years ``ca. 1450``.
    """
    issued = item.get("issued", {})
    if parts := issued.get("date-parts"):
        years = list(dict.fromkeys(_year(part[0]) for part in parts))
        circa = "ca. " if issued.get("circa") else ""
        return circa + "–".join(years)
    match = re.search(r"\b[12]\d{3}\b", issued.get("literal", ""))
    return match[0] if match else issued.get("literal", "")
