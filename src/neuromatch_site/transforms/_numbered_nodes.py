"""The nodes of a page that can be numbered, in order, for facts and numbers."""

from collections.abc import Iterator

from neuromatch_site.model.ast import nodes
from neuromatch_site.model.ast.visit import select, walk

Counted = nodes.Target | nodes.LiteralTarget

_ALWAYS = (nodes.Container, nodes.MathGroup, nodes.Math, nodes.Heading, nodes.Proof)
"""Counted with or without a label. Source: ``enumerateTargetsTransform`` of myst-transforms."""


def counted_nodes(content: nodes.Root) -> Iterator[tuple[Counted, bool]]:
    """Yield the nodes that can be numbered, and whether they are equations of a group, in order."""
    inside: set[int] = set()
    for node in select(content, nodes.Target, nodes.LiteralTarget):
        if isinstance(node, nodes.MathGroup) and node.enumerated is not False:
            inside.update(id(child) for child in node.children)
        if isinstance(node, _ALWAYS) or node.identifier or node.enumerated:
            yield node, id(node) in inside


def kind_of(node: Counted, *, in_group: bool = False) -> str:
    """Return MyST's kind of a target. Source: ``kindFromNode`` of myst-transforms."""
    if isinstance(node, nodes.Container):
        return node.kind or "figure"
    if isinstance(node, nodes.Math | nodes.MathGroup):
        return "subequation" if in_group else "equation"
    if isinstance(node, nodes.Admonition | nodes.Aside | nodes.Block | nodes.Proof) and node.kind:
        return f"{node.type}:{node.kind}"
    return node.type


def title_of(node: Counted) -> list[nodes.Node]:
    """Return the text of a target: its heading, caption, title or term."""
    if isinstance(node, nodes.Heading | nodes.DefinitionTerm):
        return node.children
    if not isinstance(node, nodes.Parent):
        return []
    own = next((child for child in node.children if isinstance(child, _TITLES)), None)
    caption = own or next((node for node in walk(node) if isinstance(node, _TITLES)), None)
    if caption is None or isinstance(caption, nodes.AdmonitionTitle | nodes.DefinitionTerm):
        return caption.children if caption is not None else []
    paragraph = next(select(caption, nodes.Paragraph), None)
    return paragraph.children if paragraph is not None else caption.children


_TITLES = (nodes.Caption, nodes.AdmonitionTitle, nodes.DefinitionTerm)
