"""Words -> the picture that stands for a page where people share it.

It has four colours, and what a letter looks like is remembered: so each of 2,000 talks can have
one.
"""

import io
import textwrap
from collections.abc import Sequence
from functools import lru_cache
from importlib.util import find_spec
from itertools import repeat
from pathlib import Path

from PIL import Image, ImageColor, ImageFont

from neuromatch_site.metadata.card import WIDTH, CardStyle, height_of

_MARGIN, _BAR = 90, 18
"""These and the sizes of letters are those of the picture of a course."""
_GROUND, _EDGE, _INK, _ACCENT = "#fbfaf7", "#8c8b89", "#1c1b1a", "#0b5fa5"
"""The ground, where letters end, letters, and the bar beside them."""
_SIZES = (92, 78, 64, 52, 40, 28)
_SMALL, _NOTE = 34, 51
"""Of letters at the foot, and of a line there."""
_LONGEST_LINE = 60
_FONT = ("ziamath", "fonts/STIXTwoMath-Regular.ttf")
"""What has letters that Pillow's own font, which knows ASCII, has not."""


def wide_font() -> Path | None:
    """Return the font that has more letters than those of ASCII; None where it is missing."""
    package, name = _FONT
    spec = find_spec(package)
    return Path(spec.origin).parent / name if spec and spec.origin else None


def draw_card(title: str, notes: Sequence[str], style: CardStyle, width: int = WIDTH) -> bytes:
    """Return the picture as a PNG: the title, and lines at the foot of it.

    Raises ``OSError`` where the font of the style cannot be read.
    """
    scale, height = width / WIDTH, height_of(width)
    image = Image.new("P", (width, height), 0)
    colours = (_GROUND, _EDGE, _INK, style.accent or _ACCENT)
    image.putpalette([part for colour in colours for part in ImageColor.getrgb(colour)[:3]])
    image.paste(3, (0, 0, round(_BAR * scale), height))
    size = next(size for size in _SIZES if _fits(title, size, len(notes)))
    tops = range(_MARGIN, WIDTH, size * 5 // 4)
    lines = [*zip(_lines(title, size), tops, repeat(size))]
    for number, note in enumerate(notes):
        top = height_of(WIDTH) - _MARGIN - _NOTE * (len(notes) - number) + _NOTE - _SMALL
        short = textwrap.shorten(note, _LONGEST_LINE, placeholder=" ...")
        lines.append((short, top, _SMALL))
    plain = all(line.isascii() for line, _, _ in lines)
    for line, top, size in lines:
        left = _MARGIN * scale
        for part in line if plain else [line]:
            ink, (x, y), long = _ink(part, round(size * scale), style.font, plain=plain)
            place = (round(left) + x, round(top * scale) + y)
            image.paste(2, (*place, place[0] + ink.width, place[1] + ink.height), ink)
            left += long
    stream = io.BytesIO()
    image.save(stream, "PNG", bits=2, compress_level=1, compress_type=3)  # 3: runs of one colour
    return stream.getvalue()


@lru_cache(600)
def _ink(
    text: str, size: int, font: bytes, *, plain: bool
) -> tuple[Image.Image, tuple[int, int], float]:
    """Return how much ink a text puts where, how far from where it is written, and its length.

    Half as much is the colour between: index 1 of the palette, between 0 and 2.
    """
    face = _face(size, font, plain=plain)
    mask, offset = face.getmask2(text, "L")
    inked = Image.new("L", mask.size)
    inked.im.paste(mask, (0, 0, *mask.size))
    return inked, offset, face.getlength(text)


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


def _fits(title: str, size: int, notes: int) -> bool:
    """Return whether a title of this size leaves the lines below it some room."""
    room = height_of(WIDTH) - 2 * _MARGIN - notes * _NOTE
    return size == _SIZES[-1] or len(_lines(title, size)) * size * 5 // 4 <= room


def _lines(title: str, size: int) -> list[str]:
    """Return the title in lines that are not too long: letters are about half as wide as high."""
    return textwrap.wrap(title, max(8, int((WIDTH - 2 * _MARGIN) / (size * 0.56))))[:8]
