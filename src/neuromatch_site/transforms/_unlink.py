"""Links -> their text."""

from neuromatch_site.model.ast.nodes import LINKS, FootnoteReference, Node, Parent, Text
from neuromatch_site.model.ast.visit import replace


def unlink(parent: Parent) -> None:
    """Replace each link below the parent by its text."""
    replace(parent, Node, _link_children)


def _link_children(node: Node) -> list[Node] | None:
    if not isinstance(node, LINKS):
        return None
    if isinstance(node, FootnoteReference):
        return []
    values = (getattr(node, name, None) for name in ("label", "identifier", "url"))
    word = next((name for name in values if name), "")
    return node.children or [Text(position=node.position, value=word)]
