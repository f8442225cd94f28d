"""Images and videos of the course."""

import re

from neuromatch_site.media.pictures import AUDIO_FORMATS, VIDEO_FORMATS
from neuromatch_site.model.ast.nodes import Image
from neuromatch_site.model.ast.tracks import poster_of, tracks_of
from neuromatch_site.render.html import RenderContext
from neuromatch_site.render.published_files import Picture
from neuromatch_site.render.translations import language_name
from neuromatch_site.render.views.transcript import transcript_view
from neuromatch_site.urls import UrlKind

_LENGTH = re.compile(r"(\d+(?:\.\d+)?)\s*(px|em|rem)?")
_FONT_SIZE = 18
"""Pixels of ``1em``: templates/foundation/tokens.css."""
_SHARE = re.compile(r"(\d+(?:\.\d+)?)\s*%")
_STEP = 5
_TALLEST = 600
"""Pixels: a picture is drawn no higher, so that it is seen whole; it can be enlarged."""


def image(node: Image, context: RenderContext) -> dict[str, object]:
    """Return the URL and size of an image; a link if it cannot be shown."""
    picture = context.published.pictures.get(node.url.lstrip("/"))
    if picture is None:
        return _elsewhere(node, context)
    width, height = _size(node, picture)
    to = context.addresses.to
    return {
        "alt": node.alt or _unnamed(node, context),
        "form": _form(picture.url),
        "src": to(picture.url, UrlKind.EMBEDDED),
        "srcset": ", ".join(f"{to(url)} {size}w" for url, size in picture.webp),
        "width": width,
        "height": height,
        "share": share_class(node.width),
        "align": node.align if node.align in ("left", "right") else "",
        "at": place_class(node.align),
    } | _caption_fields(node, context)


def _form(url: str) -> str:
    low = url.lower()
    if low.endswith(AUDIO_FORMATS):
        return "audio"
    return "video" if low.endswith(VIDEO_FORMATS) else "picture"


def _caption_fields(node: Image, context: RenderContext) -> dict[str, object]:
    """Return the captions of a video or sound, and below it what is said, where there is room."""
    tracks = tracks_of(node)
    captions = []
    for track in tracks:
        language = str(track.get("language", ""))
        url = context.published.downloads.get(str(track.get("path", "")))
        label = language_name(language, context.words.language)
        if url:
            to = context.addresses.to(url)
            captions.append({"src": to, "tag": language, "label": label or language})
    in_line = (node.data or {}).get("in_line")
    transcripts = [] if in_line else [transcript_view(track, context) for track in tracks]
    poster = context.published.pictures.get(poster_of(node).lstrip("/"))
    still = context.addresses.to(poster.url, UrlKind.EMBEDDED) if poster else ""
    return {"tracks": captions, "transcripts": transcripts, "poster": still}


def _unnamed(node: Image, context: RenderContext) -> str:
    """Return what stands for the words that a picture lacks: what a cell put out says so much."""
    is_output = (node.data or {}).get("type") == "output"
    return context.words("Output of the code above") if is_output else ""


def share_class(width: str | None) -> str:
    """Return the class of a width in percent, in steps of five; none for the whole width."""
    match = _SHARE.fullmatch(width.strip()) if width else None
    share = round(float(match[1]) / _STEP) * _STEP if match else 100
    return f"width-{max(share, _STEP)}" if share < 100 else ""


def place_class(align: str | None) -> str:
    """Return the class of centred or right-aligned content; none otherwise."""
    return f"at-{align}" if align in ("center", "right") else ""


def _elsewhere(node: Image, context: RenderContext) -> dict[str, object]:
    src = context.addresses.to(node.url, UrlKind.EMBEDDED)
    remote = src.startswith("https:") and context.options.remote_images == "link"
    inline = node.url.startswith("data:image/") and not node.url.startswith("data:image/svg")
    return {
        "alt": node.alt or "",
        "form": _form(node.url) if remote or inline else "link",
        "src": node.url if inline else src,
        "srcset": "",
        "width": None,
        "height": None,
        "share": share_class(node.width),
        "align": "",
        "at": "",
        "poster": "",
        "tracks": (),
        "transcripts": (),
    }


def _size(node: Image, picture: Picture) -> tuple[int | None, int | None]:
    """Return the size to draw in pixels: as the author says, in the picture's proportions."""
    if not picture.width or not picture.height:
        return None, pixels(node.height) if _form(picture.url) == "video" else None
    width, height = _pixels(node.width), _pixels(node.height)
    if width is not None:
        share = max(1.0, width) / picture.width
    elif height is not None and not node.width:
        share = max(1.0, height) / picture.height
    elif node.data and isinstance(scale := node.data.get("scale"), float):
        share = scale / 100
    else:
        share = min(1.0, _TALLEST / picture.height)
    return max(1, round(picture.width * share)), max(1, round(picture.height * share))


def pixels(length: str | None) -> int | None:
    """Return a length in whole pixels; None for a relative one."""
    size = _pixels(length)
    return max(1, round(size)) if size else None


def _pixels(length: str | None) -> float | None:
    match = _LENGTH.fullmatch(length.strip()) if length else None
    return float(match[1]) * (_FONT_SIZE if match[2] in ("em", "rem") else 1) if match else None
