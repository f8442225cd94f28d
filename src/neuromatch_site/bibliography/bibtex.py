"""BibTeX -> entries with their fields; tolerant of common mistakes, which are reported.

Why our own parser, and not bibtexparser 2.1 (29 ms to import): a broken field costs that field, not
its entry; missing commas are detected; ``#`` concatenates; 900 kB of ``@a{`` take 0.1 s, not 8 s.
On valid files both give the same result (``tests/test_bibtex.py``). pybtex 0.26 expands 589 bytes
of ``@string`` to 335 MB.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator

from msgspec import Struct, field

from neuromatch_site.bibliography.sources import MAX_ENTRIES, MAX_FILE
from neuromatch_site.diagnostics.diagnostic import Diagnostics, Rule
from neuromatch_site.diagnostics.source import Position, Source

MAX_ENTRY = MAX_VALUE = 64_000
"""In characters; longer entries are refused (SECURITY.md R7.1)."""
MAX_REPORTS = 100
"""Further mistakes in a file are not reported."""

_START = re.compile(r"@[ \t]*([A-Za-z]+)[ \t\r\n]*([{(])")
_AT_LINE_START = re.compile(r"^[ \t]*@[ \t]*[A-Za-z]+[ \t]*[{(]", re.MULTILINE)
_KEY = re.compile(r"\s*+([^,={}\n\"]{0,256}?)\s*+(?:(?=[,})])|\Z)")
_KEY_WITHOUT_COMMA = re.compile(r"\s*+([^\s,={}()\"]++)(?=\s++[A-Za-z][\w:.+/-]*+\s*+=)")
_FIELD = re.compile(r"\s*+([A-Za-z][\w:.+/-]*+)\s*+=\s*+")
_NEXT_FIELD = re.compile(r"(?:,|(?<![ \t,]))[ \t]*+\n[ \t]*+[A-Za-z][\w:.+/-]*+\s*+=|,")
_BARE = re.compile(r"[^\s,#{}\"()=]+")
_CUT = re.compile(r"(?:,|(?<![ \t,]))[ \t]*+\r?\n[ \t]*+[A-Za-z][\w:.+/-]*+\s*+=")
_SWALLOWED = re.compile(
    r",\s*+(?:title|author|editor|year|date|journal|journaltitle|booktitle|publisher|volume|number"
    r"|pages|doi|url)\s*+=\s*+[{\"]",
    re.IGNORECASE,
)
_FREE_TEXT = frozenset({"abstract", "annote", "annotation", "note", "file", "keywords"})
_SPACE, _SPACE_AND_COMMAS = re.compile(r"\s*"), re.compile(r"[\s,]*")
_BRACES = re.compile(r"\\.|[{}]", re.DOTALL)
_QUOTES = re.compile(r"\\.|[{}\"]", re.DOTALL)
_MONTHS = {name: name for name in "jan feb mar apr may jun jul aug sep oct nov dec".split()}


class RawEntry(Struct):
    """An entry as written: values without their delimiters, with macros expanded."""

    kind: str
    """In lower case: ``article``."""
    key: str
    position: Position
    fields: dict[str, str] = field(default_factory=dict)
    """By name in lower case."""
    broken: bool = False
    """A value is not closed, so the extent of the entry is unknown."""


class _Scan(Struct):
    source: Source
    text: str
    diagnostics: Diagnostics
    lines: list[int]
    """The start of each line."""
    starts: list[int]
    """The starts of lines that begin with an entry."""
    macros: dict[str, str] = field(default_factory=lambda: dict(_MONTHS))
    size: int = 0
    """Total length of all macros, in characters."""
    limit: int = 0
    """Upper bound for the end of the current entry."""
    reports: int = 0
    unclosed: str = ""
    """The field of the current entry whose value is never closed."""

    def at(self, offset: int) -> Position:
        line = bisect_right(self.lines, offset) - 1
        return self.source.at(line, offset - self.lines[line])

    def report(
        self, offset: int, message: str, hint: str = "", rule: Rule = Rule.BIB_SYNTAX
    ) -> None:
        self.reports += 1
        if self.reports == MAX_REPORTS:
            message, hint = "there are more errors; they are not listed", ""
        if self.reports <= MAX_REPORTS:
            self.diagnostics.report(rule, self.at(offset), message, hint)


class _BrokenError(Exception):
    """The entry cannot be read further."""


def read_bibtex(source: Source, diagnostics: Diagnostics) -> list[RawEntry]:
    """Return the entries of a file in order; broken entries are reported and left out."""
    text = source.text[:MAX_FILE]
    lines = [0, *(match.end() for match in re.finditer("\n", text))]
    starts = [match.start() for match in _AT_LINE_START.finditer(text)]
    scan = _Scan(source, text, diagnostics, lines, [*starts, len(text)])
    if len(text) < len(source.text):
        message = f"the file is longer than {MAX_FILE:,} characters; the rest is ignored"
        diagnostics.report(Rule.BIB_TOO_LARGE, scan.at(MAX_FILE), message, "split the file")
    entries: list[RawEntry] = []
    for entry in _raw_entries(scan):
        if len(entries) == MAX_ENTRIES:
            message = f"the file has more than {MAX_ENTRIES:,} entries; the rest is ignored"
            diagnostics.report(Rule.BIB_TOO_LARGE, entry.position, message)
            break
        entries.append(entry)
    return entries


def _raw_entries(scan: _Scan) -> Iterator[RawEntry]:
    place = 0
    while start := _START.search(scan.text, place):
        scan.limit = scan.starts[bisect_right(scan.starts, start.end() - 1)]
        if scan.limit - start.start() > MAX_ENTRY and _end(scan, start) is None:
            place = scan.limit
            continue
        kind = start[1].lower()
        if kind in ("comment", "preamble"):
            place = _past_comment(scan, start)
            continue
        entry, place = _read_entry(scan, start, kind)
        if entry is not None:
            yield entry


def _end(scan: _Scan, start: re.Match[str]) -> int | None:
    """Return where the entry closes; None, with a report, where it is too long to be read."""
    end = _closing(scan.text, start.end(), min(scan.limit, start.start() + MAX_ENTRY))
    if end is None:
        message = f"an entry is longer than {MAX_ENTRY:,} characters; it is ignored"
        scan.report(start.start(), message, rule=Rule.BIB_TOO_LARGE)
    return end


def _past_comment(scan: _Scan, start: re.Match[str]) -> int:
    end = _closing(scan.text, start.end(), scan.limit) if start[2] == "{" else None
    return start.end() if end is None else end


def _closing(text: str, start: int, limit: int) -> int | None:
    """Return the place behind the brace that closes what opened before ``start``."""
    depth = 1
    for match in _BRACES.finditer(text, start, limit):
        depth += {"{": 1, "}": -1}.get(match[0], 0)
        if not depth:
            return match.end()
    return None


def _read_entry(scan: _Scan, start: re.Match[str], kind: str) -> tuple[RawEntry | None, int]:
    entry = RawEntry(kind, "", scan.at(start.start()))
    scan.unclosed = ""
    place = start.end()
    if kind != "string":
        entry.key, place = _key(scan, place)
    try:
        place = _fields(scan, entry, place, "}" if start[2] == "{" else ")")
    except _BrokenError:
        place = max(scan.limit, start.end())
        scan.unclosed = scan.unclosed or kind
    name = f"`@{kind}{{{entry.key}`" if entry.key else f"this `@{kind}`"
    entry.broken = scan.unclosed not in ("", kind)
    if entry.broken:
        message = f"{name} is never closed: look at its `{scan.unclosed}`; the entry is left out"
        scan.report(start.start(), message, "a `}` is missing", Rule.BIB_ENTRY_CLOSED)
    elif scan.unclosed:
        scan.report(start.start(), f"{name} is never closed", "a `}` is missing")
    if kind == "string":
        _define(scan, entry, start.start())
    elif not entry.key and not scan.unclosed:
        scan.report(start.start(), f"{name} has no key, so it cannot be cited")
    return entry if entry.key else None, place


def _key(scan: _Scan, place: int) -> tuple[str, int]:
    """Return the key and the place behind it."""
    match = _KEY.match(scan.text, place, scan.limit)
    if match:
        return match[1], match.end()
    match = _KEY_WITHOUT_COMMA.match(scan.text, place, scan.limit)
    if match:
        scan.report(match.end(1), f"a comma is missing after `{match[1]}`")
    return (match[1], match.end()) if match else ("", place)


def _fields(scan: _Scan, entry: RawEntry, place: int, closer: str) -> int:
    """Read the fields into ``entry``; return the place behind the entry."""
    while True:
        place = _after(scan, place, _SPACE_AND_COMMAS)
        if place >= scan.limit:
            raise _BrokenError
        if scan.text[place] in "})":
            return place + 1
        match = _FIELD.match(scan.text, place, scan.limit)
        if match is None:
            place = _past_nonsense(scan, place, closer)
            continue
        name = match[1].lower()
        value, place = _value(scan, match.end(), name)
        if name not in _FREE_TEXT and _SWALLOWED.search(value):
            scan.unclosed = scan.unclosed or name
        if name in entry.fields:
            scan.report(
                match.start(1), f"`{name}` is given twice in `{entry.key}`; the first one is used"
            )
        entry.fields.setdefault(name, value)
        place = _separator(scan, place, name)


def _after(scan: _Scan, place: int, skipped: re.Pattern[str] = _SPACE) -> int:
    """Return the next place that is no white space (or no comma)."""
    match = skipped.match(scan.text, place, scan.limit)
    return match.end() if match else place


def _separator(scan: _Scan, place: int, name: str) -> int:
    """Return where the next field or the closing brace stands."""
    after = _after(scan, place)
    if after >= scan.limit or scan.text[after] in ",})":
        return after
    if _FIELD.match(scan.text, after, scan.limit):
        scan.report(place, f"a comma is missing after `{name}`")
        return after
    return _past_nonsense(scan, after, "}")


def _past_nonsense(scan: _Scan, place: int, closer: str) -> int:
    """Report what is no field, and return where the next field or the end of the entry may be."""
    match = _NEXT_FIELD.search(scan.text, place, scan.limit)
    close = scan.text.find(closer, place, scan.limit)
    ends = [end for end in (match.start() if match else -1, close) if end >= 0]
    if not ends:
        raise _BrokenError
    excerpt = " ".join(scan.text[place : min(ends)].split())[:40]
    if excerpt:
        scan.report(
            place,
            f"expected `field = value`, found `{excerpt}`",
            "put the value in braces: `{...}`",
        )
    return max(min(ends), place + (not excerpt))


def _value(scan: _Scan, place: int, name: str) -> tuple[str, int]:
    """Return the value at ``place``, pieces joined by ``#``, and the place behind it."""
    pieces: list[str] = []
    while True:
        piece, place = _piece(scan, place, name)
        pieces.append(piece)
        after = _after(scan, place)
        if scan.text[after : after + 1] != "#" or after >= scan.limit:
            break
        place = _after(scan, after + 1)
    value = "".join(pieces)
    if len(value) > MAX_VALUE:
        message = f"a value is longer than {MAX_VALUE:,} characters; it is cut"
        scan.report(place - 1, message, rule=Rule.BIB_TOO_LARGE)
    return value[:MAX_VALUE], place


def _piece(scan: _Scan, place: int, name: str) -> tuple[str, int]:
    opener = scan.text[place : place + 1]
    if opener in ("{", '"'):
        close = _closing if opener == "{" else _closing_quote
        end = close(scan.text, place + 1, scan.limit)
        return (
            _unclosed(scan, place, name) if end is None else (scan.text[place + 1 : end - 1], end)
        )
    match = _BARE.match(scan.text, place, scan.limit)
    if match is None:
        return "", place
    return _macro(scan, match[0], place, name), match.end()


def _unclosed(scan: _Scan, place: int, name: str) -> tuple[str, int]:
    """Return a value that is never closed: up to the next field, or to where the entry ends."""
    scan.unclosed = scan.unclosed or name
    cut = _CUT.search(scan.text, place, scan.limit)
    end = cut.start() if cut else scan.limit
    return scan.text[place + 1 : end].rstrip(" ,\r\n}"), end


def _closing_quote(text: str, start: int, limit: int) -> int | None:
    """Return the place behind the quotation mark that closes; those in braces do not."""
    depth = 0
    for match in _QUOTES.finditer(text, start, limit):
        depth += {"{": 1, "}": -1}.get(match[0], 0)
        if match[0] == '"' and depth <= 0:
            return match.end()
    return None


def _macro(scan: _Scan, word: str, place: int, name: str) -> str:
    """Return what a word without delimiters stands for; an unknown one stands for itself."""
    known = scan.macros.get(word.lower())
    if known is not None or word[0].isdigit() or name == "month":
        return word if known is None else known
    scan.report(place, f"undefined `@string` abbreviation `{word}`", "put text in braces: `{...}`")
    return word


def _define(scan: _Scan, entry: RawEntry, place: int) -> None:
    """Keep the macros of an ``@string``; what would make them too large together is refused."""
    for name, value in entry.fields.items():
        if scan.size + len(value) > MAX_FILE:
            message = "the `@string` definitions are too long"
            scan.report(place, message, rule=Rule.BIB_TOO_LARGE)
            return
        scan.size += len(value)
        scan.macros[name] = value
