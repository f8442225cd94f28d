"""Sanitized HTML -> HTML with placeholders, and a node for each image, link and formula.

These nodes are resolved like any others of the page: to a file of the course, another page, an
image on another site.
"""

import re
from collections.abc import Mapping
from html import unescape

from msgspec import Struct, field

from neuromatch_site.diagnostics.source import Position
from neuromatch_site.model.ast.nodes import Image, InlineMath, Link, Node, SafeHtml, Span, Text
from neuromatch_site.myst.parser.html_math import formulas_in

_PART = re.compile(
    r"<(?P<end>/?)(?P<name>[a-z][a-z0-9]*)(?P<attributes>(?:\s+[\w:-]+(?:=\"[^\"]*\")?)*)\s*>"
)
_ATTRIBUTE = re.compile(r"(?<![\w:-])([\w:-]+)=\"([^\"]*)\"")
_VERBATIM = frozenset({"code", "pre", "kbd", "samp"})
_LENGTH = re.compile(r"\d{1,5}(?:\.\d+)?(?:%|px)?")


def html_parts(html: str, at: Position, *, inline: bool = False) -> SafeHtml:
    """Return sanitized HTML as a node whose children are at the ``<!--N-->`` of its ``value``."""
    splitter = _Splitter(at)
    if any(mark in html for mark in ("<img", "<a ", "$", "\\(", "\\[")):
        splitter.split(html)
    else:
        splitter.pieces.append(html)
    children: list[Node] = [*splitter.parts]
    return SafeHtml(
        position=at, value="".join(splitter.pieces), inline=inline or None, children=children
    )


class _Splitter(Struct):
    at: Position
    pieces: list[str] = field(default_factory=list)
    """The HTML, in pieces."""
    parts: list[Span] = field(default_factory=list)
    """Each in its own node: later steps can replace it by several nodes, or none."""
    verbatim: int = 0

    def split(self, html: str) -> None:
        """Add HTML, and its parts."""
        end = 0
        while match := _PART.search(html, end):
            self.text(html[end : match.start()])
            name, attributes = match["name"], _attributes(match["attributes"])
            end = match.end()
            if name == "img" and attributes.get("src"):
                self.put(_image(attributes, self.at))
            elif name == "a" and not match["end"] and attributes.get("href"):
                close = html.find("</a>", end)
                inside, end = (html[end:close], close + 4) if close >= 0 else ("", end)
                self.put(_link_node(attributes["href"], inside, self.at))
            else:
                self.verbatim += (-1 if match["end"] else 1) * (name in _VERBATIM)
                self.pieces.append(match[0])
        self.text(html[end:])

    def text(self, text: str) -> None:
        """Add the text between two tags; formulas in it are parts."""
        if self.verbatim > 0:
            self.pieces.append(text)
            return
        for between, tex in formulas_in(text):
            self.pieces.append(between)
            if tex:
                self.put(InlineMath(position=self.at, value=unescape(tex)))

    def put(self, node: Node) -> None:
        """Add a part, and its placeholder."""
        self.pieces.append(f"<!--{len(self.parts)}-->")
        self.parts.append(Span(position=self.at, children=[node]))


def _attributes(text: str) -> Mapping[str, str]:
    return {name: unescape(value) for name, value in _ATTRIBUTE.findall(text)}


def _image(attributes: Mapping[str, str], at: Position) -> Image:
    return Image(
        position=at,
        url=attributes["src"].strip(),
        alt=attributes.get("alt") or None,
        title=attributes.get("title") or None,
        width=_length(attributes.get("width")),
        height=_length(attributes.get("height")),
        data={"type": "output"},
    )


def _length(value: str | None) -> str | None:
    return value if value and _LENGTH.fullmatch(value) else None


def _link_node(url: str, inside: str, at: Position) -> Link:
    plain = "<" not in inside
    words: Node = (
        Text(position=at, value=unescape(inside)) if plain else html_parts(inside, at, inline=True)
    )
    return Link(position=at, url=url.strip(), children=[words] if inside.strip() else [])
