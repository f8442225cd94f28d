"""The grammar: myst-parser's configuration of markdown-it-py, tuned to MyST."""

import re
from functools import cache

from markdown_it import MarkdownIt
from markdown_it.parser_inline import ParserInline
from markdown_it.renderer import RendererHTML
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token
from markdown_it.utils import EnvType
from myst_parser.config.main import MdParserConfig
from myst_parser.parsers.mdit import create_md_parser

EXTENSIONS = (
    "amsmath",
    "attrs_block",
    "attrs_inline",
    "colon_fence",
    "deflist",
    "dollarmath",
    "strikethrough",
    "substitution",
    "tasklist",
)
MAX_NESTING = 100
"""Blocks and inlines inside each other; markdown-it stops looking deeper."""


@cache
def grammar(*, smartquotes: bool) -> MarkdownIt:
    """Return the Markdown parser; it holds no state between texts."""
    extensions = {*EXTENSIONS, "smartquotes"} if smartquotes else set(EXTENSIONS)
    config = MdParserConfig(
        enable_extensions=extensions,
        dmath_double_inline=True,
        disable_syntax=["front_matter"],
    )
    markdown = create_md_parser(config, RendererHTML)
    markdown.options["maxNesting"] = MAX_NESTING
    markdown.inline.__class__ = _PlacedInline
    markdown.inline.ruler.at("myst_role", _role)
    return markdown


class _PlacedState(StateInline):
    """Notes on every inline token where in the text it was found."""

    def push(self, ttype: str, tag: str, nesting: int) -> Token:
        token = super().push(ttype, tag, nesting)  # type: ignore[arg-type]
        token.map = [self.pos, self.pos]
        return token


class _PlacedInline(ParserInline):
    def parse(self, src: str, md: MarkdownIt, env: EnvType, tokens: list[Token]) -> list[Token]:
        """Return the inline tokens of the text, each with its offset in ``map``."""
        state = _PlacedState(src, md, env, tokens)
        self.tokenize(state)
        for rule in self.ruler2.getRules(""):
            rule(state)
        return state.tokens


_ROLE = re.compile(r"\{([a-zA-Z][\w:+-]*)((?:\s+|(?=[.#]))[^{}`\n]*)?\}(`+)")


def _role(state: StateInline, silent: bool) -> bool:  # noqa: FBT001 - markdown-it's signature
    """Read ``{name}`text``` and ``{name #id .class key=value}`text```."""
    if state.src[state.pos] != "{":
        return False
    match = _ROLE.match(state.src, state.pos)
    if match is None:
        return False
    ticks = match[3]
    end = _closing(state, ticks, match.end())
    if end < 0:
        return False
    if not silent:
        token = state.push("myst_role", "", 0)
        token.meta = {"name": match[1], "attributes": match[2] or ""}
        token.content = state.src[match.end() : end].replace("\n", " ")
    state.pos = end + len(ticks)
    return True


def _closing(state: StateInline, ticks: str, start: int) -> int:
    """Return where a run of exactly these ticks begins, or -1."""
    key = -len(ticks)
    last = state.backticks.get(key)
    if last is None:
        last = state.backticks[key] = state.src.rfind(ticks)
    at = start
    while at <= last:
        at = state.src.find(ticks, at)
        if at < 0:
            return -1
        end = at + len(ticks)
        if state.src[end : end + 1] != "`" and state.src[at - 1] != "`":
            return at
        while state.src[at : at + 1] == "`":
            at += 1
    return -1
