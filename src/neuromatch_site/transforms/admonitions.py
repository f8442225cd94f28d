"""Admonitions in the syntax of GitHub, Quarto or Bootstrap; titles inside them."""

import re
from collections.abc import Mapping

from neuromatch_site.diagnostics.diagnostic import Diagnostics
from neuromatch_site.model.ast import nodes
from neuromatch_site.model.ast.visit import replace, select
from neuromatch_site.transforms._context import TransformContext
from neuromatch_site.transforms._steps import changes

_GITHUB = ("note", "tip", "important", "warning", "caution")
_BRACKETED = re.compile(r"\s*\[!([A-Za-z]+)\]\s*")
_KINDS: Mapping[str, str] = {
    **{f"callout-{kind}": kind for kind in _GITHUB},  # Quarto
    "alert-info": "note",  # Bootstrap, as many notebooks write it
    "alert-success": "tip",
    "alert-warning": "warning",
    "alert-danger": "danger",
}
"""Classes of a ``div`` that say what it is."""
_SAID_BY = frozenset({"admonition", "alert", "alert-block", *_KINDS})


@changes(nodes.Admonition, nodes.Blockquote, nodes.Div)
def read_admonitions(
    content: nodes.Root, context: TransformContext, diagnostics: Diagnostics
) -> None:
    """Convert ``> [!NOTE]``, ``> **Note**``, ``.callout-note`` and ``.alert-info`` to admonitions.

    The first line of an admonition without a title becomes its title if it is bold or a heading.
    Source: the admonition transforms of myst-transforms. The renderer adds default titles.
    """
    replace(content, (nodes.Blockquote, nodes.Div), _admonition)
    for node in select(content, nodes.Admonition):
        _lift_title(node)


def _admonition(node: nodes.Target) -> list[nodes.Node] | None:
    if isinstance(node, nodes.Blockquote):
        return _from_quote(node)
    if isinstance(node, nodes.Div) and node.classes:
        kind = next((name for name in node.classes if name in _KINDS), None)
        if kind:
            rest = [name for name in node.classes if name not in _SAID_BY]
            return [_admonition_of(node, _KINDS[kind], rest)]
    return None


def _from_quote(node: nodes.Blockquote) -> list[nodes.Node] | None:
    first = node.children[0] if node.children else None
    opening = first.children[0] if isinstance(first, nodes.Paragraph) and first.children else None
    if isinstance(opening, nodes.Text) and isinstance(first, nodes.Paragraph):
        match = _BRACKETED.match(opening.value)
        if match and match[1].lower() in _GITHUB:
            opening.value = opening.value[match.end() :]
            _drop_empty(node, first, opening)
            return [_admonition_of(node, match[1].lower(), [*(node.classes or ()), "simple"])]
    if (
        isinstance(opening, nodes.Strong)
        and isinstance(first, nodes.Paragraph)
        and opening.children
    ):
        word = opening.children[0]
        kind = word.value.strip().lower() if isinstance(word, nodes.Text) else ""
        if kind in _GITHUB:
            first.children = first.children[1:]
            _drop_empty(node, first, None)
            return [_admonition_of(node, kind, [*(node.classes or ()), "simple"])]
    return None


def _drop_empty(quote: nodes.Blockquote, first: nodes.Paragraph, text: nodes.Text | None) -> None:
    """Leave out what is empty now that the mark is gone."""
    if text is not None and not text.value:
        first.children = first.children[1:]
    if not first.children:
        quote.children = quote.children[1:]
    elif isinstance(first.children[0], nodes.Text):
        first.children[0].value = first.children[0].value.lstrip()


def _admonition_of(
    node: nodes.Blockquote | nodes.Div, kind: str, classes: list[str]
) -> nodes.Admonition:
    return nodes.Admonition(
        position=node.position,
        kind=kind,
        classes=classes or None,
        label=node.label,
        identifier=node.identifier,
        children=node.children,
    )


def _lift_title(node: nodes.Admonition) -> None:
    if not node.kind or node.kind == "admonition" or not node.children:
        return
    first = node.children[0]
    title: list[nodes.Node] | None = None
    if isinstance(first, nodes.Heading):
        title = first.children
    elif isinstance(first, nodes.Paragraph) and len(first.children) == 1:
        only = first.children[0]
        title = only.children if isinstance(only, nodes.Strong) else None
    if title is not None:
        heading = nodes.AdmonitionTitle(position=first.position, children=title)
        node.children = [heading, *node.children[1:]]
