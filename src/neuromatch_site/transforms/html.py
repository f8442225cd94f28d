"""Raw HTML -> nodes, around the Markdown in it; active content is removed."""

from collections import Counter
from collections.abc import Sequence
from collections.abc import Set as AbstractSet

from msgspec import Struct, field

from neuromatch_site.diagnostics.diagnostic import Diagnostics, Rule
from neuromatch_site.diagnostics.source import Position, line_and_column
from neuromatch_site.model.ast import nodes
from neuromatch_site.model.ast.text import text_of
from neuromatch_site.model.ast.visit import has_child, select
from neuromatch_site.myst.parser.html_math import formulas_in
from neuromatch_site.transforms._context import TransformContext
from neuromatch_site.transforms._element_nodes import element_node
from neuromatch_site.transforms._elements import (
    BLOCKS,
    OPTIONAL_END,
    PARENTS,
    RAW,
    VOID,
    holds_line,
    is_allowed,
    is_known,
    refused_attributes,
    styles_without_effect,
)
from neuromatch_site.transforms._html_ends import Tag, ends_at, section_depth, unclosed_tags
from neuromatch_site.transforms._markup import Piece, pieces
from neuromatch_site.transforms._paragraphs import in_paragraphs, unwrap_line
from neuromatch_site.transforms._steps import changes


@changes(nodes.Html)
def read_html(content: nodes.Root, context: TransformContext, diagnostics: Diagnostics) -> None:
    """Replace raw HTML by nodes: ``<img>`` is an image, ``<details>`` folds, and so on.

    Markdown between a tag and its closing tag becomes its content. Active elements and attributes
    are reported and shown as text; ``trust`` keeps all of them. Source: ``htmlTransform`` of
    myst-transforms; SECURITY requirements R1.1 to R1.3.
    """
    if not any(select(content, nodes.Html)):
        return
    for parent in select(content, nodes.Parent):
        if context.options.trust:
            parent.children = [_trusted(child) for child in parent.children]
            continue
        paragraphs = (child for child in parent.children if isinstance(child, nodes.Paragraph))
        if any(has_child(paragraph, nodes.Html) for paragraph in paragraphs):
            parent.children = _with_blocks_beside(parent.children, context, diagnostics)
        if has_child(parent, nodes.Html):
            inline, in_cell = holds_line(parent), isinstance(parent, nodes.TableCell)
            builder = _Builder(context, diagnostics, inline and not in_cell, in_line=inline)
            siblings = builder.build(parent.children)
            parent.children = unwrap_line(siblings) if in_cell else siblings


def _with_blocks_beside(
    children: Sequence[nodes.Node], context: TransformContext, diagnostics: Diagnostics
) -> list[nodes.Node]:
    """Return blocks: where HTML in a paragraph makes a list or a table, the paragraph ends."""
    result: list[nodes.Node] = []
    for child in children:
        if not (isinstance(child, nodes.Paragraph) and has_child(child, nodes.Html)):
            result.append(child)
            continue
        builder = _Builder(context, diagnostics, inline=False, in_line=True)
        siblings = builder.build(child.children)
        if len(siblings) == 1 and isinstance(siblings[0], nodes.Paragraph):
            child.children = siblings[0].children
            siblings = [child]
        result += siblings
    return result


def _trusted(node: nodes.Node) -> nodes.Node:
    return (
        nodes.SafeHtml(position=node.position, value=node.value)
        if isinstance(node, nodes.Html)
        else node
    )


class _Open(Struct):
    """An element whose end is not yet read."""

    piece: Piece
    position: Position
    section: int = 0
    """The depth of the section of its opening tag."""
    unclosed_tags: bool = False
    is_flat: bool = False
    """It is not allowed here: only its content is used."""
    heading: nodes.Heading | None = None
    """The first heading in it."""
    children: list[nodes.Node] = field(default_factory=list)


class _Builder(Struct):
    """Puts the children of one node in the elements that open and close among them."""

    context: TransformContext
    diagnostics: Diagnostics
    inline: bool
    """No block is allowed among the children: they are the text of a heading, a link ..."""
    in_line: bool
    """The children are in a line of text; blocks among them end it."""
    stack: list[_Open] = field(default_factory=list)
    open_names: Counter[str] = field(default_factory=Counter)
    """Number of named elements on the stack, which can be thousands deep."""
    flat: bool = False
    """A block in a line of text has been reported."""
    refusing: str = ""
    """A disallowed element, until it ends: tags in it are shown as text."""
    open_tags: AbstractSet[Tag] = frozenset()
    """The unclosed tags."""
    tag: Tag = (0, 0)
    """The current tag."""
    section: int = 0
    """The depth of the current section; 0 above the first heading."""

    def build(self, children: Sequence[nodes.Node]) -> list[nodes.Node]:
        start = Position(self.context.source.path)
        self.stack = [_Open(Piece("open", "", 0), start)]
        self.open_names = Counter()
        self.open_tags = unclosed_tags(children)
        for number, child in enumerate(children):
            if isinstance(child, nodes.Html):
                place = child.position or start
                for piece in pieces(child.value, RAW):
                    self.tag = (number, piece.offset)
                    self.take(piece, _inside(place, child.value, piece.offset))
                continue
            self.end_unclosed_tags(child)
            if isinstance(child, nodes.Heading):
                self.section = section_depth(self.section, child)
            here = self.stack[-1]
            here.children.append(child)
            if len(self.stack) > 1 and here.heading is None:
                here.heading = _first_heading([child])
        while len(self.stack) > 1:
            self.close(complain=True)
        siblings = self.stack[0].children
        return siblings if self.inline else in_paragraphs(siblings)

    def take(self, piece: Piece, position: Position) -> None:
        here = self.stack[-1].children
        if self.refusing and piece.kind != "text":
            here.append(nodes.Text(position=position, value=piece.text))
            if piece.kind == "close" and piece.name == self.refusing:
                self.refusing = ""
        elif piece.kind == "text":
            here.extend(self.words(piece.text, position))
        elif piece.kind == "comment":
            here.append(nodes.MystComment(position=position, value=piece.text.strip()))
        elif piece.kind == "close":
            self.end(piece, position)
        elif box := _checkbox(piece):
            here.append(nodes.Text(position=position, value=box))
        elif piece.name == "style" and piece.closed:
            here.append(self.left_out(piece, position))
        elif not is_allowed(piece.name):
            here.append(self.refused(piece, position))
        else:
            self.check(piece, position)
            self.begin(piece, position)

    def words(self, text: str, position: Position) -> list[nodes.Node]:
        """Return a text; in a notebook with its formulas, as in Jupyter."""
        verbatim = any(self.open_names[name] for name in ("code", "kbd", "pre", "samp"))
        if verbatim or not self.context.source.path.endswith(".ipynb"):
            return [nodes.Text(position=position, value=text)]
        siblings: list[nodes.Node] = []
        for between, tex in formulas_in(text):
            siblings += [nodes.Text(position=position, value=between)] if between else []
            siblings += [nodes.InlineMath(position=position, value=tex)] if tex else []
        return siblings

    def begin(self, piece: Piece, position: Position) -> None:
        while self.stack[-1].piece.name in OPTIONAL_END.get(piece.name, ()):
            self.close(complain=False)
        while piece.name == "a" and self.open_names["a"]:
            self.close(complain=True)  # as browsers do
        parents = PARENTS.get(piece.name)
        around = self.stack[-1]
        if piece.name == "figcaption" and self.open_names["figure"]:
            parents = None  # in a `<center>` of the figure
        if parents and not self.inline and (around.is_flat or around.piece.name not in parents):
            if not around.is_flat:
                self.misplaced(piece, position)
            self.open(_Open(piece, position, self.section, is_flat=True))
            return
        if self.inline and piece.name in BLOCKS and not self.flat:
            self.flat = True
            message = f"`{piece.text}` is not allowed in inline text; only its content is shown"
            hint = "write it outside of the title or link"
            self.diagnostics.warn(Rule.HTML_ALLOWED, position, message, hint)
        opened = _Open(piece, position, self.section, self.tag in self.open_tags)
        self.open(opened)
        if piece.name in VOID or piece.name in RAW or piece.text.endswith("/>"):
            self.close(complain=False)

    def misplaced(self, piece: Piece, position: Position) -> None:
        """Report an element outside of its required parent; its content is shown."""
        named = " or ".join(f"`<{name}>`" for name in PARENTS[piece.name])
        message = f"`<{piece.name}>` is only allowed inside {named}; only its content is shown"
        self.diagnostics.warn(Rule.HTML_ALLOWED, position, message, f"put it inside {named}")

    def end(self, piece: Piece, position: Position) -> None:
        if not self.open_names[piece.name]:
            if is_allowed(piece.name) and piece.name not in VOID:
                message = f"`{piece.text}` closes nothing"
                self.diagnostics.report(Rule.HTML_CLOSED, position, message, "take it out")
            elif not is_known(piece.name):
                self.stack[-1].children.append(nodes.Text(position=position, value=piece.text))
            return
        while self.stack[-1].piece.name != piece.name:
            self.close(complain=True)
        self.close(complain=False)

    def end_unclosed_tags(self, child: nodes.Node) -> None:
        """Close the innermost unclosed elements that end before this node."""
        ending = 0
        for depth in range(len(self.stack) - 1, 0, -1):
            opened = self.stack[depth]
            if not (opened.unclosed_tags or opened.piece.name in OPTIONAL_END):
                break
            if opened.unclosed_tags and ends_at(child, opened.section):
                ending = depth
        while ending and len(self.stack) > ending:
            self.close(complain=True)

    def open(self, opened: _Open) -> None:
        """Open an element in the innermost one."""
        self.stack.append(opened)
        self.open_names[opened.piece.name] += 1

    def close(self, *, complain: bool) -> None:
        """Close the innermost element."""
        opened = self.stack.pop()
        self.open_names[opened.piece.name] -= 1
        piece, around = opened.piece, self.stack[-1]
        around.heading = around.heading or opened.heading
        if opened.is_flat:
            here = self.stack[-1].children
            here += [nodes.Text(value=" "), *opened.children, nodes.Text(value=" ")]
            return
        if complain and piece.name not in OPTIONAL_END:
            self.report_open(opened)
        inline = self.inline
        node = element_node(piece.name, piece.attributes, opened.children, inline=inline)
        node.position = opened.position
        self.stack[-1].children.append(node)

    def report_open(self, opened: _Open) -> None:
        """Report an unclosed element; it is an error if it folds a heading away."""
        piece, rule = opened.piece, Rule.HTML_CLOSED
        message = f"`{piece.text}` is never closed"
        hint = f"write `</{piece.name}>` in the same paragraph"
        if piece.name == "details" and opened.heading is not None:
            rule = Rule.FOLD_CLOSED
            message += f", and hides the heading `{text_of(opened.heading)}`"
            hint = "write `</details>` on a line of its own, where the fold ends"
        self.diagnostics.report(rule, opened.position, message, hint)

    def refused(self, piece: Piece, position: Position) -> nodes.Node:
        """Report a disallowed element, and return it as text."""
        words = piece.text + piece.content
        if is_known(piece.name):
            if piece.closed:
                words += f"</{piece.name}>"
            message = f"`<{piece.name}>` is not allowed on a page"
            hint = "use Markdown or a directive; a trusted course can set `trust: true`"
        else:
            message = f"unknown HTML element `<{piece.name}>`; it is shown as text"
            hint = f"write `\\<{piece.name}>`, or put it in backticks"
        is_harmless = piece.name == "style" or not is_known(piece.name)  # readers lose no words
        report = self.diagnostics.warn if is_harmless else self.diagnostics.report
        report(Rule.HTML_ALLOWED, position, message, hint)
        if not is_known(piece.name):
            return nodes.Text(position=position, value=words)
        if piece.name in RAW and not piece.closed:
            self.refusing = piece.name
        if self.in_line or len(self.stack) > 1:
            text: list[nodes.Node] = [nodes.Text(position=position, value=words)]
            return nodes.Span(position=position, classes=["problem"], children=text)
        return nodes.Problem(position=position, message=message, value=words)

    def left_out(self, piece: Piece, position: Position) -> nodes.Node:
        """Report a style sheet on a page, which is removed: its rules are not text."""
        message = "a style sheet on a page has no effect; it is left out"
        hint = "put its rules into a file, and name that in `site.options.style` of `myst.yml`"
        self.diagnostics.warn(Rule.HTML_ALLOWED, position, message, hint)
        return nodes.MystComment(position=position, value=piece.text)

    def check(self, piece: Piece, position: Position) -> None:
        for name in refused_attributes(piece.attributes):
            message = f"the attribute `{name}` of `<{piece.name}>` is not allowed on a page"
            self.diagnostics.report(Rule.HTML_ALLOWED, position, message, "take it out")
        if styles_without_effect(piece.name, piece.attributes):
            message = "of `style` only sizes of pictures and `text-align` have an effect"
            hint = "give it a `class`, and put its rules into the file of `site.options.style`"
            self.diagnostics.warn(Rule.HTML_ALLOWED, position, message, hint)


def _checkbox(piece: Piece) -> str:
    """Return a box for ``<input type="checkbox">``, ticked or not; nothing for any other tag."""
    if piece.name != "input" or piece.attributes.get("type", "").lower() != "checkbox":
        return ""
    return "\u2611" if "checked" in piece.attributes else "\u2610"


def _first_heading(siblings: list[nodes.Node]) -> nodes.Heading | None:
    return next(select(nodes.Root(children=siblings), nodes.Heading), None)


def _inside(start: Position, text: str, offset: int) -> Position:
    line, column = line_and_column(text, offset)
    if not line:
        return start._replace(column=start.column + offset)
    return start._replace(line=start.line + line, column=column + 1)
