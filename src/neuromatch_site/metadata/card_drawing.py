"""Text -> the picture of a page in shared links.

It has four colours, and rendered letters are cached, so that each of 2,000 talks can have one.
"""

import io
import struct
import textwrap
import zlib
from collections.abc import Iterator, Sequence
from functools import lru_cache
from importlib.util import find_spec
from itertools import repeat
from pathlib import Path

from PIL import Image, ImageColor, ImageFont

from neuromatch_site.metadata.card import WIDTH, CardStyle, height_of

_MARGIN, _BAR = 90, 18
"""These, and font sizes, are for the picture of a course."""
_GROUND, _EDGE, _INK, _ACCENT = "#fbfaf7", "#8c8b89", "#1c1b1a", "#0b5fa5"
"""Background, edges of letters, letters, and the bar beside them."""
_SIZES = (92, 78, 64, 52, 40, 28)
_SMALL, _NOTE = 34, 51
"""Font sizes of the footer, and of a line there."""
_LONGEST_LINE = 60
_FONT = ("ziamath", "fonts/STIXTwoMath-Regular.ttf")
"""What has letters that Pillow's own font, which knows ASCII, has not."""


def wide_font() -> Path | None:
    """Return the font with more than ASCII letters; None if it is missing."""
    package, name = _FONT
    spec = find_spec(package)
    return Path(spec.origin).parent / name if spec and spec.origin else None


def draw_card(title: str, notes: Sequence[str], style: CardStyle, width: int = WIDTH) -> bytes:
    """Return the picture as a PNG: the title, and lines below it.

    Raises ``OSError`` if the font of the style cannot be read.
    """
    scale, height = width / WIDTH, height_of(width)
    image = Image.new("P", (width, height), 0)
    image.paste(3, (0, 0, round(_BAR * scale), height))
    size, broken = next(_layouts(title, len(notes)))
    lines = [*zip(broken, range(_MARGIN, WIDTH, size * 5 // 4), repeat(size))]
    for number, note in enumerate(notes):
        top = height_of(WIDTH) - _MARGIN - _NOTE * (len(notes) - number) + _NOTE - _SMALL
        short = textwrap.shorten(note, _LONGEST_LINE, placeholder=" ...")
        lines.append((short, top, _SMALL))
    plain = all(line.isascii() for line, _, _ in lines)
    painted = image.im  # ``Image.paste`` does ten times as much around this, for each letter
    for line, top, size in lines:
        left, upper, real = _MARGIN * scale, round(top * scale), round(size * scale)
        for part in line if plain else [line]:
            ink, (x, y, right, lower), long = _ink(part, real, style.font, plain=plain)
            at = round(left)
            painted.paste(2, (at + x, upper + y, at + right, upper + lower), ink.im)
            left += long
    return _png(image, (_GROUND, _EDGE, _INK, style.accent or _ACCENT))


def _png(image: Image.Image, colours: Sequence[str]) -> bytes:
    """Return an image of four colours as a PNG of two bits a point.

    Pillow packs and compresses it in three times the time. Source: www.w3.org/TR/png-3.
    """
    line = (image.width + 3) // 4 + 1  # each begins with the number of its filter, 0: none
    points = b"\0" + image.tobytes("raw", "P;2", line, 1)[:-1]
    chunks = (
        (b"IHDR", struct.pack(">IIBBBBB", *image.size, 2, 3, 0, 0, 0)),
        (b"PLTE", bytes(part for colour in colours for part in ImageColor.getrgb(colour)[:3])),
        (b"IDAT", zlib.compress(points, 2)),
        (b"IEND", b""),
    )
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
        for name, data in chunks
    )


@lru_cache(600)
def _ink(
    text: str, size: int, font: bytes, *, plain: bool
) -> tuple[Image.Image, tuple[int, int, int, int], float]:
    """Return how much ink a text puts where, its box from where it is written, and its length.

    Half as much is the colour between: index 1 of the palette, between 0 and 2.
    """
    face = _face(size, font, plain=plain)
    mask, (x, y) = face.getmask2(text, "L")
    width, height = mask.size
    inked = Image.new("L", mask.size)
    inked.im.paste(mask, (0, 0, width, height))
    return inked, (x, y, x + width, y + height), face.getlength(text)


@lru_cache
def _face(size: int, font: bytes, *, plain: bool) -> ImageFont.FreeTypeFont:
    if not (plain or font) and (file := wide_font()):
        return ImageFont.truetype(file, size)
    if font:
        return ImageFont.truetype(io.BytesIO(font), size)
    default = ImageFont.load_default(size)
    if not isinstance(default, ImageFont.FreeTypeFont):
        raise OSError("Pillow has no FreeType")
    return default


def _layouts(title: str, notes: int) -> Iterator[tuple[int, Sequence[str]]]:
    """Yield the sizes in which a title leaves the lines below it some room, with its lines.

    They are not too long: letters are about half as wide as high.
    """
    room = height_of(WIDTH) - 2 * _MARGIN - notes * _NOTE
    for size in _SIZES:
        longest = max(8, int((WIDTH - 2 * _MARGIN) / (size * 0.56)))
        lines = textwrap.wrap(title, longest)[:8]
        if size == _SIZES[-1] or len(lines) * size * 5 // 4 <= room:
            yield size, lines
