"""The plain text of a tree: for titles, text alternatives, search."""

import re
from collections.abc import Iterable
from html import unescape

from neuromatch_site.model.ast import nodes
from neuromatch_site.model.ast.visit import walk

_SILENT = (nodes.MystComment, nodes.Html, nodes.MystTarget, nodes.FootnoteReference)


def text_of(content: nodes.Node | Iterable[nodes.Node]) -> str:
    """Return the text of the nodes without markup."""
    roots = [content] if isinstance(content, nodes.Node) else content
    return "".join(_own_text(node) for root in roots for node in walk(root))


def _own_text(node: nodes.Node) -> str:
    if isinstance(node, _SILENT):
        return ""
    if isinstance(node, nodes.Blank):
        return "___"
    if isinstance(node, nodes.Literal):
        return node.value
    if isinstance(node, nodes.SafeHtml):
        return unescape(re.sub(r"<[^<>]*>", "", node.value))
    if isinstance(node, nodes.Image):
        return node.alt or ""
    return " " if isinstance(node, nodes.Break) else ""


def is_blank(node: nodes.Node) -> bool:
    """Return whether the node shows nothing: white space, a comment, a target."""
    if isinstance(node, nodes.Parent):
        return False
    if isinstance(node, nodes.Html):
        return node.value.lstrip().startswith("<!--") and node.value.rstrip().endswith("-->")
    return isinstance(node, _SILENT) or (isinstance(node, nodes.Literal) and not node.value.strip())
