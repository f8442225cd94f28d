"""Blocks: cells of notebooks, parts of a page."""

import re
from collections.abc import Mapping

from neuromatch_site.config.parts import SITE_PARTS
from neuromatch_site.model.ast.identifiers import html_id
from neuromatch_site.model.ast.nodes import Block, Code, Outputs
from neuromatch_site.model.ast.visit import select
from neuromatch_site.render.html import RenderContext
from neuromatch_site.render.translations import mark

_LANDING = frozenset({"split-image", "logo-cloud", "centered", "justified"})
"""Kinds of blocks of landing pages, each with a layout of its own."""
_PART_TITLES: Mapping[str, str] = {
    "abstract": mark("Abstract"),
    "keypoints": mark("Key points"),
    "summary": mark("Plain language summary"),
    "data_availability": mark("Data availability"),
    "downloads": mark("Downloads"),
    "acknowledgments": mark("Acknowledgments"),
    "dedication": "",
    "epigraph": "",
    **dict.fromkeys(SITE_PARTS, ""),
}
"""What parts of a page are called; a dedication and an epigraph bear no title."""


_TO_FILL = re.compile(
    r"^[^#]*+#.*?\b(your (turn|code|answer)|fill in|replace the (next|following))|^\.\.\.$"
    r"|raise NotImplementedError",
    re.IGNORECASE,
)
"""What authors write where learners are to write code; the last is Neuromatch's."""


def block(node: Block, context: RenderContext) -> dict[str, object]:
    """Return whether the block is a cell or a part, and whether it needs an element."""
    cell = node.kind == "notebook-code"
    part = (node.data or {}).get("part")
    title = _PART_TITLES.get(part) if isinstance(part, str) else None
    if isinstance(part, str) and title is None:
        title = part.replace("_", " ").replace("-", " ").capitalize()
    return {
        "cell": cell,
        "part": html_id(part) if isinstance(part, str) else "",
        "title": context.words(title) if title else "",
        "kind": node.kind if node.kind in _LANDING else "",
        "plain": not (node.classes or node.html_id or cell or part or node.kind in _LANDING),
        "to_fill": cell and _is_to_fill(node),
        "visible": node.visibility != "remove" and not (cell and not node.children),
        "hidden": node.visibility == "hide",
    }


def _is_to_fill(cell: Block) -> bool:
    """Return whether the code of a cell is left to the learner: it says so, or there is none."""
    code = next(select(cell, Code), None)
    lines = [line.strip() for line in code.value.splitlines()] if code else []
    text_lines = [line for line in lines if line]
    blank = bool(text_lines) and all(line.startswith("#") for line in text_lines)
    return blank or any(_TO_FILL.search(line) for line in text_lines)


def outputs(node: Outputs, _context: RenderContext) -> dict[str, object]:
    """Return whether the outputs are shown, folded or left out."""
    return {
        "visible": node.visibility != "remove",
        "hidden": node.visibility == "hide",
        "scrolls": "scroll-output" in (node.classes or ()),
    }
