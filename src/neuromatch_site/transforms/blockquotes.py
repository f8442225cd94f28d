"""Attributions: the last paragraph of a quotation, if it starts with a dash."""

import re

from neuromatch_site.diagnostics.diagnostic import Diagnostics
from neuromatch_site.model.ast import nodes
from neuromatch_site.model.ast.visit import has_child, parents_of
from neuromatch_site.transforms._context import TransformContext
from neuromatch_site.transforms._steps import changes

_ATTRIBUTION = re.compile(r"(?:---?|—|–) +")


@changes(nodes.Blockquote)
def attribute_quotes(
    content: nodes.Root, context: TransformContext, diagnostics: Diagnostics
) -> None:
    """Put a quotation with an attribution into a container of kind ``quote``, with a caption.

    Source: ``blockquoteTransform`` of myst-transforms.
    """
    for parent in list(parents_of(content, nodes.Blockquote)):
        if has_child(parent, nodes.Caption):
            continue
        if isinstance(parent, nodes.Container) and parent.kind == "quote":
            _complete(parent)
        else:
            parent.children = [_attributed(child) for child in parent.children]


def _complete(container: nodes.Container) -> None:
    for child in list(container.children):
        caption = _take_attribution(child) if isinstance(child, nodes.Blockquote) else None
        if caption is not None:
            container.children.append(caption)
            return


def _attributed(node: nodes.Node) -> nodes.Node:
    caption = _take_attribution(node) if isinstance(node, nodes.Blockquote) else None
    if caption is None:
        return node
    return nodes.Container(position=node.position, kind="quote", children=[node, caption])


def _take_attribution(quote: nodes.Blockquote) -> nodes.Caption | None:
    """Take the last paragraph out of the quotation where it is an attribution."""
    last = quote.children[-1] if len(quote.children) > 1 else None
    opening = last.children[0] if isinstance(last, nodes.Paragraph) and last.children else None
    if not isinstance(opening, nodes.Text) or not isinstance(last, nodes.Paragraph):
        return None
    match = _ATTRIBUTION.match(opening.value)
    if match is None:
        return None
    opening.value = opening.value[match.end() :]
    if not opening.value and len(last.children) == 1:
        return None
    quote.children = quote.children[:-1]
    return nodes.Caption(position=last.position, children=[last])
