"""What all card directives share: header, body, footer, images."""

import re
from collections.abc import Sequence

from neuromatch_site.diagnostics.source import Position
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

_CARETS = re.compile(r"(?:^|\n)[ \t]*\^{3,}[ \t]*(?:\n|$)")


def card_of(
    nodes: list[Node],
    position: Position,
    *,
    header: Sequence[Node] = (),
    title: Sequence[Node] = (),
    footer: Sequence[Node] = (),
) -> Card:
    """Return a card of blocks; header and footer take precedence over those in the blocks."""
    own_header, body = _header(nodes)
    body, own_footer = _footer(body)
    node = Card(position=position, children=[])
    if heading := header or own_header:
        node.children.append(Header(position=heading[0].position, children=[*heading]))
    if title:
        node.children.append(CardTitle(position=title[0].position, children=[*title]))
    node.children.extend(body)
    if heading := footer or own_footer:
        node.children.append(Footer(position=heading[0].position, children=[*heading]))
    return node


def picture_of(url: str | None, alt: str | None, position: Position) -> list[Node]:
    """Return the image of a card, if there is one; without alternative text it is decorative."""
    classes = ["card-picture"] if alt else ["card-picture", "decorative"]
    return [Image(position=position, url=url, alt=alt or "", classes=classes)] if url else []


def paragraph_of(nodes: list[Node] | None) -> list[Node]:
    """Return inline nodes as one paragraph; nothing for none."""
    return [Paragraph(position=nodes[0].position, children=nodes)] if nodes else []


def _header(nodes: list[Node]) -> tuple[list[Node], list[Node]]:
    """Return what stands before the first line of carets, and what behind it."""
    for index, node in enumerate(nodes):
        parts = _title_and_rest(node) if isinstance(node, Paragraph) else None
        if parts:
            before, after = parts
            return [*nodes[:index], *before], [*after, *nodes[index + 1 :]]
    return [], nodes


def _title_and_rest(paragraph: Paragraph) -> tuple[list[Node], list[Node]] | None:
    for index, node in enumerate(paragraph.children):
        match = _CARETS.search(node.value) if isinstance(node, Text) else None
        if match and isinstance(node, Text):
            first, last = node.value[: match.start()], node.value[match.end() :]
            before = [*paragraph.children[:index], *_text_nodes(node, first)]
            after = [*_text_nodes(node, last), *paragraph.children[index + 1 :]]
            return paragraph_of(before), paragraph_of(after)
    return None


def _text_nodes(node: Text, value: str) -> list[Node]:
    return [Text(position=node.position, value=value)] if value else []


def _footer(nodes: list[Node]) -> tuple[list[Node], list[Node]]:
    """Return what stands before the first block break, and what behind it."""
    at = next((i for i, node in enumerate(nodes) if isinstance(node, BlockBreak)), len(nodes))
    return nodes[:at], nodes[at + 1 :]
