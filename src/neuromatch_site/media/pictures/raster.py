"""The headers of PNG, JPEG, GIF, WebP, AVIF, BMP and ICO: format and size; nothing is decoded.

Every reader takes a stream at its start and returns width and height as a browser shows them.
It raises ``EOFError`` for truncated files, ``ValueError`` for invalid ones.

The library ``imagesize`` gives the same sizes in the same time, but imports Python's HTTP client:
3 to 4 % of the processor time of a build of the reference course. It does not support ICO, and
accepts truncated PNG files.
"""

import re
from typing import BinaryIO

_MAGIC = (
    ("png", re.compile(rb"\x89PNG\r\n\x1a\n")),
    ("jpeg", re.compile(rb"\xff\xd8\xff")),
    ("gif", re.compile(rb"GIF8[79]a")),
    ("webp", re.compile(rb"RIFF....WEBP", re.DOTALL)),
    ("avif", re.compile(rb"....ftyp(?:avif|avis|mif1)", re.DOTALL)),
    ("bmp", re.compile(rb"BM")),
    ("ico", re.compile(rb"\x00\x00\x01\x00")),
    ("svg", re.compile(rb"(?:\xef\xbb\xbf)?\s*<(?:\?xml|!--|!DOCTYPE\s+svg|svg)", re.IGNORECASE)),
)


def sniff(head: bytes) -> str:
    """Return the format by the first 64 bytes of a file; empty for any other."""
    return next((name for name, magic in _MAGIC if magic.match(head)), "")


_END = b"\0\0\0\0IEND\xaeB`\x82"


def png_size(stream: BinaryIO) -> tuple[int, int]:
    """Return the size; the file must be complete."""
    stream.seek(16)
    width, height = _read_integer(stream, 4), _read_integer(stream, 4)
    end = stream.seek(0, 2)
    stream.seek(max(end - len(_END), 0))
    if stream.read() != _END:
        _walk_chunks(stream, end)
    return width, height


def _walk_chunks(stream: BinaryIO, end: int) -> None:
    """Look whether every chunk up to the last one lies inside a file with something behind it."""
    at, kind = 8, b""
    while kind != b"IEND":
        stream.seek(at)
        length, kind = _read_integer(stream, 4), _take(stream, 4)
        at += length + 12
        if at > end:
            raise EOFError


def gif_size(stream: BinaryIO) -> tuple[int, int]:
    """Return the size of the canvas."""
    stream.seek(6)
    return _read_integer(stream, 2, little=True), _read_integer(stream, 2, little=True)


def bmp_size(stream: BinaryIO) -> tuple[int, int]:
    """Return the size; the height is negative if rows start at the top."""
    stream.seek(18)
    sizes = [int.from_bytes(_take(stream, 4), "little", signed=True) for _ in range(2)]
    return abs(sizes[0]), abs(sizes[1])


def ico_size(stream: BinaryIO) -> tuple[int, int]:
    """Return the size of the largest image in the file; all must be complete."""
    stream.seek(4)
    sizes, ends = [], [0]
    for _ in range(_read_integer(stream, 2, little=True)):
        width, height = _read_integer(stream, 1) or 256, _read_integer(stream, 1) or 256
        _take(stream, 6)
        sizes.append((width, height))
        ends.append(_read_integer(stream, 4, little=True) + _read_integer(stream, 4, little=True))
    if max(ends) > stream.seek(0, 2):
        raise EOFError
    return max(sizes)


def webp_size(stream: BinaryIO) -> tuple[int, int]:
    """Return the size, from any of the three types of first chunk."""
    stream.seek(12)
    kind = _take(stream, 4)
    _take(stream, 4)
    if kind == b"VP8X":
        _take(stream, 4)
        return _read_integer(stream, 3, little=True) + 1, _read_integer(stream, 3, little=True) + 1
    if kind == b"VP8L":
        _take(stream, 1)
        bits = _read_integer(stream, 4, little=True)
        return (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1
    if kind == b"VP8 ":
        _take(stream, 6)
        return _read_integer(stream, 2, little=True) & 0x3FFF, _read_integer(
            stream, 2, little=True
        ) & 0x3FFF
    raise ValueError


def avif_size(stream: BinaryIO) -> tuple[int, int]:
    """Return the size of the first ``ispe`` property."""
    head = stream.read(1 << 16)
    at = head.find(b"ispe")
    if at < 0 or len(head) < at + 16:
        raise ValueError
    return (
        int.from_bytes(head[at + 8 : at + 12], "big"),
        int.from_bytes(head[at + 12 : at + 16], "big"),
    )


def jpeg_size(stream: BinaryIO) -> tuple[int, int]:
    """Return the size, after the rotation given by Exif."""
    stream.seek(2)
    turned = False
    while True:
        marker = _marker(stream)
        length = _read_integer(stream, 2) - 2
        if length < 0:
            raise ValueError
        if 0xC0 <= marker <= 0xCF and marker not in (0xC4, 0xC8, 0xCC):
            _take(stream, 1)
            height, width = _read_integer(stream, 2), _read_integer(stream, 2)
            return (height, width) if turned else (width, height)
        if marker == 0xE1 and not turned:
            turned = _on_its_side(_take(stream, length))
        else:
            stream.seek(length, 1)


def _marker(stream: BinaryIO) -> int:
    if _take(stream, 1) != b"\xff":
        raise ValueError
    marker = 0xFF
    while marker == 0xFF:
        marker = _read_integer(stream, 1)
    if marker in (0xD9, 0xDA):
        raise EOFError
    return marker


_ORIENTATION = 0x0112


def _on_its_side(exif: bytes) -> bool:
    """Return whether the orientation in the Exif data turns the picture by a quarter."""
    if not exif.startswith(b"Exif\0\0"):
        return False
    tiff = exif[6:]
    little = tiff[:2] == b"II"

    def number(at: int, size: int) -> int:
        return int.from_bytes(tiff[at : at + size], "little" if little else "big")

    directory = number(4, 4)
    for entry in range(min(number(directory, 2), 100)):
        at = directory + 2 + 12 * entry
        if number(at, 2) == _ORIENTATION:
            return number(at + 8, 2) in (5, 6, 7, 8)
    return False


def _take(stream: BinaryIO, size: int) -> bytes:
    data = stream.read(size)
    if len(data) < size:
        raise EOFError
    return data


def _read_integer(stream: BinaryIO, size: int, *, little: bool = False) -> int:
    return int.from_bytes(_take(stream, size), "little" if little else "big")
