"""Inline SVG in the HTML of an output -> image files of the page.

Pages contain no inline SVG of others; as a sanitized image file it is safe.
"""

import re
from collections.abc import Callable
from html import escape, unescape

from neuromatch_site.readers.media import MediaError, take

_MOST = 100
"""Drawings of one output that are shown."""
_NAMESPACE = 'xmlns="http://www.w3.org/2000/svg"'
_START, _END = re.compile(r"<svg\b", re.IGNORECASE), re.compile(r"</svg\s*>", re.IGNORECASE)
_SHAPE = re.compile(
    r"<(?:path|line|rect|circle|ellipse|poly(?:gon|line)|text|image)\b", re.IGNORECASE
)
_TEXT = re.compile(r"<text\b[^<>]*>([^<>]{1,80})", re.IGNORECASE)
_SIZE = re.compile(r"\b(width|height)=[\"'](\d{1,5}(?:\.\d+)?)(?:px)?[\"']", re.IGNORECASE)


def with_drawings(html: str, media: dict[str, str], lost: Callable[[str], None]) -> str:
    """Return the HTML with an ``<img>`` for each ``<svg>``; ``media`` gets the files.

    The text of a drawing is its alternative text. ``lost`` is called for one that cannot be shown.
    """
    parts: list[str] = []
    end = 0
    while (start := _START.search(html, end)) and (close := _END.search(html, start.end())):
        parts.append(html[end : start.start()])
        end = close.end()
        drawing = html[start.start() : end]
        if _SHAPE.search(drawing) and len(parts) <= _MOST:
            parts[-1] += _drawing_img(drawing, media, lost)
    return "".join([*parts, html[end:]])


def _drawing_img(drawing: str, media: dict[str, str], lost: Callable[[str], None]) -> str:
    head, mark, rest = drawing.partition(">")
    if "xmlns=" not in head:
        head = f"{head[:4]} {_NAMESPACE}{head[4:]}"
    try:
        url = take(media, "image/svg+xml", f"{head}{mark}{rest}")
    except MediaError as error:
        lost(f"a drawing of an output is not shown: it {error}")
        return ""
    words = escape(", ".join(unescape(text).strip() for text in _TEXT.findall(drawing)))
    size = "".join(f' {name.lower()}="{value}"' for name, value in _SIZE.findall(head))
    return f'<img src="{url}" alt="{words}"{size}>'
