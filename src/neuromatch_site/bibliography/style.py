"""CSL items -> citations and lists of references, in the style of the course."""

import hashlib
import json
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from html import unescape
from unicodedata import combining, normalize

from msgspec import Struct, ValidationError, convert, field, to_builtins
from msgspec.structs import fields

from neuromatch_site.bibliography.apa import in_text, reference
from neuromatch_site.bibliography.citation_forms import CitationForms, WorkTexts
from neuromatch_site.bibliography.csl import CslItem, CslName
from neuromatch_site.bibliography.labels import Label, label_works
from neuromatch_site.bibliography.names import by_family, creators, family, is_others
from neuromatch_site.bibliography.terms import terms_of
from neuromatch_site.urls import doi_url


class CitationStyle(Struct, frozen=True, kw_only=True):
    """The citation style of the course."""

    name: str = "apa"
    numbered: bool = False
    """``[1]`` instead of names and year."""
    author_date: bool = True
    """The CSL file formats names and year itself."""
    forms: CitationForms = CitationForms()
    xml: str = ""
    """The CSL file; empty for APA."""
    has_years: bool = False
    """The CSL file is an ``author-date`` style, which places the year itself."""
    tells_given_names: bool = False
    """Initials distinguish first authors with the same family name."""
    keeps_particles: bool = True
    """``van Beethoven`` is sorted under V."""
    language: str = "en-US"
    """Language of terms such as "and" and "edited by", if a CSL file sets none."""


APA = CitationStyle(forms=CitationForms(merged=True, sorted=True))


def apa_style(language: str) -> CitationStyle:
    """Return APA style in a language."""
    terms = terms_of(language)
    page, pages = (f", {word} {{}}" for word in terms.page)
    forms = CitationForms(merged=True, sorted=True, page=page, pages=pages)
    return CitationStyle(forms=forms, language=terms.language)


class CitationText(Struct, frozen=True, kw_only=True):
    """The texts of one work."""

    key: str
    narrative: str
    """``Hodgkin and Huxley (1952)``."""
    parenthetical: str
    """``Hodgkin & Huxley, 1952``, without the parentheses."""
    entry: str
    """The entry in the list of references, as clean HTML."""
    repeated: str = ""
    """The entry below another work of the same authors: ``———.``; empty if it is the same."""
    notes: tuple[str, ...] = ()
    """Footnotes of a note style, as clean HTML: the full reference, with a page (``{}``), the short
    form, and that with a page.
    """
    url: str = ""
    doi: str = ""
    item: Mapping[str, object] = field(default_factory=dict)
    """The CSL-JSON item."""
    names: str = ""
    """``Hodgkin & Huxley``."""
    names_in_text: str = ""
    """``Hodgkin and Huxley``."""
    sorted_by: str = ""
    """Sort key: names in full, or the start of the entry if there are no names."""
    year: str = ""
    """``1952a``."""
    numbered: bool = False
    """The style uses numbers, which the citing page assigns."""
    forms: CitationForms = CitationForms()
    """Punctuation and affixes of citations."""
    digest: str = ""
    """Cache key of the texts, if they are expensive to format."""


def format_items(
    items: Sequence[CslItem],
    style: CitationStyle = APA,
    cached: Mapping[str, CitationText] | None = None,
) -> dict[str, CitationText]:
    """Return the texts of the works by key; similar works are disambiguated.

    ``items`` are all works that the course cites: year suffixes and names of a work depend on the
    others. Texts that need a CSL file (13 ms each) are taken from ``cached``, by digest, if
    unchanged.
    """
    labels = label_works(items, terms_of(style.language))
    if not style.xml:
        return {item["id"]: _apa_text(item, labels[item["id"]], style) for item in items}
    return _csl_texts(items, labels, style, cached or {})


def sort_key(text: CitationText) -> tuple[str, str, str]:
    """Return the sort key of a work in a list of references without numbers."""
    title = text.item.get("title")
    words = (text.sorted_by.lstrip("“"), text.year, title if isinstance(title, str) else "")
    first, second, third = (_without_accents(word.casefold()) for word in words)
    return first, second, third


def _without_accents(text: str) -> str:
    return "".join(character for character in normalize("NFKD", text) if not combining(character))


def entries_of(texts: Sequence[CitationText]) -> list[str]:
    """Return the entries of a list in order, with a dash for repeated authors."""
    entries = []
    before: list[CslName] = []
    for text in texts:
        people = creators(CslItem(**text.item))[0]  # type: ignore[typeddict-item]
        entries.append(text.repeated if text.repeated and people == before else text.entry)
        before = people
    return entries


def _apa_text(item: CslItem, label: Label, style: CitationStyle) -> CitationText:
    text_label = in_text(item, label)
    quoted = text_label.names.endswith("”")
    names = f"{text_label.names[:-1]},”" if quoted else f"{text_label.names},"
    texts = WorkTexts(
        cited=f"{names} {text_label.year}",
        entry=reference(item, label.year, terms_of(style.language)),
    )
    return _citation_text(item, text_label, style, texts)


def _citation_text(
    item: CslItem, label: Label, style: CitationStyle, texts: WorkTexts, digest: str = ""
) -> CitationText:
    names, gap, year = label.names, ", ", label.year
    if style.has_years:
        names, gap, year = _cited_parts(item, label, style, texts.cited)
    parenthetical = (
        texts.cited if style.author_date and not style.has_years else f"{names}{gap}{year}"
    )
    doi = item.get("DOI", "")
    return CitationText(
        key=item["id"],
        narrative=f"{label.names_in_text} ({year})",
        parenthetical=parenthetical,
        entry=texts.entry,
        repeated=texts.repeated,
        notes=texts.notes,
        url=doi_url(doi) if doi else item.get("URL", ""),
        doi=doi,
        item=dict(item),
        names=label.names,
        names_in_text=label.names_in_text,
        sorted_by=_sorted_by(item, label, style, texts.entry),
        year=year,
        numbered=style.numbered,
        forms=style.forms,
        digest=digest,
    )


def _cited_parts(
    item: CslItem, label: Label, style: CitationStyle, cited: str
) -> tuple[str, str, str]:
    """Return the names, what is between, and the year of what a style says in parentheses.

    Of first authors who share a family name, initials stand before it where the style tells them
    apart so (``disambiguate-add-givenname``), which citeproc-py does not. What does not end in a
    year is all names; then the year is the label's, but stands nowhere.
    """
    people = creators(item)[0]
    known = [re.escape(family(name)) for name in people if not is_others(name)]
    others = re.escape(terms_of(style.language).others)
    whole = rf"(.*(?:{'|'.join(known)}|(?<!\w){others}))([, ]+)(.+)"
    match = re.match(whole, cited) if known else None
    if match is None:
        at = cited.rfind(label.year) if cited.endswith(label.year) else len(cited)
        names = cited[:at].rstrip(", ")
        return names, cited[len(names) : at], label.year if at < len(cited) else ""
    names, gap, year = match.groups()
    initials, first, _ = label.names.partition(family(people[0]))
    has_initials = style.tells_given_names and names.startswith(first)
    return f"{initials if has_initials else ''}{names}", gap, year


def _sorted_by(item: CslItem, label: Label, style: CitationStyle, entry: str) -> str:
    """Return what a list has the work under: all its people by family name, else its title.

    CSL puts ``van Beethoven`` under B, unless a style says ``never``; APA, under V.
    """
    people = [name for name in creators(item)[0] if not is_others(name)]
    if people:
        return "  ".join(by_family(name, stays=style.keeps_particles) for name in people)
    return unescape(re.sub(r"<[^<>]*>", "", entry)) if style.xml else label.names


def _csl_texts(
    items: Sequence[CslItem],
    labels: Mapping[str, Label],
    style: CitationStyle,
    cached: Mapping[str, CitationText],
) -> dict[str, CitationText]:
    base = hashlib.sha256(repr(style).encode()).hexdigest()
    several = _with_same_people(items)
    digests = {
        key: _text_digest(base, item, labels[key], str(key in several))
        for item in items
        if (key := item["id"])
    }
    missing = [item for item in items if digests[item["id"]] not in cached]
    texts = {item["id"]: text for item in items if (text := cached.get(digests[item["id"]]))}
    if missing:
        from neuromatch_site.bibliography.csl_style import csl_texts

        csl = csl_texts(missing, labels, style.xml, style.language, several)
        for item in missing:
            key = item["id"]
            texts[key] = _citation_text(item, labels[key], style, csl[key], digests[key])
    return {item["id"]: texts[item["id"]] for item in items}


def _with_same_people(items: Sequence[CslItem]) -> set[str]:
    """Return the keys of works whose people have another one."""
    groups: dict[str, list[str]] = defaultdict(list)
    for item in items:
        if people := creators(item)[0]:
            groups[json.dumps(people, sort_keys=True)].append(item["id"])
    return {key for keys in groups.values() if len(keys) > 1 for key in keys}


def _text_digest(base: str, item: CslItem, label: Label, kind: str) -> str:
    made_from = json.dumps([base, item, label.names, label.year, kind], sort_keys=True)
    return hashlib.sha256(made_from.encode()).hexdigest()[:32]


def encode_texts(texts: Iterable[CitationText]) -> bytes:
    """Return the texts as JSON, by digest."""
    by_digest = {text.digest: to_builtins(text) for text in texts}
    return json.dumps(by_digest, sort_keys=True).encode()


def decode_texts(content: bytes | None) -> dict[str, CitationText]:
    """Return the texts by digest; none if the content is damaged."""
    names = {field.name for field in fields(CitationText)}
    try:
        data = json.loads(content or b"{}")
        return {
            digest: convert(text, CitationText)
            for digest, text in data.items()
            if set(text) == names and text["digest"] == digest
        }
    except (ValueError, TypeError, AttributeError, ValidationError):
        return {}
