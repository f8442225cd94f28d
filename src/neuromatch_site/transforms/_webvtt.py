"""WebVTT: the cues of a video (https://www.w3.org/TR/webvtt1/).

Source: https://www.w3.org/TR/webvtt1/
"""

import re
from html import unescape

from msgspec import Struct

MAX_BYTES = 2_000_000

_TIMES = re.compile(r"(?:(\d{2,}):)?([0-5]\d):([0-5]\d)\.(\d{3})[ \t]+-->[ \t]+\S+.*")
_TAG = re.compile(r"<[^<>]*>")
_END = re.compile("[.?!\u2026\u3002\uff1f\uff01]['\")\\]\u201d\u2019\u00bb]*$")
_PART = 30
"""Seconds after which a part of a transcript may end, with a sentence."""


class Cue(Struct, frozen=True):
    """A cue."""

    start: float
    """In seconds."""
    text: str


class WebVttError(Exception):
    """Invalid WebVTT; ``line`` counts from 1."""

    def __init__(self, line: int, message: str) -> None:
        """Keep the line."""
        super().__init__(message)
        self.line = line


def read_webvtt(content: bytes) -> list[Cue]:
    """Return the cues of a WebVTT file, without markup, notes, styles and regions.

    Raises ``WebVttError``.
    """
    if len(content) > MAX_BYTES:
        raise WebVttError(1, f"it has more than {MAX_BYTES // 1_000_000} MB")
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as error:
        before = content.count(b"\n", 0, error.start)
        raise WebVttError(before + 1, "it is not UTF-8") from None
    lines = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n").split("\n")
    if not re.match(r"WEBVTT(?:[ \t]|$)", lines[0]):
        raise WebVttError(1, "it does not start with `WEBVTT`")
    cues: list[Cue] = []
    block: list[tuple[int, str]] = []
    for number, line in [*enumerate(lines, 1), (len(lines) + 1, "")]:
        if line.strip():
            block.append((number, line))
            continue
        cues += _cue(block)
        block = []
    return cues


def _cue(block: list[tuple[int, str]]) -> list[Cue]:
    at = next((index for index, (_, line) in enumerate(block) if "-->" in line), None)
    if at is None:
        return []
    number, line = block[at]
    match = _TIMES.fullmatch(line.strip())
    if match is None:
        raise WebVttError(
            number, f"`{line.strip()}` is not a cue timing such as `00:01.000 --> 00:04.000`"
        )
    hours, minutes, seconds, thousandths = (int(part or 0) for part in match.groups())
    start = hours * 3600 + minutes * 60 + seconds + thousandths / 1000
    words = " ".join(part.strip() for _, part in block[at + 1 :])
    text = unescape(_TAG.sub("", words)).strip()
    return [Cue(start, text)] if text else []


def joined(cues: list[Cue]) -> list[Cue]:
    """Return the cues joined into readable parts: whole sentences, of about half a minute."""
    parts: list[Cue] = []
    words: list[str] = []
    start = 0.0
    for cue in cues:
        if not words:
            start = cue.start
        if not words or words[-1] != cue.text:
            words.append(cue.text)
        if cue.start - start >= _PART and (_END.search(cue.text) or cue.start - start > 2 * _PART):
            parts.append(Cue(start, " ".join(words)))
            words = []
    return [*parts, Cue(start, " ".join(words))] if words else parts
