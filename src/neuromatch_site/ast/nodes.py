"""Every node type, under the name and with the fields the MyST spec gives it.

Fields keep the spec's spelling, so that a tree and its JSON say the same words.
Types that the spec has not (yet) are mystmd's; the few of our own are at the end.
"""

# ruff: noqa: N815 - the spec's names

from dataclasses import dataclass, field, fields
from typing import ClassVar, TypeVar, dataclass_transform

from neuromatch_site.source import Position

C = TypeVar("C")


@dataclass_transform(kw_only_default=True, field_specifiers=(field,))
def node(kind: type[C]) -> type[C]:
    """Return the class as a data class; what all nodes share is written once, in ``Node``.

    Generating ``__repr__`` and ``__eq__`` for each of a hundred classes costs 25 ms at start.
    """
    make = dataclass(slots=True, kw_only=True, repr=False, eq=False, match_args=False)
    return make(kind)


@node
class Node:
    """What every node has."""

    type: ClassVar[str] = ""
    position: Position | None = None
    """Where the author wrote it."""
    data: dict[str, object] | None = None
    """What has no field of its own, such as the metadata of a cell."""
    classes: list[str] | None = None
    """The words of `class`, as the author gave them."""

    def __eq__(self, other: object) -> bool:
        """Return whether the other is of the same type, with the same fields."""
        if type(self) is not type(other):
            return False
        return all(getattr(self, f.name) == getattr(other, f.name) for f in fields(self))

    __hash__ = None  # type: ignore[assignment]  # as of every data class that can change

    def __repr__(self) -> str:
        """Return the type and what is said of the node."""
        said = ((f.name, getattr(self, f.name)) for f in fields(self))
        words = ", ".join(f"{name}={value!r}" for name, value in said if value not in (None, []))
        return f"{type(self).__name__}({words})"


@node
class Parent(Node):
    """A node that holds others."""

    children: list[Node] = field(default_factory=list)


@node
class Literal(Node):
    """A node that holds a text."""

    value: str = ""


@node
class Target(Parent):
    """A node that can be referred to, and numbered."""

    label: str | None = None
    """As the author wrote it."""
    identifier: str | None = None
    """The label, normalised."""
    html_id: str | None = None
    """The identifier, fit for HTML."""
    enumerator: str | None = None
    """The number shown: ``2.1``, ``3a``."""
    enumerated: bool | None = None
    """Whether it is numbered, where its author says so."""


@node
class LiteralTarget(Literal):
    """A text that can be referred to, and numbered."""

    label: str | None = None
    identifier: str | None = None
    html_id: str | None = None
    enumerator: str | None = None
    enumerated: bool | None = None


# -- CommonMark, as mdast has it


@node
class Root(Parent):
    """A page."""

    type: ClassVar[str] = "root"


@node
class Paragraph(Target):
    """A paragraph."""

    type: ClassVar[str] = "paragraph"


@node
class Heading(Target):
    """A heading; ``implicit`` when its identifier was made from its text."""

    type: ClassVar[str] = "heading"
    depth: int = 1
    implicit: bool | None = None


@node
class ThematicBreak(Node):
    """A rule across the page."""

    type: ClassVar[str] = "thematicBreak"


@node
class Blockquote(Target):
    """A quotation."""

    type: ClassVar[str] = "blockquote"


@node
class List(Target):
    """A list."""

    type: ClassVar[str] = "list"
    ordered: bool = False
    start: int | None = None
    spread: bool = False


@node
class ListItem(Parent):
    """An item of a list; ``checked`` in task lists."""

    type: ClassVar[str] = "listItem"
    spread: bool = False
    checked: bool | None = None


@node
class Html(Literal):
    """Raw HTML, as written."""

    type: ClassVar[str] = "html"


@node
class Code(LiteralTarget):
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


@node
class Text(Literal):
    """Text."""

    type: ClassVar[str] = "text"


@node
class Emphasis(Parent):
    """Emphasis."""

    type: ClassVar[str] = "emphasis"


@node
class Strong(Parent):
    """Strong emphasis."""

    type: ClassVar[str] = "strong"


@node
class InlineCode(Literal):
    """Code in a line."""

    type: ClassVar[str] = "inlineCode"
    lang: str | None = None


@node
class Break(Node):
    """A line break."""

    type: ClassVar[str] = "break"


@node
class Link(Parent):
    """A link; ``static`` where it is a file to download, ``internal`` where it is a page."""

    type: ClassVar[str] = "link"
    url: str = ""
    title: str | None = None
    static: bool | None = None
    dataUrl: str | None = None
    internal: bool | None = None
    protocol: str | None = None
    suggestFilename: bool | None = None


@node
class Image(Target):
    """A picture or, by its file type, a film."""

    type: ClassVar[str] = "image"
    url: str = ""
    alt: str | None = None
    title: str | None = None
    width: str | None = None
    height: str | None = None
    align: str | None = None
    placeholder: bool | None = None
    urlSource: str | None = None


@node
class LinkReference(Parent):
    """A link whose URL stands elsewhere."""

    type: ClassVar[str] = "linkReference"
    identifier: str | None = None
    label: str | None = None
    referenceType: str | None = None


@node
class ImageReference(Node):
    """A picture whose URL stands elsewhere."""

    type: ClassVar[str] = "imageReference"
    identifier: str | None = None
    label: str | None = None
    alt: str | None = None
    referenceType: str | None = None


@node
class Definition(Node):
    """The URL of link references."""

    type: ClassVar[str] = "definition"
    identifier: str = ""
    label: str | None = None
    url: str = ""
    title: str | None = None


# GFM, footnotes, definition lists


@node
class Table(Target):
    """A table."""

    type: ClassVar[str] = "table"
    align: str | None = None
    width: str | None = None
    widths: list[int] | None = None


@node
class TableRow(Parent):
    """A row."""

    type: ClassVar[str] = "tableRow"


@node
class TableCell(Parent):
    """A cell."""

    type: ClassVar[str] = "tableCell"
    header: bool | None = None
    align: str | None = None
    colspan: int | None = None
    rowspan: int | None = None
    width: str | None = None
    scope: str | None = None


@node
class Delete(Parent):
    """Struck text."""

    type: ClassVar[str] = "delete"


@node
class FootnoteReference(Node):
    """A mark that leads to a footnote."""

    type: ClassVar[str] = "footnoteReference"
    identifier: str = ""
    label: str | None = None
    number: int | None = None


@node
class FootnoteDefinition(Parent):
    """A footnote."""

    type: ClassVar[str] = "footnoteDefinition"
    identifier: str = ""
    label: str | None = None
    number: int | None = None


@node
class DefinitionList(Target):
    """A list of terms and descriptions."""

    type: ClassVar[str] = "definitionList"


@node
class DefinitionTerm(Target):
    """A term."""

    type: ClassVar[str] = "definitionTerm"


@node
class DefinitionDescription(Parent):
    """What a term means."""

    type: ClassVar[str] = "definitionDescription"


# Styles


@node
class Underline(Parent):
    """Underlined text."""

    type: ClassVar[str] = "underline"


@node
class Subscript(Parent):
    """Subscript."""

    type: ClassVar[str] = "subscript"


@node
class Superscript(Parent):
    """Superscript."""

    type: ClassVar[str] = "superscript"


@node
class Smallcaps(Parent):
    """Small capitals."""

    type: ClassVar[str] = "smallcaps"


@node
class Keyboard(Parent):
    """A key to press."""

    type: ClassVar[str] = "keyboard"


@node
class Abbreviation(Parent):
    """An abbreviation and, as its title, what it stands for."""

    type: ClassVar[str] = "abbreviation"
    title: str | None = None


@node
class Span(Target):
    """Text with a class."""

    type: ClassVar[str] = "span"


@node
class Div(Target):
    """Blocks with a class."""

    type: ClassVar[str] = "div"


@node
class Si(Literal):
    """A quantity with its unit."""

    type: ClassVar[str] = "si"
    number: str | None = None
    unit: str | None = None
    units: list[str] | None = None
    alt: str | None = None


@node
class ChemicalFormula(Literal):
    """A chemical formula."""

    type: ClassVar[str] = "chemicalFormula"


@node
class Button(Parent):
    """A link drawn as a button."""

    type: ClassVar[str] = "button"
    url: str = ""
    kind: str | None = None


# MyST


@node
class MystComment(Literal):
    """A comment: never shown."""

    type: ClassVar[str] = "mystComment"


@node
class BlockBreak(Node):
    """``+++``, with the metadata as written."""

    type: ClassVar[str] = "blockBreak"
    meta: str | None = None


@node
class Block(Target):
    """What stands between two block breaks; a cell of a notebook."""

    type: ClassVar[str] = "block"
    kind: str | None = None
    meta: str | None = None
    visibility: str | None = None


@node
class MystDirective(Parent):
    """A directive as written; its children are what it means."""

    type: ClassVar[str] = "mystDirective"
    name: str = ""
    args: str | None = None
    options: dict[str, object] | None = None
    value: str | None = None


@node
class MystRole(Parent):
    """A role as written; its children are what it means."""

    type: ClassVar[str] = "mystRole"
    name: str = ""
    value: str | None = None
    options: dict[str, object] | None = None


@node
class MystTarget(Node):
    """``(label)=``: names what follows."""

    type: ClassVar[str] = "mystTarget"
    label: str = ""


@node
class CrossReference(Parent):
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


@node
class Admonition(Target):
    """An aside that asks for attention."""

    type: ClassVar[str] = "admonition"
    kind: str | None = None
    icon: bool | None = None
    open: bool | None = None


@node
class AdmonitionTitle(Parent):
    """The title of an admonition."""

    type: ClassVar[str] = "admonitionTitle"


@node
class Container(Target):
    """A figure, a table, a piece of code, with its caption."""

    type: ClassVar[str] = "container"
    kind: str = "figure"
    source: str | None = None
    noSubcontainers: bool | None = None
    subcontainer: bool | None = None
    parentEnumerator: str | None = None
    implicit: bool | None = None
    """The identifier of a subfigure was made from its parent's."""
    license: str | None = None
    """Of what is shown, by its SPDX identifier, where it is not that of the page."""


@node
class Caption(Parent):
    """The caption of a container."""

    type: ClassVar[str] = "caption"


@node
class CaptionNumber(Parent):
    """The number of a container, before its caption."""

    type: ClassVar[str] = "captionNumber"
    kind: str | None = None
    label: str | None = None
    identifier: str | None = None
    html_id: str | None = None
    enumerator: str | None = None


@node
class Legend(Parent):
    """What explains a figure, below its caption."""

    type: ClassVar[str] = "legend"


@node
class Math(LiteralTarget):
    """A displayed formula in TeX; ``html`` is its MathML once rendered."""

    type: ClassVar[str] = "math"
    tight: str | bool | None = None
    """``before``, ``after`` or True: the text goes on there without a new paragraph."""
    html: str | None = None
    numberedBy: str | None = None


@node
class MathGroup(Target):
    """Formulas numbered together."""

    type: ClassVar[str] = "mathGroup"


@node
class InlineMath(Literal):
    """A formula in a line."""

    type: ClassVar[str] = "inlineMath"
    html: str | None = None
    label: str | None = None
    identifier: str | None = None


@node
class Cite(Parent):
    """A work cited: ``kind`` is ``narrative`` or ``parenthetical``."""

    type: ClassVar[str] = "cite"
    kind: str | None = None
    label: str = ""
    identifier: str = ""
    prefix: str | None = None
    suffix: str | None = None
    partial: str | None = None
    """``year`` or ``author`` alone; ``empty``: in the list of references only."""
    enumerator: str | None = None
    """The number of the work on its page."""
    html_id: str | None = None
    """Of this mark; the work's own, in the list of references, is without the last number."""
    error: bool | None = None


@node
class CiteGroup(Parent):
    """Works cited together."""

    type: ClassVar[str] = "citeGroup"
    kind: str | None = None
    marks: list[str] | None = None
    """What stands before, between and after the works: ``(``, ``; ``, ``)``."""


@node
class Bibliography(Node):
    """Where the list of references goes."""

    type: ClassVar[str] = "bibliography"
    filter: str | None = None
    """``all``: every work that the course cites."""
    implicit: bool | None = None
    """The author wrote none: it ends the page, and brings its heading."""
    numbered: bool | None = None
    references: list[dict[str, object]] | None = None
    """The list: ``key``, ``html_id``, ``html`` (clean), ``enumerator``, ``url``, ``doi``, ``marks``
    (the ``html_id`` of each citation), ``pages`` (``url`` and ``title`` of those that cite it)."""


# Directives


@node
class Aside(Target):
    """A note beside the text: ``margin``, ``sidebar`` or ``topic``."""

    type: ClassVar[str] = "aside"
    kind: str | None = None


@node
class Details(Target):
    """Content that folds."""

    type: ClassVar[str] = "details"
    open: bool | None = None


@node
class Summary(Parent):
    """The line that folds and unfolds."""

    type: ClassVar[str] = "summary"


@node
class Card(Target):
    """A card."""

    type: ClassVar[str] = "card"
    url: str | None = None


@node
class CardTitle(Parent):
    """A cardTitle."""

    type: ClassVar[str] = "cardTitle"


@node
class Header(Parent):
    """The header of a card."""

    type: ClassVar[str] = "header"


@node
class Footer(Parent):
    """The footer of a card."""

    type: ClassVar[str] = "footer"


@node
class Grid(Target):
    """Cards or blocks side by side."""

    type: ClassVar[str] = "grid"
    columns: list[int] | None = None


@node
class TabSet(Target):
    """Tabs."""

    type: ClassVar[str] = "tabSet"


@node
class TabItem(Target):
    """One tab."""

    type: ClassVar[str] = "tabItem"
    title: str = ""
    sync: str | None = None
    selected: bool | None = None


@node
class Iframe(Target):
    """A frame that shows another page."""

    type: ClassVar[str] = "iframe"
    src: str = ""
    width: str | None = None
    height: str | None = None
    align: str | None = None
    title: str | None = None
    placeholder: bool | None = None


@node
class Embed(Target):
    """What stands elsewhere, shown here."""

    type: ClassVar[str] = "embed"
    source: dict[str, object] | None = None
    remove_input: bool | None = None
    remove_output: bool | None = None


@node
class Include(Parent):
    """A file that is read in."""

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


@node
class Glossary(Parent):
    """A definition list whose terms can be referred to."""

    type: ClassVar[str] = "glossary"


@node
class Exercise(Target):
    """An exercise."""

    type: ClassVar[str] = "exercise"
    hidden: bool | None = None
    gate: str | None = None


@node
class Solution(Target):
    """The solution of an exercise."""

    type: ClassVar[str] = "solution"
    hidden: bool | None = None
    gate: str | None = None


@node
class Proof(Target):
    """A theorem, lemma, definition, proof ..."""

    type: ClassVar[str] = "proof"
    kind: str | None = None


@node
class Mermaid(LiteralTarget):
    """A diagram in mermaid's words."""

    type: ClassVar[str] = "mermaid"


@node
class Toc(Parent):
    """A table of contents."""

    type: ClassVar[str] = "toc"
    kind: str | None = None
    depth: int | None = None


@node
class IndexEntries(Target):
    """Entries of the index."""

    type: ClassVar[str] = "indexEntries"
    entries: list[dict[str, object]] | None = None


@node
class Raw(Literal):
    """Text for one kind of output only."""

    type: ClassVar[str] = "raw"
    lang: str | None = None
    tex: str | None = None
    typst: str | None = None


@node
class InlineExpression(Parent):
    """An expression that a kernel would evaluate."""

    type: ClassVar[str] = "inlineExpression"
    value: str = ""


# Notebooks


@node
class Outputs(Parent):
    """The outputs of a cell."""

    type: ClassVar[str] = "outputs"
    id: str | None = None
    visibility: str | None = None
    label: str | None = None
    identifier: str | None = None
    html_id: str | None = None


@node
class Output(Parent):
    """One output, as nbformat keeps it; its children are what is shown of it."""

    type: ClassVar[str] = "output"
    jupyter_data: dict[str, object] | None = None


# Our own


@node
class Video(Target):
    """A film, by the providers that have it."""

    type: ClassVar[str] = "video"
    title: str = ""
    providers: list[dict[str, str]] | None = None
    poster: str | None = None
    duration: float | None = None
    transcripts: list[dict[str, object]] | None = None
    """``language``, and ``parts`` with ``start`` (in seconds) and ``text``."""
    width: str | None = None
    uploadDate: str | None = None


@node
class Slides(Target):
    """Slides to show and to download."""

    type: ClassVar[str] = "slides"
    title: str = ""
    url: str | None = None
    download: str = ""


@node
class HtmlElement(Parent):
    """An allowed element of raw HTML, around what the author put in it."""

    type: ClassVar[str] = "htmlElement"
    name: str = ""
    attributes: dict[str, str] | None = None


@node
class AnsiText(Literal):
    """Text from a terminal, with its colour codes."""

    type: ClassVar[str] = "ansiText"


@node
class SafeHtml(Literal):
    """HTML that was cleaned, such as a table that a notebook put out."""

    type: ClassVar[str] = "safeHtml"


@node
class Problem(Parent):
    """The author's text where something could not be understood."""

    type: ClassVar[str] = "problem"
    message: str = ""
    value: str | None = None


NODES: dict[str, type[Node]] = {
    node.type: node
    for node in (
        Root,
        Paragraph,
        Heading,
        ThematicBreak,
        Blockquote,
        List,
        ListItem,
        Html,
        Code,
        Text,
        Emphasis,
        Strong,
        InlineCode,
        Break,
        Link,
        Image,
        LinkReference,
        ImageReference,
        Definition,
        Table,
        TableRow,
        TableCell,
        Delete,
        FootnoteReference,
        FootnoteDefinition,
        DefinitionList,
        DefinitionTerm,
        DefinitionDescription,
        Underline,
        Subscript,
        Superscript,
        Smallcaps,
        Keyboard,
        Abbreviation,
        Span,
        Div,
        Si,
        ChemicalFormula,
        Button,
        MystComment,
        BlockBreak,
        Block,
        MystDirective,
        MystRole,
        MystTarget,
        CrossReference,
        Admonition,
        AdmonitionTitle,
        Container,
        Caption,
        CaptionNumber,
        Legend,
        Math,
        MathGroup,
        InlineMath,
        Cite,
        CiteGroup,
        Bibliography,
        Aside,
        Details,
        Summary,
        Card,
        CardTitle,
        Header,
        Footer,
        Grid,
        TabSet,
        TabItem,
        Iframe,
        Embed,
        Include,
        Glossary,
        Exercise,
        Solution,
        Proof,
        Mermaid,
        Toc,
        IndexEntries,
        Raw,
        InlineExpression,
        Outputs,
        Output,
        Video,
        Slides,
        HtmlElement,
        AnsiText,
        SafeHtml,
        Problem,
    )
}
"""Every node class by its type."""
