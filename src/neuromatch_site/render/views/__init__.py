"""Variables of node templates besides the node: one function for each type that needs more."""

from collections.abc import Callable, Mapping
from typing import TypeVar

from neuromatch_site.model.ast.nodes import (
    Admonition,
    AnsiText,
    Aside,
    Bibliography,
    Blank,
    Block,
    Button,
    CaptionNumber,
    Card,
    ChemicalFormula,
    Cite,
    CiteGroup,
    Code,
    Container,
    CrossReference,
    Exercise,
    FootnoteReference,
    Graphviz,
    Grid,
    Heading,
    HtmlElement,
    Iframe,
    Image,
    InlineCode,
    InlineMath,
    Link,
    ListItem,
    Math,
    MathGroup,
    Mermaid,
    Node,
    Outputs,
    Proof,
    Quiz,
    SafeHtml,
    Slides,
    Solution,
    Table,
    TableCell,
    TabSet,
    Video,
)
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

N = TypeVar("N", bound=Node)


def _for_kind(
    kind: type[N], view: Callable[[N, RenderContext], Mapping[str, object]]
) -> tuple[str, View]:
    def checked(node: Node, context: RenderContext) -> Mapping[str, object]:
        return view(node, context) if isinstance(node, kind) else {}

    return kind.type, checked


VIEWS: Mapping[str, View] = dict(
    [
        _for_kind(Admonition, admonition),
        _for_kind(AnsiText, ansi_text),
        _for_kind(Aside, aside),
        _for_kind(Bibliography, bibliography),
        _for_kind(Blank, blank),
        _for_kind(Block, block),
        _for_kind(Button, button),
        _for_kind(CaptionNumber, caption_number),
        _for_kind(Card, card),
        _for_kind(ChemicalFormula, chemical_formula),
        _for_kind(Cite, cite),
        _for_kind(CiteGroup, cite_group),
        _for_kind(Code, code),
        _for_kind(Container, container),
        _for_kind(CrossReference, cross_reference),
        _for_kind(Exercise, exercise),
        _for_kind(FootnoteReference, footnote_reference),
        _for_kind(Grid, grid),
        _for_kind(Heading, heading),
        _for_kind(HtmlElement, html_element),
        _for_kind(Iframe, iframe),
        _for_kind(Image, image),
        _for_kind(InlineCode, inline_code),
        _for_kind(InlineMath, inline_math),
        _for_kind(Link, link),
        _for_kind(ListItem, list_item),
        _for_kind(Math, math),
        _for_kind(MathGroup, math_group),
        _for_kind(Mermaid, diagram),
        _for_kind(Graphviz, diagram),
        _for_kind(Outputs, outputs),
        _for_kind(Proof, proof),
        _for_kind(Quiz, quiz),
        _for_kind(SafeHtml, safe_html),
        _for_kind(Slides, slides),
        _for_kind(Solution, solution),
        _for_kind(Table, table),
        _for_kind(TableCell, table_cell),
        _for_kind(TabSet, tab_set),
        _for_kind(Video, video),
    ]
)
"""By node type."""

RENDER_AS: Mapping[str, Callable[[Node], Node]] = {"paragraph": linked_slides}
"""Types of which some are drawn as another node."""
