"""Blocks and cells of notebooks."""

from neuromatch_site.model.ast.nodes import Block, Outputs
from neuromatch_site.render.html import RenderContext


def block(node: Block, _context: RenderContext) -> dict[str, object]:
    """Return whether the block is a cell, and whether it is anything but its content."""
    return {
        "cell": node.kind == "notebook-code",
        "plain": not (node.classes or node.html_id or node.kind == "notebook-code"),
        "shown": node.visibility not in ("remove", "hide") or node.visibility is None,
        "hidden": node.visibility == "hide",
    }


def outputs(node: Outputs, _context: RenderContext) -> dict[str, object]:
    """Return whether the outputs are shown, folded or left out."""
    return {"shown": node.visibility != "remove", "hidden": node.visibility == "hide"}
