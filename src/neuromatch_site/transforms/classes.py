"""Remove classes of the theme from content: with them, a link could cover the whole page."""

import re

from neuromatch_site.diagnostics.diagnostic import Diagnostics, Rule
from neuromatch_site.diagnostics.source import Position
from neuromatch_site.model.ast.nodes import HtmlElement, Node, Root
from neuromatch_site.model.ast.visit import walk
from neuromatch_site.transforms._context import TransformContext

_RESERVED = re.compile(
    r".*(__|--).*|layout-.*|is-.*|js|skip|preview|search|sidebar|header|footer|hero|outline|zoom"
    r"|announcement|analytics|languages|launch|pagination|progress|needs-script|without-script"
    r"|visually-hidden|video|cross-reference|cite|footnote-reference"
)
"""Names of blocks of the theme that are placed over others or hidden, and every part of a block."""
_OURS = frozenset({"myst-demo__result", "span--badge"})
"""What directives and roles give."""


def reserve_classes(content: Root, context: TransformContext, diagnostics: Diagnostics) -> None:
    """Remove classes of the theme from nodes and raw HTML; each is reported."""
    for node in walk(content):
        words = node.classes or []
        if isinstance(node, HtmlElement) and node.attributes:
            words = [*words, *node.attributes.get("class", "").split()]
        if refused := [word for word in words if is_reserved(word)]:
            _remove(node)
            place = node.position or Position(context.source.path)
            for word in refused:
                message = f"the class `{word}` belongs to the theme; it is ignored"
                diagnostics.report(Rule.CLASS_RESERVED, place, message, "use a name of your own")


def is_reserved(word: str) -> bool:
    """Return whether content cannot use a class."""
    return word not in _OURS and _RESERVED.fullmatch(word) is not None


def _remove(node: Node) -> None:
    node.classes = [word for word in node.classes or () if not is_reserved(word)] or None
    if isinstance(node, HtmlElement) and node.attributes and "class" in node.attributes:
        words = [word for word in node.attributes["class"].split() if not is_reserved(word)]
        others = {name: value for name, value in node.attributes.items() if name != "class"}
        node.attributes = ({**others, "class": " ".join(words)} if words else others) or None
