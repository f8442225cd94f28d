"""Natural sort order of files in a folder: ``week2`` before ``week10``."""

import re
import unicodedata

_INDEX_NAMES = ("index", "readme", "main")
INDEX_FILES = tuple(f"{name}{end}" for end in (".md", ".ipynb") for name in _INDEX_NAMES)
"""Files that come first in their folder; the first of these is the front page."""

_DIGITS = re.compile(r"([0-9]+)")
OrderKey = tuple[tuple[tuple[int, int, str], ...], str, str]


def file_order(name: str) -> tuple[bool, OrderKey]:
    """Return the sort key of files in a folder: an index first.

    Source: ``comparePaths`` of myst-cli.
    """
    return name not in INDEX_FILES, name_order(name)


def name_order(name: str) -> OrderKey:
    """Return the sort key of names: numbers by value, accents and punctuation last.

    Similar to the Unicode collation that mystmd uses (numeric, punctuation ignored).
    """
    key = []
    for part in _DIGITS.split(unicodedata.normalize("NFKD", name)):
        if part.isdecimal():
            key.append((0, int(part[:_LONGEST_NUMBER]), ""))
        elif letters := "".join(c for c in part if not _is_ignored(c)).casefold():
            key.append((1, 0, letters))
    return tuple(key), name.swapcase(), name


_LONGEST_NUMBER = 18


def _is_ignored(character: str) -> bool:
    """Return whether a character counts only where all else is equal."""
    return unicodedata.category(character)[0] in "PZMC"
