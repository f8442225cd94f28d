"""Captions and legends of figures, tables and code."""

from collections.abc import Iterable

from neuromatch_site.model.ast import nodes
from neuromatch_site.myst.directives._options import put_common
from neuromatch_site.myst.parser.directive import DirectiveData

_SHOWN = (
    nodes.Code,
    nodes.Container,
    nodes.Diagram,
    nodes.Embed,
    nodes.Grid,
    nodes.Iframe,
    nodes.Image,
    nodes.Outputs,
    nodes.Table,
    nodes.Video,
    nodes.MystTarget,
)


def caption(siblings: list[nodes.Node]) -> list[nodes.Node]:
    """Return inline nodes as a caption; nothing if there are none."""
    if not siblings:
        return []
    position = siblings[0].position
    return [
        nodes.Caption(
            position=position, children=[nodes.Paragraph(position=position, children=siblings)]
        )
    ]


def argument_caption(data: DirectiveData) -> list[nodes.Node]:
    """Return the argument of a directive as a caption."""
    return caption(data.argument_nodes)


def captioned(
    content: nodes.Node, words: list[nodes.Node], data: DirectiveData
) -> list[nodes.Node]:
    """Return a figure of nodes, with a caption."""
    caption = nodes.Caption(position=words[0].position, children=words)
    figure = nodes.Container(position=data.position, kind="figure", children=[content, caption])
    return [put_common(figure, data)]


def caption_and_legend(siblings: list[nodes.Node]) -> list[nodes.Node]:
    """Return the body of a figure: its first paragraph as caption, the rest as legend.

    A body with content to show is returned unchanged: a transform arranges it once all of it is
    known.
    """
    words = [node for node in siblings if not isinstance(node, nodes.MystComment)]
    if not words or shows(words):
        return siblings
    parts: list[nodes.Node] = [nodes.Caption(position=words[0].position, children=words[:1])]
    if words[1:]:
        parts.append(nodes.Legend(position=words[1].position, children=words[1:]))
    return parts


def shows(siblings: Iterable[nodes.Node]) -> bool:
    """Return whether the nodes contain more than text."""
    return any(_shows(node) for node in siblings)


def _shows(node: nodes.Node) -> bool:
    if isinstance(node, nodes.MystDirective):
        return shows(node.children)
    if isinstance(node, nodes.Paragraph):
        inner = [
            n for n in node.children if not (isinstance(n, nodes.Text) and not n.value.strip())
        ]
        return bool(inner) and all(isinstance(n, _SHOWN) for n in inner)
    return isinstance(node, _SHOWN)
