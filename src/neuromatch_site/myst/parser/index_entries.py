"""``single: entry; sub entry``: an index line -> the fields of mystmd's nodes."""

import re
from collections.abc import Callable, Mapping

from neuromatch_site.diagnostics.diagnostic import Diagnostics, Rule, did_you_mean
from neuromatch_site.diagnostics.source import Position

Entry = dict[str, object]

_COLON, _COMMA, _SEMICOLON = (re.compile(rf"(?<!\\){mark}") for mark in ":,;")


def index_entries(line: str, position: Position, diagnostics: Diagnostics) -> list[Entry]:
    """Return the entries of a line: of a type before a colon, or single ones between commas.

    A colon after another word belongs to the entry; a misspelled type is reported.
    """
    if not line.strip():
        return []
    kind, *rest = _COLON.split(line, maxsplit=1)
    kind = kind.strip()
    if rest and kind in _KINDS:
        return _entries_of(kind, _unescaped(rest[0]), position, diagnostics)
    if rest and (near := did_you_mean(kind, list(_KINDS))):
        message = f"`{line.strip()}` is not an index entry"
        diagnostics.report(Rule.DIRECTIVE_BODY_CORRECT, position, message, near)
        return []
    words = (_unescaped(part) for part in _COMMA.split(line))
    return [entry for word in words for entry in _entries_of("single", word, position, diagnostics)]


def _unescaped(part: str) -> str:
    return part.strip().replace(r"\,", ",").replace(r"\:", ":")


def _entries_of(kind: str, text: str, position: Position, diagnostics: Diagnostics) -> list[Entry]:
    emphasis = text.startswith("!")
    words = [w.strip().replace(r"\;", ";") for w in _SEMICOLON.split(text.removeprefix("!"))]
    words = [word.removeprefix("\\") if word.startswith("\\!") else word for word in words if word]
    if kind == "single" and len(words) > 2:  # Sphinx, too, knows one level of sub entries
        words = [words[0], "; ".join(words[1:])]
    counts, pairs = _KINDS[kind]
    if len(words) not in counts:
        diagnostics.report(
            Rule.DIRECTIVE_BODY_CORRECT,
            position,
            f"`{text}` is not a valid `{kind}` entry",
            f"it has {' or '.join(map(str, counts))} parts, with semicolons between them",
        )
        return []
    sub_kind = kind if kind in ("see", "seealso") else "entry"
    return [_entry(entry, sub, sub_kind, emphasis=emphasis) for entry, sub in pairs(words)]


def _entry(entry: str, sub: str, kind: str, *, emphasis: bool) -> Entry:
    fields: Entry = {"entry": entry}
    if sub:
        fields["subEntry"] = {"value": sub, "kind": kind}
    return fields | {"emphasis": True} if emphasis else fields


def _single(words: list[str]) -> list[tuple[str, str]]:
    return [(words[0], words[1] if len(words) > 1 else "")]


def _both_ways(words: list[str]) -> list[tuple[str, str]]:
    return [(word, other) for word in words for other in words if word is not other]


_KINDS: Mapping[str, tuple[tuple[int, ...], Callable[[list[str]], list[tuple[str, str]]]]] = {
    "single": ((1, 2), _single),
    "pair": ((2,), _both_ways),
    "triple": ((3,), _both_ways),
    "see": ((2,), _single),
    "seealso": ((2,), _single),
}
"""By kind: how many parts an entry has, and which entries it makes."""
