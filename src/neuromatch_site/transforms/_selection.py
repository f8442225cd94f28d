"""The nodes that a label refers to, as mystmd embeds them."""

from neuromatch_site.model.ast.nodes import (
    Block,
    CaptionNumber,
    DefinitionDescription,
    DefinitionList,
    DefinitionTerm,
    FootnoteDefinition,
    FootnoteReference,
    Heading,
    LiteralTarget,
    MystComment,
    Node,
    Outputs,
    Parent,
    Root,
    Target,
)
from neuromatch_site.model.ast.visit import replace, select, walk
from neuromatch_site.transforms._numbered_nodes import Counted


def labelled_nodes(content: Root, identifier: str) -> list[Node]:
    """Return the nodes of the identifier: for a heading, its section; for a term, its definition.

    Source: ``selectMdastNodes`` of myst-common.
    """
    for parent in select(content, Parent):
        for index, node in enumerate(parent.children):
            if not isinstance(node, Target | LiteralTarget | Outputs):
                continue
            if not _is_named(node, identifier):
                continue
            if isinstance(node, Heading):
                return _section(parent.children[index:])
            if isinstance(node, DefinitionTerm):
                return [DefinitionList(children=_term(parent.children[index:]))]
            return node.children if isinstance(node, Block) else [node]
    return []


def _is_named(node: Counted | Outputs, identifier: str) -> bool:
    aliases = node.data.get("aliases") if node.data else None
    also = isinstance(aliases, list) and identifier in aliases
    return identifier in (node.identifier, node.html_id) or also


def _section(nodes: list[Node]) -> list[Node]:
    """Return the heading and what follows it, up to the next heading."""
    selected = nodes[:1]
    for node in nodes[1:]:
        if isinstance(node, Heading):
            break
        if not isinstance(node, MystComment):
            selected.append(node)
    return selected


def _term(nodes: list[Node]) -> list[Node]:
    selected = nodes[:1]
    for node in nodes[1:]:
        if not isinstance(node, DefinitionDescription):
            break
        selected.append(node)
    return selected


def without_names(nodes: list[Node]) -> list[Node]:
    """Remove labels and footnotes from the nodes: they belong to their own page."""
    holder = Root(children=nodes)
    replace(holder, FootnoteReference, lambda _: [])
    replace(holder, FootnoteDefinition, lambda _: [])
    for node in walk(holder):
        if isinstance(node, Target | LiteralTarget | Outputs):
            node.identifier = node.label = node.html_id = None
        elif isinstance(node, CaptionNumber):
            node.html_id = None
    return holder.children
