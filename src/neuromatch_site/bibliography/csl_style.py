"""Citations by a CSL file, through citeproc-py: for every style other than APA.

citeproc-py (BSD-2, released every few weeks) is the only CSL processor in Python. It has no year
suffixes, so ours are added to its texts; ``csl_typography`` corrects the other differences from
pandoc's ``--citeproc`` in thirty difficult works. Alternatives: citeproc-js agrees with pandoc
about as often, and is AGPL or CPAL and on no Python index; pandoc takes 162 MB on the disk. The
HTML is sanitized.
"""

import re
from collections.abc import Container, Mapping, Sequence
from html import unescape
from xml.etree import ElementTree as ET

import nh3
from msgspec import Struct

from neuromatch_site.bibliography.citation_forms import CitationForms, WorkTexts
from neuromatch_site.bibliography.csl import CslItem, CslName, year_of
from neuromatch_site.bibliography.csl_processor import CHECK, HIDDEN, PAGE, Processor, processor
from neuromatch_site.bibliography.csl_typography import (
    Typography,
    mend,
    typography_of,
    without_repetition,
)
from neuromatch_site.bibliography.labels import Label
from neuromatch_site.bibliography.names import creators, is_han
from neuromatch_site.markup.rich_text import html_of

_TAGS = {"i", "b", "sub", "sup", "u", "span"}
_LINK = re.compile(r"https?://[^\s<>\"]*[^\s<>\".,;:)]")
_NUMBER = re.compile(r"^\s*(?:\[\d+\]|\(\d+\)|<sup>\d+</sup>|\d+[.)]?)\s*")
_CSL = "http://purl.org/net/xbiblio/csl"
MAX_STEPS = 3_000
"""Limit on the elements of a style for one work: large styles have some hundred."""
_STEP = 16
"""Letters that an element puts around what it shows for which it counts once more."""
MAX_TERM = 1_000
"""Limit on the characters of a term."""
MAX_ENTRY = 20_000
"""Limit on the characters of an entry; no real work reaches it."""


def style_error(xml: str) -> str:
    """Return why the CSL file cannot be used; empty if it can."""
    if _CSL not in xml:
        return "it is not a CSL style"
    try:
        return _too_large(ET.fromstring(xml)) or _too_long(xml)  # noqa: S314 - expat refuses entities
    except SyntaxError as error:  # lxml's own is a kind of it
        return f"it is not valid XML: {error.msg}"
    except RecursionError:
        return "its macros call each other without end, or are nested too deeply"
    except Exception as error:  # noqa: BLE001 - whatever a style of a stranger makes citeproc-py do
        return f"{type(error).__name__}: {error}".strip(": ")


def _too_large(root: ET.Element) -> str:
    if any(len(text) > MAX_TERM for term in root.iter(_TERM) for text in term.itertext()):
        return f"it has a term of more than {MAX_TERM:,} letters"
    if _longest_path(root) > MAX_STEPS:
        return f"its macros make more than {MAX_STEPS:,} steps for one work"
    return ""


def _too_long(xml: str) -> str:
    with processor(xml, "en-US") as made_by:
        long = max(map(len, made_by.texts(CHECK))) > MAX_ENTRY
    return f"it makes an entry of more than {MAX_ENTRY:,} letters" if long else ""


def citation_forms(xml: str, language: str = "en-US") -> CitationForms:
    """Return the punctuation and affixes of a valid style's citations.

    They are derived from its output for two works, and for one work with pages.
    """
    with processor(xml, language) as made_by:
        single, double, paged, several, entry = made_by.samples()
    page, pages = _page_form(single, paged, "37"), _page_form(single, several, "37–41")
    if cites_in_notes(xml):
        return _note_forms(xml, language, page, pages)
    numbers = re.fullmatch(r"([^1\n]*)1(.*)2(.*)", re.sub(r"</?sup>", "", double))
    if (
        numbers is None
        or max(map(len, numbers.groups())) > _LONGEST_LABEL
        or 'citation-format="numeric"' not in xml
    ):
        return CitationForms(page=page, pages=pages, merged='collapse="year' in xml)
    label = re.match(r"\s*(?:<sup>)?([\[(]?1[\])]?[.)]?)", entry)
    return CitationForms(
        before=numbers[1],
        between=numbers[2],
        after=numbers[3],
        superscript="<sup>" in double,
        in_order=ET.fromstring(xml).find(_NUMBER_ORDER) is not None,  # noqa: S314 - (as above)
        collapse='collapse="citation-number"' in xml,
        label=label[1].replace("1", "{}") if label else "{}",
        page=page,
        pages=pages,
    )


def _note_forms(xml: str, language: str, page: str, pages: str) -> CitationForms:
    layout = ET.fromstring(xml).find(f"{{{_CSL}}}citation/{{{_CSL}}}layout")  # noqa: S314 - (as above)
    around = {} if layout is None else layout.attrib
    return CitationForms(
        before=around.get("prefix", ""),
        between=around.get("delimiter", "; "),
        after=around.get("suffix", ""),
        in_notes=True,
        in_quotes=typography_of(xml, language).in_quotes,
        page=page,
        pages=pages,
    )


def _page_form(single: str, paged: str, page: str) -> str:
    """Return what a page adds to a citation; empty where it adds nothing, or more than itself."""
    if single == paged or page not in paged:
        return ""
    start = next((i for i, (a, b) in enumerate(zip(single, paged, strict=False)) if a != b), 0)
    before = paged[start : paged.index(page)]
    plain = re.sub(r"<[^<>]*>", "", before)
    return f"{plain}{{}}" if len(plain) <= _LONGEST_LABEL and not plain.isdecimal() else ""


_LONGEST_LABEL = 12
"""Characters between a work and its page, such as ``, pp. ``."""


def _longest_path(root: ET.Element) -> int:
    """Return how many elements a layout may go through for one work, its macros unfolded.

    Of the branches of a ``choose``, the longest counts, and long affixes count as several elements.
    Raises ``RecursionError`` for macros that call each other in a circle.
    """
    macros = {macro.get("name", ""): macro for macro in root.iter(f"{{{_CSL}}}macro")}
    known: dict[str, int] = {}

    def steps(element: ET.Element) -> int:
        name = element.get("macro")
        total = 1 + sum(len(element.get(affix, "")) for affix in _AFFIXES) // _STEP
        if name in macros and name is not None:
            if name not in known:
                known[name] = steps(macros[name])
            total += known[name]
        below = [min(steps(child), MAX_STEPS + 1) for child in element]
        return total + (max(below, default=0) if element.tag == _CHOOSE else sum(below))

    return max((steps(element) for name in _ENTRIES for element in root.iter(name)), default=0)


_ENTRIES = (f"{{{_CSL}}}layout", f"{{{_CSL}}}sort")
_NUMBER_ORDER = f"{{{_CSL}}}citation/{{{_CSL}}}sort/{{{_CSL}}}key[@variable='citation-number']"
_CHOOSE, _TERM = f"{{{_CSL}}}choose", f"{{{_CSL}}}term"
_AFFIXES = ("prefix", "suffix", "delimiter", "value", "and", "sort-separator")


def csl_texts(
    items: Sequence[CslItem],
    labels: Mapping[str, Label],
    xml: str,
    language: str = "en-US",
    repeated: Container[str] = (),
) -> dict[str, WorkTexts]:
    """Return the texts of the works in the style, by key.

    A work that citeproc-py cannot format, or whose texts would exceed the limits, gets its label
    and title instead. ``repeated`` are the keys of works with the same authors as the entry above.
    """
    texts = {}
    typography = typography_of(xml, language)
    has_notes, dash = cites_in_notes(xml), _Dash.of(xml)
    with processor(xml, language) as made_by:
        for item in items:
            label = labels[item["id"]]
            again = dash if item["id"] in repeated else None
            try:
                cited, entry = made_by.texts(item)
                text = WorkTexts(
                    cited=_clean_citation(item, label, cited, typography),
                    entry=_clean_entry(item, label, entry, typography),
                    repeated=_repeated(item, label, made_by, typography, again) if again else "",
                    notes=_notes(item, made_by, typography) if has_notes else (),
                )
                longest = max(map(len, (text.cited, text.entry, text.repeated, *text.notes)))
            except Exception:  # noqa: BLE001 - (as above)
                longest = MAX_ENTRY + 1
            if longest > MAX_ENTRY:
                title = html_of(item.get("title", ""))
                text = WorkTexts(cited=f"{label.names}, {label.year}", entry=title)
            texts[item["id"]] = text
    return texts


def cites_in_notes(xml: str) -> bool:
    """Return whether a style cites in footnotes."""
    return 'citation-format="note"' in xml or 'class="note"' in xml


class _Dash(Struct, frozen=True):
    """What stands for people who have the entry above, too (CSL, "Reference Grouping")."""

    substitute: str
    """The substitute for repeated names, such as ``———``."""
    rule: str

    @staticmethod
    def of(xml: str) -> "_Dash | None":
        """Return the texts of a style; no names if they are repeated."""
        bibliography = ET.fromstring(xml).find(f"{{{_CSL}}}bibliography")  # noqa: S314 - (as above)
        if bibliography is None or not (
            substitute := bibliography.get("subsequent-author-substitute")
        ):
            return None
        return _Dash(
            substitute, bibliography.get("subsequent-author-substitute-rule", "complete-all")
        )


_FIRST, _LAST = "\ue020", "\ue021"
"""Placeholders for omitted names: two of them, so that labels are plural."""


def _repeated(
    item: CslItem, label: Label, made_by: Processor, typography: Typography, dash: _Dash
) -> str:
    """Return the entry with the dash in place of the people."""
    people, role = creators(item)
    if dash.rule == "complete-all":
        names = [_FIRST, _LAST] if len(people) > 1 else [_FIRST]
        instead = [CslName(literal=name) for name in names]
    elif dash.rule == "partial-first":
        instead = [CslName(literal=_FIRST), *people[1:]]
    else:
        instead = [CslName(literal=_FIRST) for _ in people]
    changed = CslItem({**item, role: instead})  # type: ignore[misc]
    html = _clean_entry(changed, label, made_by.entry(changed), typography)
    return re.sub(f"{_FIRST}.*{_LAST}", _FIRST, html).replace(_FIRST, html_of(dash.substitute))


def _notes(item: CslItem, made_by: Processor, typography: Typography) -> tuple[str, ...]:
    notes = (_clean(note, typography) for note in made_by.notes(item))
    return tuple(_linked(without_repetition(note, item).replace(PAGE, "{}")) for note in notes)


def _clean(text: str, typography: Typography) -> str:
    """Return what citeproc-py wrote as clean HTML."""
    html = mend(nh3.clean(text, tags=_TAGS, attributes={}), typography)
    for entity, character in HIDDEN.items():
        html = html.replace(character, entity)
    return html


def _lettered(text: str, item: CslItem, label: Label, typography: Typography) -> str:
    """Return a text with the letter behind the year."""
    year = year_of(item)
    has_letter = year and label.year != year and not typography.drops_year_letters
    return text.replace(year, label.year, 1) if has_letter else text


def _clean_citation(item: CslItem, label: Label, cited: str, typography: Typography) -> str:
    """Return a citation without its parentheses."""
    html = _clean(_lettered(cited, item, label, typography), typography)
    plain = _by_family(unescape(re.sub(r"<[^<>]*>", "", html)).strip(), item)
    return plain[1:-1] if plain[:1] in "([" and plain[-1:] in ")]" else plain


def _clean_entry(item: CslItem, label: Label, entry: str, typography: Typography) -> str:
    """Return an entry without its number; the title where a style has none for such works."""
    html = _clean(_lettered(_NUMBER.sub("", entry), item, label, typography), typography)
    entry = without_repetition(html, item)
    return _linked(entry) or html_of(item.get("title", ""))


def _by_family(cited: str, item: CslItem) -> str:
    """Return the words in parentheses with the family names alone of Chinese and Japanese names."""
    for name in creators(item)[0]:
        if is_han(name):
            cited = cited.replace(f"{name['family']}{name['given']}", name["family"])
    return cited


def _linked(entry: str) -> str:
    return _LINK.sub(lambda match: f'<a href="{match[0]}">{match[0]}</a>', entry).strip()
