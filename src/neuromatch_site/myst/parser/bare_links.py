"""URLs in plain text become links: ``https://host/path``, ``www.host`` and ``name@host``."""

import re
from collections.abc import Iterator, Sequence

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

_HOST = r"(?:[^\W_](?:[\w-]{0,62}[^\W_])?\.){0,20}[^\W_][\w-]{0,62}"
_ADDRESS = re.compile(rf"://(?:{_HOST})(?::\d{{1,5}})?(?:[/?#][^\s<>`\"]{{0,2000}})?")
_HOSTNAME = re.compile(r"[\w-]{1,63}(?:\.[\w-]{1,63}){1,9}(?![\w@])")
_LOCAL = re.compile(r"(?<![\w.+/:-])[A-Za-z0-9][\w.+-]{0,63}$")
_WWW = re.compile(
    r"(?<![\w/.@:-])www\.(?:[^\W_][\w-]{0,62}\.){1,9}[^\W\d_]{2,63}(?![\w@])"
    r"(?:[/?#][^\s<>`\"]{0,2000})?"
)
_TRAILING = "?!.,:;*_~'\""


def add_bare_links(markdown: MarkdownIt) -> None:
    """Add the rules of this module to the parser."""
    markdown.inline.ruler.push("bare_url", _url)
    markdown.inline.ruler.push("bare_email", _email)
    markdown.core.ruler.push("bare_www", _www)  # last: the pieces of a text are joined


def _url(state: StateInline, silent: bool) -> bool:  # noqa: FBT001 - markdown-it's signature
    """Read ``https://host/path`` where a word begins with it. Source: GFM, autolinks."""
    if silent or state.linkLevel or not state.src.startswith("://", state.pos):
        return False
    scheme = "https" if state.pending.endswith("https") else "http"
    begins = state.pos - len(scheme)
    if not state.pending.endswith(scheme) or (begins and state.src[begins - 1].isalnum()):
        return False
    match = _ADDRESS.match(state.src, state.pos, state.posMax)
    if match is None:
        return False
    address = _without_trailing(scheme + match[0])
    _push(state, len(scheme), address, address)
    state.pos += len(address) - len(scheme)
    return True


def _email(state: StateInline, silent: bool) -> bool:  # noqa: FBT001 - markdown-it's signature
    """Read ``name@host``."""
    if silent or state.linkLevel or state.src[state.pos] != "@":
        return False
    local = _LOCAL.search(state.pending[-66:])
    host = _HOSTNAME.match(state.src, state.pos + 1, state.posMax)
    if local is None or host is None:
        return False
    text = f"{local[0]}@{host[0]}"
    _push(state, len(local[0]), f"mailto:{text}", text)
    state.pos = host.end()
    return True


def _www(state: StateCore) -> None:
    """Read ``www.host/path``: no letter of it begins a rule. Source: GFM, autolinks."""
    for token in state.tokens:
        if token.children and "www." in token.content:
            token.children = [*_with_www(token.children)]


def _with_www(children: Sequence[Token]) -> Iterator[Token]:
    inside = 0
    for child in children:
        opens = child.type == "link_open" or _is_html(child, "<a")
        inside += opens - (child.type == "link_close" or _is_html(child, "</a"))
        if inside or child.type != "text" or "www." not in child.content:
            yield child
            continue
        end = 0
        for match in _WWW.finditer(child.content):
            address = _without_trailing(match[0])
            yield _text_token(child.content[end : match.start()])
            place = [child.map[0] + match.start()] * 2 if child.map else None
            yield Token("link_open", "a", 1, {"href": f"http://{address}"}, place, info="auto")
            yield _text_token(address)
            yield Token("link_close", "a", -1, info="auto")
            end = match.start() + len(address)
        yield _text_token(child.content[end:]) if end else child


def _is_html(token: Token, start: str) -> bool:
    starts = (f"{start} ", f"{start}>")
    return token.type == "html_inline" and token.content.lower().startswith(starts)


def _text_token(content: str) -> Token:
    return Token("text", "", 0, content=content)


def _without_trailing(address: str) -> str:
    """Return the address without the punctuation that belongs to the sentence around it."""
    opened, closed = address.count("("), address.count(")")
    while True:
        if address[-1] in _TRAILING:
            address = address[:-1]
        elif address[-1] == ")" and closed > opened:
            address, closed = address[:-1], closed - 1
        else:
            return address


def _push(state: StateInline, behind: int, url: str, text: str) -> None:
    """Add a link whose first ``behind`` characters have been read as text."""
    start = state.pos - behind
    state.pending = state.pending[:-behind]
    here, state.pos = state.pos, start
    opening = state.push("link_open", "a", 1)
    opening.attrs, opening.info = {"href": state.md.normalizeLink(url)}, "auto"
    opening.map = [start, start]
    state.push("text", "", 0).content = text
    state.push("link_close", "a", -1).info = "auto"
    state.pos = here
