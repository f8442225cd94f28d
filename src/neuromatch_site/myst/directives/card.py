"""``card``, ``grid-item-card`` -> ``card`` of ``header``, ``cardTitle``, ``footer``."""

import re

from neuromatch_site.model.ast.nodes import (
    BlockBreak,
    Card,
    CardTitle,
    Footer,
    Header,
    Image,
    Node,
    Paragraph,
    Text,
)
from neuromatch_site.myst.directives._options import COMMON, drawn, put_common
from neuromatch_site.myst.parser.directive import Directive, DirectiveData, Kind, Option, Part

_CARETS = re.compile(r"(?:^|\n)[ \t]*\^{3,}[ \t]*(?:\n|$)")


def run(data: DirectiveData) -> list[Node]:
    """Return a card; ``^^^`` in its body ends a header, ``+++`` begins a footer."""
    header, body = _header(data.body_nodes)
    body, footer = _footer(body)
    header = _paragraph(data.nodes("header")) or header
    footer = _paragraph(data.nodes("footer")) or footer
    node = put_common(Card(position=data.position, url=data.text("url")), data)
    node.children += _picture(data, "img-top") or _picture(data, "img-background")
    if header:
        node.children.append(Header(position=header[0].position, children=header))
    if data.argument_nodes:
        place = data.argument_nodes[0].position
        node.children.append(CardTitle(position=place, children=data.argument_nodes))
    node.children.extend(body)
    if footer:
        node.children.append(Footer(position=footer[0].position, children=footer))
    node.children += _picture(data, "img-bottom")
    return [node]


def _picture(data: DirectiveData, name: str) -> list[Node]:
    url = data.text(name)
    place = data.places.get(name, data.position)
    words = data.text("img-alt") or ""
    classes = ["card-picture"] if words else ["card-picture", "decorative"]
    return [Image(position=place, url=url, alt=words, classes=classes)] if url else []


def _paragraph(nodes: list[Node] | None) -> list[Node]:
    return [Paragraph(position=nodes[0].position, children=nodes)] if nodes else []


def _header(nodes: list[Node]) -> tuple[list[Node], list[Node]]:
    """Return what stands before the first line of carets, and what behind it."""
    for index, node in enumerate(nodes):
        parts = _split(node) if isinstance(node, Paragraph) else None
        if parts:
            before, after = parts
            return [*nodes[:index], *before], [*after, *nodes[index + 1 :]]
    return [], nodes


def _split(paragraph: Paragraph) -> tuple[list[Node], list[Node]] | None:
    for index, node in enumerate(paragraph.children):
        match = _CARETS.search(node.value) if isinstance(node, Text) else None
        if match and isinstance(node, Text):
            first, last = node.value[: match.start()], node.value[match.end() :]
            before = [*paragraph.children[:index], *_text_nodes(node, first)]
            after = [*_text_nodes(node, last), *paragraph.children[index + 1 :]]
            return _paragraph(before), _paragraph(after)
    return None


def _text_nodes(node: Text, value: str) -> list[Node]:
    return [Text(position=node.position, value=value)] if value else []


def _footer(nodes: list[Node]) -> tuple[list[Node], list[Node]]:
    """Return what stands before the first block break, and what behind it."""
    at = next((i for i, node in enumerate(nodes) if isinstance(node, BlockBreak)), len(nodes))
    return nodes[:at], nodes[at + 1 :]


_DRAWN = (
    *("width", "margin", "padding", "text-align", "shadow", "columns", "outline", "link-alt"),
    *("child-direction", "child-align", "class-item", "class-card", "class-header", "class-body"),
    *("class-title", "class-footer", "class-img-top", "class-img-bottom"),
)
DIRECTIVE = Directive(
    name="card",
    alias=("grid-item-card",),
    doc="A card: a piece of text in a frame, alone or in a grid.",
    run=run,
    argument=Part(Kind.MYST, "The title."),
    options={
        **COMMON,
        "url": Option("Where a click on the card leads.", alias=("link",)),
        "link-type": Option("What Sphinx takes the link for; it is found without that."),
        "header": Option("The header, above the title.", Kind.MYST),
        "footer": Option("The footer, at the bottom.", Kind.MYST),
        "img-top": Option("A picture above all else."),
        "img-background": Option("A picture behind the text; it is shown above it."),
        "img-bottom": Option("A picture below all else."),
        "img-alt": Option("What the picture shows, in words; without, it is decoration."),
        **drawn(*_DRAWN),
    },
    body=Part(Kind.MYST, "Its text; a line `^^^` ends a header, a line `+++` begins a footer."),
    nodes=(Card, Image, Header, CardTitle, Footer),
)
