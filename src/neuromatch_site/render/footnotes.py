"""Footnotes: numbered in the order of their marks, shown at the end of the page."""

from collections.abc import Mapping

from msgspec import Struct, field

from neuromatch_site.model.ast.nodes import FootnoteDefinition, FootnoteReference, Root
from neuromatch_site.model.ast.visit import select


class Footnotes(Struct, frozen=True):
    """The footnotes of a page."""

    numbers: Mapping[str, int] = field(default_factory=dict)
    """By identifier, in the order of the first marks."""
    first: Mapping[str, FootnoteReference] = field(default_factory=dict)
    """The first mark of each, for the link back."""
    definitions: Mapping[str, FootnoteDefinition] = field(default_factory=dict)

    def target(self, identifier: str) -> str:
        """Return the ``id`` of a footnote; nothing if the page has none with that name."""
        return f"fn-{self.numbers[identifier]}" if identifier in self.numbers else ""

    def mark(self, node: FootnoteReference) -> str:
        """Return the ``id`` of a mark; only the first of a footnote has one."""
        known = node.identifier in self.numbers
        first = known and self.first.get(node.identifier) is node
        return f"fnref-{self.numbers[node.identifier]}" if first else ""


def find_footnotes(root: Root) -> Footnotes:
    """Return the footnotes of a page; those without a mark come last."""
    first: dict[str, FootnoteReference] = {}
    definitions: dict[str, FootnoteDefinition] = {}
    for node in select(root, FootnoteDefinition, FootnoteReference):
        if isinstance(node, FootnoteReference):
            first.setdefault(node.identifier, node)
        elif isinstance(node, FootnoteDefinition):
            definitions.setdefault(node.identifier, node)
    order = dict.fromkeys([*(name for name in first if name in definitions), *definitions])
    numbers = {name: index for index, name in enumerate(order, 1)}
    number_of = {name: node.number for name, node in definitions.items() if node.number}
    return Footnotes(numbers | number_of, first, definitions)
