"""Search for a site opened from a disk: the text of its pages in a script.

pagefind fetches its index, which browsers do not allow for pages without a server; they do load
scripts. The search dialog uses both in the same way. The same text is indexed: that in
``data-pagefind-body``, without ``data-pagefind-ignore``.
"""

import json
from collections.abc import Iterable, Sequence
from html.parser import HTMLParser

from msgspec import Struct, field

from neuromatch_site.model.artifact import Artifact

BODY = "data-pagefind-body"
_SILENT = frozenset("script style svg nav form button template annotation noscript iframe".split())
_HEADINGS = frozenset("h1 h2 h3 h4 h5 h6".split())
_INLINE = frozenset(
    "a abbr b cite code del dfn em i ins kbd mark math mi mn mo ms mrow msub msup mtext q s samp"
    " semantics small span strong sub sup time u var wbr".split()
)
_VOID = frozenset(
    "area base br col embed hr img input link meta source track wbr mspace mprescripts none".split()
)


class Section(Struct):
    """A heading and the text below it."""

    heading: str = ""
    fragment: str = ""
    """Its fragment on the page."""
    text: str = ""


class Found(Struct):
    """The searchable text of a page."""

    title: str
    sections: list[Section] = field(default_factory=list)


def search_script(pages: Iterable[tuple[str, str]], program: str) -> Artifact:
    """Return the script: the text of every page, and the search function.

    ``pages`` are the files of pages on the site, and their HTML.
    """
    known = ((file, read_page(html)) for file, html in sorted(pages))
    data = [
        [
            text.title,
            file,
            [[section.heading, section.fragment, section.text] for section in text.sections],
        ]
        for file, text in known
        if text is not None
    ]
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return Artifact(
        "search/index.js", f'"use strict";{{const PAGES={text};\n{program}}}\n'.encode()
    )


def read_page(html: str) -> Found | None:
    """Return the searchable text of a page; None if it is not indexed."""
    if BODY not in html:
        return None
    reader = _Reader()
    reader.feed(html)
    reader.close()
    for section in reader.sections:
        section.heading, section.text = _tidy(section.heading), _tidy(section.text)
    sections = [section for section in reader.sections if section.heading or section.text]
    return Found(_tidy(reader.title), sections)


def _tidy(text: str) -> str:
    return " ".join(text.split())


class _Reader(HTMLParser):
    """Reads the pages that we wrote: their elements are closed in order."""

    def __init__(self) -> None:
        super().__init__()
        self.title = ""
        self.sections = [Section()]
        self._open: list[tuple[str, str]] = []
        """The open elements, from the body on: names, and the effect of each."""

    def handle_starttag(self, tag: str, attrs: Sequence[tuple[str, str | None]]) -> None:
        attributes = dict(attrs)
        if not self._open and BODY not in attributes:
            return
        self._part(tag)
        if tag in _VOID:
            return
        kind = self._kind(tag, attributes)
        if kind == "heading":
            self.sections.append(Section(fragment=attributes.get("id") or ""))
        self._open.append((tag, kind))

    def _kind(self, tag: str, attributes: dict[str, str | None]) -> str:
        if tag in _SILENT or "data-pagefind-ignore" in attributes:
            return "silent"
        if tag == "h1" and not self.title:
            return "title"
        return "heading" if tag in _HEADINGS and attributes.get("id") else ""

    def handle_startendtag(self, tag: str, attrs: Sequence[tuple[str, str | None]]) -> None:
        self._part(tag)

    def handle_endtag(self, tag: str) -> None:
        names = [name for name, _ in self._open]
        if tag in names:
            del self._open[len(names) - 1 - names[::-1].index(tag) :]
            self._part(tag)

    def _part(self, tag: str) -> None:
        """Keep the words on both sides of a block apart."""
        if tag not in _INLINE:
            self.handle_data(" ")

    def handle_data(self, data: str) -> None:
        kinds = {kind for _, kind in self._open}
        if not self._open or "silent" in kinds:
            return
        if "title" in kinds:
            self.title += data
        elif "heading" in kinds:
            self.sections[-1].heading += data
        else:
            self.sections[-1].text += data
