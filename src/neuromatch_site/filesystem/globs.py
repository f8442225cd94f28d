"""Patterns of paths: ``*``, ``?``, ``[...]``, ``**``, ``{a,b}``, ``!(a|b)``, as mystmd has them."""

import re
from bisect import bisect_left
from collections.abc import Sequence
from fnmatch import fnmatchcase, translate
from functools import cache

_BRACES = re.compile(r"\{([^{}]*,[^{}]*)\}")
_LAST = chr(0x10FFFF)
_MAGIC = re.compile(r"[*?\[{]|[!+@]\(")
_GROUP = re.compile(r"([!?*+@])\(([^()]*)\)")
"""An alternative of minimatch: ``!(a|b)`` is anything else, ``?(a)`` may be there ..."""
_MOST = 100
"""Patterns that braces may stand for."""


def glob_matches(pattern: str, path: str) -> bool:
    """Return whether a POSIX path is one that a pattern means.

    No pattern is slow: each part of a path is matched by itself, each ``**`` looked at once.
    """
    if not path.startswith(_beginning(pattern)):
        return False
    parts = path.split("/")
    return any(_matches(one.split("/"), parts) for one in _without_braces(_tidy(pattern)))


def glob_select(pattern: str, paths: Sequence[str]) -> list[str]:
    """Return the paths that a pattern means, of paths that are sorted.

    Looks only at those that begin as the pattern does, so that many patterns for many pages
    cost little more than one.
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
    """Return whether a file, or a folder it is in, is one that the course excludes."""
    parts = path.split("/")
    above = ["/".join(parts[: end + 1]) for end in range(len(parts))]
    return any(glob_matches(pattern.rstrip("/"), one) for pattern in patterns for one in above)


def _without_braces(pattern: str) -> list[str]:
    """Return the patterns that one with braces stands for."""
    patterns = [pattern]
    while len(patterns) < _MOST:
        match = next((found for one in patterns if (found := _BRACES.search(one))), None)
        if match is None:
            break
        position = patterns.index(match.string)
        before, after = match.string[: match.start()], match.string[match.end() :]
        patterns[position : position + 1] = [before + one + after for one in match[1].split(",")]
    return patterns


def _is_like(name: str, pattern: str) -> bool:
    """Return whether a pattern without slashes means a name."""
    if not _GROUP.search(pattern):
        return fnmatchcase(name, pattern)
    return _expression(pattern).fullmatch(name) is not None


@cache
def _expression(pattern: str) -> re.Pattern[str]:
    """Return the regular expression of a pattern with alternatives. Source: minimatch."""
    whole, at = "", 0
    for group in _GROUP.finditer(pattern):
        whole += _plain(pattern[at : group.start()])
        inside = "|".join(_plain(one) for one in group[2].split("|"))
        rest = _plain_rest(pattern[group.end() :])
        whole += f"(?!(?:{inside}){rest}$)[^/]*" if group[1] == "!" else ""
        whole += "" if group[1] == "!" else f"(?:{inside}){_TIMES[group[1]]}"
        at = group.end()
    return re.compile(whole + _plain(pattern[at:]))


_TIMES = {"?": "?", "*": "*", "+": "+", "@": ""}


def _plain(pattern: str) -> str:
    return translate(pattern).removeprefix("(?s:").rpartition(")")[0]


def _plain_rest(pattern: str) -> str:
    """Return what follows a group, where any group in it may be anything."""
    return _plain(_GROUP.sub("*", pattern))


def _matches(pattern: list[str], parts: list[str]) -> bool:
    """Return whether every part of the path is covered by the pattern."""
    reached = {0}
    for wanted in pattern:
        if wanted == "**":
            reached = set(range(min(reached, default=len(parts)), len(parts) + 1))
        else:
            reached = {i + 1 for i in reached if i < len(parts) and _is_like(parts[i], wanted)}
        if not reached:
            return False
    return len(parts) in reached
