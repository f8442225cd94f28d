"""A CSL item -> BibTeX."""

import re
from collections.abc import Iterator

from neuromatch_site.bibliography.csl import CslItem, CslName, year_of

_TYPES = {
    "article-journal": "article",
    "article-magazine": "article",
    "article-newspaper": "article",
    "book": "book",
    "chapter": "incollection",
    "paper-conference": "inproceedings",
    "thesis": "phdthesis",
    "report": "techreport",
    "manuscript": "unpublished",
    "pamphlet": "booklet",
}
_CONTAINERS = {"article": "journal", "incollection": "booktitle", "inproceedings": "booktitle"}
_PUBLISHERS = {"phdthesis": "school", "techreport": "institution"}
_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()
_SPECIAL = re.compile(r"[\\{}&%$#_~^]")
_ESCAPES = {"\\": r"\textbackslash{}", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}"}
_RICH = {
    "i": "textit",
    "b": "textbf",
    "sub": "textsubscript",
    "sup": "textsuperscript",
}
_TAG = re.compile(r"<(/?)(i|b|sub|sup)>")


def bibtex_text(item: CslItem) -> str:
    """Return the entry, one field per line; months are macros, all other values are in braces."""
    kind = _TYPES.get(item.get("type", ""), "misc")
    fields = "".join(f"  {name} = {value},\n" for name, value in _fields(item, kind) if value)
    return f"@{kind}{{{item['id']},\n{fields}}}\n"


def _fields(item: CslItem, kind: str) -> Iterator[tuple[str, str]]:
    yield "author", _braced(_people(item.get("author", [])))
    yield "title", _braced(_braced(_tex(item.get("title", ""))))
    container = _CONTAINERS.get(kind, "")
    yield container, _braced(_tex(item.get("container-title", ""))) if container else ""
    yield "editor", _braced(_people(item.get("editor", [])))
    yield "translator", _braced(_people(item.get("translator", [])))
    yield "year", _braced(year_of(item))
    yield "month", _month(item)
    yield "pubstate", _braced(_tex(item.get("status", "").replace("in press", "inpress")))
    yield "volume", _braced(_tex(item.get("volume", "")))
    yield "number", _braced(_tex(item.get("issue", "") or item.get("number", "")))
    yield "pages", _braced(re.sub(r"^(\w+)-(\w+)$", r"\1--\2", _tex(item.get("page", ""))))
    yield "edition", _braced(_tex(item.get("edition", "")))
    yield _PUBLISHERS.get(kind, "publisher"), _braced(_tex(item.get("publisher", "")))
    yield "howpublished", _braced(_tex(item.get("genre", ""))) if kind == "misc" else ""
    yield "version", _braced(_tex(item.get("version", "")))
    yield "doi", _braced(item.get("DOI", ""))
    yield "url", _braced(item.get("URL", ""))
    yield "language", _braced(_tex(item.get("language", "")))
    notes = ("" if container else item.get("container-title", ""), item.get("note", ""))
    yield "note", _braced(_tex("; ".join(note for note in notes if note)))


def _braced(text: str) -> str:
    return f"{{{text}}}" if text else ""


def _people(names: list[CslName]) -> str:
    return " and ".join(_person_text(name) for name in names)


def _person_text(name: CslName) -> str:
    if "family" not in name:
        literal = _tex(name.get("literal", "") or name.get("given", ""))
        return literal if literal == "others" else _braced(literal)
    particles = (name.get("non-dropping-particle", ""), name["family"])
    family = _tex(" ".join(part for part in particles if part))
    parts = (family, _tex(name.get("suffix", "")), _tex(name.get("given", "")))
    return ", ".join(part for part in parts if part)


def _month(item: CslItem) -> str:
    parts = item.get("issued", {}).get("date-parts", [[]])[0]
    return _MONTHS[parts[1] - 1] if len(parts) > 1 else ""


def _tex(text: str) -> str:
    """Return the text with what TeX would understand escaped; letters stay Unicode."""
    if not text:
        return ""
    escaped = _SPECIAL.sub(lambda match: _ESCAPES.get(match[0], f"\\{match[0]}"), text)
    escaped = re.sub(r"([-`'])(?=\1)", r"\1{}", escaped)  # no dash, no quotation mark
    return _TAG.sub(lambda tag: "}" if tag[1] else f"\\{_RICH[tag[2]]}{{", escaped)
