"""Base64 data in a notebook -> a file of the site, if it has the type it claims."""

import binascii
import hashlib
import io
import re
from collections.abc import Mapping

from neuromatch_site.filesystem.text import joined
from neuromatch_site.media.pictures import FORMATS, PictureProblem, inspect_content
from neuromatch_site.media.pictures.raster import sniff

SCHEME = "media:"
"""URL scheme of image nodes that show embedded data of their page."""

SUFFIXES: Mapping[str, str] = {
    "image/png": ".png",
    "image/jpeg": ".jpg",
    "image/gif": ".gif",
    "image/webp": ".webp",
    "image/svg+xml": ".svg",
    "video/mp4": ".mp4",
    "video/webm": ".webm",
    "audio/wav": ".wav",
    "audio/mpeg": ".mp3",
    "audio/ogg": ".ogg",
    "audio/mp4": ".m4a",
}
"""The supported media types, and the extensions of their files."""
_PLAYED = {
    ".mp4": re.compile(rb"....ftyp", re.DOTALL),
    ".webm": re.compile(rb"\x1a\x45\xdf\xa3"),
    ".wav": re.compile(rb"RIFF"),
    ".mp3": re.compile(rb"ID3|\xff[\xe2-\xff]"),
    ".ogg": re.compile(rb"OggS"),
    ".m4a": re.compile(rb"....ftyp", re.DOTALL),
}
"""How videos and sounds begin."""


class MediaError(Exception):
    """The content does not have its type, or cannot be shown.

    The message is the end of a sentence that begins with the kind of content.
    """


def take(media: dict[str, str], kind: str, value: object) -> str:
    """Add the content to ``media`` and return the URL for an image node.

    ``media`` maps file names to base64. ``value`` is the notebook's value for the media type:
    base64, or the text of an SVG. Raises ``MediaError``.
    """
    text = joined(value)
    if text is None:
        raise MediaError("must be a string")
    suffix = SUFFIXES[kind]
    is_drawing = suffix == ".svg" and "<" in text
    content = text.encode("utf-8", errors="replace") if is_drawing else _decoded(text)
    _check_content(content, suffix)
    name = hashlib.blake2b(content, digest_size=8).hexdigest() + suffix
    if name not in media:
        media[name] = binascii.b2a_base64(content, newline=False).decode("ascii")
    return SCHEME + name


def _decoded(text: str) -> bytes:
    try:
        return binascii.a2b_base64("".join(text.split()), strict_mode=True)
    except ValueError:  # binascii.Error, or characters beyond ASCII
        raise MediaError("is not valid base64") from None


def _check_content(content: bytes, suffix: str) -> None:
    if suffix in _PLAYED:
        if not _PLAYED[suffix].match(content):
            raise MediaError(f"is no {suffix[1:].upper()}")
        return
    if sniff(content[:64]) != FORMATS[suffix]:
        raise MediaError(f"is no {FORMATS[suffix].upper()}")
    picture = inspect_content(io.BytesIO(content), len(content), suffix)
    if isinstance(picture, PictureProblem):
        raise MediaError(picture.message)
