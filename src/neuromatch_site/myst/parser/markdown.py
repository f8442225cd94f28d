"""Markdown text -> tree: reads tokens, runs directives and roles."""

from msgspec.structs import replace

from neuromatch_site.diagnostics.diagnostic import Diagnostics, Rule
from neuromatch_site.diagnostics.source import Source
from neuromatch_site.model.ast.nodes import Code, Node, Root, Text
from neuromatch_site.myst.parser.blocks import read_tokens
from neuromatch_site.myst.parser.grammar import grammar
from neuromatch_site.myst.parser.inlines import read_inline_tokens
from neuromatch_site.myst.parser.parse_context import Language, ParseContext
from neuromatch_site.myst.parser.place import BlockPlace

__all__ = ["MAX_DEPTH", "Language", "parse"]

MAX_DEPTH = 100
"""Limit on the depth of nodes at which a nested text can start."""


def parse(source: Source, language: Language, diagnostics: Diagnostics) -> Root:
    """Return the tree of a MyST text. Never raises; mistakes are reported."""
    source = replace(source, text=_normal(source.text))
    context = ParseContext(language, diagnostics, _read_blocks, _read_inline)
    return Root(position=source.at(), children=context.blocks(source))


def _normal(text: str) -> str:
    """Return the text as markdown-it takes it, so that its places are ours."""
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    return text.replace("\0", "\N{REPLACEMENT CHARACTER}")


def _read_blocks(source: Source, context: ParseContext) -> list[Node]:
    if context.depth > MAX_DEPTH:
        return _too_deep(source, context)
    markdown = grammar(context.language.syntax)
    tokens = markdown.parse(source.text, context.env)
    return read_tokens(tokens, BlockPlace.over(source), context)


def _read_inline(source: Source, context: ParseContext) -> list[Node]:
    if source.text.isalnum():  # the number or word of a cell: the parser takes 40 times as long
        return [Text(position=source.at(), value=source.text)]
    markdown = grammar(context.language.syntax)
    place = BlockPlace.over(source)
    return [
        node
        for token in markdown.parseInline(source.text, context.env)
        for node in read_inline_tokens(token.children or [], place.inline(token), context)
    ]


def _too_deep(source: Source, context: ParseContext) -> list[Node]:
    context.diagnostics.report(
        Rule.NESTING_TOO_DEEP,
        source.at(),
        "this is nested too deeply; it is shown as written",
    )
    return [Code(position=source.at(), value=source.text)]
