"""What is wrong, where, and what to write instead: collected values, never exceptions."""

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
"""Mistakes of one page that get a hint which must be searched for."""
COMPARED = 100_000
"""Words that are looked at to find those hints: a second, however many are wrong or known."""


class Diagnostic(Struct, frozen=True):
    """One thing that is wrong."""

    rule: Rule
    severity: Severity
    position: Position
    message: str
    hint: str = ""


class Diagnostics(Struct):
    """The diagnostics of one stage for one page, in the order they were found."""

    items: list[Diagnostic] = field(default_factory=list)
    compared: int = 0
    """Words that were looked at to find hints."""

    def report(self, rule: Rule, position: Position, message: str, hint: str = "") -> None:
        """Add a diagnostic with the severity that the rule has; its words are on one line."""
        diagnostic = Diagnostic(rule, rule.severity, position, _in_line(message), _in_line(hint))
        self.items.append(diagnostic)

    def warn(self, rule: Rule, position: Position, message: str, hint: str = "") -> None:
        """Add a warning, though the rule is about errors: nothing is lost to readers here."""
        self.report(rule, position, message, hint)
        self.items[-1] = replace(self.items[-1], severity=Severity.WARNING)

    def did_you_mean(self, word: str, known: Sequence[str]) -> str:
        """Return ``did you mean ...?``, or nothing where no known word is close.

        Nothing too where much is wrong already: each search takes its time.
        """
        return did_you_mean(word, known) if self._may_search(known) else ""

    def closest(self, word: str, known: Sequence[str]) -> str:
        """Return the known word that is closest, or nothing: likewise."""
        return closest(word, known) if self._may_search(known) else ""

    def _may_search(self, known: Sequence[str]) -> bool:
        self.compared += len(known)
        return len(self.items) < HINTED and self.compared <= COMPARED

    def __iter__(self) -> Iterator[Diagnostic]:
        """Yield what was found, in that order."""
        return iter(self.items)


def _in_line(text: str) -> str:
    """Return the text in one line: it quotes authors, and a line is a message to every reader."""
    return without_controls(" ".join(text.splitlines()))


def without_controls(text: str) -> str:
    """Return a text with the codes of characters that terminals and workflows act on.

    These are control characters, those that turn the direction of a line around, and the mark with
    which the workflows of GitHub, Azure and TeamCity find a command anywhere in a line:
    ``##[add-mask]``; and halves of characters, which no file can hold: a byte of a name that is not
    UTF-8 is one. Source: https://github.com/actions/runner, ``ActionCommand.cs``.
    """
    return text if text.isprintable() and "##" not in text else _CONTROL.sub(_as_code, text)


def without_commands(text: str) -> str:
    """Return lines of which none is a command to a workflow, whoever wrote the words in them."""
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
    """Return ``did you mean `known`?``, or nothing where no known word is close."""
    near = closest(word, known)
    return f"did you mean `{near}`?" if near else ""


def same_name(name: str, known: Sequence[str]) -> str:
    """Return a hint where a file has nearly this name: it looks the same, and is another one.

    macOS and Windows take the two for one file, Linux and the web do not.
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
    """Return the known word that is closest; empty where none is.

    Words that begin otherwise are close only where nearly all of them is the same: a suggestion
    that is wrong costs more than none.
    """
    from difflib import get_close_matches  # costs 3 ms, needed for mistakes only

    same = [candidate for candidate in known if candidate[:1].lower() == word[:1].lower()]
    near = get_close_matches(word, same, n=1) or get_close_matches(word, known, n=1, cutoff=_ALIKE)
    return next(iter(near), "")


_ALIKE = 0.8
"""How much of two words is the same that do not begin alike."""
