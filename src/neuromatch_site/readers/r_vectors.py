"""Vectors of R, which its kernel prints as HTML lists -> lines of text."""

import re

_STYLE = re.compile(r"<style>[^<]*\.(?:list|dl)-inline\b[^<]*</style>\s*")
_LIST = re.compile(
    r"<(?P<kind>ol|dl) class=[\"']?(?:list|dl)-inline[\"']?>(?P<items>.*?)</(?P=kind)>", re.DOTALL
)
_NAME = re.compile(r"<dt>(.*?)</dt>\s*<dd>", re.DOTALL)
_ITEM = re.compile(r"</?(?:li|dd)>\s*")


def has_vectors(html: str) -> bool:
    """Return whether HTML contains such a list."""
    return "list-inline" in html or "dl-inline" in html


def with_lines(html: str) -> str:
    """Return HTML with lines instead of the lists: ``1 · 2 · 3``, ``a: 1 · b: 2``."""
    return _LIST.sub(_vector_line, _STYLE.sub("", html))


def _vector_line(match: re.Match[str]) -> str:
    named = _NAME.sub(r"<dd>\1: ", match["items"])
    items = [item.strip() for item in _ITEM.split(named)]
    return f"<p>{' · '.join(item for item in items if item)}</p>"
