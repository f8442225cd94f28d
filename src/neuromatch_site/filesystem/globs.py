"""Patterns of paths: ``*``, ``?``, ``[...]``, ``**``, ``{a,b}``, ``!(a|b)``, as mystmd has them.

The library ``wcmatch`` supports them, too. It takes 20 ms of every start to import, skips names
that start with a dot, and compiles a pattern to one regular expression: ``*(a|aa|aaa)c`` takes 14 s
for a name of 28 letters.
"""

import re
from bisect import bisect_left
from collections.abc import Sequence
from fnmatch import fnmatchcase, translate
from functools import cache

from msgspec import Struct

_BRACES = re.compile(r"\{([^{}]*,[^{}]*)\}")
_LAST = chr(0x10FFFF)
_MAGIC = re.compile(r"[*?\[{]|[!+@]\(")
_GROUP = re.compile(r"([!?*+@])\(([^()]*)\)")
"""An alternative of minimatch: ``!(a|b)`` is anything else, ``?(a)`` may be there ..."""
_MOST = 100
"""Patterns that braces may stand for."""


def glob_matches(pattern: str, path: str) -> bool:
    """Return whether a POSIX path matches a pattern.

    Patterns take linear time: each part of a path is matched by itself, each ``**`` is tried once.
    """
    if not path.startswith(_beginning(pattern)):
        return False
    parts = path.split("/")
    return any(_matches(pattern.split("/"), parts) for pattern in _without_braces(_tidy(pattern)))


def glob_select(pattern: str, paths: Sequence[str]) -> list[str]:
    """Return the paths that match a pattern, from sorted paths.

    Only paths with the same prefix are tested, so that many patterns for many pages are fast.
    """
    beginning = _beginning(pattern)
    start, end = bisect_left(paths, beginning), bisect_left(paths, beginning + _LAST)
    return [path for path in paths[start:end] if glob_matches(pattern, path)]


def _tidy(pattern: str) -> str:
    return pattern.strip().removeprefix("./")


def _beginning(pattern: str) -> str:
    """Return what every path begins with that a pattern means."""
    return _MAGIC.split(_tidy(pattern), maxsplit=1)[0].rstrip("/")


def is_excluded(path: str, patterns: Sequence[str]) -> bool:
    """Return whether a file, or a folder it is in, is excluded."""
    parts = path.split("/")
    above = ["/".join(parts[: end + 1]) for end in range(len(parts))]
    return any(glob_matches(pattern.rstrip("/"), item) for pattern in patterns for item in above)


def _without_braces(pattern: str) -> list[str]:
    """Return the patterns that one with braces stands for."""
    patterns = [pattern]
    while len(patterns) < _MOST:
        match = next((braces for item in patterns if (braces := _BRACES.search(item))), None)
        if match is None:
            break
        position = patterns.index(match.string)
        before, after = match.string[: match.start()], match.string[match.end() :]
        patterns[position : position + 1] = [before + item + after for item in match[1].split(",")]
    return patterns


def _is_like(name: str, pattern: str) -> bool:
    """Return whether a pattern without slashes means a name."""
    if not _GROUP.search(pattern):
        return fnmatchcase(name, pattern)
    return _Name(name, _pieces(pattern)).rest(0, 0)


class _Piece(Struct, frozen=True):
    """A part of a pattern: plain alternatives, and how often one of them may be there."""

    sign: str
    """``@``: once; ``?``, ``*``, ``+``; ``!``: anything but these alternatives."""
    forms: tuple[re.Pattern[str], ...]


@cache
def _pieces(pattern: str) -> tuple[_Piece, ...]:
    """Return the parts of a pattern with alternatives. Source: minimatch."""
    pieces: list[_Piece] = []
    at = 0
    for group in _GROUP.finditer(pattern):
        pieces.append(_piece("@", pattern[at : group.start()]))
        pieces.append(_piece(group[1], *group[2].split("|")))
        at = group.end()
    return (*pieces, _piece("@", pattern[at:]))


def _piece(sign: str, *forms: str) -> _Piece:
    return _Piece(sign, tuple(re.compile(translate(form)) for form in forms))


class _Name:
    """A name that is compared with the pieces of a pattern: each place in it once for a piece.

    One regular expression for all of them could take for ever: ``*(a|aa)b``.
    """

    def __init__(self, name: str, pieces: tuple[_Piece, ...]) -> None:
        self.name = name
        self.pieces = pieces
        self.known: dict[tuple[int, int], bool] = {}

    def rest(self, index: int, start: int) -> bool:
        """Return whether the pieces from this one on match the rest of the name."""
        if index == len(self.pieces):
            return start == len(self.name)
        key = (index, start)
        if key not in self.known:
            self.known[key] = self._rest(self.pieces[index], index, start)
        return self.known[key]

    def _rest(self, piece: _Piece, index: int, start: int) -> bool:
        once = self._ends(piece, start)
        if piece.sign == "!":
            if any(self.rest(index + 1, end) for end in once):
                return False
            once = range(start, len(self.name) + 1)
        ends = {start, *once} if piece.sign in "?*" else {*once}
        waiting = [*ends] if piece.sign in "*+" else []
        while waiting:
            more = {*self._ends(piece, waiting.pop())} - ends
            ends |= more
            waiting += more
        return any(self.rest(index + 1, end) for end in ends)

    def _ends(self, piece: _Piece, start: int) -> Sequence[int]:
        """Return where an alternative may end that begins there."""
        places = range(start, len(self.name) + 1)
        return [
            end
            for end in places
            if any(form.fullmatch(self.name, start, end) for form in piece.forms)
        ]


def _matches(pattern: list[str], parts: list[str]) -> bool:
    """Return whether every part of the path is covered by the pattern."""
    reached = {0}
    for expected in pattern:
        if expected == "**":
            reached = set(range(min(reached, default=len(parts)), len(parts) + 1))
        else:
            reached = {i + 1 for i in reached if i < len(parts) and _is_like(parts[i], expected)}
        if not reached:
            return False
    return len(parts) in reached
