"""Headings."""

from neuromatch_site.model.ast.nodes import Heading
from neuromatch_site.render.html import RenderContext


def heading(node: Heading, _context: RenderContext) -> dict[str, object]:
    """Return the level: the title of the page is the only one of level 1."""
    return {"level": min(max(node.depth, 2), 6)}
