"""A page of the built site -> a chapter of an EPUB: XHTML without what needs a browser."""

import re
from collections.abc import Callable, Mapping
from urllib.parse import unquote
from xml.etree import ElementTree as ET

import html5lib
from msgspec import Struct, field

from neuromatch_site.urls import join_url, parts_of

XHTML = "http://www.w3.org/1999/xhtml"
MATHML = "http://www.w3.org/1998/Math/MathML"
SVG = "http://www.w3.org/2000/svg"
EPUB = "http://www.idpf.org/2007/ops"
_TYPE = f"{{{EPUB}}}type"
for _prefix, _namespace in (("", XHTML), ("m", MATHML), ("svg", SVG), ("epub", EPUB)):
    ET.register_namespace(_prefix, _namespace)

_ROOT = "https://site.invalid/"
"""Where addresses are resolved; nothing is ever fetched from there."""
_DROPPED_TAGS = frozenset(
    "script style link nav button form input select textarea dialog template noscript".split()
)
_DROPPED = frozenset(
    {"heading__link", "needs-script", "launch", "article__meta", "breadcrumbs", "icon"}
    | {"authors__orcid", "hero__actions", "hero__length", "quiz__entry"}
)
_ATTRIBUTES = frozenset(
    "id class href src alt title lang dir colspan rowspan scope span start value reversed datetime"
    " open type cite abbr headers width height role".split()
)

_KINDS: Mapping[str, tuple[str, str]] = {
    "bibliography": ("bibliography", "doc-bibliography"),
    "footnotes": ("footnotes", "doc-endnotes"),
    "glossary": ("glossary", "doc-glossary"),
}
"""What parts of a book are, by their class: ``epub:type`` and role."""
_SECTIONING = frozenset("article section header footer aside main".split())
IMAGE_TYPES: Mapping[str, str] = {
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".gif": "image/gif",
    ".svg": "image/svg+xml",
}
"""Supported by every reading system. Source: EPUB 3.3, core media types."""


class Chapter(Struct, kw_only=True):
    """A chapter."""

    file: str
    title: str
    body: ET.Element
    images: set[str] = field(default_factory=set)
    """Paths on the site."""
    kinds: set[str] = field(default_factory=set)
    """The kinds of its parts, as values of ``epub:type``."""

    @property
    def ids(self) -> set[str]:
        """The ids that links can target."""
        return {name for node in self.body.iter() if (name := node.get("id"))}

    @property
    def properties(self) -> str:
        """Its properties in the manifest."""
        tags = {str(node.tag) for node in self.body.iter()}
        known = (("mathml", f"{{{MATHML}}}math"), ("svg", f"{{{SVG}}}svg"))
        return " ".join(name for name, tag in known if tag in tags)


class Book(Struct, frozen=True, kw_only=True):
    """Paths in the book, and on the site."""

    chapters: Mapping[str, str]
    """File of the chapter, by the path of its page on the site."""
    images: Mapping[str, str]
    """Path of an image in the book, by its path on the site."""
    absolute: Callable[[str], str]
    """Path on the site -> published URL; empty if it is unknown."""


def make_chapter(page: str, html: str, book: Book) -> Chapter | None:
    """Return the article of a page as a chapter; None if the page has none.

    ``page`` is the path of the page on the site, such as ``neurons/index.html``.
    """
    tree = html5lib.parse(html, treebuilder="etree", namespaceHTMLElements=True)
    article = next(tree.iter(f"{{{XHTML}}}article"), None)
    if article is None:
        return None
    title = next(article.iter(f"{{{XHTML}}}h1"), None)
    chapter = Chapter(
        file=book.chapters[page],
        title=" ".join("".join(title.itertext()).split()) if title is not None else page,
        body=ET.Element(f"{{{XHTML}}}section"),
    )
    _Maker(page, book, chapter).fill(article, chapter.body)
    return chapter


def resolve_fragments(chapters: Mapping[str, Chapter]) -> None:
    """Remove the fragments of links that have no target; ``chapters`` by file."""
    known = {file: chapter.ids for file, chapter in chapters.items()}
    for file, chapter in chapters.items():
        for link in chapter.body.iter(f"{{{XHTML}}}a"):
            target, mark, fragment = (link.get("href") or "").partition("#")
            place = target or file
            if mark and place in known and fragment not in known[place]:
                if target:
                    link.set("href", target)
                else:
                    del link.attrib["href"]


class _Maker(Struct, frozen=True):
    page: str
    book: Book
    chapter: Chapter

    def fill(self, source: ET.Element, target: ET.Element) -> None:
        """Copy the supported content of one element into another."""
        target.text = source.text
        last: ET.Element | None = None
        for child in source:
            element = self.element(child)
            if element is not None:
                target.append(element)
                last = element
            if not child.tail:
                continue
            if last is None:
                target.text = (target.text or "") + child.tail
            else:
                last.tail = (last.tail or "") + child.tail

    def element(self, node: ET.Element) -> ET.Element | None:
        """Return the supported part of an element; None if it is left out."""
        if not str(node.tag).startswith("{"):  # a comment
            return None
        namespace, _, name = node.tag[1:].partition("}")
        if namespace != XHTML:
            return _foreign_element(node)
        classes = set((node.get("class") or "").split())
        if name == "input" and "blank" in classes:
            return _gap()
        if name in _DROPPED_TAGS or classes & _DROPPED or "hidden" in node.attrib:
            return None
        if "video__facade" in classes:
            return _titled(node)
        return self.convert(node, name)

    def convert(self, node: ET.Element, name: str) -> ET.Element:
        """Return a supported element in the form for a book."""
        if name == "img":
            return self.picture(node)
        if name in ("video", "audio", "iframe"):
            words = node.get("title") or node.get("aria-label") or ""
            return self.elsewhere(node.get("src") or "", words)
        return self.copy(node, name)

    def copy(self, node: ET.Element, name: str) -> ET.Element:
        """Return an element with the attributes that a book supports."""
        element = _new("section" if name in _SECTIONING else name)
        element.attrib.update(
            {key: text for key, text in node.attrib.items() if key in _ATTRIBUTES}
        )
        if element.get("role") not in (None, "note"):
            del element.attrib["role"]
        if name == "a":
            self.link(element)
        self.tell(element)
        self.fill(node, element)
        if "footnote-reference" in (node.get("class") or ""):
            for mark in element.iter(f"{{{XHTML}}}a"):
                mark.set(_TYPE, "noteref")
                mark.set("role", "doc-noteref")
        return element

    def tell(self, element: ET.Element) -> None:
        """Set the ``epub:type`` and role of an element, if it has one."""
        for name in (element.get("class") or "").split():
            kind, role = _KINDS.get(name, ("", ""))
            if kind:
                element.set(_TYPE, kind)
                self.chapter.kinds.add(kind)
            if role:
                element.set("role", role)

    def link(self, element: ET.Element) -> None:
        """Point a link to a chapter, or to the web; remove any other URL."""
        written = element.get("href")
        if written is None:
            return
        address = self.address(written)
        if address:
            element.set("href", address)
        else:
            del element.attrib["href"]

    def address(self, written: str) -> str:
        """Return the target of a link; empty if there is none in a book."""
        if written.startswith("#"):
            return written
        url = join_url(_ROOT + self.page, written)
        if not url.startswith(_ROOT):
            return url
        parts = parts_of(url)
        path = unquote(parts.path).lstrip("/")
        page = f"{path}index.html" if not path or path.endswith("/") else path
        fragment = f"#{parts.fragment}" if parts.fragment else ""
        if page in self.book.chapters:
            return self.book.chapters[page] + fragment
        published = self.book.absolute(path)
        return published + fragment if published else ""

    def picture(self, node: ET.Element) -> ET.Element:
        """Return an image of the book, or a link to one that is not in it."""
        src, alt = node.get("src") or "", node.get("alt") or ""
        url = join_url(_ROOT + self.page, src)
        path = unquote(parts_of(url).path).lstrip("/")
        if not url.startswith(_ROOT) or path not in self.book.images:
            return self.elsewhere(src, alt)
        self.chapter.images.add(path)
        image = _new("img", src=self.book.images[path], alt=alt)
        image.attrib.update({key: text for key in ("id", "class") if (text := node.get(key))})
        return image

    def elsewhere(self, src: str, words: str) -> ET.Element:
        """Return a link to content that a book cannot show."""
        address = self.address(src) if src else ""
        element = _new("a", href=address) if address else _new("span")
        element.text = words or address
        return element


def _titled(facade: ET.Element) -> ET.Element:
    """Return the title of a video, whose link follows."""
    paragraph = _new("p", **{"class": "video__title"})
    paragraph.text = facade.get("data-title") or ""
    return paragraph


def _gap() -> ET.Element:
    """Return a line in the place of a field in a sentence."""
    span = _new("span", **{"class": "blank"})
    span.text = "\u2026" * 3
    return span


def _new(name: str, **attributes: str) -> ET.Element:
    return ET.Element(f"{{{XHTML}}}{name}", attributes)


def _foreign_element(node: ET.Element) -> ET.Element:
    """Return a formula or a drawing as it is, without what HTML alone knows."""
    element = ET.Element(node.tag)
    element.attrib.update({key: text for key, text in node.attrib.items() if _is_kept(key)})
    element.text = node.text
    for child in node:
        if str(child.tag).startswith("{"):
            inner = _foreign_element(child)
            inner.tail = child.tail
            element.append(inner)
    return element


def _is_kept(name: str) -> bool:
    return not name.startswith(("data-", "aria-", "on", "{")) and name not in ("tabindex", "role")


_FORBIDDEN = re.compile("[\0-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
"""What is no ``Char`` of XML 1.0, 2.2."""


def as_xml(text: str) -> bytes:
    """Return the text of a document without characters that XML does not allow."""
    return _FORBIDDEN.sub("", text).encode()


def as_xhtml(chapter: Chapter, language: str, direction: str) -> bytes:
    """Return a chapter as a document; ``way`` is ``ltr`` or ``rtl``."""
    html = _new("html", lang=language, dir=direction)
    html.set("{http://www.w3.org/XML/1998/namespace}lang", language)
    head = ET.SubElement(html, f"{{{XHTML}}}head")
    ET.SubElement(head, f"{{{XHTML}}}title").text = chapter.title
    style = {"rel": "stylesheet", "type": "text/css", "href": "book.css"}
    ET.SubElement(head, f"{{{XHTML}}}link", style)
    body = ET.SubElement(html, f"{{{XHTML}}}body")
    body.append(chapter.body)
    text = ET.tostring(html, encoding="unicode")
    return as_xml(f'<?xml version="1.0" encoding="utf-8"?>\n{text}\n')
