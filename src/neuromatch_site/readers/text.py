"""Bytes of a file -> its text, with what is wrong with it."""

import re

from msgspec.structs import replace

from neuromatch_site.diagnostics.diagnostic import Diagnostics, Rule
from neuromatch_site.diagnostics.source import Position, Source

MAX_BYTES = 400_000
"""A page of this size takes 20 s at worst, whatever it holds: the work grows as the text does."""
MAX_LINE = 100_000
"""Characters."""

_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufdd0-\ufdef\ufffe\uffff]")
_BIDI = re.compile("[\u202a-\u202e\u2066-\u2069]")
_TOKEN = re.compile(
    r"\b(?:gh[oprsu]_\w{36}|github_pat_\w{22,}|AKIA[0-9A-Z]{16}|glpat-[\w-]{20}|sk-ant-[\w-]{20,}"
    r"|(?i:zenodo)[^\n]{0,40}\b[A-Za-z0-9]{60})\b"
)
"""Tokens of GitHub, AWS, GitLab, Anthropic and Zenodo."""
_TOKEN_STARTS = (
    *("gho_", "ghp_", "ghr_", "ghs_", "ghu_"),
    *("github_pat_", "AKIA", "glpat-", "sk-ant-"),
)
"""To look for these first takes a tenth of the time; Zenodo is written in any case."""
_CONFLICT = re.compile(r"^(<{7} |={7}$|>{7} )", re.MULTILINE)


def decode(
    path: str, content: bytes, diagnostics: Diagnostics, most: int = MAX_BYTES
) -> Source | None:
    """Return the text of a page, or None where there is none to read; ``most`` counts bytes.

    A byte order mark goes, line ends become line feeds. Control characters are reported
    and become U+FFFD.
    """
    start = Source(path, "").at()
    if len(content) > most:
        size, kind = f"{len(content) / 1e6:.1f} MB", "page" if most == MAX_BYTES else "file"
        hint = f"split it; the limit is {most // 1000} kB"
        diagnostics.report(Rule.PAGE_TOO_LARGE, start, f"the {kind} has {size}", hint)
        return None
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        hint = "save it as UTF-8"
        diagnostics.report(Rule.ENCODING, start, "the file looks like UTF-16", hint)
        return None
    try:
        text = content.removeprefix(b"\xef\xbb\xbf").decode()
    except UnicodeDecodeError as error:
        _report_byte(path, content, error.start, diagnostics)
        text = content.decode(errors="replace")
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return checked(Source(path, text), diagnostics)


def checked(source: Source, diagnostics: Diagnostics) -> Source:
    """Return the text with U+FFFD for control characters; report them, and marks of a merge."""
    controls = _CONTROL.search(source.text) is not None
    clean = replace(source, text=_CONTROL.sub("\ufffd", source.text)) if controls else source
    _check_characters(clean, source.text, diagnostics)
    return clean


def joined(value: object) -> str | None:
    """Return the text that a notebook keeps whole or as a list of lines; None for anything else."""
    if isinstance(value, str):
        return value
    if isinstance(value, list) and all(isinstance(line, str) for line in value):
        return "".join(value)
    return None


def _report_byte(path: str, content: bytes, at: int, diagnostics: Diagnostics) -> None:
    before = content[:at]
    line = before.count(b"\n")
    column = len(before.rpartition(b"\n")[2].decode(errors="replace"))
    diagnostics.report(
        Rule.ENCODING,
        Source(path, "").at(line, column),
        f"byte 0x{content[at]:02X} is not UTF-8; is the file Latin-1?",
        "save it as UTF-8",
    )


def _check_characters(source: Source, text: str, diagnostics: Diagnostics) -> None:
    if match := _CONTROL.search(text):
        name = f"U+{ord(match[0]):04X}"
        message = f"the page contains the control character {name}"
        diagnostics.report(Rule.ENCODING, _position_at(source, match.start()), message, "remove it")
    if match := _BIDI.search(text):
        message = f"the invisible character U+{ord(match[0]):04X} can reverse the text around it"
        diagnostics.report(
            Rule.BIDI_CONTROL, _position_at(source, match.start()), message, "remove it"
        )
    may_hold = any(start in text for start in _TOKEN_STARTS) or "zenodo" in text.lower()
    if may_hold and (match := _TOKEN.search(text)):
        message = "this looks like an access token"
        hint = "remove it and revoke it: it stays in the Git history"
        diagnostics.report(
            Rule.SECRET_IN_SOURCE, _position_at(source, match.start()), message, hint
        )
    marks = [match for match in _CONFLICT.finditer(text) if match[0][0] != "="]
    if len(marks) > 1:
        message = "unresolved merge conflict"
        place = _position_at(source, marks[0].start())
        diagnostics.report(
            Rule.MERGE_CONFLICT,
            place,
            message,
            "keep one of the two versions and remove the markers",
        )
    long = max((len(line) for line in text.split("\n")), default=0)
    if long > MAX_LINE:
        message = f"a line has {long:,} characters"
        diagnostics.report(Rule.PAGE_TOO_LARGE, source.at(), message, f"at most {MAX_LINE:,}")


def _position_at(source: Source, offset: int) -> Position:
    line = source.text.count("\n", 0, offset)
    return source.at(line, offset - source.text.rfind("\n", 0, offset) - 1)
