"""File names -> URLs and titles, by mystmd's rules."""

import re
import unicodedata

_NUMBER = re.compile(r"\A[0-9_.-]+")
_YEAR = re.compile(r"[12][0-9]{3}|[0-9]{5}")
_NOT_SAFE = re.compile(r"[^a-z0-9]+")
_WORDS = re.compile(r"([A-Z][a-z0-9]+)|_|-")
_LONGEST = 50
_DEVICES = frozenset("con prn aux nul".split()) | {
    f"{device}{number}" for device in ("com", "lpt") for number in range(1, 10)
}
"""Names that Windows keeps for itself: no folder can be called so there."""


def slug(name: str) -> str:
    """Return the URL part for a file or folder name.

    ``1-Why_Neuroscience`` -> ``why-neuroscience``. A name without Latin letters and digits becomes
    its code points, so that every language has URLs. Source: ``createSlug`` of myst-cli.
    """
    plain = _without_number(name).replace("&", " and ").lower()
    safe = _NOT_SAFE.sub("-", plain).strip("-")[:_LONGEST]
    if not safe:
        points = "-".join(f"{ord(letter):x}" for letter in unicodedata.normalize("NFC", name))
        return f"page-{points}"[:_LONGEST]
    return safe


def is_device(part: str) -> bool:
    """Return whether Windows reserves that name."""
    return part in _DEVICES


def file_title(name: str) -> str:
    """Return the title for a file or folder name: ``02-ModelTypes`` -> ``Model Types``.

    Source: ``createTitle`` of myst-cli.
    """
    words = " ".join(" ".join(filter(None, _WORDS.split(_without_number(name)))).split())
    return re.sub(r"\w\S*", lambda match: match[0][0].upper() + match[0][1:], words)


def _without_number(name: str) -> str:
    """Return a name without the number that orders it; years and long numbers mean something."""
    return name if _YEAR.match(name) else _NUMBER.sub("", name) or name
