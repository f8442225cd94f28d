"""What a notebook carries in itself: base64 -> a file of the site, if it is what it says."""

import binascii
import hashlib
import re

from neuromatch_site.load.cells import joined

SCHEME = "media:"
"""Begins the ``url`` of an image node that shows what its page carries."""

_TYPES = {
    "image/png": ("png", re.compile(rb"\x89PNG\r\n\x1a\n")),
    "image/jpeg": ("jpg", re.compile(rb"\xff\xd8\xff")),
    "image/gif": ("gif", re.compile(rb"GIF8[79]a")),
    "image/webp": ("webp", re.compile(rb"RIFF....WEBP", re.DOTALL)),
    "image/svg+xml": (
        "svg",
        re.compile(rb"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<svg\b", re.DOTALL),
    ),
    "video/mp4": ("mp4", re.compile(rb"....ftyp", re.DOTALL)),
    "video/webm": ("webm", re.compile(rb"\x1a\x45\xdf\xa3")),
}
MEDIA_TYPES = frozenset(_TYPES)
_ACTING = re.compile(r"<script|<foreignObject|<!ENTITY|\son\w+\s*=|javascript:", re.IGNORECASE)
_DOCTYPE = re.compile(r"<!DOCTYPE[^\[>]*>", re.IGNORECASE)


class MediaError(Exception):
    """The content is not what its type says; the message says how."""


def take(media: dict[str, str], kind: str, value: object) -> str:
    """Put the content into ``media`` and return the URL for the image node that shows it.

    ``media`` goes from file name to base64. ``value`` is what a notebook holds for the media
    type: base64, or the text of an SVG. Raises ``MediaError``.
    """
    text = joined(value)
    if text is None:
        raise MediaError("it is no text")
    suffix, magic = _TYPES[kind]
    content = _drawing(text) if suffix == "svg" else _decoded(text)
    if not magic.match(content):
        raise MediaError(f"its content is no {suffix.upper()}")
    name = f"{hashlib.blake2b(content, digest_size=10).hexdigest()}.{suffix}"
    if name not in media:
        media[name] = binascii.b2a_base64(content, newline=False).decode("ascii")
    return SCHEME + name


def _decoded(text: str) -> bytes:
    try:
        return binascii.a2b_base64("".join(text.split()), strict_mode=True)
    except ValueError:  # binascii.Error, or characters beyond ASCII
        raise MediaError("it is no base64") from None


def _drawing(text: str) -> bytes:
    """Return the drawing without the reference to SVG's own DTD that Matplotlib writes."""
    if "<svg" not in text and "<" not in text:
        return _decoded(text)
    if _ACTING.search(text):
        raise MediaError("it is a drawing that could act")
    return _DOCTYPE.sub("", text, count=1).encode("utf-8", errors="replace")
