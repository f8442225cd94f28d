"""The grammar: myst-parser's configuration of markdown-it-py, adapted to MyST."""

import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from types import SimpleNamespace

from markdown_it import MarkdownIt
from markdown_it.parser_inline import ParserInline
from markdown_it.renderer import RendererHTML
from markdown_it.rules_core import StateCore
from markdown_it.rules_core.smartquotes import process_inlines
from markdown_it.token import Token
from markdown_it.utils import EnvType
from myst_parser.config.main import MdParserConfig
from myst_parser.parsers.mdit import create_md_parser

from neuromatch_site.config.markdown_syntax import MarkdownSyntax
from neuromatch_site.myst.parser.bare_links import add_bare_links
from neuromatch_site.myst.parser.block_rules import add_block_rules
from neuromatch_site.myst.parser.citation import add_citations
from neuromatch_site.myst.parser.inline_rules import add_inline_rules
from neuromatch_site.myst.parser.math_rules import add_math_rules
from neuromatch_site.myst.parser.placed_state import PlacedState

EXTENSIONS = ("amsmath", "deflist", "dollarmath", "strikethrough", "tasklist")
UNUSED = ("front_matter", "wordcount", "text_join")
"""Rules of myst-parser that this site replaces or implements elsewhere."""
MAX_QUOTES = 1000
"""Limit on quotation marks per paragraph that become typographic."""
MAX_NESTING = 50
"""Limit on nesting in one text; markdown-it does not parse deeper."""


@cache
def grammar(syntax: MarkdownSyntax) -> MarkdownIt:
    """Return the Markdown parser; it has no state between texts."""
    on = {"smartquotes": syntax.smartquotes, "fieldlist": syntax.field_lists}
    extensions = {*EXTENSIONS, *(name for name, is_wanted in on.items() if is_wanted)}
    config = MdParserConfig(
        enable_extensions=extensions,
        dmath_double_inline=True,
        disable_syntax=list(UNUSED),
    )
    markdown = create_md_parser(config, RendererHTML)
    markdown.options["maxNesting"] = MAX_NESTING
    markdown.inline.__class__ = _PlacedInline
    helpers = vars(markdown.helpers) | {"parseLinkLabel": PlacedState.label_end}
    markdown.helpers = SimpleNamespace(**helpers)  # type: ignore[assignment]  # it is a module
    # A link to `javascript:` is read as one, so that a transform can report it and take it out.
    markdown.validateLink = _any_link  # type: ignore[method-assign]
    add_block_rules(markdown)
    add_math_rules(markdown)
    add_inline_rules(markdown)
    if syntax.citations:
        add_citations(markdown)
    if syntax.dashes:
        markdown.core.ruler.after("inline", "dashes", _dashes)
    if syntax.smartquotes:
        markdown.core.ruler.at("smartquotes", _smartquotes)
    if syntax.bare_links:
        add_bare_links(markdown)
    return markdown


def _any_link(url: str) -> bool:
    return True


def _smartquotes(state: StateCore) -> None:
    """Make quotes of typewriters those of printers; markdown-it's time grows with their square."""
    for token in state.tokens:
        if token.type == "inline" and token.children:
            quotes = token.content.count('"') + token.content.count("'")
            if 0 < quotes <= MAX_QUOTES:
                with _code_apart(token.children):
                    process_inlines(token.children, state)


_CODE = re.compile(r"<(?P<end>/?)(?:code|kbd|samp|tt|pre)\b", re.IGNORECASE)


@contextmanager
def _code_apart(tokens: Sequence[Token]) -> Iterator[None]:
    """Keep the text inside ``<code>`` from the rules for text: it is no prose."""
    depth, apart = 0, []
    for token in tokens:
        mark = _CODE.match(token.content) if token.type == "html_inline" else None
        if mark:
            depth = max(depth + (-1 if mark["end"] else 1), 0)
        elif depth and token.type == "text":
            token.type = "code_text"
            apart.append(token)
    yield
    for token in apart:
        token.type = "text"


_DASHES = {"---": "\u2014", "--": "\u2013", "...": "\u2026"}
_DASH = re.compile(r"---|--|\.\.\.")


def _dashes(state: StateCore) -> None:
    """Make dashes and ellipses of what is typed for them, but in addresses.

    Source: docutils, ``smartquotes`` (``educateDashesOldSchool``), which Sphinx has on.
    """
    for token in state.tokens:
        in_address, children = 0, token.children if token.type == "inline" else None
        with _code_apart(children or ()):
            for child in children or ():
                if child.type in ("link_open", "link_close"):
                    in_address += child.nesting if child.info == "auto" else 0
                elif child.type == "text" and not in_address:
                    child.content = _DASH.sub(lambda match: _DASHES[match[0]], child.content)


class _PlacedInline(ParserInline):
    def parse(self, src: str, md: MarkdownIt, env: EnvType, tokens: list[Token]) -> list[Token]:
        """Return the inline tokens of the text, each with its offset in ``map``."""
        state = PlacedState(src, md, env, tokens)
        self.tokenize(state)
        for rule in self.ruler2.getRules(""):
            rule(state)
        return state.tokens
