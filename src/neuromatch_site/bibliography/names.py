"""CSL names -> text of a citation: initials, particles, lists."""

import re
from collections.abc import Sequence

from neuromatch_site.bibliography.csl import CslItem, CslName

_HAN = (("\u3040", "\u30ff"), ("\u3400", "\u4dbf"), ("\u4e00", "\u9fff"), ("\uf900", "\ufaff"))
"""Kana and Han characters; as a pattern they cost each start 3 ms."""
_CREATORS = ("author", "editor", "translator", "container-author")
_SHOUTED = 3
"""A given name of so few capitals is taken for initials: ``DFM``."""


def creators(item: CslItem) -> tuple[list[CslName], str]:
    """Return the names in the author's place, and their variable."""
    for role in _CREATORS:
        if people := item.get(role):
            return list(people), role  # type: ignore[call-overload]
    return [], ""


def initials(given_name: str) -> str:
    """Return ``D. F. M.`` for ``Dan Francis M.``; ``J.-P.`` for ``Jean-Paul``.

    Names in scripts without capitals are not abbreviated.
    """
    words = re.sub("\\.(?![-\u2010\u2011])", ". ", given_name).split()
    if (
        len(words) == 1
        and given_name.isascii()
        and given_name.isupper()
        and len(given_name) <= _SHOUTED
    ):
        words = list(given_name.rstrip("."))
    return " ".join(_initial(word) for word in words)


def _initial(word: str) -> str:
    parts = [part for part in re.split("[-\u2010\u2011]", word.rstrip(".")) if part]
    return "-".join(
        f"{part[0]}." if part[0].isupper() else _initial_or_word(part) for part in parts
    )


def _initial_or_word(part: str) -> str:
    """Return a part that begins with no capital: an initial if it could, else as it is."""
    return f"{part[0].upper()}." if part[0].islower() and len(part) > _SHOUTED else part


def family(name: CslName) -> str:
    """Return ``van Rossum``, or the literal name."""
    particle = name.get("non-dropping-particle", "")
    last = name.get("family", "") or name.get("given", "")
    return name.get("literal") or " ".join(part for part in (particle, last) if part)


def by_family(name: CslName, *, stays: bool) -> str:
    """Return the sort key ``Rossum Guido van``; if the particle is kept, ``van Rossum Guido``."""
    particle = "" if stays else name.get("non-dropping-particle", "")
    first = family(name) if stays else family(name).removeprefix(particle).lstrip()
    rest = (name.get("given", ""), particle, name.get("suffix", ""))
    return " ".join([first, *(part for part in rest if part and part != first)])


def inverted(name: CslName) -> str:
    """Return ``van Rossum, M., Jr.``; missing parts are left out."""
    if "literal" in name or "family" not in name:
        return family(name)
    if is_han(name):
        return f"{family(name)}{name.get('given', '')}"
    first = " ".join(
        part
        for part in (initials(name.get("given", "")), name.get("dropping-particle", ""))
        if part
    )
    return ", ".join(part for part in (family(name), first, name.get("suffix", "")) if part)


def upright(name: CslName) -> str:
    """Return ``M. van Rossum``, the form for editors: ``In M. van Rossum (Ed.)``."""
    if "literal" in name or "family" not in name:
        return family(name)
    if is_han(name):
        return f"{family(name)}{name.get('given', '')}"
    parts = (initials(name.get("given", "")), name.get("dropping-particle", ""), family(name))
    words = " ".join(part for part in parts if part)
    return f"{words}, {name['suffix']}" if name.get("suffix") else words


def is_others(name: CslName) -> bool:
    """Return whether the name is BibTeX's ``and others``."""
    return name.get("literal") == "others"


def is_han(name: CslName) -> bool:
    """Return whether a name is in Chinese or Japanese characters, with the family name first."""
    starts = (name.get("family", "")[:1], name.get("given", "")[:1])
    return all(any(low <= start <= high for low, high in _HAN) for start in starts)


def joined(names: Sequence[str], last: str = "&") -> str:
    """Return ``A``, ``A & B`` or ``A, B, & C``."""
    if len(names) <= 2:
        return f" {last} ".join(names)
    return f"{', '.join(names[:-1])}, {last} {names[-1]}"
