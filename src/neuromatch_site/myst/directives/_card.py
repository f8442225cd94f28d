"""What all card directives share: header, body, footer, images."""

import re
from collections.abc import Sequence

from neuromatch_site.diagnostics.source import Position
from neuromatch_site.model.ast import nodes

_CARETS = re.compile(r"(?:^|\n)[ \t]*\^{3,}[ \t]*(?:\n|$)")


def card_of(
    content: list[nodes.Node],
    position: Position,
    *,
    header: Sequence[nodes.Node] = (),
    title: Sequence[nodes.Node] = (),
    footer: Sequence[nodes.Node] = (),
) -> nodes.Card:
    """Return a card of blocks; header and footer take precedence over those in the blocks."""
    own_header, body = _header(content)
    body, own_footer = _footer(body)
    node = nodes.Card(position=position, children=[])
    if heading := header or own_header:
        node.children.append(nodes.Header(position=heading[0].position, children=[*heading]))
    if title:
        node.children.append(nodes.CardTitle(position=title[0].position, children=[*title]))
    node.children.extend(body)
    if heading := footer or own_footer:
        node.children.append(nodes.Footer(position=heading[0].position, children=[*heading]))
    return node


def picture_of(url: str | None, alt: str | None, position: Position) -> list[nodes.Node]:
    """Return the image of a card, if there is one; without alternative text it is decorative."""
    classes = ["card-picture"] if alt else ["card-picture", "decorative"]
    return [nodes.Image(position=position, url=url, alt=alt or "", classes=classes)] if url else []


def paragraph_of(content: list[nodes.Node] | None) -> list[nodes.Node]:
    """Return inline nodes as one paragraph; nothing for none."""
    return [nodes.Paragraph(position=content[0].position, children=content)] if content else []


def _header(content: list[nodes.Node]) -> tuple[list[nodes.Node], list[nodes.Node]]:
    """Return what stands before the first line of carets, and what behind it."""
    for index, node in enumerate(content):
        parts = _title_and_rest(node) if isinstance(node, nodes.Paragraph) else None
        if parts:
            before, after = parts
            return [*content[:index], *before], [*after, *content[index + 1 :]]
    return [], content


def _title_and_rest(paragraph: nodes.Paragraph) -> tuple[list[nodes.Node], list[nodes.Node]] | None:
    for index, node in enumerate(paragraph.children):
        match = _CARETS.search(node.value) if isinstance(node, nodes.Text) else None
        if match and isinstance(node, nodes.Text):
            first, last = node.value[: match.start()], node.value[match.end() :]
            before = [*paragraph.children[:index], *_text_nodes(node, first)]
            after = [*_text_nodes(node, last), *paragraph.children[index + 1 :]]
            return paragraph_of(before), paragraph_of(after)
    return None


def _text_nodes(node: nodes.Text, value: str) -> list[nodes.Node]:
    return [nodes.Text(position=node.position, value=value)] if value else []


def _footer(content: list[nodes.Node]) -> tuple[list[nodes.Node], list[nodes.Node]]:
    """Return what stands before the first block break, and what behind it."""
    at = next(
        (i for i, node in enumerate(content) if isinstance(node, nodes.BlockBreak)), len(content)
    )
    return content[:at], content[at + 1 :]
