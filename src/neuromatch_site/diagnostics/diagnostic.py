"""A diagnostic: what is wrong, where, and what to write instead. A value, never an exception."""

import re
from collections.abc import Iterator, Sequence
from unicodedata import normalize
from urllib.parse import unquote

from msgspec import Struct, field
from msgspec.structs import replace

from neuromatch_site.diagnostics.rules import Rule, Severity
from neuromatch_site.diagnostics.source import Position

__all__ = ["Diagnostic", "Diagnostics", "Rule", "Severity", "did_you_mean"]

HINTED = 100
"""Number of problems per page for which a hint is searched."""
COMPARED = 100_000
"""Limit on the words compared for these hints: about a second."""


class Diagnostic(Struct, frozen=True):
    """One problem."""

    rule: Rule
    severity: Severity
    position: Position
    message: str
    hint: str = ""


class Diagnostics(Struct):
    """The diagnostics of one step for one page, in the order they were found."""

    items: list[Diagnostic] = field(default_factory=list)
    compared: int = 0
    """Number of words compared for hints."""

    def report(self, rule: Rule, position: Position, message: str, hint: str = "") -> None:
        """Add a diagnostic with the severity of its rule, on one line."""
        diagnostic = Diagnostic(rule, rule.severity, position, _in_line(message), _in_line(hint))
        self.items.append(diagnostic)

    def warn(self, rule: Rule, position: Position, message: str, hint: str = "") -> None:
        """Add a warning, even if the rule is an error: readers lose nothing here."""
        self.report(rule, position, message, hint)
        self.items[-1] = replace(self.items[-1], severity=Severity.WARNING)

    def did_you_mean(self, word: str, known: Sequence[str]) -> str:
        """Return ``did you mean ...?``, or nothing if no known word is close.

        Nothing too after many problems, because each search takes time.
        """
        return did_you_mean(word, known) if self._may_search(known) else ""

    def closest(self, word: str, known: Sequence[str]) -> str:
        """Return the known word that is closest, or nothing, with the same limits."""
        return closest(word, known) if self._may_search(known) else ""

    def _may_search(self, known: Sequence[str]) -> bool:
        self.compared += len(known)
        return len(self.items) < HINTED and self.compared <= COMPARED

    def __iter__(self) -> Iterator[Diagnostic]:
        """Yield the diagnostics in order."""
        return iter(self.items)


def _in_line(text: str) -> str:
    """Return the text in one line: it quotes authors, and a line is a message to every reader."""
    return without_controls(" ".join(text.splitlines()))


def without_controls(text: str) -> str:
    """Return a text with escapes for characters that terminals and workflow logs interpret.

    These are control characters, bidirectional controls, and ``##[``, which starts a command
    anywhere in a line in the workflows of GitHub, Azure and TeamCity: ``##[add-mask]``; and
    surrogates, which no file can contain: a byte of a name that is not UTF-8 becomes one. Source:
    https://github.com/actions/runner, ``ActionCommand.cs``.
    """
    return text if text.isprintable() and "##" not in text else _CONTROL.sub(_as_code, text)


def without_commands(text: str) -> str:
    """Return lines of which none is a workflow command, whoever wrote their text."""
    lines = (without_controls(line) for line in text.split("\n"))
    return "\n".join(f"./{line}" if line.lstrip().startswith("::") else line for line in lines)


_CONTROL = re.compile(
    "[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]|#(?<=##)(?=\\w*\\[)"
)


def _as_code(match: re.Match[str]) -> str:
    code = ord(match[0])
    code -= 0xDC00 if 0xDC80 <= code <= 0xDCFF else 0  # such a byte
    return f"\\u{code:04x}" if code > 0xFF else f"\\x{code:02x}"


def did_you_mean(word: str, known: Sequence[str]) -> str:
    """Return ``did you mean `known`?``, or nothing if no known word is close."""
    near = closest(word, known)
    return f"did you mean `{near}`?" if near else ""


def same_name(name: str, known: Sequence[str]) -> str:
    """Return a hint if a file has almost this name, with another case or Unicode form.

    macOS and Windows treat the two as one file, Linux and the web do not.
    """
    plain = normalize("NFC", unquote(name))
    for other in known:
        if normalize("NFC", other) == plain:
            return f"`{other}` is the same name in another Unicode form; rename the file"
    for other in known:
        if normalize("NFC", other).casefold() == plain.casefold():
            return f"the file is called `{other}`: capital letters count"
    return ""


def closest(word: str, known: Sequence[str]) -> str:
    """Return the known word that is closest; empty if none is.

    Words with another beginning have to agree almost completely: a wrong suggestion is worse than
    none.
    """
    from difflib import get_close_matches  # costs 3 ms, needed for mistakes only

    same = [candidate for candidate in known if candidate[:1].lower() == word[:1].lower()]
    near = get_close_matches(word, same, n=1) or get_close_matches(word, known, n=1, cutoff=_ALIKE)
    return next(iter(near), "")


_ALIKE = 0.8
"""How much of two words is the same that do not begin alike."""
