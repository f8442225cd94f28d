"""Citations by a CSL file, through citeproc-py: for every style that is not APA.

citeproc-py (BSD-2, released every few weeks) is the one CSL processor in Python. It knows no
year suffixes, so ours are put into its texts; ``csl_typography`` mends the rest of what thirty hard
works showed beside pandoc's ``--citeproc``. The others: citeproc-js agrees with pandoc about as
often as this does, and is AGPL or CPAL and on no Python index; pandoc takes 162 MB on the disk.
The HTML is cleaned before anybody sees it.
"""

import io
import re
import warnings
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from html import unescape
from xml.etree import ElementTree as ET

from neuromatch_site.bibliography.citation_forms import CitationForms
from neuromatch_site.bibliography.csl import NAMES, CslItem, CslName, year_of
from neuromatch_site.bibliography.csl_typography import (
    OTHERS,
    Typography,
    adapted_style,
    mend,
    typography_of,
    without_repetition,
)
from neuromatch_site.bibliography.labels import Label
from neuromatch_site.bibliography.names import creators, is_han, is_others
from neuromatch_site.bibliography.rich_text import html_of

_TAGS = {"i", "b", "sub", "sup", "u", "span"}
_LINK = re.compile(r"https?://[^\s<>\"]*[^\s<>\".,;:)]")
_NUMBER = re.compile(r"^\s*(?:\[\d+\]|\(\d+\)|<sup>\d+</sup>|\d+[.)]?)\s*")
_HIDDEN = {"&amp;": "\ue000", "&lt;": "\ue001", "&gt;": "\ue002", "&quot;": "\ue003"}
"""citeproc-py escapes nothing: what a text must not become HTML passes through it like this."""
_CSL = "http://purl.org/net/xbiblio/csl"
MAX_STEPS = 3_000
"""Elements of a style that one work may go through: large styles have some hundred."""
_STEP = 16
"""Letters that an element puts around what it shows for which it counts once more."""
MAX_TERM = 1_000
"""Letters of a term, which an element may show."""
MAX_ENTRY = 20_000
"""Letters of an entry: more than any work has."""
_CHECK = CslItem(
    {
        "id": "check",
        "type": "article-journal",
        "title": "Title",
        "author": [{"family": "Family", "given": "Given"}],
        "issued": {"date-parts": [[2020, 1, 1]]},
        "container-title": "Journal",
        "volume": "1",
        "page": "1-2",
    }
)


def style_error(xml: str) -> str:
    """Return why the CSL file cannot be used; empty where it can."""
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
    with _processor(xml, "en-US") as texts_of:
        long = max(map(len, texts_of(_CHECK))) > MAX_ENTRY
    return f"it makes an entry of more than {MAX_ENTRY:,} letters" if long else ""


def citation_forms(xml: str, language: str = "en-US") -> CitationForms:
    """Return what a style, known to be usable, puts around numbers and pages in the text.

    It is read off what it makes of two works, and of one with pages.
    """
    single, double, paged, several, entry = _samples(xml, language)
    page, pages = _page_form(single, paged, "37"), _page_form(single, several, "37–41")
    numbers = re.fullmatch(r"(.*?)1(.*)2(.*)", re.sub(r"</?sup>", "", double))
    if (
        numbers is None
        or max(map(len, numbers.groups())) > _LONGEST_LABEL
        or 'citation-format="numeric"' not in xml
    ):
        return CitationForms(page=page, pages=pages)
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


def _samples(xml: str, language: str) -> list[str]:
    """Return one work cited, two, one with a page and with pages, and an entry of the list."""
    from citeproc import (
        Citation,
        CitationItem,
        CitationStylesBibliography,
        CitationStylesStyle,
        Locator,
    )
    from citeproc.formatter import html
    from citeproc.source.json import CiteProcJSON

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # variables that citeproc-py does not know
        made = adapted_style(xml).encode()
        style = CitationStylesStyle(io.BytesIO(made), locale=language, validate=False)
        works = [{**_CHECK, "id": "one"}, {**_CHECK, "id": "two", "title": "Other"}]
        book = CitationStylesBibliography(style, CiteProcJSON(works), html)
        one = CitationItem("one")
        cited = [
            Citation([one]),
            Citation([one, CitationItem("two")]),
            Citation([CitationItem("one", locator=Locator("page", "37"))]),
            Citation([CitationItem("one", locator=Locator("page", "37–41"))]),
        ]
        for each in cited:
            book.register(each)
        texts = [unescape(str(book.cite(each, lambda _: None))) for each in cited]
        return [*texts, "".join(str(line) for line in book.bibliography()[:1])]


def _page_form(single: str, paged: str, page: str) -> str:
    """Return what a page adds to a citation; empty where it adds nothing, or more than itself."""
    if single == paged or page not in paged:
        return ""
    start = next((i for i, (a, b) in enumerate(zip(single, paged, strict=False)) if a != b), 0)
    before = paged[start : paged.index(page)]
    plain = re.sub(r"<[^>]*>", "", before)
    return f"{plain}{{}}" if len(plain) <= _LONGEST_LABEL and not plain.isdecimal() else ""


_LONGEST_LABEL = 12
"""Characters between a work and its page, such as ``, pp. ``."""


def _longest_path(root: ET.Element) -> int:
    """Return how many elements a layout may go through for one work, its macros unfolded.

    Of the branches of a ``choose``, the longest counts, and long affixes count as several elements.
    Raises ``RecursionError`` for macros that call each other in a circle.
    """
    macros = {one.get("name", ""): one for one in root.iter(f"{{{_CSL}}}macro")}
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

    return max((steps(one) for name in _ENTRIES for one in root.iter(name)), default=0)


_ENTRIES = (f"{{{_CSL}}}layout", f"{{{_CSL}}}sort")
_NUMBER_ORDER = f"{{{_CSL}}}citation/{{{_CSL}}}sort/{{{_CSL}}}key[@variable='citation-number']"
_CHOOSE, _TERM = f"{{{_CSL}}}choose", f"{{{_CSL}}}term"
_AFFIXES = ("prefix", "suffix", "delimiter", "value", "and", "sort-separator")


def csl_texts(
    items: Sequence[CslItem], labels: Mapping[str, Label], xml: str, language: str = "en-US"
) -> dict[str, tuple[str, str]]:
    """Return, by key, what stands in parentheses and the entry of the list, as clean HTML.

    A work on which citeproc-py stumbles has its label and title instead, and so has one whose
    entry would be longer than any.
    """
    texts = {}
    typography = typography_of(xml, language)
    with _processor(xml, language) as texts_of:
        for item in items:
            label = labels[item["id"]]
            try:
                cited, entry = texts_of(item)
            except Exception:  # noqa: BLE001 - (as above)
                cited = entry = ""
            if entry and max(len(cited), len(entry)) <= MAX_ENTRY:
                texts[item["id"]] = _clean(item, label, cited, entry, typography)
            else:
                plain = f"{label.names}, {label.year}"
                texts[item["id"]] = (plain, html_of(item.get("title", "")))
    return texts


_Made = Callable[[CslItem], tuple[str, str]]


@contextmanager
def _processor(xml: str, language: str) -> Iterator[_Made]:
    """Give what makes the two texts of a work, as citeproc-py writes them."""
    from citeproc import Citation, CitationItem, CitationStylesBibliography, CitationStylesStyle
    from citeproc.formatter import html
    from citeproc.source.json import CiteProcJSON

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # variables that citeproc-py does not know
        adapted = adapted_style(xml).encode()
        style = CitationStylesStyle(io.BytesIO(adapted), locale=language, validate=False)

        def made(item: CslItem) -> tuple[str, str]:
            book = CitationStylesBibliography(style, CiteProcJSON([_hidden(item)]), html)
            citation = Citation([CitationItem("work")])
            book.register(citation)
            cited = str(book.cite(citation, lambda _: None))
            return cited, "".join(str(line) for line in book.bibliography()[:1])

        yield made


def _hidden(item: CslItem) -> dict[str, object]:
    """Return the item with its texts as HTML whose special characters are hidden."""
    safe: dict[str, object] = {
        name: _hide(value) if isinstance(value, str) else value for name, value in item.items()
    }
    for name in NAMES:
        if people := item.get(name):
            safe[name] = [_hidden_name(one) for one in people]  # type: ignore[attr-defined]
    return {**safe, "id": "work"}


def _hidden_name(name: CslName) -> dict[str, str]:
    """Return a name; in Chinese and Japanese, whole: no initial, no space, no comma."""
    if is_others(name):
        return {"literal": OTHERS}
    if is_han(name):
        return {"literal": _hide(f"{name.get('family', '')}{name.get('given', '')}")}
    return {part: _hide(str(word)) for part, word in name.items()}


def _hide(text: str) -> str:
    html = html_of(text)
    for entity, character in _HIDDEN.items():
        html = html.replace(entity, character)
    return html


def _clean(
    item: CslItem, label: Label, cited: str, entry: str, typography: Typography
) -> tuple[str, str]:
    """Return both texts with the letter behind the year, without numbers and parentheses."""
    import nh3

    year = year_of(item)
    texts = []
    for text in (cited, _NUMBER.sub("", entry)):
        has_letter = year and label.year != year and not typography.drops_year_letters
        lettered = text.replace(year, label.year, 1) if has_letter else text
        html = mend(nh3.clean(lettered, tags=_TAGS, attributes={}), typography)
        for entity, character in _HIDDEN.items():
            html = html.replace(character, entity)
        texts.append(html)
    plain = _by_family(unescape(re.sub(r"<[^>]*>", "", texts[0])).strip(), item)
    if plain[:1] in "([" and plain[-1:] in ")]":
        plain = plain[1:-1]
    entry = without_repetition(texts[1], item)
    return plain, _linked(entry) or html_of(item.get("title", ""))


def _by_family(cited: str, item: CslItem) -> str:
    """Return the words in parentheses with the family names alone of Chinese and Japanese names."""
    for name in creators(item)[0]:
        if is_han(name):
            cited = cited.replace(f"{name['family']}{name['given']}", name["family"])
    return cited


def _linked(entry: str) -> str:
    return _LINK.sub(lambda match: f'<a href="{match[0]}">{match[0]}</a>', entry).strip()
