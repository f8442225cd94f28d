"""Inline rules added to markdown-it: roles, attributes, spans, substitutions, footnotes."""

import re

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

from neuromatch_site.myst.parser.attributes import WORDS, Attributes, read_attributes
from neuromatch_site.myst.parser.placed_state import PlacedState

_ROLE = re.compile(rf"\{{\s*([a-zA-Z][\w:+-]*)((?:\s+|(?=[.#])){WORDS})?\}}(`+)")
_ATTRIBUTES = re.compile(rf"\{{(\s*[.#\w]{WORDS})\}}")
_SUBSTITUTION = re.compile(r"\{\{\s*([\w.-]{1,100})\s*\}\}")
_FILLED = re.compile(
    r"\{\{\s*(['\"])((?:(?!\1|\}\}).){1,2000})\1\.format\(([\w.\s,=-]{1,500})\)\s*\}\}"
)
"""How Jupyter Book 1 tells authors to write a link to an address that has a name."""
_FOOTNOTE = re.compile(r"\[\^([^\]\s]{1,200})\]")
_QUESTIONS = re.compile(r"<span\b[^<>]*>\s*\[\s*\{\s*\"")
_TAKE_ATTRIBUTES = ("image", "code_inline", "link_close", "span_close")


def add_inline_rules(markdown: MarkdownIt) -> None:
    """Add the rules of this module to the parser."""
    ruler = markdown.inline.ruler
    ruler.at("myst_role", _role)
    ruler.at("footnote_ref", _footnote_reference)
    ruler.after("footnote_ref", "span", _span)
    ruler.before("escape", "substitution", _substitution)
    ruler.before("html_inline", "questions", _questions)
    ruler.push("attributes", _attributes)
    markdown.inline.ruler2.at("fragments_join", _join_texts)


def _role(state: StateInline, silent: bool) -> bool:  # noqa: FBT001 - markdown-it's signature
    """Read ``{name}`text``` and ``{name #id .class key=value}`text```."""
    if state.src[state.pos] != "{":
        return False
    match = _ROLE.match(state.src, state.pos)
    if match is None:
        return False
    ticks = match[3]
    end = _closing_ticks(state, ticks, match.end())
    if end < 0:
        return False
    if not silent:
        token = state.push("myst_role", "", 0)
        words, start = match[2] or "", match.start(2) - state.pos
        token.meta = {"name": match[1], "words": words, "words_start": start}
        token.meta["start"] = match.end() - state.pos
        token.content = state.src[match.end() : end]
    state.pos = end + len(ticks)
    return True


def _closing_ticks(state: StateInline, ticks: str, start: int) -> int:
    """Return where a run of exactly these ticks begins, or -1."""
    key = -len(ticks)  # markdown-it keeps its own under positive keys
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


def _footnote_reference(state: StateInline, silent: bool) -> bool:  # noqa: FBT001 - markdown-it's signature
    """Read ``[^label]``, defined or not."""
    if not state.src.startswith("[^", state.pos):
        return False
    match = _FOOTNOTE.match(state.src, state.pos, state.posMax)
    if match is None:
        return False
    if not silent:
        token = state.push("footnote_ref", "", 0)
        token.meta = {"label": match[1]}
    state.pos = match.end()
    return True


def _substitution(state: StateInline, silent: bool) -> bool:  # noqa: FBT001 - markdown-it's signature
    """Read ``{{ name }}``, and ``{{ "[{text}]({url})".format(text=name, url=name) }}``."""
    if not state.src.startswith("{{", state.pos):
        return False
    match = _SUBSTITUTION.match(state.src, state.pos, state.posMax)
    filled = None if match else _FILLED.match(state.src, state.pos, state.posMax)
    match = match or filled
    if match is None:
        return False
    if not silent:
        token = state.push("substitution_inline", "", 0)
        token.content = match[0]
        token.meta = {"form": match[2], "names": match[3]} if filled else {"name": match[1]}
    state.pos = match.end()
    return True


def _span(state: StateInline, silent: bool) -> bool:  # noqa: FBT001 - markdown-it's signature
    """Read ``[text]{.class #id}``."""
    if state.src[state.pos] != "[" or not isinstance(state, PlacedState):
        return False
    if state.pos > state.last_span:
        return False
    start, end = state.pos, state.posMax
    closing = state.label_end(start)
    match = _ATTRIBUTES.match(state.src, closing + 1, end) if closing >= 0 else None
    attributes = read_attributes(match[1]) if match else None
    if match is None or attributes is None:
        state.pos = start
        return False
    if not silent:
        token = state.push("span_open", "span", 1)
        token.meta = {"attributes": attributes}
        state.pos, state.posMax = start + 1, closing
        state.md.inline.tokenize(state)
        state.push("span_close", "span", -1)
    state.pos, state.posMax = match.end(), end
    return True


def _questions(state: StateInline, silent: bool) -> bool:  # noqa: FBT001 - markdown-it's signature
    """Read ``<span>[{"question": ...}]</span>`` whole: in JSON, ``*`` and ``$`` are no Markdown."""
    match = _QUESTIONS.match(state.src, state.pos) if state.src[state.pos] == "<" else None
    closing = state.src.find("</span>", match.end()) if match else -1
    if closing < 0:
        return False
    end = closing + len("</span>")
    if not silent:
        token = state.push("html_inline", "", 0)
        token.content = state.src[state.pos : end]
    state.pos = end
    return True


def _attributes(state: StateInline, silent: bool) -> bool:  # noqa: FBT001 - markdown-it's signature
    """Read ``{.class #id}`` right behind a picture, code, a link or a span."""
    if state.src[state.pos] != "{" or state.pending or not state.tokens:
        return False
    last = state.tokens[-1]
    match = _ATTRIBUTES.match(state.src, state.pos, state.posMax)
    attributes = read_attributes(match[1]) if match and last.type in _TAKE_ATTRIBUTES else None
    if match is None or attributes is None:
        return False
    if not silent:
        opening = _opening(state.tokens) if last.nesting < 0 else last
        _merge(opening, attributes)
    state.pos = match.end()
    return True


def _opening(tokens: list[Token]) -> Token:
    """Return the token that the last one closes."""
    level = 0
    for token in reversed(tokens):
        level += token.nesting
        if level == 0:
            return token
    return tokens[0]


def _merge(token: Token, attributes: Attributes) -> None:
    before = token.meta.get("attributes")
    if isinstance(before, Attributes):
        attributes.classes = before.classes + attributes.classes
        attributes.values = before.values | attributes.values
        attributes.identifier = attributes.identifier or before.identifier
    token.meta["attributes"] = attributes


def _join_texts(state: StateInline) -> None:
    """Join neighbouring texts, and set the levels anew once emphasis has been found."""
    joined: list[Token] = []
    level = 0
    texts: list[str] = []
    for token in state.tokens:
        level -= token.nesting < 0
        token.level = level
        level += token.nesting > 0
        if token.type == "text" and joined and joined[-1].type == "text":
            texts.append(token.content)
            continue
        if texts:
            joined[-1].content += "".join(texts)
            texts.clear()
        joined.append(token)
    if texts:
        joined[-1].content += "".join(texts)
    state.tokens[:] = joined
