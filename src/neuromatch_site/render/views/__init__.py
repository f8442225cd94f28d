"""What node templates see beside their node: one function for each type that needs more."""

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
    Card,
    Cite,
    CiteGroup,
    Code,
    Container,
    CrossReference,
    Exercise,
    FootnoteReference,
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
from neuromatch_site.render.views.cite import bibliography, cite, cite_group
from neuromatch_site.render.views.code import ansi_text, code, inline_code, mermaid
from neuromatch_site.render.views.container import aside, card, container, grid
from neuromatch_site.render.views.heading import heading
from neuromatch_site.render.views.image import image
from neuromatch_site.render.views.link import (
    button,
    cross_reference,
    footnote_reference,
    link,
)
from neuromatch_site.render.views.math import inline_math, math
from neuromatch_site.render.views.quiz import blank, quiz
from neuromatch_site.render.views.raw import html_element, safe_html
from neuromatch_site.render.views.tab_set import tab_set
from neuromatch_site.render.views.table import list_item, table, table_cell
from neuromatch_site.render.views.video import iframe, linked_slides, slides, video

N = TypeVar("N", bound=Node)


def _of(
    kind: type[N], view: Callable[[N, RenderContext], Mapping[str, object]]
) -> tuple[str, View]:
    def checked(node: Node, context: RenderContext) -> Mapping[str, object]:
        return view(node, context) if isinstance(node, kind) else {}

    return kind.type, checked


VIEWS: Mapping[str, View] = dict(
    [
        _of(Admonition, admonition),
        _of(AnsiText, ansi_text),
        _of(Aside, aside),
        _of(Bibliography, bibliography),
        _of(Blank, blank),
        _of(Block, block),
        _of(Button, button),
        _of(Card, card),
        _of(Cite, cite),
        _of(CiteGroup, cite_group),
        _of(Code, code),
        _of(Container, container),
        _of(CrossReference, cross_reference),
        _of(Exercise, exercise),
        _of(FootnoteReference, footnote_reference),
        _of(Grid, grid),
        _of(Heading, heading),
        _of(HtmlElement, html_element),
        _of(Iframe, iframe),
        _of(Image, image),
        _of(InlineCode, inline_code),
        _of(InlineMath, inline_math),
        _of(Link, link),
        _of(ListItem, list_item),
        _of(Math, math),
        _of(Mermaid, mermaid),
        _of(Outputs, outputs),
        _of(Proof, proof),
        _of(Quiz, quiz),
        _of(SafeHtml, safe_html),
        _of(Slides, slides),
        _of(Solution, solution),
        _of(Table, table),
        _of(TableCell, table_cell),
        _of(TabSet, tab_set),
        _of(Video, video),
    ]
)
"""By node type."""

RENDER_AS: Mapping[str, Callable[[Node], Node]] = {"paragraph": linked_slides}
"""Types of which some are drawn as another node."""
