"""Colours in the output of programs -> classes that are readable on light and dark pages."""

import re
from collections.abc import Iterable
from colorsys import rgb_to_hls

from neuromatch_site.config.accent import luminance

Color = tuple[int, int, int]
"""Red, green and blue, from 0 to 255."""

_GRAY, _DIM = 0.18, 0.08
"""Below these limits of saturation and lightness, no hue is visible."""
_HUES = (1, 3, 2, 6, 4, 5)
"""The colours of a terminal in the order of their hues, sixths of a circle from red."""
_CUBE = (0, 95, 135, 175, 215, 255)
_TINT = re.compile(r"tint-([0-9a-f]{6})-([0-9a-f]{6})")
_HEX = re.compile(r"#[0-9a-f]{3,8}")
_NAMED = re.compile(r"[a-z]{3,20}|(?:rgb|hsl)a?\([\d\s.,%/]{1,40}\)")


def color_of(text: str) -> Color | None:
    """Return the colour of a CSS value; None for an unknown one."""
    text = text.strip().lower()
    if not (_HEX.fullmatch(text) or _NAMED.fullmatch(text)):
        return None
    from PIL import ImageColor  # costs 20 ms, needed for styled tables only

    try:
        return ImageColor.getrgb(text.replace("rgba", "rgb").replace("hsla", "hsl"))[:3]
    except ValueError:
        return None


def terminal_color(number: int) -> Color:
    """Return one of the 256 terminal colours, from 16 on: a cube of six, then greys."""
    if number >= 232:
        level = 8 + 10 * (number - 232)
        return level, level, level
    cube = number - 16
    return _CUBE[cube // 36], _CUBE[cube // 6 % 6], _CUBE[cube % 6]


def nearest_of_eight(color: Color) -> int:
    """Return the number of the terminal colour (30 to 37, less 30) with the nearest hue.

    The theme has a shade of each of these for light and one for dark pages.
    """
    red, green, blue = (part / 255 for part in color)
    hue, lightness, saturation = rgb_to_hls(red, green, blue)
    if saturation < _GRAY or not _DIM < lightness < 1 - _DIM:
        return 7
    return _HUES[round(hue * 6) % 6]


def tint_class(background: Color, ink: Color | None) -> str:
    """Return the class of a cell with a background; the default text colour contrasts with it."""
    ink = ink or ((0, 0, 0) if luminance(f"#{_hex(background)}") > _MIDDLE else (255, 255, 255))
    return f"tint-{_hex(background)}-{_hex(ink)}"


def tint_rules(words: Iterable[str]) -> str:
    """Return the style sheet of the tint classes among these, in order; empty for none."""
    tints = sorted({word for word in words if _TINT.fullmatch(word)})
    return "".join(f".{word}{{background:#{word[5:11]};color:#{word[12:]}}}" for word in tints)


def _hex(color: Color) -> str:
    return "{:02x}{:02x}{:02x}".format(*color)


_MIDDLE = 0.18
"""The luminance on which black and white letters contrast alike."""
