"""Unclosed raw HTML elements, and where each one ends."""

from collections import Counter
from collections.abc import Sequence
from collections.abc import Set as AbstractSet

from neuromatch_site.model.ast.nodes import Block, BlockBreak, Heading, Html, Node
from neuromatch_site.transforms._elements import OPTIONAL_END, RAW, VOID, is_allowed
from neuromatch_site.transforms._markup import pieces

Tag = tuple[int, int]
"""The position of an opening tag: the index of its node among siblings, the offset in its text."""


def unclosed_tags(children: Sequence[Node]) -> AbstractSet[Tag]:
    """Return the opening tags among siblings that have no closing tag."""
    opened: list[tuple[str, Tag]] = []
    names: Counter[str] = Counter()
    unclosed: set[Tag] = set()
    for number, child in enumerate(children):
        for piece in pieces(child.value, RAW) if isinstance(child, Html) else ():
            name = piece.name
            if name in VOID or name in RAW or name in OPTIONAL_END or not is_allowed(name):
                continue
            if piece.kind == "open" and not piece.text.endswith("/>"):
                opened.append((name, (number, piece.offset)))
                names[name] += 1
            elif piece.kind == "close" and names[name]:
                while opened[-1][0] != name:
                    other, tag = opened.pop()
                    names[other] -= 1
                    unclosed.add(tag)
                opened.pop()
                names[name] -= 1
    unclosed.update(tag for _, tag in opened)
    return unclosed


def section_depth(before: int, heading: Heading) -> int:
    """Return the depth of the section that a heading starts.

    ``before`` is the depth of the section around it, 0 at the top of a page. The first heading is
    the title, which starts no section: any heading after it closes what was left open above.
    """
    return heading.depth if before else DEEPEST


DEEPEST = 6


def ends_at(node: Node, section: int) -> bool:
    """Return whether elements left open in a section end before this node.

    They end at a cell (``+++`` or a code cell), and at a heading of the level of the section, or
    above it. Source: issue 17; browsers show each cell of a notebook apart.
    """
    if isinstance(node, Heading):
        return node.depth <= (section or DEEPEST)
    return isinstance(node, (Block, BlockBreak))
