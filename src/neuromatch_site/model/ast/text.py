"""The plain text of a tree: for titles, text alternatives, search."""

import re
from collections.abc import Iterable
from html import unescape

from neuromatch_site.model.ast.nodes import (
    Blank,
    Break,
    FootnoteReference,
    Html,
    Image,
    Literal,
    MystComment,
    MystTarget,
    Node,
    Parent,
    SafeHtml,
)
from neuromatch_site.model.ast.visit import walk

_SILENT = (MystComment, Html, MystTarget, FootnoteReference)


def text_of(nodes: Node | Iterable[Node]) -> str:
    """Return the text of the nodes without markup."""
    roots = [nodes] if isinstance(nodes, Node) else nodes
    return "".join(_own_text(node) for root in roots for node in walk(root))


def _own_text(node: Node) -> str:
    if isinstance(node, _SILENT):
        return ""
    if isinstance(node, Blank):
        return "___"
    if isinstance(node, Literal):
        return node.value
    if isinstance(node, SafeHtml):
        return unescape(re.sub(r"<[^<>]*>", "", node.value))
    if isinstance(node, Image):
        return node.alt or ""
    return " " if isinstance(node, Break) else ""


def is_blank(node: Node) -> bool:
    """Return whether the node shows nothing: white space, a comment, a target."""
    if isinstance(node, Parent):
        return False
    if isinstance(node, Html):
        return node.value.lstrip().startswith("<!--") and node.value.rstrip().endswith("-->")
    return isinstance(node, _SILENT) or (isinstance(node, Literal) and not node.value.strip())
