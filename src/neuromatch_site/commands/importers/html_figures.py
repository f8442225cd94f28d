"""``<figure markdown>`` of MkDocs Material, with Markdown or HTML in it -> ``{figure}``."""

import re
from collections.abc import Callable, Sequence

from neuromatch_site.commands.importers.directive_text import directive_text

_OPEN = re.compile(r"(?P<indent>[ \t]*)<figure\b[^>]*>.*")
_PICTURE = re.compile(
    r"!\[(?P<alt>[^\[\]]*)\]\((?P<path>[^()\s]+)(?:\s+\"[^\"]*\")?\)(?:\{(?P<more>[^{}]*)\})?"
    r"|<img\b(?P<tag>[^<>]*)>"
)
_CAPTION = re.compile(
    r"<figcaption[^<>]*>(?P<words>(?:(?!<figcaption).)*?)</figcaption>", re.DOTALL
)
_VALUE = re.compile(r"(?<![\w-])([\w-]+)=[\"']?([^\"'\s}]*)[\"']?")
_SOURCE = re.compile(r"\b(src|alt|width)=\"([^\"]*)\"")
_WIDEST = 700
"""Pixels: a picture that is to be wider is as wide as the text."""


def html_figure(
    lines: Sequence[str], first: int, inline: Callable[[str], str]
) -> tuple[int, list[str]] | None:
    """Return the line after a figure that starts here, and its directive; None if there is none.

    ``inline`` converts the text of its caption. A figure without exactly one image is kept.
    """
    opened = _OPEN.fullmatch(lines[first])
    if opened is None:
        return None
    last = first
    while "</figure>" not in lines[last]:
        last += 1
        if last == len(lines) or _OPEN.fullmatch(lines[last]):
            return None
    text = "\n".join(lines[first : last + 1])
    pictures = list(_PICTURE.finditer(text))
    if len(pictures) != 1:
        return None
    (picture,) = pictures
    attributes = dict(_SOURCE.findall(picture["tag"] or "")) | dict(
        _VALUE.findall(picture["more"] or "")
    )
    path = picture["path"] or attributes.get("src", "")
    options = {
        "alt": picture["alt"] or attributes.get("alt", ""),
        "width": _width(attributes.get("width", "")),
    }
    words = _CAPTION.search(text)
    caption = inline(" ".join(words["words"].split())) if words else ""
    options = {key: value for key, value in options.items() if value}
    body = [caption] if caption else []
    return last + 1, directive_text("figure", path, options, body, opened["indent"])


def _width(text: str) -> str:
    if text.endswith("%"):
        return text
    pixels = text.removesuffix("px")
    return f"{pixels}px" if pixels.isdecimal() and int(pixels) < _WIDEST else ""
