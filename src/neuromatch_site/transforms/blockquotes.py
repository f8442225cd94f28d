"""Attributions: the last paragraph of a quotation, if it starts with a dash."""

import re

from neuromatch_site.diagnostics.diagnostic import Diagnostics
from neuromatch_site.model.ast.nodes import (
    Blockquote,
    Caption,
    Container,
    Node,
    Paragraph,
    Root,
    Text,
)
from neuromatch_site.model.ast.visit import has_child, parents_of
from neuromatch_site.transforms._context import TransformContext
from neuromatch_site.transforms._steps import changes

_ATTRIBUTION = re.compile(r"(?:---?|—|–) +")


@changes(Blockquote)
def attribute_quotes(content: Root, context: TransformContext, diagnostics: Diagnostics) -> None:
    """Put a quotation with an attribution into a container of kind ``quote``, with a caption.

    Source: ``blockquoteTransform`` of myst-transforms.
    """
    for parent in list(parents_of(content, Blockquote)):
        if has_child(parent, Caption):
            continue
        if isinstance(parent, Container) and parent.kind == "quote":
            _complete(parent)
        else:
            parent.children = [_attributed(child) for child in parent.children]


def _complete(container: Container) -> None:
    for child in list(container.children):
        caption = _take_attribution(child) if isinstance(child, Blockquote) else None
        if caption is not None:
            container.children.append(caption)
            return


def _attributed(node: Node) -> Node:
    caption = _take_attribution(node) if isinstance(node, Blockquote) else None
    if caption is None:
        return node
    return Container(position=node.position, kind="quote", children=[node, caption])


def _take_attribution(quote: Blockquote) -> Caption | None:
    """Take the last paragraph out of the quotation where it is an attribution."""
    last = quote.children[-1] if len(quote.children) > 1 else None
    opening = last.children[0] if isinstance(last, Paragraph) and last.children else None
    if not isinstance(opening, Text) or not isinstance(last, Paragraph):
        return None
    match = _ATTRIBUTION.match(opening.value)
    if match is None:
        return None
    opening.value = opening.value[match.end() :]
    if not opening.value and len(last.children) == 1:
        return None
    quote.children = quote.children[:-1]
    return Caption(position=last.position, children=[last])
