"""Pictures and videos of the course."""

import re

from neuromatch_site.model.ast.nodes import Image
from neuromatch_site.render.html import RenderContext
from neuromatch_site.render.published_files import Picture
from neuromatch_site.urls import UrlKind

_VIDEO_FORMATS = (".mp4", ".webm", ".mov", ".m4v", ".ogv")
_PIXELS = re.compile(r"(\d+(?:\.\d+)?)(?:px)?")
_SHARE = re.compile(r"(\d+(?:\.\d+)?)\s*%")
_STEP = 5
_TALLEST = 600
"""Pixels: a picture is drawn no higher, so that it is seen whole; it can be enlarged."""


def image(node: Image, context: RenderContext) -> dict[str, object]:
    """Return where a picture is and how large; it is a link where it may not be shown."""
    picture = context.published.pictures.get(node.url.lstrip("/"))
    if picture is None:
        return _elsewhere(node, context)
    width, height = _size(node, picture)
    to = context.addresses.to
    return {
        "form": "video" if picture.url.endswith(_VIDEO_FORMATS) else "picture",
        "src": to(picture.url, UrlKind.EMBEDDED),
        "srcset": ", ".join(f"{to(url)} {size}w" for url, size in picture.webp),
        "width": width,
        "height": height,
        "share": share_class(node.width),
        "align": node.align if node.align in ("left", "right") else "",
    }


def share_class(width: str | None) -> str:
    """Return the class of a width in percent, in steps of five; none for the whole width."""
    match = _SHARE.fullmatch(width.strip()) if width else None
    share = round(float(match[1]) / _STEP) * _STEP if match else 100
    return f"width-{max(share, _STEP)}" if share < 100 else ""


def _elsewhere(node: Image, context: RenderContext) -> dict[str, object]:
    src = context.addresses.to(node.url, UrlKind.EMBEDDED)
    remote = src.startswith("https:") and context.options.remote_images == "link"
    inline = node.url.startswith("data:image/") and not node.url.startswith("data:image/svg")
    return {
        "form": "picture" if remote or inline else "link",
        "src": node.url if inline else src,
        "srcset": "",
        "width": None,
        "height": None,
        "share": share_class(node.width),
        "align": "",
    }


def _size(node: Image, picture: Picture) -> tuple[int | None, int | None]:
    """Return the size to draw in pixels: the author's width, the picture's proportions."""
    if not picture.width or not picture.height:
        return None, None
    match = _PIXELS.fullmatch(node.width.strip()) if node.width else None
    if match is None:
        share = min(1.0, _TALLEST / picture.height)
        return round(picture.width * share), round(picture.height * share)
    width = max(1, round(float(match[1])))
    return width, max(1, round(picture.height * width / picture.width))
