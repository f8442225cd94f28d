"""Variables of node templates besides the node: one function for each type that needs more."""

from collections.abc import Callable, Mapping
from typing import TypeVar

from neuromatch_site.model.ast import nodes
from neuromatch_site.render.html import RenderContext, View
from neuromatch_site.render.views.admonition import admonition, exercise, proof, solution
from neuromatch_site.render.views.block import block, outputs
from neuromatch_site.render.views.chemical_formula import chemical_formula
from neuromatch_site.render.views.cite import bibliography, cite, cite_group
from neuromatch_site.render.views.code import ansi_text, code, diagram, inline_code
from neuromatch_site.render.views.container import aside, caption_number, card, container, grid
from neuromatch_site.render.views.heading import heading
from neuromatch_site.render.views.image import image
from neuromatch_site.render.views.link import (
    button,
    cross_reference,
    footnote_reference,
    link,
)
from neuromatch_site.render.views.math import inline_math, math, math_group
from neuromatch_site.render.views.quiz import blank, quiz
from neuromatch_site.render.views.raw import html_element, safe_html
from neuromatch_site.render.views.tab_set import tab_set
from neuromatch_site.render.views.table import list_item, table, table_cell
from neuromatch_site.render.views.video import iframe, linked_slides, slides, video

N = TypeVar("N", bound=nodes.Node)


def _for_kind(
    kind: type[N], view: Callable[[N, RenderContext], Mapping[str, object]]
) -> tuple[str, View]:
    def checked(node: nodes.Node, context: RenderContext) -> Mapping[str, object]:
        return view(node, context) if isinstance(node, kind) else {}

    return kind.type, checked


VIEWS: Mapping[str, View] = dict(
    [
        _for_kind(nodes.Admonition, admonition),
        _for_kind(nodes.AnsiText, ansi_text),
        _for_kind(nodes.Aside, aside),
        _for_kind(nodes.Bibliography, bibliography),
        _for_kind(nodes.Blank, blank),
        _for_kind(nodes.Block, block),
        _for_kind(nodes.Button, button),
        _for_kind(nodes.CaptionNumber, caption_number),
        _for_kind(nodes.Card, card),
        _for_kind(nodes.ChemicalFormula, chemical_formula),
        _for_kind(nodes.Cite, cite),
        _for_kind(nodes.CiteGroup, cite_group),
        _for_kind(nodes.Code, code),
        _for_kind(nodes.Container, container),
        _for_kind(nodes.CrossReference, cross_reference),
        _for_kind(nodes.Exercise, exercise),
        _for_kind(nodes.FootnoteReference, footnote_reference),
        _for_kind(nodes.Grid, grid),
        _for_kind(nodes.Heading, heading),
        _for_kind(nodes.HtmlElement, html_element),
        _for_kind(nodes.Iframe, iframe),
        _for_kind(nodes.Image, image),
        _for_kind(nodes.InlineCode, inline_code),
        _for_kind(nodes.InlineMath, inline_math),
        _for_kind(nodes.Link, link),
        _for_kind(nodes.ListItem, list_item),
        _for_kind(nodes.Math, math),
        _for_kind(nodes.MathGroup, math_group),
        _for_kind(nodes.Mermaid, diagram),
        _for_kind(nodes.Graphviz, diagram),
        _for_kind(nodes.Outputs, outputs),
        _for_kind(nodes.Proof, proof),
        _for_kind(nodes.Quiz, quiz),
        _for_kind(nodes.SafeHtml, safe_html),
        _for_kind(nodes.Slides, slides),
        _for_kind(nodes.Solution, solution),
        _for_kind(nodes.Table, table),
        _for_kind(nodes.TableCell, table_cell),
        _for_kind(nodes.TabSet, tab_set),
        _for_kind(nodes.Video, video),
    ]
)
"""By node type."""

RENDER_AS: Mapping[str, Callable[[nodes.Node], nodes.Node]] = {"paragraph": linked_slides}
"""Types of nodes that are rendered as another node."""
