"""Tags of cells and blocks that hide or remove them."""

import re
from collections.abc import Sequence

from neuromatch_site.diagnostics.diagnostic import Diagnostics, Rule
from neuromatch_site.diagnostics.source import Position
from neuromatch_site.model.ast.nodes import Block

PARTS = ("cell", "input", "output")
"""The parts of a cell that can be hidden or removed."""
SCROLL = "scroll-output"
"""The tag of a cell whose long output scrolls."""
LANDING_BLOCKS = ("split-image", "logo-cloud", "centered", "justified")
"""Kinds of blocks of a landing page. Source: mystmd's guide, "Landing pages"."""
TAGS = frozenset(f"{verb}-{part}" for verb in ("hide", "remove") for part in PARTS)


def read_tags(
    data: dict[str, object], at: Position | None, diagnostics: Diagnostics
) -> Sequence[str]:
    """Return the tags that hide or remove; ``data`` keeps all others."""
    listed = data.pop("tags", None) or []
    words = re.split(r"[\s,]+", listed) if isinstance(listed, str) else listed
    tags = [str(tag) for tag in words if tag] if isinstance(words, list) else []
    for tag in tags:
        meant = tag.replace("_", "-")
        if tag != meant and meant in TAGS:
            message = f"unknown tag `{tag}`; it has no effect"
            place = at or Position("")
            diagnostics.report(Rule.CODE_METATAGS_VALID, place, message, f"did you mean `{meant}`?")
    if other_tags := [tag for tag in tags if tag not in TAGS]:
        data["tags"] = other_tags
    return [tag for tag in tags if tag in TAGS]


def hide_or_remove(block: Block, tags: Sequence[str]) -> None:
    """Hide or remove a block of text, which is treated like the input of a code cell."""
    if {"remove-cell", "remove-input"} & set(tags):
        block.visibility = "remove"
    elif {"hide-cell", "hide-input"} & set(tags):
        block.visibility = "hide"
