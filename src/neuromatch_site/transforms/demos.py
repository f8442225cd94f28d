"""Demos of MyST: a small page each, with its own labels and numbers."""

from collections import Counter
from collections.abc import Mapping

from neuromatch_site.diagnostics.diagnostic import Diagnostics
from neuromatch_site.model.ast import nodes
from neuromatch_site.model.ast.identifiers import normalize_label
from neuromatch_site.model.ast.visit import select, walk
from neuromatch_site.transforms._context import TransformContext
from neuromatch_site.transforms._numbered_nodes import counted_nodes, kind_of
from neuromatch_site.transforms._numbers import NUMBERED_KINDS
from neuromatch_site.transforms._steps import changes

RESULT = "myst-demo__result"
"""The class of the result of a demo."""


@changes(nodes.Div)
def part_demos(content: nodes.Root, context: TransformContext, diagnostics: Diagnostics) -> None:
    """Give the content of demos unique labels, and numbers that the page does not count.

    Source: ``myst`` directive of mystmd, whose node has no children: a theme parses its text
    separately. Footnotes continue the page's numbers, because they are listed below it together.
    """
    demos = [node for node in select(content, nodes.Div) if RESULT in (node.classes or ())]
    for number, demo in enumerate(demos, start=1):
        part = nodes.Root(children=demo.children)
        _count(part)
        _rename(part, f"demo-{number}-")


def _count(part: nodes.Root) -> None:
    counts: Counter[str] = Counter()
    for node, in_group in counted_nodes(part):
        kind = kind_of(node, in_group=in_group)
        is_counted = kind in NUMBERED_KINDS if node.enumerated is None else node.enumerated
        node.enumerated = False
        if is_counted and not in_group and not isinstance(node, nodes.Heading):
            counts[kind] += not node.enumerator
            node.enumerator = node.enumerator or str(counts[kind])


def _rename(part: nodes.Root, prefix: str) -> None:
    own: dict[str, str] = {}
    for node, _ in counted_nodes(part):
        if isinstance(node, nodes.Heading) and node.implicit:
            node.identifier = node.label = node.html_id = None
        elif node.identifier:
            own[node.identifier] = node.identifier = prefix + node.identifier
            node.label, node.html_id = prefix + (node.label or ""), None
    notes = {node.identifier for node in select(part, nodes.FootnoteDefinition)}
    own_notes = {name: prefix + name for name in notes}
    for each in walk(part):
        if isinstance(each, nodes.FootnoteDefinition | nodes.FootnoteReference):
            each.identifier = own_notes.get(each.identifier, each.identifier)
        else:
            _follow(each, own)


def _follow(node: nodes.Node, own: Mapping[str, str]) -> None:
    """Let a reference of a demo lead to the target of the same demo."""
    if isinstance(node, nodes.CrossReference | nodes.Cite):
        identifier = normalize_label(node.label or node.identifier)[0]
        if identifier in own:
            node.identifier = node.label = own[identifier]
    elif isinstance(node, nodes.Link) and node.url.startswith("#"):
        identifier = normalize_label(node.url[1:])[0]
        node.url = f"#{own[identifier]}" if identifier in own else node.url
