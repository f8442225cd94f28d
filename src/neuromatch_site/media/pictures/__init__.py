"""Image files: format, size, and whether they are safe to show."""

import os
from collections.abc import Callable, Mapping
from enum import Enum
from pathlib import Path
from typing import BinaryIO

from msgspec import Struct
from msgspec.structs import replace

from neuromatch_site.media.pictures import raster
from neuromatch_site.media.pictures.clean_svg import clean_svg
from neuromatch_site.media.pictures.svg import SvgFault, read_svg

MAX_PIXELS = 40_000_000
MAX_BYTES = 10_000_000


class Fault(Enum):
    """A problem of an image."""

    UNREADABLE = "unreadable"
    """Empty, truncated, of a type that browsers do not show, or of another type than its name."""
    TOO_LARGE = "too large"
    ACTIVE = "active"
    """An SVG with active content, or that loads other files."""


class Picture(Struct, frozen=True, tag=True):
    """An image that is safe to show."""

    format: str
    """``png``, ``jpeg``, ``gif``, ``webp``, ``avif``, ``bmp``, ``svg``."""
    width: int | None = None
    """In CSS pixels, as in a browser; None if the file does not give it."""
    height: int | None = None
    note: str = ""
    """A remark about the file, as the end of a sentence that begins with its name."""
    cleaned: bool = False
    """An SVG that has to be replaced by its ``clean_svg`` copy."""


class PictureProblem(Struct, frozen=True, tag=True):
    """Why an image cannot be shown."""

    fault: Fault
    message: str
    """What is wrong, as the end of a sentence that begins with the name of the file."""
    hint: str = ""
    line: int | None = None
    """Of an SVG, from 1."""


FORMATS: Mapping[str, str] = {
    ".png": "png",
    ".apng": "png",
    ".jpg": "jpeg",
    ".jpeg": "jpeg",
    ".jfif": "jpeg",
    ".gif": "gif",
    ".webp": "webp",
    ".avif": "avif",
    ".bmp": "bmp",
    ".ico": "ico",
    ".svg": "svg",
}
"""The extensions of images that browsers show."""
VIDEO_FORMATS = (".mp4", ".webm", ".mov", ".m4v", ".ogv", ".avi")
"""The extensions of videos; their content is not inspected."""
AUDIO_FORMATS = (".mp3", ".wav", ".ogg", ".oga", ".opus", ".m4a", ".aac", ".flac")
"""The extensions of audio files; their content is not inspected."""
PLAYED_FORMATS = (*VIDEO_FORMATS, *AUDIO_FORMATS)


def may_act(picture: Picture | PictureProblem | None) -> bool:
    """Return whether an SVG file could run or load something in a browser."""
    return isinstance(picture, PictureProblem) or (picture is not None and picture.cleaned)


def suffix_of(picture: Picture, suffix: str) -> str:
    """Return the extension to publish an image with: its own, if it matches the content."""
    if FORMATS.get(suffix) == picture.format:
        return suffix
    return next(key for key, name in FORMATS.items() if name == picture.format)


CONVERTIBLE = (".tif", ".tiff", ".pdf", ".eps")
"""The extensions of images that browsers do not show."""


def inspect(file: Path) -> Picture | PictureProblem:
    """Return the format and size of an image, or why it cannot be shown.

    Source: SECURITY requirements R8.1 to R8.3. Raises ``OSError`` if it cannot be opened.
    """
    suffix = file.suffix.lower()
    if suffix not in FORMATS:
        return _not_shown(suffix)
    with file.open("rb") as stream:
        return inspect_content(stream, os.fstat(stream.fileno()).st_size, suffix)


def inspect_content(stream: BinaryIO, size: int, suffix: str) -> Picture | PictureProblem:
    """Return the format of an image of ``size`` bytes, with one of the extensions ``FORMATS``."""
    if size == 0:
        return PictureProblem(Fault.UNREADABLE, "is empty", "save it again")
    if size > MAX_BYTES:
        return _too_heavy(size)
    kind = raster.sniff(stream.read(64))
    stream.seek(0)
    if kind == FORMATS[suffix] == "svg":
        return _drawing(stream)
    known = kind in _READERS and kind != "ico"
    if kind != FORMATS[suffix] and not known:
        return _mismatch(suffix, kind)
    picture = _raster(kind, stream)
    if kind == FORMATS[suffix] or isinstance(picture, PictureProblem):
        return picture
    return replace(picture, note=f"{_mismatch(suffix, kind).message}; it is shown as what it is")


def _not_shown(suffix: str) -> PictureProblem:
    kind = f"of the type `{suffix}`" if suffix else "of no known type"
    return PictureProblem(
        Fault.UNREADABLE,
        f"is {kind}, which browsers do not show",
        "save it as PNG, JPEG, GIF, WebP, AVIF or SVG",
    )


def _too_heavy(size: int) -> PictureProblem:
    return PictureProblem(
        Fault.TOO_LARGE,
        f"is {size / 1e6:.1f} MB; the limit is {MAX_BYTES // 1_000_000} MB",
        "make it smaller",
    )


def _mismatch(suffix: str, kind: str) -> PictureProblem:
    holds = f"holds {kind.upper()}" if kind else f"is no {FORMATS[suffix].upper()}"
    ending = next((key for key, name in FORMATS.items() if name == kind), "")
    hint = f"name it `…{ending}`" if ending else "save it again"
    return PictureProblem(Fault.UNREADABLE, f"is named `{suffix}` but {holds}", hint)


def _raster(kind: str, stream: BinaryIO) -> Picture | PictureProblem:
    try:
        width, height = _READERS[kind](stream)
    except (EOFError, ValueError):
        return PictureProblem(Fault.UNREADABLE, "is cut off or damaged", "save it again")
    if width * height > MAX_PIXELS:
        return PictureProblem(
            Fault.TOO_LARGE,
            f"has {width} × {height} pixels, {width * height / 1e6:.0f} million;"
            f" at most {MAX_PIXELS // 1_000_000} million are shown",
            "make it smaller",
        )
    return Picture(kind, width, height)


_READERS: Mapping[str, Callable[[BinaryIO], tuple[int, int]]] = {
    "png": raster.png_size,
    "jpeg": raster.jpeg_size,
    "gif": raster.gif_size,
    "webp": raster.webp_size,
    "avif": raster.avif_size,
    "bmp": raster.bmp_size,
    "ico": raster.ico_size,
}


def _drawing(stream: BinaryIO) -> Picture | PictureProblem:
    content = stream.read()
    drawing = read_svg(content)
    if isinstance(drawing, SvgFault):
        cleaned = clean_svg(content) if drawing.repairable else None
        size = read_svg(cleaned) if cleaned else drawing
        if not isinstance(size, SvgFault):
            return Picture(
                "svg", *size, note=f"{drawing.message}; it is shown without", cleaned=True
            )
        fault = Fault.ACTIVE if drawing.active else Fault.UNREADABLE
        hint = "remove it, or save the drawing as PNG" if drawing.active else "save it again"
        return PictureProblem(fault, drawing.message, hint, drawing.line)
    return Picture("svg", *drawing)
