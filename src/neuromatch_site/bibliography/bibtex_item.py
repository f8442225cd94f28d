"""A BibTeX (or BibLaTeX) entry -> a CSL item.

Source: the BibLaTeX manual, sections 2.1 and 2.2, and CSL 1.0.2, appendices III and IV.
"""

import re
from collections.abc import Mapping

from neuromatch_site.bibliography.bibtex import RawEntry
from neuromatch_site.bibliography.bibtex_names import read_names
from neuromatch_site.bibliography.csl import CslDate, CslItem
from neuromatch_site.markup.rich_text import plain_of
from neuromatch_site.markup.tex_text import tex_to_text
from neuromatch_site.urls import bare_doi, http_url

_TYPES = {
    "article": "article-journal",
    "book": "book", "mvbook": "book", "collection": "book", "mvcollection": "book",
    "proceedings": "book", "mvproceedings": "book", "reference": "book", "manual": "book",
    "booklet": "pamphlet",
    "inbook": "chapter", "bookinbook": "chapter", "suppbook": "chapter", "incollection": "chapter",
    "suppcollection": "chapter", "inreference": "entry",
    "inproceedings": "paper-conference", "conference": "paper-conference",
    "phdthesis": "thesis", "mastersthesis": "thesis", "thesis": "thesis",
    "techreport": "report", "report": "report",
    "unpublished": "manuscript", "preprint": "article",
    "online": "webpage", "electronic": "webpage", "www": "webpage", "webpage": "webpage",
    "software": "software", "dataset": "dataset", "patent": "patent", "periodical": "periodical",
    "video": "motion_picture", "movie": "motion_picture", "audio": "song", "artwork": "graphic",
    "image": "graphic", "standard": "standard", "legislation": "legislation",
}  # fmt: skip
_GENRES = {"phdthesis": "PhD thesis", "mastersthesis": "Master’s thesis"}
_KEYWORDS = {
    "phdthesis": "PhD thesis",
    "mathesis": "Master’s thesis",
    "techreport": "Technical report",
}
_TEXTS = {
    "container-title": ("journal", "journaltitle", "booktitle", "maintitle"),
    "collection-title": ("series",),
    "volume": ("volume",),
    "number-of-volumes": ("volumes",),
    "chapter-number": ("chapter",),
    "publisher": ("publisher", "institution", "school", "organization"),
    "publisher-place": ("address", "location"),
    "event-title": ("eventtitle",),
    "event-place": ("venue",),
    "title-short": ("shorttitle",),
    "version": ("version",),
    "note": ("note",),
    "abstract": ("abstract",),
    "keyword": ("keywords",),
    "language": ("langid", "language"),
    "ISBN": ("isbn",),
    "ISSN": ("issn",),
    "PMID": ("pmid",),
    "PMCID": ("pmcid", "pmc"),
}
"""Variables of CSL and the fields that fill them; the first that is there counts."""
_NAMES = {"author": "author", "editor": "editor", "translator": "translator"}
_STATES = {"inpress": "in press", "inpreparation": "in preparation"}
_EDITIONS = "first second third fourth fifth sixth seventh eighth ninth tenth".split()
_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()
_SEPARATE = frozenset("article-journal article-magazine article-newspaper periodical".split())


def item_of(entry: RawEntry) -> CslItem:
    """Return the entry as a CSL item with the same key."""
    fields = entry.fields
    item = CslItem(id=entry.key, type=_type(entry))
    if title := _title_html(fields):
        item["title"] = title
    for variable, names in _TEXTS.items():
        value = next((text for name in names if (text := _field_text(fields, name))), "")
        if value:
            item[variable] = value  # type: ignore[literal-required]
    for variable, name in _NAMES.items():
        if people := (read_names(fields[name]) if fields.get(name, "").strip() else []):
            item[variable] = people  # type: ignore[literal-required]
    _put_numbers(item, fields)
    _put_dates(item, fields)
    _put_addresses(item, fields)
    _put_genre(item, entry)
    if state := _field_text(fields, "pubstate"):
        item["status"] = _STATES.get(state.lower(), state)
    return item


def inherit(entries: Mapping[str, RawEntry]) -> None:
    """Fill in the fields that entries inherit from their ``crossref``."""
    for entry in entries.values():
        parent = entries.get(entry.fields.get("crossref", ""))
        if parent is None or parent is entry:
            continue
        for name, value in parent.fields.items():
            if name not in ("crossref", "ids"):
                into = "booktitle" if name == "title" else name
                entry.fields.setdefault(into, value)


def _type(entry: RawEntry) -> str:
    fields = entry.fields
    published = fields.get("journal") or fields.get("journaltitle")
    if entry.kind in ("article", "misc", "unpublished") and not published:
        archive = fields.get("archiveprefix", fields.get("eprinttype", "")).lower()
        if archive == "arxiv" or fields.get("publisher", "").lower() == "arxiv":
            return "article"
    if entry.kind == "misc" and "url" in fields.get("howpublished", ""):
        return "webpage"
    return _TYPES.get(entry.kind, "document")


def _field_text(fields: Mapping[str, str], name: str) -> str:
    return tex_to_text(fields.get(name, ""))


def _title_html(fields: Mapping[str, str]) -> str:
    title, subtitle = _field_text(fields, "title"), _field_text(fields, "subtitle")
    return f"{title}: {subtitle}" if title and subtitle else title or subtitle


def _put_numbers(item: CslItem, fields: Mapping[str, str]) -> None:
    """Put pages, issue, number and edition where CSL has them for this type."""
    if pages := _field_text(fields, "pages"):
        item["page"] = re.sub(r"(?<!\s)\s*+[-–—]+\s*", "-", pages)
    number, issue = _field_text(fields, "number"), _field_text(fields, "issue")
    if item["type"] in _SEPARATE:
        if number or issue:
            item["issue"] = number or issue
    elif number:
        item["collection-number" if "collection-title" in item else "number"] = number
    if (eid := _field_text(fields, "eid")) and "page" not in item:
        item["number"] = eid
    if edition := plain_of(_field_text(fields, "edition")):
        low = edition.lower()
        spelled = str(_EDITIONS.index(low) + 1) if low in _EDITIONS else edition
        item["edition"] = re.sub(r"^(\d+)(?:st|nd|rd|th)\b\.?$", r"\1", spelled)


def _put_dates(item: CslItem, fields: Mapping[str, str]) -> None:
    issued = _date(_field_text(fields, "date")) if fields.get("date") else _year_and_month(fields)
    if issued:
        item["issued"] = issued
    if first := _date(_field_text(fields, "origdate") or _field_text(fields, "origyear")):
        item["original-date"] = first
    if accessed := _date(_field_text(fields, "urldate")):
        item["accessed"] = accessed


def _date(text: str) -> CslDate:
    """Return ``2020``, ``2020-05``, ``2020-05-03`` or two of them between a slash as a date."""
    ends = [
        re.fullmatch(r"(-?\d{4})(?:-(\d\d?))?(?:-(\d\d?))?", end) for end in text.split("/")[:2]
    ]
    parts = [[int(part) for part in end.groups() if part] for end in ends if end]
    if parts:
        return CslDate({"date-parts": parts})
    return CslDate(literal=text) if text else CslDate()


def _year_and_month(fields: Mapping[str, str]) -> CslDate:
    year = plain_of(_field_text(fields, "year"))
    if not re.fullmatch(r"\d{4}", year):
        return CslDate(literal=year) if year else CslDate()
    parts = [int(year)]
    month = plain_of(_field_text(fields, "month")).lower()
    number = int(month) if month.isdecimal() else _month(month)
    if 1 <= number <= len(_MONTHS):
        parts.append(number)
        day = _field_text(fields, "day") or "".join(re.findall(r"\b\d\d?\b", month)[:1])
        if day.isdecimal() and 1 <= int(day) <= 31 and day != month:
            parts.append(int(day))
    return CslDate({"date-parts": [parts]})


def _month(text: str) -> int:
    """Return the number of the first month that the text names; 0 if it names none."""
    match = re.search("|".join(_MONTHS), text)
    return _MONTHS.index(match[0]) + 1 if match else 0


def _put_addresses(item: CslItem, fields: Mapping[str, str]) -> None:
    url = http_url(_verbatim(fields.get("url", "")))
    how = fields.get("howpublished", "")
    if not url and (link := re.search(r"https?://[^\s{}\\]+", _verbatim(how))):
        url = http_url(link[0])
    elif how and "publisher" not in item:
        item["publisher"] = tex_to_text(how)
    eprint = _verbatim(fields.get("eprint", ""))
    archive = fields.get("archiveprefix", fields.get("eprinttype", "")).lower()
    if archive == "arxiv" and eprint:
        url = url or http_url(f"https://arxiv.org/abs/{eprint}")
        if item["type"] == "article":
            item.setdefault("publisher", "arXiv")
    if doi := bare_doi(_verbatim(fields.get("doi", ""))) or bare_doi(url):
        item["DOI"] = doi
    if url:
        item["URL"] = url


def _verbatim(text: str) -> str:
    r"""Return a URL or an identifier as meant: without ``\_``, ``\%`` and braces."""
    plain = re.sub(r"\\([_%&#$~{}])", r"\1", text.replace("\\url", "").replace("\\~{}", "~"))
    return re.sub(r"[{}\s]+", "", plain)


def _put_genre(item: CslItem, entry: RawEntry) -> None:
    written = _field_text(entry.fields, "type")
    genre = _KEYWORDS.get(written.lower(), written) or _GENRES.get(entry.kind, "")
    if genre:
        item["genre"] = genre
