"""A link inside a link -> one beside the other, because HTML does not allow nested links."""

from msgspec.structs import replace

from neuromatch_site.diagnostics.diagnostic import Diagnostics, Rule
from neuromatch_site.diagnostics.source import Position
from neuromatch_site.model.ast.nodes import LINKS, Button, Link, Node, Parent, Root
from neuromatch_site.model.ast.text import is_blank
from neuromatch_site.model.ast.visit import parents_of, walk
from neuromatch_site.transforms._context import TransformContext
from neuromatch_site.transforms._steps import changes
from neuromatch_site.transforms._unlink import unlink


@changes(Link, Button)
def part_links(content: Root, context: TransformContext, diagnostics: Diagnostics) -> None:
    """End a link before each link inside it, and start it again after that; report it.

    A button stays whole: links in it become text. Markdown has no nested links; roles, citations
    and HTML can create them.
    """
    start = Position(context.source.path)
    for parent in reversed(list(parents_of(content, Link, Button))):
        if any(isinstance(child, Link | Button) and _holds(child) for child in parent.children):
            parent.children = [
                part for child in parent.children for part in _parted(child, start, diagnostics)
            ]


def _parted(node: Node, start: Position, diagnostics: Diagnostics) -> list[Node]:
    if not isinstance(node, Link | Button) or not _holds(node):
        return [node]
    place = node.position or start
    if isinstance(node, Button):
        message, hint = "nested link in a button; only its text is shown", ""
        diagnostics.report(Rule.LINK_NESTED, place, message, hint)
        unlink(node)
        return [node]
    message = "nested link: the outer link was closed early"
    diagnostics.report(Rule.LINK_NESTED, place, message, "close the outer link first")
    return _around(node.children, node)


def _holds(node: Parent) -> bool:
    return any(isinstance(node, LINKS) for child in node.children for node in walk(child))


def _around(nodes: list[Node], link: Link) -> list[Node]:
    """Return the nodes with the link around all of them but other links."""
    parts: list[Node] = []
    run: list[Node] = []
    for node in nodes:
        if isinstance(node, LINKS) or (isinstance(node, Parent) and _holds(node)):
            parts += _linked(run, link)
            run = []
            if isinstance(node, Parent) and not isinstance(node, LINKS):
                node.children = _around(node.children, link)
            parts.append(node)
        else:
            run.append(node)
    return parts + _linked(run, link)


def _linked(nodes: list[Node], link: Link) -> list[Node]:
    is_visible = any(not is_blank(node) for node in nodes)
    return [replace(link, children=nodes)] if is_visible else nodes
