"""The font of formulas: STIX Two Math, reduced to the characters that a course uses, as WOFF2.

Browsers need the ``MATH`` table of a font to draw growing brackets, roots and limits, and many
devices have no font with one. ziamath contains STIX Two Math (SIL Open Font License).

HarfBuzz subsets it in a millisecond; fontTools takes half a second, most of it to start, and its
result is a fifth smaller (19 KB instead of 23 for the reference course).

Seven changes make all browsers draw it correctly:

- ``^`` and ``~`` get the wide accents, which the font only has for combining characters, because
  browsers do not stretch the combining tilde;
- primes get their script forms, because only some browsers select them;
- arrows with labels can grow: some of their parts have swapped connectors;
- bars grow from half their height: WebKit draws no bar shorter than two of its parts;
- text over an arrow is a little higher: Chromium measures from the arrow, not from the line;
- tall brackets and root signs are hardly wider than small ones: see ``narrow_glyphs.py``;
- the character that the unit ``ic`` measures has no width, which tells the style sheet of formulas
  that this font is in use.
"""

import struct
from collections.abc import Iterable, Mapping, Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import Protocol

from neuromatch_site.media.narrow_glyphs import narrowed, u16

FONT_PATH = "assets/formulas.woff2"
"""From the root of the site; without a digest, so that a new character does not invalidate cached
pages.
"""
LICENSE_PATH = "assets/formulas-font-license.txt"
_PACKAGES = ("ziamath", "uharfbuzz", "brotli")
"""What carries the font, cuts it and packs it."""
_FILE = "fonts/STIXTwoMath-Regular.ttf"
_SPACE = " "
_NAMES = {0, 13, 14}
"""Whose it is, and the licence. Source: the OpenType specification, ``name``."""
_BORNE: Mapping[str, str] = {"^": "\u0302", "~": "\u0303"}
"""Characters that bear the glyph of another one."""
_BAR_PARTS: Mapping[str, str] = {"|": "uni2223.var", "‖": "uni2225.var"}
"""Glyphs half as high as the bars, of which they grow."""
_BAR_HEIGHT, _BAR_CONNECTOR = 474, 400
"""Of these glyphs, in thousandths of an em."""
_ROOT = "√"
_FENCES = "()[]{}⟨⟩⌈⌉⌊⌋⟮⟯⟦⟧"
_MEASURED, _NO_WIDTH = "水", "\N{ZERO WIDTH SPACE}"
"""A character of width ``ic``, and the character that lends it a glyph of zero width, because no
formula shows it.
"""
_IN_SCRIPTS: Mapping[str, str] = {
    "\N{PRIME}": "minute.ssty",
    "\N{DOUBLE PRIME}": "second.ssty",
    "\N{TRIPLE PRIME}": "uni2034.ssty",
    "\N{QUADRUPLE PRIME}": "uni2057.ssty",
    "\N{REVERSED PRIME}": "uni2035.ssty",
}


def missing_package() -> str:
    """Return the missing package without which there is no font; else ""."""
    return next((name for name in _PACKAGES if find_spec(name) is None), "")


def math_font(characters: Iterable[str]) -> bytes:
    """Return the font with these characters, if no package is missing."""
    import uharfbuzz as hb  # only courses with formulas need it

    face = hb.Face(_source().read_bytes())
    font = hb.Font(face)
    code_points = {ord(character) for character in characters} | {ord(_SPACE)}
    glyphs = {code: glyph for code in code_points if (glyph := _glyph(font, chr(code)))}
    no_width = font.get_nominal_glyph(ord(_NO_WIDTH))
    if no_width is not None and ord(_MEASURED) not in code_points:
        glyphs[ord(_MEASURED)] = no_width
    bars = {
        glyphs[ord(bar)]: part
        for bar, name in _BAR_PARTS.items()
        if ord(bar) in glyphs and (part := font.get_glyph_from_name(name))
    }
    request = hb.SubsetInput()
    request.sets(hb.SubsetInputSets.GLYPH_INDEX).set({*glyphs.values(), *bars.values()})
    request.sets(hb.SubsetInputSets.LAYOUT_FEATURE_TAG).clear()
    request.sets(hb.SubsetInputSets.NAME_ID).set(_NAMES)
    request.flags = hb.SubsetFlags.NO_HINTING
    plan = hb.SubsetPlan(face, request)
    numbers = plan.old_to_new_glyph_mapping
    cut = plan.execute()
    tables = {tag: bytes(cut.reference_table(tag).data) for tag in cut.table_tags}
    for tag in ("GSUB", "GPOS", "GDEF"):
        tables.pop(tag, None)
    tables["cmap"] = _cmap({code: numbers[glyph] for code, glyph in glyphs.items()})
    parts = {numbers[bar]: numbers[part] for bar, part in bars.items()}
    tables["MATH"] = _labelled(_grown_from(parts, _connected(tables["MATH"])))
    roots, *fences = (
        [numbers[number] for number in _growing(font, glyphs.get(ord(character)))]
        for character in _ROOT + _FENCES
    )
    tables |= narrowed(tables, roots, fences)
    return _woff2(tables)


def _source() -> Path:
    """Return the whole font."""
    spec = find_spec("ziamath")
    return Path(spec.origin if spec and spec.origin else "").parent / _FILE


class _OfGlyph(Protocol):
    glyph: int


class _Font(Protocol):
    """What we use of ``uharfbuzz.Font``."""

    def get_glyph_from_name(self, name: str) -> int | None: ...
    def get_nominal_glyph(self, code: int) -> int | None: ...
    def get_math_glyph_variants(self, glyph: int, direction: str) -> Sequence[_OfGlyph]: ...
    def get_math_glyph_assembly(
        self, glyph: int, direction: str
    ) -> tuple[Sequence[_OfGlyph], int]: ...


def _glyph(font: _Font, character: str) -> int | None:
    named = font.get_glyph_from_name(_IN_SCRIPTS.get(character, ""))
    return named or font.get_nominal_glyph(ord(_BORNE.get(character, character)))


def _growing(font: _Font, glyph: int | None) -> list[int]:
    """Return the glyphs that are drawn for one that grows, the lowest first."""
    if glyph is None:
        return []
    parts, _ = font.get_math_glyph_assembly(glyph, "ttb")
    return [variant.glyph for variant in (*font.get_math_glyph_variants(glyph, "ttb"), *parts)]


# -- tables. Source: the OpenType specification.


def _cmap(glyphs: Mapping[int, int]) -> bytes:
    """Return the table of characters, in format 12."""
    groups = b"".join(struct.pack(">III", code, code, glyphs[code]) for code in sorted(glyphs))
    size = 16 + len(groups)
    head = struct.pack(">HHHHI", 0, 1, 3, 10, 12)
    return head + struct.pack(">HHIII", 12, 0, size, 0, len(glyphs)) + groups


def _connected(math: bytes) -> bytes:
    """Return the ``MATH`` table with connectors at the inner ends of parts that are joined."""
    table = bytearray(math)
    variants = u16(table, 8)
    vertical, horizontal = u16(table, variants + 6), u16(table, variants + 8)
    for i in range(vertical, vertical + horizontal):
        construction = variants + u16(table, variants + 10 + 2 * i)
        assembly = u16(table, construction)
        if not assembly:
            continue
        assembly += construction
        last = assembly + 6 + 10 * (u16(table, assembly + 4) - 1)
        start, end = u16(table, last + 2), u16(table, last + 4)
        if not start and end:
            struct.pack_into(">HH", table, last + 2, end, start)
    return bytes(table)


def _grown_from(parts: Mapping[int, int], math: bytes) -> bytes:
    """Return the ``MATH`` table with other parts for the glyphs that grow of themselves."""
    table = bytearray(math)
    variants = u16(table, 8)
    for i in range(u16(table, variants + 6)):
        construction = variants + u16(table, variants + 10 + 2 * i)
        assembly = u16(table, construction)
        count = u16(table, construction + assembly + 4) if assembly else 0
        for record in range(count):
            at = construction + assembly + 6 + 10 * record
            part = parts.get(u16(table, at))
            if part is not None:
                connectors = (_BAR_CONNECTOR, _BAR_CONNECTOR)
                struct.pack_into(">HHHH", table, at, part, *connectors, _BAR_HEIGHT)
    return bytes(table)


_STRETCH_STACK = 24
"""Which of ``MathConstants`` is ``stretchStackTopShiftUp``; the next is that below."""
_LABEL_SHIFTS = (220, 450)
"""From an arrow to the line of its label above and below, in thousandths of an em."""


def _labelled(math: bytes) -> bytes:
    """Return the ``MATH`` table with labels near their arrows."""
    table = bytearray(math)
    at = u16(table, 4) + 8 + 4 * _STRETCH_STACK
    for i, shift in enumerate(_LABEL_SHIFTS):
        struct.pack_into(">h", table, at + 4 * i, shift)
    return bytes(table)


# -- WOFF2. Source: the W3C's WOFF File Format 2.0.

_KNOWN = (
    "cmap head hhea hmtx maxp name OS/2 post cvt  fpgm glyf loca prep CFF  VORG EBDT EBLC gasp hdmx"
    " kern LTSH PCLT VDMX vhea vmtx BASE GDEF GPOS GSUB EBSC JSTF MATH"
)
_NUMBERS = {_KNOWN[i : i + 4]: i // 5 for i in range(0, len(_KNOWN), 5)}
_UNTRANSFORMED = 3 << 6
"""Of ``glyf`` and ``loca``; 0 is that for all other tables."""


def _woff2(tables: Mapping[str, bytes]) -> bytes:
    import brotli

    tags = sorted(tables, key=lambda tag: "glyf " if tag == "loca" else tag)  # it follows `glyf`
    directory = b"".join(
        bytes([_NUMBERS[tag] | (_UNTRANSFORMED if tag in ("glyf", "loca") else 0)])
        + _base128(len(tables[tag]))
        for tag in tags
    )
    # Quality 6 takes 2 ms, 10 takes 35 for a twentieth less; 7 to 9 take 7 to 27 MB of memory.
    content: bytes = brotli.compress(
        b"".join(tables[tag] for tag in tags), quality=6, mode=brotli.MODE_FONT
    )
    unpacked = 12 + sum(16 + (len(tables[tag]) + 3) // 4 * 4 for tag in tags)
    end = 48 + len(directory) + len(content)
    padding = -end % 4
    head = struct.pack(
        ">4sIIHHIIHHIIIII",
        *(
            b"wOF2",
            0x00010000,
            end + padding,
            len(tags),
            0,
            unpacked,
            len(content),
            1,
            0,
            0,
            0,
            0,
            0,
            0,
        ),
    )
    return head + directory + content + bytes(padding)


def _base128(number: int) -> bytes:
    """Return a number in groups of seven bits, each but the last with its high bit set."""
    groups = [number & 0x7F]
    while number := number >> 7:
        groups.append(number & 0x7F | 0x80)
    return bytes(reversed(groups))
