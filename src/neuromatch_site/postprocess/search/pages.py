"""The searchable pages of a site: those with a ``data-pagefind-body``."""

import hashlib
import re
from collections.abc import Iterable, Sequence
from functools import cache
from pathlib import Path

from msgspec import Struct

from neuromatch_site.model.artifact import Artifact

BODY = b"data-pagefind-body"

_CJK = (
    "\u2e80-\u2fdf\u3005-\u3007\u3021-\u3029\u3031-\u30ff\u31f0-\u31ff\u3400-\u4dbf"
    "\u4e00-\u9fff\uac00-\ud7a3\uf900-\ufaff\U00020000-\U000323af"
)


_CELL_ENDS = ("</td>", "</th>")
"""The program puts nothing between the texts of two cells."""


class Page(Struct, frozen=True):
    """A searchable page."""

    name: str
    """Its path on the site."""
    content: bytes | Path
    digest: bytes


def pages_of(files: Iterable[Artifact], first: Sequence[str]) -> list[Page]:
    """Return the searchable pages: those in ``first`` before others, then by name."""
    places = {name: at for at, name in enumerate(first)}
    pages = [page for file in files if (page := _page(file)) is not None]
    return sorted(pages, key=lambda page: (places.get(page.name, len(places)), page.name))


def _page(file: Artifact) -> Page | None:
    if not file.path.endswith(".html"):
        return None
    content = _page_content(file.content)
    return Page(file.path, file.content, digest_of(content)) if BODY in content else None


def _page_content(content: bytes | Path) -> bytes:
    return content if isinstance(content, bytes) else content.read_bytes()


def digest_of(content: bytes) -> bytes:
    """Return a digest of a page."""
    return hashlib.blake2b(content, digest_size=16).digest()


_ARTICLE = re.compile(r"<article\b[^>]*\sdata-pagefind-body")
_HEAD = re.compile(r"<(?:html\b[^>]*>|title>.*?</title>)", re.DOTALL)
_META = "data-pagefind-meta"
_ELEMENT = re.compile(r"<(\w+).*?</\1>", re.DOTALL)


def _relevant(text: str) -> str:
    """Return what the program reads of a page: language, title, metadata, the article.

    Reading less takes it a tenth less time; the index is the same. A layout of a course's own may
    have its article elsewhere: then it is the whole page.
    """
    start = _ARTICLE.search(text)
    end = text.rfind("</article>")
    if start is None or end < start.start():
        return text
    end_of_head = start.start()
    before = [match[0] for match in _HEAD.finditer(text, 0, end_of_head)]
    at = text.find(_META, 0, end_of_head)
    while at >= 0:  # by the rare word: a pattern would begin at each element
        if match := _ELEMENT.match(text, text.rfind("<", 0, at)):
            before.append(match[0])
        at = text.find(_META, at + 1, end_of_head)
    head, article = "".join(before), text[end_of_head:end]
    return f"<!doctype html>{head}<body>{article}</article></body></html>"


def text_of(content: bytes | Path) -> str:
    """Return the HTML to index: with spaces between words in scripts without spaces."""
    text = _relevant(_page_content(content).decode())
    for end in _CELL_ENDS:
        text = text.replace(end, f" {end}")
    return text if text.isascii() or not _east().search(text) else _seams().sub(" ", text)


@cache
def _east() -> re.Pattern[str]:
    """Return what finds such characters; to make it takes 3 ms."""
    return re.compile(f"[{_CJK}]")


@cache
def _seams() -> re.Pattern[str]:
    """Return what finds the places beside them; to make it takes as long again."""
    return re.compile(f"(?<=[{_CJK}])(?=[^\\s<>])|(?<=[^\\s<>])(?=[{_CJK}])")
