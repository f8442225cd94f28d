"""Make tall brackets and root signs narrower.

Chromium reserves the width of the widest variant beside a bracket and under a root, whichever
variant it draws: with the font's own widths there is a gap of up to 0.4 em. Source: MathML Core,
"preferred inline size of a glyph stretched along the block axis".
"""

import struct
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from itertools import accumulate, pairwise

_WIDEST = 1.18
"""What a high bracket may be wide, in widths of the lowest."""


def narrowed(
    tables: Mapping[str, bytes], roots: Sequence[int], fences: Iterable[Sequence[int]]
) -> dict[str, bytes]:
    """Return the tables of outlines and widths, with narrower tall glyphs.

    Each list has the glyphs of one character, the shortest first.
    """
    size = "I" if u16(tables["head"], 50) else "H"
    places = [place for (place,) in struct.iter_unpack(f">{size}", tables["loca"])]
    unit = 1 if size == "I" else 2
    outlines = [tables["glyf"][unit * a : unit * b] for a, b in pairwise(places)]
    widths = _widths(tables)

    def move(glyph: int, place: Callable[[int], int], width: int) -> None:
        outlines[glyph] = _moved(outlines[glyph], place)
        widths[glyph] = (width, place(widths[glyph][1]))

    for first, *others in filter(None, fences):
        most = round(widths[first][0] * _WIDEST)
        for glyph in {*others}:
            width = widths[glyph][0]
            if width > most:
                move(glyph, partial(_scaled, scale=most / width), most)
    if roots:
        first, width = roots[0], widths[roots[0]][0]
        end = max(_points(outlines[first])[1])
        for glyph in roots[1:]:
            scale = _bar_begin(outlines[first], width) / _bar_begin(
                outlines[glyph], widths[glyph][0]
            )
            own = widths[glyph][0]
            move(glyph, partial(_scaled, scale=scale, limit=own, end=end), width)
    hhea = bytearray(tables["hhea"])
    struct.pack_into(">H", hhea, 34, len(widths))
    starts = accumulate(map(len, outlines), initial=0)
    return {
        "glyf": b"".join(outlines),
        "loca": struct.pack(f">{len(outlines) + 1}I", *starts),
        "head": tables["head"][:50] + b"\0\1" + tables["head"][52:],
        "hmtx": b"".join(struct.pack(">Hh", *width) for width in widths),
        "hhea": bytes(hhea),
    }


def _scaled(x: int, scale: float, limit: int = 1 << 15, end: int = 0) -> int:
    """Return where a point comes to stand; what lies beyond the limit ends where it is told."""
    return round(x * scale) if x <= limit else end


def _bar_begin(outline: bytes, width: int) -> int:
    """Return where a root sign ends and the line over the root begins."""
    return max(x for x in _points(outline)[1] if x <= width)


def _widths(tables: Mapping[str, bytes]) -> list[tuple[int, int]]:
    """Return the width and the left side of each glyph; the last widths may be the same."""
    end = 4 * u16(tables["hhea"], 34)
    widths = list(struct.iter_unpack(">Hh", tables["hmtx"][:end]))
    rest = struct.iter_unpack(">h", tables["hmtx"][end:])
    return [*widths, *((widths[-1][0], side) for (side,) in rest)]


_REPEATED, _SHORT, _SAME = 8, 2, 16
"""Flags of a point: repeated; its step is a byte; it has no step, or a positive one."""


def _points(glyph: bytes) -> tuple[list[int], list[int], int]:
    """Return the flags of a glyph's points, where they stand across, and where the rest begins."""
    at = 10 + 2 * u16(glyph, 0)
    count = u16(glyph, at - 2) + 1
    at += 2 + u16(glyph, at)
    flags: list[int] = []
    while len(flags) < count:
        repeats = glyph[at + 1] + 1 if glyph[at] & _REPEATED else 1
        flags += [glyph[at]] * repeats
        at += 2 if glyph[at] & _REPEATED else 1
    across: list[int] = []
    x = 0
    for flag in flags:
        if flag & _SHORT:
            x += glyph[at] if flag & _SAME else -glyph[at]
            at += 1
        elif not flag & _SAME:
            x += int.from_bytes(glyph[at : at + 2], "big", signed=True)
            at += 2
        across.append(x)
    return flags, across, at


def _moved(glyph: bytes, place: Callable[[int], int]) -> bytes:
    """Return an outline of one piece with its points moved across."""
    flags, across, rest = _points(glyph)
    across = [place(x) for x in across]
    ends = glyph[10 : 10 + 2 * u16(glyph, 0)]
    box = struct.pack(">h2sh2s", min(across), glyph[4:6], max(across), glyph[8:10])
    new_flags = bytes(flag & ~(_REPEATED | _SHORT | _SAME) for flag in flags)
    steps = struct.pack(f">{len(across)}h", *(b - a for a, b in pairwise((0, *across))))
    moved = glyph[:2] + box + ends + b"\0\0" + new_flags + steps + glyph[rest:]
    return moved + bytes(-len(moved) % 4)


def u16(table: bytes | bytearray, at: int) -> int:
    """Return the number at an offset of a table."""
    return int.from_bytes(table[at : at + 2], "big")
