"""Raw HTML -> its tags and texts, in order, with positions."""

import re
from collections.abc import Iterator, Mapping
from html import unescape

from msgspec import Struct, field

_TAG = re.compile(
    r"""<!--(?P<comment>.*?)(?:-->|\Z)
    | <[!?][^<>]*>
    | <(?P<close>/?)(?P<name>[A-Za-z][A-Za-z0-9-]*)
      (?P<attributes>(?:[\s,]+[^\s,"'<>/=]+(?:\s*=\s*(?:"[^"]*"|'[^']*'|[^\s"'=<>`][^\s"'<>`]*))?|\s*/(?!>))*)
      [\s,]*(?P<empty>/?)>""",
    re.VERBOSE | re.DOTALL,
)
_ATTRIBUTE = re.compile(
    r"""(?P<name>[^\s"'<>/=]+)(?:\s*=\s*(?:"(?P<double>[^"]*)"|'(?P<single>[^']*)'"""
    r"""|(?P<bare>[^\s"'=<>`][^\s"'<>`]*)))?"""
)


class Piece(Struct, frozen=True):
    """A tag, a text or a comment of raw HTML."""

    kind: str
    """``open``, ``close``, ``text``, ``comment``."""
    text: str
    """As written; for text, with character references decoded."""
    offset: int
    name: str = ""
    attributes: Mapping[str, str] = field(default_factory=dict)
    content: str = ""
    """The text between the tags of an element whose content is not parsed."""
    closed: bool = False
    """Such an element has its end tag in the same text."""


def pieces(html: str, raw: frozenset[str]) -> Iterator[Piece]:
    """Yield the pieces of raw HTML; anything but tags is text. ``raw`` elements are one piece."""
    at = 0
    while match := _TAG.search(html, at):
        if match.start() > at:
            yield Piece("text", unescape(html[at : match.start()]), at)
        at = match.end()
        name = (match["name"] or "").lower()
        name = "img" if name == "image" else name  # as browsers have it, by the standard
        if match["comment"] is not None:
            yield Piece("comment", match["comment"], match.start())
        elif match["close"]:
            yield Piece("close", match[0], match.start(), name)
        elif name:
            content, closed = "", False
            if name in raw and not match["empty"]:
                content, at, closed = _raw(html, name, at)
            attributes = _attributes(match["attributes"])
            yield Piece("open", match[0], match.start(), name, attributes, content, closed)
    if at < len(html):
        yield Piece("text", unescape(html[at:]), at)


def _raw(html: str, name: str, start: int) -> tuple[str, int, bool]:
    """Return what stands before the closing tag, where that ends, and whether there is one."""
    closing = re.compile(rf"</{name}\s*>", re.IGNORECASE).search(html, start)
    if closing is None:
        return html[start:], len(html), False
    return html[start : closing.start()], closing.end(), True


def _attributes(text: str) -> dict[str, str]:
    attributes: dict[str, str] = {}
    for match in _ATTRIBUTE.finditer(text):
        value = next((v for v in match.group("double", "single", "bare") if v is not None), "")
        attributes.setdefault(match["name"].lower(), unescape(value))
    return attributes
