"""Run citeproc-py: a CSL file and works -> formatted text.

Text that citeproc-py would damage (HTML, quotation marks before words, words such as ``arXiv``) is
replaced by placeholders, which ``displayed`` replaces back.
"""

import io
import re
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from html import unescape
from string import ascii_letters

from citeproc import (
    Citation,
    CitationItem,
    CitationStylesBibliography,
    CitationStylesStyle,
    Locator,
)
from citeproc.formatter import html as html_formatter
from citeproc.source.json import CiteProcJSON
from msgspec import Struct

from neuromatch_site.bibliography.csl import NAMES, CslItem, CslName
from neuromatch_site.bibliography.csl_typography import OTHERS, adapted_style
from neuromatch_site.bibliography.names import is_han, is_others
from neuromatch_site.markup.rich_text import html_of

PAGE = "\u0667\u0667\u0667\u0667\u0667"
"""Placeholder for a cited page: Arabic digits, which occur in no work."""
CHECK = CslItem(
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
"""A sample work."""


class Processor(Struct, frozen=True):
    """citeproc-py with a parsed style."""

    style: CitationStylesStyle

    def texts(self, item: CslItem) -> tuple[str, str]:
        """Return the citation and the entry of the list of references."""
        book, citations = self._cited(item)
        return displayed(str(book.cite(citations[0], lambda _: None))), self.entry(item)

    def entry(self, item: CslItem) -> str:
        """Return the entry of the list of references."""
        book, _ = self._cited(item)
        return displayed("".join(str(line) for line in book.bibliography()[:1]))

    def notes(self, item: CslItem) -> list[str]:
        """Return a note and one with a page: for the first citation, and for later ones."""
        book, (plain, paged, other) = self._cited(item)
        for citation in (paged, other):
            book.register(citation)
        first = [str(self.style.render_citation(citation, [], None)) for citation in (plain, paged)]
        before: list[CitationItem] = []
        for citation in (plain, other):  # in between: a work cited twice in a row would be "ibid."
            self.style.render_citation(citation, before, None)
        later = [
            str(self.style.render_citation(item, list(before), None)) for item in (plain, paged)
        ]
        return [displayed(text) for text in (*first, *later)]

    def samples(self) -> list[str]:
        """Return sample output: one work, two works, one with a page and with pages, an entry."""
        works = [{**CHECK, "id": "one"}, {**CHECK, "id": "two", "title": "Other"}]
        book = CitationStylesBibliography(self.style, CiteProcJSON(works), html_formatter)
        first = CitationItem("one")
        cited = [
            Citation([first]),
            Citation([first, CitationItem("two")]),
            Citation([CitationItem("one", locator=Locator("page", "37"))]),
            Citation([CitationItem("one", locator=Locator("page", "37–41"))]),
        ]
        for each in cited:
            book.register(each)
        texts = [unescape(str(book.cite(each, lambda _: None))) for each in cited]
        return [*texts, "".join(str(line) for line in book.bibliography()[:1])]

    def _cited(self, item: CslItem) -> tuple[CitationStylesBibliography, list[Citation]]:
        """Return a book of the work; the work cited alone, with a page; another one cited."""
        works = [_hidden(item), {**CHECK, "id": "other"}]
        book = CitationStylesBibliography(self.style, CiteProcJSON(works), html_formatter)
        page = CitationItem("work", locator=Locator("page", PAGE))
        citations = [
            Citation([item]) for item in (CitationItem("work"), page, CitationItem("other"))
        ]
        book.register(citations[0])
        return book, citations


@contextmanager
def processor(xml: str, language: str) -> Iterator[Processor]:
    """Return citeproc-py with the style of a CSL file."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # variables that citeproc-py does not know
        adapted = adapted_style(xml).encode()
        yield Processor(CitationStylesStyle(io.BytesIO(adapted), locale=language, validate=False))


HIDDEN = {"&amp;": "\ue000", "&lt;": "\ue001", "&gt;": "\ue002", "&quot;": "\ue003"}
"""Placeholders for characters that would be HTML: citeproc-py escapes nothing."""


def _hidden(item: CslItem) -> dict[str, object]:
    """Return the item with its texts as HTML whose special characters are hidden."""
    safe: dict[str, object] = {
        name: _hide(value) if isinstance(value, str) else value for name, value in item.items()
    }
    for name in NAMES:
        if people := item.get(name):
            safe[name] = [_hidden_name(person) for person in people]  # type: ignore[attr-defined]
    return {**safe, "id": "work"}


def _hidden_name(name: CslName) -> dict[str, str]:
    """Return a name; in Chinese and Japanese, whole: no initial, no space, no comma."""
    if is_others(name):
        return {"literal": OTHERS}
    if is_han(name):
        return {"literal": _hide(f"{name.get('family', '')}{name.get('given', '')}")}
    return {part: _hide(str(word)) for part, word in name.items()}


def _hide(text: str) -> str:
    """Return a text as HTML that citeproc-py changes as CSL means it, to be undone by ``shown``.

    It takes a quotation mark for the first letter of a word, and ``arXiv`` and the Greek letter of
    a formula for words in lower case: the mark goes behind the letter, and such words into letters
    that have no case.
    """
    html = _MIXED.sub(lambda word: word[0].translate(_CASELESS), html_of(text))
    html = _QUOTED.sub(lambda pair: pair[2] + _BEHIND[pair[1]], html)
    for entity, character in HIDDEN.items():
        html = html.replace(entity, character)
    return html


def displayed(html: str) -> str:
    """Return the output of citeproc-py with its placeholders replaced."""
    text = re.sub("(.)([\ue012\ue013])", lambda pair: _BEFORE[pair[2]] + pair[1], html)
    return text.translate(_CASED)


_MIXED = re.compile(r"(?<![<&/\w])(?:[a-z]+[A-Z][a-zA-Z0-9_]*|[\u03b1-\u03c9](?!\w))")
_CASELESS = {ord(letter): 0xE100 + ord(letter) for letter in ascii_letters}
_CASELESS |= {letter: 0xE200 + letter for letter in range(0x3B1, 0x3CA)}  # Greek
_CASED = {place: letter for letter, place in _CASELESS.items()}
_QUOTED = re.compile("([“‘])(\\w)")
_BEHIND = {"“": "\ue012", "‘": "\ue013"}
_BEFORE = {mark: quote for quote, mark in _BEHIND.items()}
