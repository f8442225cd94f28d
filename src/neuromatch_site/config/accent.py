"""``site.options.accent``: the colour of links and buttons, and of all tints derived from it."""

import re
from collections.abc import Mapping

from msgspec import Struct

from neuromatch_site.config.fields import Field, Kind, Report, expected, read_section
from neuromatch_site.config.value import Value
from neuromatch_site.diagnostics.diagnostic import Rule

PAPER, NIGHT = "#fdfcfa", "#181715"
"""The backgrounds in `templates/foundation/tokens.css` and `dark.css`."""
_LEAST = 4.5
"""WCAG 1.4.3: the contrast of text."""
_HEX = re.compile(r"#(?:[0-9a-f]{3}|[0-9a-f]{6})", re.IGNORECASE)


class Accent(Struct, frozen=True, kw_only=True):
    """A colour for each scheme, ``#rrggbb``; empty: the theme's."""

    light: str = ""
    dark: str = ""
    """Empty: the light colour, made lighter."""


def contrast(colour: str, other: str) -> float:
    """Return the contrast of two colours, 1 to 21 (WCAG 2.2, *contrast ratio*)."""
    lights = sorted((luminance(colour), luminance(other)))
    return (lights[1] + 0.05) / (lights[0] + 0.05)


def luminance(colour: str) -> float:
    """Return the relative luminance of ``#rrggbb``, 0 to 1 (WCAG 2.2, *relative luminance*)."""
    parts = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _read_colour(value: Value, report: Report) -> str | None:
    text = value.text.strip().lower()
    if not _HEX.fullmatch(text):
        expected(value, "a colour", report, "write it as `'#0b5a69'`, in quotes")
        return None
    return text if len(text) > len("#rgb") else "#" + "".join(2 * digit for digit in text[1:])


_COLOUR: Kind[str] = Kind(_read_colour, {"type": "string", "pattern": _HEX.pattern})
_LIGHT = Field("light", _COLOUR, "The colour by day.")
_DARK = Field("dark", _COLOUR, "The colour by night.")


def _read_accent(value: Value, report: Report) -> Accent | None:
    if not isinstance(value.data, Mapping):
        light = _COLOUR.read(value, report)
        accent = Accent(light=light) if light else None
    else:
        section = read_section(value, (_LIGHT, _DARK), report)
        accent = None
        if section is not None:
            accent = Accent(light=section.get(_LIGHT, ""), dark=section.get(_DARK, ""))
    if accent is not None:
        _check_contrast(accent.light, PAPER, "light", value, report)
        _check_contrast(accent.dark, NIGHT, "dark", value, report)
    return accent


def _check_contrast(colour: str, ground: str, scheme: str, value: Value, report: Report) -> None:
    ratio = contrast(colour, ground) if colour else _LEAST
    if ratio < _LEAST:
        other = "darker" if scheme == "light" else "lighter"
        message = f"`{colour}` has a contrast of {ratio:.1f}:1 on {scheme} pages; text needs 4.5:1"
        hint = f"links and buttons use a {other} tone of it; choose one to decide yourself"
        report.broken(Rule.ACCENT_CONTRAST, value, message, hint)


ACCENT: Kind[Accent] = Kind(
    _read_accent,
    {
        "anyOf": [
            _COLOUR.schema,
            {
                "type": "object",
                "properties": {"light": _COLOUR.schema, "dark": _COLOUR.schema},
                "additionalProperties": False,
            },
        ]
    },
)
"""``'#0b5a69'``, or ``{light: '#0b5a69', dark: '#86cbd5'}``."""
