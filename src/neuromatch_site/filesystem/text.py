"""Bytes of a file -> its text, with encoding errors."""

import re
from collections.abc import Iterator
from pathlib import Path

from msgspec.structs import replace

from neuromatch_site.diagnostics.diagnostic import Diagnostics, Rule
from neuromatch_site.diagnostics.source import Position, Source, line_and_column

MAX_BYTES = 400_000
"""A page of this size takes at most 20 s, because the time grows linearly."""
MAX_LINE = 100_000
"""In characters; the rest of a longer line is not read."""

_SEARCHED = 1_000_000
"""Bytes of a published file in which secrets are looked for."""

_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufdd0-\ufdef\ufffe\uffff]")
_BIDI = re.compile("[\u202a-\u202e\u2066-\u2069]")
_TOKEN = re.compile(
    r"\b(?:gh[oprsu]_\w{36}|github_pat_\w{22,}|AKIA[0-9A-Z]{16}|glpat-[\w-]{20}|sk-ant-[\w-]{20,}"
    r"|sk-(?:proj-)?(?=[\w-]{0,99}\d)[A-Za-z0-9_-]{32,}|AIza[\w-]{35}|hf_[A-Za-z0-9]{34}"
    r"|npm_[A-Za-z0-9]{36}|pypi-AgE[\w-]{40,}|xox[abprs]-[\w-]{20,}"
    r"|(?i:zenodo)[^\n]{0,40}\b[A-Za-z0-9]{60})\b"
)
"""Of GitHub, AWS, GitLab, Anthropic, OpenAI, Google, Hugging Face, npm, PyPI, Slack and Zenodo."""
_KEY = re.compile(
    r"-----BEGIN [A-Z ]{0,20}PRIVATE KEY(?: BLOCK)?-----\s++(?:[\w-]+: [^\n]*+\s++){0,4}[\w+/=]{40}"
)
_STARTS = (
    *("gho_", "ghp_", "ghr_", "ghs_", "ghu_", "github_pat_", "AKIA", "glpat-", "sk-", "AIza"),
    *("hf_", "npm_", "pypi-AgE", "xox", "PRIVATE KEY"),
)
"""To look for these first takes a tenth of the time; Zenodo is written in any case."""
_CONFLICT = re.compile(r"^(?:<{7}|>{7}) ", re.MULTILINE)
_CONFLICT_STARTS = ("<<<<<<< ", ">>>>>>> ")


def decode(
    path: str,
    content: bytes,
    diagnostics: Diagnostics,
    most: int = MAX_BYTES,
    longest: int = MAX_LINE,
) -> Source | None:
    """Return the text of a page, or None if it cannot be read.

    ``most`` is the limit on bytes, ``longest`` on the characters of a line. A byte order mark is
    removed, line ends become line feeds. Control characters are reported and replaced by U+FFFD.
    """
    start = Source(path, "").at()
    if len(content) > most:
        size, kind = f"{len(content) / 1e6:.1f} MB", "page" if most == MAX_BYTES else "file"
        hint = f"split it; the limit is {most // 1000} kB"
        diagnostics.report(Rule.PAGE_TOO_LARGE, start, f"the {kind} is {size}", hint)
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
    return checked(Source(path, text), diagnostics, longest)


def checked(source: Source, diagnostics: Diagnostics, longest: int = MAX_LINE) -> Source:
    """Return the text with U+FFFD for control characters, and with overlong lines cut.

    Both are reported; so are tokens and merge conflicts.
    """
    source = _with_short_lines(source, longest, diagnostics)
    text, clean = source.text, source
    if match := _CONTROL.search(text):
        clean = replace(source, text=_CONTROL.sub("\ufffd", text))
        message = f"the page contains the control character U+{ord(match[0]):04X}"
        diagnostics.report(Rule.ENCODING, _position_at(clean, match.start()), message, "remove it")
    _check_characters(clean, text, diagnostics)
    return clean


def _with_short_lines(source: Source, longest: int, diagnostics: Diagnostics) -> Source:
    if len(source.text) <= longest:
        return source
    lines = source.text.split("\n")
    long = [number for number, line in enumerate(lines) if len(line) > longest]
    if not long:
        return source
    message = f"the line has {len(lines[long[0]]):,} characters; it is cut after {longest:,}"
    message += f" (so are {len(long) - 1} more)" if long[1:] else ""
    hint = "break it, or put what it holds into a file"
    diagnostics.report(Rule.PAGE_TOO_LARGE, source.at(long[0]), message, hint)
    return replace(source, text="\n".join(line[:longest] for line in lines))


def secrets_in(text: str) -> Iterator[tuple[str, int]]:
    """Yield the kind and the position of each secret in a text: a token or a private key."""
    if any(start in text for start in _STARTS) or "zenodo" in text.lower():
        for form, what in ((_TOKEN, "an access token"), (_KEY, "a private key")):
            yield from ((what, match.start()) for match in form.finditer(text))


def secret_in(text: str) -> tuple[str, int] | None:
    """Return the first secret; None if there is none."""
    return next(secrets_in(text), None)


def report_secret(what: str, place: Position, diagnostics: Diagnostics) -> None:
    """Report a secret that would be published; it is not printed."""
    hint = "remove it and revoke it: it stays in the Git history"
    diagnostics.report(Rule.SECRET_IN_SOURCE, place, f"this looks like {what}", hint)


def report_secret_of(file: Path, path: str, diagnostics: Diagnostics) -> None:
    """Report a secret in the first megabyte of a published file.

    Binary files are not searched. Raises ``OSError``.
    """
    with file.open("rb") as stream:
        content = stream.read(_SEARCHED)
    if b"\0" not in content[:1024]:
        source = Source(path, content.decode(errors="replace"))
        if secret := secret_in(source.text):
            report_secret(secret[0], _position_at(source, secret[1]), diagnostics)


def joined(value: object) -> str | None:
    """Return a text that a notebook stores as one string or as lines; None for anything else."""
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
    if not text.isascii() and (match := _BIDI.search(text)):
        message = f"the invisible character U+{ord(match[0]):04X} can reverse the text around it"
        diagnostics.report(
            Rule.BIDI_CONTROL, _position_at(source, match.start()), message, "remove it"
        )
    if secret := secret_in(text):
        report_secret(secret[0], _position_at(source, secret[1]), diagnostics)
    conflict = any(start in text for start in _CONFLICT_STARTS)
    marks = [*_CONFLICT.finditer(text)] if conflict else []
    if len(marks) > 1:
        message = "unresolved merge conflict"
        place = _position_at(source, marks[0].start())
        diagnostics.report(
            Rule.MERGE_CONFLICT,
            place,
            message,
            "keep one of the two versions and remove the markers",
        )


def _position_at(source: Source, offset: int) -> Position:
    return source.at(*line_and_column(source.text, offset))
