"""A link that stands in a link -> one beside the other: no page can have one in another."""

from msgspec.structs import replace

from neuromatch_site.ast.nodes import LINKS, Link, Node, Parent, Root
from neuromatch_site.ast.text import is_blank
from neuromatch_site.ast.visit import select, walk
from neuromatch_site.diagnostics import Diagnostics, Rule
from neuromatch_site.source import Position
from neuromatch_site.transforms._context import PageContext


def part_links(content: Root, context: PageContext, diagnostics: Diagnostics) -> None:
    """End a link before each one that stands in it, and begin it again behind; report it.

    Markdown has no links in links; roles, citations and HTML may have put some there.
    """
    for parent in reversed(list(select(content, Parent))):
        if any(isinstance(child, Link) and _holds_link(child) for child in parent.children):
            parent.children = [
                part
                for child in parent.children
                for part in _parted(child, Position(context.source.path), diagnostics)
            ]


def _parted(node: Node, start: Position, diagnostics: Diagnostics) -> list[Node]:
    if not isinstance(node, Link) or not _holds_link(node):
        return [node]
    message = "a link cannot stand in another one; the outer one ends before it"
    hint = "end the outer link first"
    diagnostics.report(Rule.LINK_NESTED, node.position or start, message, hint)
    return _around(node.children, node)


def _holds_link(node: Parent) -> bool:
    return any(isinstance(found, LINKS) for child in node.children for found in walk(child))


def _around(nodes: list[Node], link: Link) -> list[Node]:
    """Return the nodes with the link around all of them but other links."""
    parts: list[Node] = []
    run: list[Node] = []
    for node in nodes:
        if isinstance(node, LINKS) or (isinstance(node, Parent) and _holds_link(node)):
            parts += _linked(run, link)
            run = []
            if isinstance(node, Parent) and not isinstance(node, LINKS):
                node.children = _around(node.children, link)
            parts.append(node)
        else:
            run.append(node)
    return parts + _linked(run, link)


def _linked(nodes: list[Node], link: Link) -> list[Node]:
    shown = any(not is_blank(node) for node in nodes)
    return [replace(link, children=nodes)] if shown else nodes
