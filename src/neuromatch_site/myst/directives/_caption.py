"""Captions and legends of figures, tables and code."""

from collections.abc import Iterable

from neuromatch_site.model.ast.nodes import (
    Caption,
    Code,
    Container,
    Diagram,
    Embed,
    Grid,
    Iframe,
    Image,
    Legend,
    MystComment,
    MystDirective,
    MystTarget,
    Node,
    Outputs,
    Paragraph,
    Table,
    Text,
    Video,
)
from neuromatch_site.myst.directives._options import put_common
from neuromatch_site.myst.parser.directive import DirectiveData

_SHOWN = (
    Code,
    Container,
    Diagram,
    Embed,
    Grid,
    Iframe,
    Image,
    Outputs,
    Table,
    Video,
    MystTarget,
)


def caption(nodes: list[Node]) -> list[Node]:
    """Return inline nodes as a caption; nothing if there are none."""
    if not nodes:
        return []
    position = nodes[0].position
    return [Caption(position=position, children=[Paragraph(position=position, children=nodes)])]


def argument_caption(data: DirectiveData) -> list[Node]:
    """Return the argument of a directive as a caption."""
    return caption(data.argument_nodes)


def captioned(content: Node, words: list[Node], data: DirectiveData) -> list[Node]:
    """Return a figure of nodes, with a caption."""
    caption = Caption(position=words[0].position, children=words)
    figure = Container(position=data.position, kind="figure", children=[content, caption])
    return [put_common(figure, data)]


def caption_and_legend(nodes: list[Node]) -> list[Node]:
    """Return the body of a figure: its first paragraph as caption, the rest as legend.

    A body with content to show is returned unchanged: a transform arranges it once all of it is
    known.
    """
    words = [node for node in nodes if not isinstance(node, MystComment)]
    if not words or shows(words):
        return nodes
    parts: list[Node] = [Caption(position=words[0].position, children=words[:1])]
    if words[1:]:
        parts.append(Legend(position=words[1].position, children=words[1:]))
    return parts


def shows(nodes: Iterable[Node]) -> bool:
    """Return whether the nodes contain more than text."""
    return any(_shows(node) for node in nodes)


def _shows(node: Node) -> bool:
    if isinstance(node, MystDirective):
        return shows(node.children)
    if isinstance(node, Paragraph):
        inner = [n for n in node.children if not (isinstance(n, Text) and not n.value.strip())]
        return bool(inner) and all(isinstance(n, _SHOWN) for n in inner)
    return isinstance(node, _SHOWN)
