"""A CSL item -> RIS, which every reference manager reads.

Source: the tags that Zotero, EndNote and Mendeley have in common; two capitals, two spaces, a
hyphen, a space.
"""

from collections.abc import Iterator, Sequence

from neuromatch_site.bibliography.csl import CslItem, CslName
from neuromatch_site.bibliography.names import family
from neuromatch_site.markup.rich_text import plain_of

_TYPES = {
    "article-journal": "JOUR",
    "article-magazine": "MGZN",
    "article-newspaper": "NEWS",
    "article": "JOUR",
    "book": "BOOK",
    "chapter": "CHAP",
    "paper-conference": "CPAPER",
    "thesis": "THES",
    "report": "RPRT",
    "dataset": "DATA",
    "software": "COMP",
    "webpage": "ELEC",
    "document": "ELEC",
    "motion_picture": "VIDEO",
}


def ris_text(item: CslItem, keywords: Sequence[str] = ()) -> str:
    """Return the record, with an empty line at its end.

    ``keywords`` replace those of the item, whose single text cannot distinguish a comma in a
    keyword.
    """
    kind = _TYPES.get(item.get("type", ""), "GEN")
    lines = [("TY", kind), *_fields(item, keywords), ("ER", "")]
    return "".join(f"{tag}  - {_plain_line(text)}\n" for tag, text in lines if text or tag == "ER")


def _plain_line(text: str) -> str:
    return " ".join(plain_of(text).split())


def _fields(item: CslItem, keywords: Sequence[str]) -> Iterator[tuple[str, str]]:
    yield "ID", item["id"]
    yield from (("AU", _inverted_name(name)) for name in item.get("author", []))
    yield from (("ED", _inverted_name(name)) for name in item.get("editor", []))
    yield from (("A4", _inverted_name(name)) for name in item.get("translator", []))
    yield "TI", item.get("title", "")
    yield "T2", item.get("container-title", "")
    parts = item.get("issued", {}).get("date-parts", [[]])[0]
    yield "PY", str(parts[0]) if parts else ""
    yield "DA", "/".join(f"{part:02}" for part in parts) if len(parts) > 1 else ""
    yield "VL", item.get("volume", "")
    yield "IS", item.get("issue", "")
    first, _, last = item.get("page", "").partition("-")
    yield "SP", first
    yield "EP", last
    yield "ET", item.get("edition", "") or item.get("version", "")
    yield "PB", item.get("publisher", "")
    yield "M3", item.get("genre", "")
    words = keywords or [word.strip() for word in item.get("keyword", "").split(",")]
    yield from (("KW", word) for word in dict.fromkeys(words) if word)
    yield "AB", item.get("abstract", "")
    yield "DO", item.get("DOI", "")
    yield "UR", item.get("URL", "")
    yield "LA", item.get("language", "")
    yield "N1", item.get("note", "")


def _inverted_name(name: CslName) -> str:
    """Return ``Family, Given, Suffix``; readers would take a group apart at its commas."""
    if literal := name.get("literal"):
        return literal.replace(",", "")
    parts = (family(name), name.get("given", "") if "family" in name else "", name.get("suffix"))
    return ", ".join(part for part in parts if part)
