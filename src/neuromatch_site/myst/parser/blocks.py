"""Block tokens -> nodes."""

from markdown_it.token import Token
from msgspec import Struct, field

from neuromatch_site.diagnostics.diagnostic import Rule
from neuromatch_site.diagnostics.source import Position
from neuromatch_site.filesystem.json_text import load_json
from neuromatch_site.model.ast import nodes
from neuromatch_site.myst.parser.attributes import Attributes
from neuromatch_site.myst.parser.fence import (
    read_fence,
    report_quoting,
    report_stray,
    report_unclosed,
    with_braces,
)
from neuromatch_site.myst.parser.grammar import MAX_NESTING
from neuromatch_site.myst.parser.inlines import read_inline_tokens
from neuromatch_site.myst.parser.options import WrittenOption
from neuromatch_site.myst.parser.parse_context import ParseContext
from neuromatch_site.myst.parser.place import BlockPlace
from neuromatch_site.myst.parser.put_attributes import put_attributes
from neuromatch_site.myst.parser.run_directive import read_head, run_directive, written_options
from neuromatch_site.myst.parser.substitution import read_substitution
from neuromatch_site.myst.parser.tokens import LEAVES, OPENERS

_UNSEEN = (nodes.BlockBreak, nodes.MystComment, nodes.MystTarget)
"""Nodes that show nothing between two texts of a tight list."""


def read_tokens(tokens: list[Token], place: BlockPlace, context: ParseContext) -> list[nodes.Node]:
    """Return the nodes of the block tokens of one text."""
    return _Blocks(place, context).read(tokens)


class _Waiting(Struct, frozen=True):
    """Attributes on a line of their own: they belong to the block below."""

    attributes: Attributes
    position: Position
    options: list[WrittenOption]


class _Blocks(Struct):
    place: BlockPlace
    context: ParseContext
    stack: list[nodes.Parent] = field(default_factory=lambda: [nodes.Root()])
    waiting: list[_Waiting] = field(default_factory=list)
    cells: list[int] = field(default_factory=list)
    """Positions of the cells in the current table row."""

    def read(self, tokens: list[Token]) -> list[nodes.Node]:
        base = self.context.depth
        for token in tokens:
            self.context.depth = base + len(self.stack)
            if token.nesting == 1:
                self.open(token)
            elif token.nesting == -1:
                self.close()
            elif token.type == "inline":
                self.inline(token)
            else:
                self.leaf(token)
        self.context.depth = base
        self.forget("the end of the text")
        return self.stack[0].children

    def add(self, node: nodes.Node) -> None:
        """Add a node to the open one, with the attributes that preceded it."""
        added = node
        for waiting in self.waiting:
            if isinstance(node, nodes.Blockquote) and "attribution" in waiting.attributes.values:
                added = _attributed(
                    node, waiting.attributes.values.pop("attribution"), waiting.position
                )
            put_attributes(node, waiting.attributes, waiting.position, self.context.diagnostics)
        self.waiting.clear()
        self.stack[-1].children.append(added)

    def open(self, token: Token) -> None:
        make = OPENERS.get(token.type)
        above = self.stack[-1]
        apart = len(above.children) > 1 and isinstance(above.children[-1], _UNSEEN)
        if make is None or (token.hidden and not apart):  # else two texts would be one
            self.stack.append(above)
            return
        node = make(token)
        node.position = self.place.of(token)
        if isinstance(node, nodes.Blockquote):
            open_directives = sum(isinstance(block, nodes.Blockquote) for block in self.stack)
            node.position = self.place.quotation(token, open_directives)
        self.add(node)
        self.stack.append(node)
        if token.level >= MAX_NESTING - 1:
            self.too_deep(token, node)
        elif isinstance(node, nodes.TableRow):
            self.row(token, node)

    def close(self) -> None:
        if self.waiting:
            self.forget("the end of the block")
        self.stack.pop()

    def too_deep(self, token: Token, node: nodes.Parent) -> None:
        """Keep the text that markdown-it leaves out as code."""
        start, end = token.map or [0, 0]
        message = "blocks are nested too deeply here; the text is shown as written"
        position = node.position or self.place.source.at()
        self.context.diagnostics.report(Rule.NESTING_TOO_DEEP, position, message)
        text = "\n".join(self.place.lines[start:end])
        node.children.append(nodes.Code(position=position, value=text))

    def row(self, token: Token, row: nodes.TableRow) -> None:
        """Set the positions of the cells; report cells that the table has no column for."""
        self.cells = self.place.cells(token)
        table = next((n for n in reversed(self.stack) if isinstance(n, nodes.Table)), None)
        head = table.children[0] if table else row
        columns = len(head.children) if isinstance(head, nodes.TableRow) else 0
        if head is row or len(self.cells) <= columns:
            return
        line = token.map[0] if token.map else 0
        self.context.diagnostics.report(
            Rule.TABLE_CELLS,
            self.place.source.at(line, self.cells[columns]),
            f"{len(self.cells)} cells in a table of {columns} columns; the rest is ignored",
            r"write `\|` for a `|` inside a cell",
        )

    def inline(self, token: Token) -> None:
        parent = self.stack[-1]
        place = self.place.inline(token, self.after(token, parent))
        if parent.position and isinstance(parent, nodes.Paragraph | nodes.TableCell):
            parent.position = place.at(0)
        parent.children.extend(read_inline_tokens(token.children or [], place, self.context))

    def after(self, token: Token, parent: nodes.Parent) -> int | None:
        """Return the offset of inline content that does not end its line."""
        if isinstance(parent, nodes.TableCell):
            row = next((n for n in reversed(self.stack) if isinstance(n, nodes.TableRow)), None)
            number = len(row.children) - 1 if row else 0
            return self.cells[number] if number < len(self.cells) else None
        if parent.type == "heading" and token.map:
            raw = self.place.line(token.map[0])
            return len(raw) - len(raw.lstrip(" >\t#"))
        return None

    def leaf(self, token: Token) -> None:
        if token.type in ("fence", "colon_fence"):
            self.fence(token)
        elif token.type == "attributes":
            self.wait(token)
        elif token.type == "stray_fence":
            report_stray(token, self.place, self.context)
        elif token.type == "substitution_block":
            position = self.place.of(token)
            self.stack[-1].children.extend(read_substitution(token, position, self.context))
        elif token.type in LEAVES:
            node = LEAVES[token.type](token)
            node.position = self.place.of(token)
            self.add(node)
            if token.type == "myst_block_break" and token.content:
                self.check_metadata(token)

    def wait(self, token: Token) -> None:
        """Keep attributes for the next block."""
        line = token.map[0] if token.map else 0
        column = self.place.line(line).find("{") + 1
        source = self.place.source.part("", line, column)
        attributes = token.meta["attributes"]
        options = written_options(attributes, source)
        self.waiting.append(_Waiting(attributes, self.place.source.at(line, column - 1), options))

    def forget(self, where: str) -> None:
        """Report attributes without a block."""
        for waiting in self.waiting:
            message = f"these attributes apply to nothing: {where} follows"
            self.context.diagnostics.report(
                Rule.DIRECTIVE_OPTIONS_CORRECT, waiting.position, message
            )
        self.waiting.clear()

    def fence(self, token: Token) -> None:
        fence = read_fence(token, self.place)
        if not fence.closed:
            report_unclosed(fence, self.context)
        head = read_head(fence, self.context)
        if head is None and fence.mark[0] == ":":
            fence = with_braces(fence, self.context)
            head = read_head(fence, self.context)
        if head is None:
            node = LEAVES[token.type](token)
            node.position = fence.position
            self.add(node)
            return
        if fence.mark[0] == "`" and "`" in fence.info:
            report_quoting(fence, self.context)
        before = [option for waiting in self.waiting for option in waiting.options]
        self.waiting.clear()
        self.stack[-1].children.append(run_directive(head, fence, before, self.context))

    def check_metadata(self, token: Token) -> None:
        """Report invalid JSON after ``+++``."""
        line = token.map[0] if token.map else 0
        column = self.place.line(line).find(token.content)
        try:
            what = "" if isinstance(load_json(token.content), dict) else "it is not a mapping"
        except ValueError as error:
            what = getattr(error, "msg", "it is too large")
            column += getattr(error, "colno", 1) - 1
        if what:
            self.context.diagnostics.report(
                Rule.BLOCK_METADATA_LOADS,
                self.place.source.at(line, max(column, 0)),
                f"the metadata of this block is not JSON: {what[:1].lower()}{what[1:]}",
                'write it as `+++ {"key": "value"}`',
            )


def _attributed(quote: nodes.Blockquote, said_by: str, position: Position) -> nodes.Container:
    """Return the container of a quotation with ``{attribution="..."}`` above it."""
    text = nodes.Text(position=position, value=said_by)
    paragraph = nodes.Paragraph(position=position, children=[text])
    caption = nodes.Caption(position=position, children=[paragraph])
    return nodes.Container(position=quote.position, kind="quote", children=[quote, caption])
