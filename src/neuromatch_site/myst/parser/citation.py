"""``@key`` and ``[see @key, p. 3; -@other]``: a rule for markdown-it, and its tokens -> nodes.

Source: Pandoc's citation syntax as the MyST guide has it ("Citations and bibliography").
"""

import re

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

from neuromatch_site.model.ast.identifiers import normalize_label
from neuromatch_site.model.ast.nodes import Cite, CiteGroup, Node, Parent

_KEY = r"(?:\{(?P<braced>[^{}\n]+)\}|(?P<key>\w(?:[\w:.#$%&\-+?~/]*\w)?/?))"
_IN_TEXT = re.compile(rf"@{_KEY}(?:[ \t]?\[(?!-?@)(?P<suffix>[^\[\]\n]{{1,50}})\](?![(\[]))?")
_GROUP = re.compile(r"\[([^\[\]]{2,1000})\](?![(\[])")
_PART = re.compile(
    rf"(?!\^)(?P<prefix>(?:[^@]*?[^\w@])??)(?P<minus>(?<!\w)-)?(?<!\w)@{_KEY}(?P<suffix>.*)",
    re.DOTALL,
)
_WORD_BEFORE = re.compile(r"\S+\Z")
_HOST = re.compile(r"(?:[a-z0-9-]+\.)+[a-z]{2,}(?:/|$)", re.IGNORECASE)
_FAR = 256
"""A word that is longer is no URL."""


def add_citations(markdown: MarkdownIt) -> None:
    """Add the rule of this module: before links, which would match the brackets."""
    markdown.inline.ruler.before("link", "citation", _citation)


def _citation(state: StateInline, silent: bool) -> bool:  # noqa: FBT001 - markdown-it's signature
    """Read a citation at this place; False where there is none."""
    mark = state.src[state.pos]
    if mark not in "@[" or state.linkLevel > 0:
        return False
    return _narrative(state, silent=silent) if mark == "@" else _group(state, silent=silent)


def _narrative(state: StateInline, *, silent: bool) -> bool:
    before = state.src[max(state.pos - _FAR, 0) : state.pos]
    if before and (before[-1].isalnum() or before[-1] in "@_+." or _is_url(before)):
        return False
    match = _IN_TEXT.match(state.src, state.pos, state.posMax)
    if match is None:
        return False
    if not silent:
        token = state.push("cite", "cite", 0)
        token.content = match[0]
        token.meta = {"label": _label(match), "kind": "narrative", "suffix": match["suffix"]}
    state.pos = match.end()
    return True


def _is_url(before: str) -> bool:
    """Return whether the word that goes on here is an address: ``https://example.org/@name``."""
    match = _WORD_BEFORE.search(before)
    word = match[0] if match else ""
    return "://" in word or word.startswith("www.") or _HOST.match(word) is not None


def _group(state: StateInline, *, silent: bool) -> bool:
    match = _GROUP.match(state.src, state.pos, state.posMax)
    if match is None or "@" not in match[1]:
        return False
    written = match[1].split(";")
    parts = [_PART.fullmatch(part) for part in written]
    if not all(parts):
        return False
    if not silent:
        opening = state.push("cite_group_open", "span", 1)
        opening.meta = {"kind": "parenthetical"}
        offset = state.pos + 1
        for text, part in zip(written, parts, strict=True):
            if part is not None:
                _push_part(state, part, offset + len(text) - len(text.lstrip()))
            offset += len(text) + 1
        state.push("cite_group_close", "span", -1)
    state.pos = match.end()
    return True


def _push_part(state: StateInline, part: re.Match[str], offset: int) -> None:
    token = state.push("cite", "cite", 0)
    token.map = [offset, offset]
    token.content = part[0].strip()
    token.meta = {
        "label": _label(part),
        "kind": "parenthetical",
        "prefix": part["prefix"].strip(),
        "suffix": part["suffix"].strip().removeprefix(",").strip(),
        "partial": "year" if part["minus"] else None,
    }


def _label(match: re.Match[str]) -> str:
    label: str = match["braced"] or match["key"]
    return label.strip()


def cite_node(token: Token) -> Node:
    """Return the citation of a token; its text is as written until it is resolved."""
    meta = token.meta
    label = str(meta["label"])
    return Cite(
        kind=str(meta["kind"]),
        label=label,
        identifier=normalize_label(label)[0],
        prefix=meta.get("prefix") or None,
        suffix=meta.get("suffix") or None,
        partial=meta.get("partial"),
        data={"written": token.content},
    )


def group_node(token: Token) -> Parent:
    """Return the group that a token starts."""
    return CiteGroup(kind=str(token.meta["kind"]))
