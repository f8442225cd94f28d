"""Inline tokens -> nodes."""

from markdown_it.token import Token
from msgspec import Struct, field

from neuromatch_site.diagnostics.diagnostic import Rule
from neuromatch_site.model.ast.nodes import Node, Parent, Root, Text
from neuromatch_site.myst.parser.attributes import Attributes
from neuromatch_site.myst.parser.parse_context import ParseContext
from neuromatch_site.myst.parser.place import InlinePlace
from neuromatch_site.myst.parser.put_attributes import put_attributes
from neuromatch_site.myst.parser.run_role import run_role
from neuromatch_site.myst.parser.substitution import (
    read_substitution,
    report_unknown,
    stands_for_text,
)
from neuromatch_site.myst.parser.tokens import LEAVES, OPENERS

MAX_NESTED = 50
"""Limit on nested inline markup; deeper markup is removed and its text is kept."""

_TEXTS = ("text", "text_special", "softbreak")


def read_inline_tokens(
    tokens: list[Token], place: InlinePlace, context: ParseContext
) -> list[Node]:
    """Return the nodes of the inline tokens of one text."""
    nodes = _Inlines(place, context).read(tokens)
    first = nodes[0] if nodes else None
    if isinstance(first, Text) and first.value.startswith("$$") and place.content.startswith("$$"):
        message, hint = (
            "this display math is never closed",
            "close it with `$$` at the end of a line",
        )
        context.diagnostics.report(Rule.MATH_CLOSED, place.at(0), message, hint)
    return nodes


class _Inlines(Struct):
    place: InlinePlace
    context: ParseContext
    stack: list[Parent] = field(default_factory=lambda: [Root()])
    texts: list[str] = field(default_factory=list)
    """The text of the last node so far."""

    def read(self, tokens: list[Token]) -> list[Node]:
        base = self.context.depth
        for token in tokens:
            if token.type in _TEXTS or self.is_typed(token):
                self.text(token)
                continue
            if self.texts:
                self.flush()
            self.context.depth = base + len(self.stack)
            if token.nesting == 1:
                self.open(token)
            elif token.nesting == -1:
                self.stack.pop()
            else:
                self.leaf(token)
        if self.texts:
            self.flush()
        self.context.depth = base
        return self.stack[0].children

    def is_typed(self, token: Token) -> bool:
        """Return whether the token is a substitution that is kept as written."""
        return token.type == "substitution_inline" and not stands_for_text(token, self.context)

    def text(self, token: Token) -> None:
        """Join consecutive texts into one node."""
        value = "\n" if token.type == "softbreak" else token.content
        if not value:
            return
        if token.type == "substitution_inline":
            report_unknown(token, self.place.of(token), self.context)
        if not self.texts:
            self.stack[-1].children.append(Text(position=self.place.of(token)))
        self.texts.append(value)

    def flush(self) -> None:
        last = self.stack[-1].children[-1]
        if isinstance(last, Text):
            last.value = "".join(self.texts)
        self.texts.clear()

    def open(self, token: Token) -> None:
        make = OPENERS.get(token.type)
        if make is None or len(self.stack) > MAX_NESTED:
            self.stack.append(self.stack[-1])
            if make and not self.context.too_deep:
                self.too_deep(token)
            return
        node = make(token)
        self.add(node, token)
        self.stack.append(node)

    def too_deep(self, token: Token) -> None:
        self.context.too_deep = True
        message = "markup is nested too deeply; its text is shown plain"
        self.context.diagnostics.report(Rule.NESTING_TOO_DEEP, self.place.of(token), message)

    def add(self, node: Node, token: Token) -> None:
        node.position = self.place.of(token)
        self.stack[-1].children.append(node)
        attributes = token.meta.get("attributes")
        if isinstance(attributes, Attributes):
            put_attributes(node, attributes, node.position, self.context.diagnostics)

    def leaf(self, token: Token) -> None:
        if token.type == "myst_role":
            self.stack[-1].children.append(run_role(token, self.place, self.context))
        elif token.type == "substitution_inline":
            position = self.place.of(token)
            self.stack[-1].children.extend(read_substitution(token, position, self.context))
        elif token.type in LEAVES:
            self.add(LEAVES[token.type](token), token)
