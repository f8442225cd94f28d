"""Every node type, with the name and the fields of the MyST spec.

Fields have the spelling of the spec, so that a tree and its JSON have the same names. Types that
are not in the spec (yet) are mystmd's; a few of our own are at the end.
"""

# ruff: noqa: N815 - the spec's names

from typing import ClassVar

from msgspec import Struct, field

from neuromatch_site.diagnostics.source import Position


class Node(
    Struct, kw_only=True, repr_omit_defaults=True, omit_defaults=True, tag=True, tag_field="type"
):
    """The fields that every node has."""

    type: ClassVar[str] = ""
    position: Position | None = None
    """The position in the source."""
    data: dict[str, object] | None = None
    """Data without its own field, such as the metadata of a cell."""
    classes: list[str] | None = None
    """The words of `class`, as written."""


class Nodes(list[Node]):
    """Nodes in a struct that is not a node; the serializer recognizes this type."""


class Parent(Node, kw_only=True):
    """A node with children."""

    children: list[Node] = field(default_factory=list)


class Literal(Node, kw_only=True):
    """A node with a text."""

    value: str = ""


class Target(Parent, kw_only=True):
    """A node that can be referred to, and numbered."""

    label: str | None = None
    """As written."""
    identifier: str | None = None
    """The label, normalised."""
    html_id: str | None = None
    """The identifier as an HTML id."""
    enumerator: str | None = None
    """The number shown: ``2.1``, ``3a``."""
    enumerated: bool | None = None
    """Whether it is numbered, if its author sets it."""


class LiteralTarget(Literal, kw_only=True):
    """A text that can be referred to, and numbered."""

    label: str | None = None
    identifier: str | None = None
    html_id: str | None = None
    enumerator: str | None = None
    enumerated: bool | None = None


# -- CommonMark, as mdast has it


class Root(Parent, kw_only=True):
    """A page."""

    type: ClassVar[str] = "root"


class Paragraph(Target, kw_only=True):
    """A paragraph."""

    type: ClassVar[str] = "paragraph"


class Heading(Target, kw_only=True):
    """A heading; ``implicit`` when its identifier was made from its text."""

    type: ClassVar[str] = "heading"
    depth: int = 1
    implicit: bool | None = None


class ThematicBreak(Node, kw_only=True):
    """A thematic break."""

    type: ClassVar[str] = "thematicBreak"


class Blockquote(Target, kw_only=True):
    """A quotation."""

    type: ClassVar[str] = "blockquote"


class List(Target, kw_only=True):
    """A list."""

    type: ClassVar[str] = "list"
    ordered: bool = False
    start: int | None = None
    spread: bool = False


class ListItem(Parent, kw_only=True):
    """An item of a list; ``checked`` in task lists."""

    type: ClassVar[str] = "listItem"
    spread: bool = False
    checked: bool | None = None


class Html(Literal, kw_only=True):
    """Raw HTML, as written."""

    type: ClassVar[str] = "html"


class Code(LiteralTarget, kw_only=True):
    """A block of code."""

    type: ClassVar[str] = "code"
    lang: str | None = None
    meta: str | None = None
    showLineNumbers: bool | None = None
    startingLineNumber: int | None = None
    emphasizeLines: list[int] | None = None
    filename: str | None = None
    executable: bool | None = None
    visibility: str | None = None
    summary: str | None = None
    """The label of folded code: the ``# @title`` of a form in Colab. Our own field."""


class Text(Literal, kw_only=True):
    """Text."""

    type: ClassVar[str] = "text"


class Emphasis(Parent, kw_only=True):
    """Emphasis."""

    type: ClassVar[str] = "emphasis"


class Strong(Parent, kw_only=True):
    """Strong emphasis."""

    type: ClassVar[str] = "strong"


class InlineCode(Literal, kw_only=True):
    """Inline code."""

    type: ClassVar[str] = "inlineCode"
    lang: str | None = None


class Break(Node, kw_only=True):
    """A line break."""

    type: ClassVar[str] = "break"


class Link(Parent, kw_only=True):
    """A link; ``static`` where it is a file to download, ``internal`` where it is a page."""

    type: ClassVar[str] = "link"
    url: str = ""
    title: str | None = None
    static: bool | None = None
    dataUrl: str | None = None
    internal: bool | None = None
    protocol: str | None = None
    suggestFilename: bool | None = None


class Image(Target, kw_only=True):
    """An image or, by its file type, a video."""

    type: ClassVar[str] = "image"
    url: str = ""
    alt: str | None = None
    title: str | None = None
    width: str | None = None
    height: str | None = None
    align: str | None = None
    placeholder: bool | None = None
    urlSource: str | None = None


class LinkReference(Parent, kw_only=True):
    """A link with a URL defined elsewhere."""

    type: ClassVar[str] = "linkReference"
    identifier: str | None = None
    label: str | None = None
    referenceType: str | None = None


class ImageReference(Node, kw_only=True):
    """An image with a URL defined elsewhere."""

    type: ClassVar[str] = "imageReference"
    identifier: str | None = None
    label: str | None = None
    alt: str | None = None
    referenceType: str | None = None


class Definition(Node, kw_only=True):
    """The URL of link references."""

    type: ClassVar[str] = "definition"
    identifier: str = ""
    label: str | None = None
    url: str = ""
    title: str | None = None


# GFM, footnotes, definition lists


class Table(Target, kw_only=True):
    """A table."""

    type: ClassVar[str] = "table"
    align: str | None = None
    width: str | None = None
    widths: list[int] | None = None


class TableRow(Parent, kw_only=True):
    """A row."""

    type: ClassVar[str] = "tableRow"


class TableCell(Parent, kw_only=True):
    """A cell."""

    type: ClassVar[str] = "tableCell"
    header: bool | None = None
    align: str | None = None
    colspan: int | None = None
    rowspan: int | None = None
    width: str | None = None
    scope: str | None = None


class Delete(Parent, kw_only=True):
    """Struck text."""

    type: ClassVar[str] = "delete"


class FootnoteReference(Node, kw_only=True):
    """A mark that leads to a footnote."""

    type: ClassVar[str] = "footnoteReference"
    identifier: str = ""
    label: str | None = None
    number: int | None = None


class FootnoteDefinition(Parent, kw_only=True):
    """A footnote."""

    type: ClassVar[str] = "footnoteDefinition"
    identifier: str = ""
    label: str | None = None
    number: int | None = None


class DefinitionList(Target, kw_only=True):
    """A list of terms and descriptions."""

    type: ClassVar[str] = "definitionList"


class DefinitionTerm(Target, kw_only=True):
    """A term."""

    type: ClassVar[str] = "definitionTerm"


class DefinitionDescription(Parent, kw_only=True):
    """The description of a term."""

    type: ClassVar[str] = "definitionDescription"


# Styles


class Underline(Parent, kw_only=True):
    """Underlined text."""

    type: ClassVar[str] = "underline"


class Subscript(Parent, kw_only=True):
    """Subscript."""

    type: ClassVar[str] = "subscript"


class Superscript(Parent, kw_only=True):
    """Superscript."""

    type: ClassVar[str] = "superscript"


class Smallcaps(Parent, kw_only=True):
    """Small capitals."""

    type: ClassVar[str] = "smallcaps"


class Keyboard(Parent, kw_only=True):
    """A key to press."""

    type: ClassVar[str] = "keyboard"


class Abbreviation(Parent, kw_only=True):
    """An abbreviation with its long form as title."""

    type: ClassVar[str] = "abbreviation"
    title: str | None = None


class Span(Target, kw_only=True):
    """Text with a class."""

    type: ClassVar[str] = "span"


class Div(Target, kw_only=True):
    """Blocks with a class."""

    type: ClassVar[str] = "div"


class Si(Literal, kw_only=True):
    """A quantity with its unit."""

    type: ClassVar[str] = "si"
    number: str | None = None
    unit: str | None = None
    units: list[str] | None = None
    alt: str | None = None


class ChemicalFormula(Literal, kw_only=True):
    """A chemical formula."""

    type: ClassVar[str] = "chemicalFormula"


class Button(Parent, kw_only=True):
    """A link styled as a button."""

    type: ClassVar[str] = "button"
    url: str = ""
    kind: str | None = None


# MyST


class MystComment(Literal, kw_only=True):
    """A comment: never shown."""

    type: ClassVar[str] = "mystComment"


class BlockBreak(Node, kw_only=True):
    """``+++``, with the metadata as written."""

    type: ClassVar[str] = "blockBreak"
    meta: str | None = None


class Block(Target, kw_only=True):
    """The content between two block breaks; a cell of a notebook."""

    type: ClassVar[str] = "block"
    kind: str | None = None
    meta: str | None = None
    visibility: str | None = None


class MystDirective(Parent, kw_only=True):
    """A directive as written; its children are its result."""

    type: ClassVar[str] = "mystDirective"
    name: str = ""
    args: str | None = None
    options: dict[str, object] | None = None
    value: str | None = None


class MystRole(Parent, kw_only=True):
    """A role as written; its children are its result."""

    type: ClassVar[str] = "mystRole"
    name: str = ""
    value: str | None = None
    options: dict[str, object] | None = None


class MystTarget(Node, kw_only=True):
    """``(label)=``: labels the next node."""

    type: ClassVar[str] = "mystTarget"
    label: str = ""


class CrossReference(Parent, kw_only=True):
    """A reference to a target; once resolved, its URL and text."""

    type: ClassVar[str] = "crossReference"
    kind: str | None = None
    identifier: str = ""
    label: str | None = None
    html_id: str | None = None
    url: str | None = None
    dataUrl: str | None = None
    remote: bool | None = None
    resolved: bool | None = None
    enumerator: str | None = None
    template: str | None = None
    suppressImplicit: bool | None = None


class Admonition(Target, kw_only=True):
    """An admonition."""

    type: ClassVar[str] = "admonition"
    kind: str | None = None
    icon: bool | None = None
    open: bool | None = None


class AdmonitionTitle(Parent, kw_only=True):
    """The title of an admonition."""

    type: ClassVar[str] = "admonitionTitle"


class Container(Target, kw_only=True):
    """A figure, a table, a piece of code, with its caption."""

    type: ClassVar[str] = "container"
    kind: str = "figure"
    source: str | None = None
    noSubcontainers: bool | None = None
    subcontainer: bool | None = None
    parentEnumerator: str | None = None
    implicit: bool | None = None
    """The identifier of a subfigure was derived from its parent's."""
    license: str | None = None
    """Of the content, as an SPDX identifier, if it differs from that of the page."""


class Caption(Parent, kw_only=True):
    """The caption of a container."""

    type: ClassVar[str] = "caption"


class CaptionNumber(Parent, kw_only=True):
    """The number of a container, before its caption."""

    type: ClassVar[str] = "captionNumber"
    kind: str | None = None
    label: str | None = None
    identifier: str | None = None
    html_id: str | None = None
    enumerator: str | None = None


class Legend(Parent, kw_only=True):
    """The legend of a figure, below its caption."""

    type: ClassVar[str] = "legend"


class Math(LiteralTarget, kw_only=True):
    """A displayed formula in TeX; ``html`` is its MathML once rendered."""

    type: ClassVar[str] = "math"
    tight: str | bool | None = None
    """``before``, ``after`` or True: the text continues there without a new paragraph."""
    html: str | None = None
    numberedBy: str | None = None
    bare: bool | None = None
    r"""The number has no parentheses, as with ``\tag*``."""
    environment: bool | None = None
    """It is only a LaTeX environment, whose label has not been read yet."""


NUMBER_CELL = '<mtd class="math__tag"></mtd>'
"""Placeholder in the MathML of numbered lines for the number of a line."""


class MathGroup(Target, kw_only=True):
    """Formulas numbered together, or numbered lines of one formula.

    ``html`` is the MathML of these lines once rendered, with a ``NUMBER_CELL`` for each.
    """

    type: ClassVar[str] = "mathGroup"
    html: str | None = None


class InlineMath(Literal, kw_only=True):
    """An inline formula."""

    type: ClassVar[str] = "inlineMath"
    html: str | None = None
    label: str | None = None
    identifier: str | None = None


class Cite(Parent, kw_only=True):
    """A cited work: ``kind`` is ``narrative`` or ``parenthetical``."""

    type: ClassVar[str] = "cite"
    kind: str | None = None
    label: str = ""
    identifier: str = ""
    prefix: str | None = None
    suffix: str | None = None
    partial: str | None = None
    """``year`` or ``author`` only; ``empty``: only in the list of references."""
    enumerator: str | None = None
    """The number of the work on its page."""
    html_id: str | None = None
    """Of this citation; the id of the work in the list of references has no number at its end."""
    error: bool | None = None


class CiteGroup(Parent, kw_only=True):
    """Works cited together."""

    type: ClassVar[str] = "citeGroup"
    kind: str | None = None
    marks: list[str] | None = None
    """The texts before, between and after the works: ``(``, ``; ``, ``)``. The middle one is the
    same for all, or one for each.
    """
    superscript: bool | None = None
    """Its numbers are superscripts."""


class Bibliography(Node, kw_only=True):
    """The place of the list of references."""

    type: ClassVar[str] = "bibliography"
    filter: str | None = None
    """``all``: all works that the course cites."""
    implicit: bool | None = None
    """Added at the end of a page without one, with its heading."""
    numbered: bool | None = None
    references: list[dict[str, object]] | None = None
    """The entries: ``key``, ``html_id``, ``html`` (clean), ``enumerator``, ``number`` (as shown:
    ``[1]``), ``url``, ``doi``, ``marks`` (the ``html_id`` of each citation), ``pages`` (``url`` and
    ``title`` of the citing pages).
    """


# Directives


class Aside(Target, kw_only=True):
    """A note beside the text: ``margin``, ``sidebar`` or ``topic``."""

    type: ClassVar[str] = "aside"
    kind: str | None = None


class Details(Target, kw_only=True):
    """Collapsible content."""

    type: ClassVar[str] = "details"
    open: bool | None = None


class Summary(Parent, kw_only=True):
    """The visible line of collapsible content."""

    type: ClassVar[str] = "summary"


class Card(Target, kw_only=True):
    """A card."""

    type: ClassVar[str] = "card"
    url: str | None = None


class CardTitle(Parent, kw_only=True):
    """The title of a card."""

    type: ClassVar[str] = "cardTitle"


class Header(Parent, kw_only=True):
    """The header of a card."""

    type: ClassVar[str] = "header"


class Footer(Parent, kw_only=True):
    """The footer of a card."""

    type: ClassVar[str] = "footer"


class Grid(Target, kw_only=True):
    """Cards or blocks side by side."""

    type: ClassVar[str] = "grid"
    columns: list[int] | None = None


class TabSet(Target, kw_only=True):
    """Tabs."""

    type: ClassVar[str] = "tabSet"


class TabItem(Target, kw_only=True):
    """One tab."""

    type: ClassVar[str] = "tabItem"
    title: str = ""
    sync: str | None = None
    selected: bool | None = None


class Iframe(Target, kw_only=True):
    """An embedded page."""

    type: ClassVar[str] = "iframe"
    src: str = ""
    width: str | None = None
    height: str | None = None
    align: str | None = None
    title: str | None = None
    placeholder: bool | None = None


class Embed(Target, kw_only=True):
    """Embedded content of another place."""

    type: ClassVar[str] = "embed"
    source: dict[str, object] | None = None
    remove_input: bool | None = None
    remove_output: bool | None = None


class Include(Parent, kw_only=True):
    """An included file."""

    type: ClassVar[str] = "include"
    file: str = ""
    literal: bool | None = None
    filter: dict[str, object] | None = None
    lang: str | None = None
    caption: list[Node] | None = None
    showLineNumbers: bool | None = None
    startingLineNumber: int | None = None
    emphasizeLines: list[int] | None = None
    filename: str | None = None
    label: str | None = None
    identifier: str | None = None
    enumerated: bool | None = None
    enumerator: str | None = None


class Glossary(Parent, kw_only=True):
    """A definition list whose terms can be referred to."""

    type: ClassVar[str] = "glossary"


class Exercise(Target, kw_only=True):
    """An exercise."""

    type: ClassVar[str] = "exercise"
    hidden: bool | None = None
    gate: str | None = None


class Solution(Target, kw_only=True):
    """The solution of an exercise."""

    type: ClassVar[str] = "solution"
    hidden: bool | None = None
    gate: str | None = None


class Proof(Target, kw_only=True):
    """A theorem, lemma, definition, proof ..."""

    type: ClassVar[str] = "proof"
    kind: str | None = None


class Diagram(LiteralTarget, kw_only=True):
    """A diagram as source."""

    alt: str | None = None
    drawn: bool | None = None
    """Its rendered picture is before it."""


class Mermaid(Diagram, kw_only=True):
    """A Mermaid diagram."""

    type: ClassVar[str] = "mermaid"


class Graphviz(Diagram, kw_only=True):
    """A graph in DOT; not a node of the MyST spec."""

    type: ClassVar[str] = "graphviz"


class Toc(Parent, kw_only=True):
    """A table of contents."""

    type: ClassVar[str] = "toc"
    kind: str | None = None
    depth: int | None = None


class GenIndex(Parent, kw_only=True):
    """The index of the course."""

    type: ClassVar[str] = "genindex"


class IndexEntries(Target, kw_only=True):
    """Entries of the index."""

    type: ClassVar[str] = "indexEntries"
    entries: list[dict[str, object]] | None = None


class Raw(Literal, kw_only=True):
    """Text for one output format only."""

    type: ClassVar[str] = "raw"
    lang: str | None = None
    tex: str | None = None
    typst: str | None = None


class InlineExpression(Parent, kw_only=True):
    """An expression for a kernel."""

    type: ClassVar[str] = "inlineExpression"
    value: str = ""


# Notebooks


class Outputs(Parent, kw_only=True):
    """The outputs of a cell."""

    type: ClassVar[str] = "outputs"
    id: str | None = None
    visibility: str | None = None
    label: str | None = None
    identifier: str | None = None
    html_id: str | None = None


class Output(Parent, kw_only=True):
    """One output, as in nbformat; its children are its displayed form."""

    type: ClassVar[str] = "output"
    jupyter_data: dict[str, object] | None = None


# Our own


class Video(Target, kw_only=True):
    """A video with its providers."""

    type: ClassVar[str] = "video"
    title: str = ""
    author: str | None = None
    """The speaker, or the channel."""
    providers: list[dict[str, str]] | None = None
    poster: str | None = None
    duration: float | None = None
    transcripts: list[dict[str, object]] | None = None
    """``language``, and ``parts`` with ``start`` (in seconds) and ``text``."""
    width: str | None = None
    height: str | None = None
    """Of the player, once it is shown."""
    align: str | None = None
    uploadDate: str | None = None


class Slides(Target, kw_only=True):
    """Slides to show and to download."""

    type: ClassVar[str] = "slides"
    title: str = ""
    url: str | None = None
    download: str = ""


class Interactive(Literal, kw_only=True):
    """An interactive figure; ``value`` is its JSON."""

    type: ClassVar[str] = "interactive"
    kind: str = ""
    """``plotly``, ``vega``, ``bokeh``, ``widget`` or ``anywidget``."""
    title: str | None = None
    pictured: bool | None = None
    """The title is the alternative text of a picture beside it, and is not shown again."""
    url: str | None = None
    """The URL of its page on the site, which an iframe shows; None if it cannot be drawn."""


class Quiz(Target, kw_only=True):
    """A self-check question: the question, the choices, an explanation."""

    type: ClassVar[str] = "quiz"
    kind: str | None = None
    """``single-choice``, ``multiple-choice``, ``true-false``, ``number``, ``text``, ``matching``,
    ``ordering`` or ``cloze``; None if the question has no valid answer.
    """
    key: str | None = None
    """The key of the question in the browser's storage: its identifier, or a digest of its text."""
    points: int | None = None
    unit: str | None = None
    """Of a number."""
    caseSensitive: bool | None = None


class QuizChoice(Parent, kw_only=True):
    """A choice, an item to order or match, or a typed answer."""

    type: ClassVar[str] = "quizChoice"
    right: bool | None = None
    """Whether a choice or an answer is right."""
    place: int | None = None
    """Of an item: its position in the right order, or its match; from 0."""
    value: str | None = None
    """Of an answer: as written."""
    accepts: list[dict[str, object]] | None = None
    """Of an answer: what is accepted, see ``model.quiz``."""


class QuizMatch(Parent, kw_only=True):
    """A possible match of an item in a matching question."""

    type: ClassVar[str] = "quizMatch"


class QuizFeedback(Parent, kw_only=True):
    """Feedback on a choice."""

    type: ClassVar[str] = "quizFeedback"


class QuizHint(Parent, kw_only=True):
    """A hint."""

    type: ClassVar[str] = "quizHint"


class QuizExplanation(Parent, kw_only=True):
    """The explanation of the answer."""

    type: ClassVar[str] = "quizExplanation"


class Blank(Literal, kw_only=True):
    """A gap in a sentence of a question; ``value`` is its answer."""

    type: ClassVar[str] = "blank"
    accepts: list[dict[str, object]] | None = None
    number: int | None = None
    """The number of the gap in its question, from 1."""


class HtmlElement(Parent, kw_only=True):
    """An allowed element of raw HTML, with its content."""

    type: ClassVar[str] = "htmlElement"
    name: str = ""
    attributes: dict[str, str] | None = None


class AnsiText(Literal, kw_only=True):
    """Text from a terminal, with its colour codes."""

    type: ClassVar[str] = "ansiText"


class SafeHtml(Parent, kw_only=True):
    """Sanitized HTML, such as a table in the output of a notebook.

    ``<!--N-->`` in ``value`` is replaced by the child of that number: an image, link or formula.
    """

    type: ClassVar[str] = "safeHtml"
    value: str = ""
    inline: bool | None = None
    """It is inline."""


class Problem(Parent, kw_only=True):
    """The author's text that could not be understood."""

    type: ClassVar[str] = "problem"
    message: str = ""
    value: str | None = None


NODES: dict[str, type[Node]] = {
    kind.type: kind
    for kind in [*globals().values()]
    if isinstance(kind, type) and issubclass(kind, Node) and vars(kind).get("type")
}
"""Every node class by its type."""

LINKS = (Button, Cite, CiteGroup, CrossReference, FootnoteReference, Link)
"""Nodes that are links, and cannot be nested."""
