"""The nodes that a label refers to, as mystmd embeds them."""

from neuromatch_site.model.ast import nodes
from neuromatch_site.model.ast.visit import replace, select, walk
from neuromatch_site.transforms._numbered_nodes import Counted


def labelled_nodes(content: nodes.Root, identifier: str) -> list[nodes.Node]:
    """Return the nodes of the identifier: for a heading, its section; for a term, its definition.

    Source: ``selectMdastNodes`` of myst-common.
    """
    for parent in select(content, nodes.Parent):
        for index, node in enumerate(parent.children):
            if not isinstance(node, nodes.Target | nodes.LiteralTarget | nodes.Outputs):
                continue
            if not _is_named(node, identifier):
                continue
            if isinstance(node, nodes.Heading):
                return _section(parent.children[index:])
            if isinstance(node, nodes.DefinitionTerm):
                return [nodes.DefinitionList(children=_term(parent.children[index:]))]
            return node.children if isinstance(node, nodes.Block) else [node]
    return []


def _is_named(node: Counted | nodes.Outputs, identifier: str) -> bool:
    aliases = node.data.get("aliases") if node.data else None
    also = isinstance(aliases, list) and identifier in aliases
    return identifier in (node.identifier, node.html_id) or also


def _section(siblings: list[nodes.Node]) -> list[nodes.Node]:
    """Return the heading and what follows it, up to the next heading."""
    selected = siblings[:1]
    for node in siblings[1:]:
        if isinstance(node, nodes.Heading):
            break
        if not isinstance(node, nodes.MystComment):
            selected.append(node)
    return selected


def _term(siblings: list[nodes.Node]) -> list[nodes.Node]:
    selected = siblings[:1]
    for node in siblings[1:]:
        if not isinstance(node, nodes.DefinitionDescription):
            break
        selected.append(node)
    return selected


def without_names(siblings: list[nodes.Node]) -> list[nodes.Node]:
    """Remove labels and footnotes from the nodes: they belong to their own page."""
    holder = nodes.Root(children=siblings)
    replace(holder, nodes.FootnoteReference, lambda _: [])
    replace(holder, nodes.FootnoteDefinition, lambda _: [])
    for node in walk(holder):
        if isinstance(node, nodes.Target | nodes.LiteralTarget | nodes.Outputs):
            node.identifier = node.label = node.html_id = None
        elif isinstance(node, nodes.CaptionNumber):
            node.html_id = None
    return holder.children
