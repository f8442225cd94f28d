"""Names of people: given and family names, and texts that are not names."""

import re
from typing import NamedTuple

_NUMBER = re.compile(r"I{2,3}|IV|VI{1,3}")
_SUFFIX = re.compile(rf"(?i:Jr|Sr)\.?|{_NUMBER.pattern}")
_TITLE = re.compile(
    r"(?:Prof|Dr|Sir|Dame|Mr|Mrs|Ms|Ph\.?\s?D|M\.?D|M\.?Sc|B\.?Sc|M\.?A|"
    r"MBA|Dipl|Ing|habil|rer|nat|med)\.?",
    re.IGNORECASE,
)
"""Titles and degrees, which citations leave out; only whole words at an end of a name count."""
_DEGREE = re.compile(
    r"^(\S+(?: \S+)+?)(?: (?:Ph\.?\s?D|[MB]\.?Sc|MBA|DPhil|MD|M\.D|MPH|JD|PsyD|DVM)\.?)+$"
)
"""A name of two words or more, and degrees after it without a comma; nobody is called so."""
_BEFORE = ("prof", "dr", "sir", "dame")
"""Titles that stand before a name also without a point."""
_PARTICLES = frozenset("al bin da de del della den der di du el ibn la le ten ter van von".split())
_JOINING = frozenset(("y", "e", "i"))
"""Words between two family names: ``Ramón y Cajal``."""
_ORGANISATION = re.compile(
    r"\b(?:Academy|Alliance|Association|Cent(?:er|re)|Collaboration|Collective|College|Committee|"
    r"Community|Company|Consortium|Contributors|Corp(?:oration)?|Council|Department|Foundation|"
    r"GmbH|Group|Inc|Initiative|LLC|"
    r"Institut(?:e|o|ion)?|Lab(?:oratory|s)?|Ltd|Network|Organi[sz]ation|Project|School|Society|"
    r"Team|Universi(?:ty|dad|dade|tät|té|tà))\b",
)


class Name(NamedTuple):
    """The parts of a name; ``family`` is empty if only the full name is known."""

    literal: str
    given: str = ""
    family: str = ""
    """With its particle: ``van Beethoven``."""
    suffix: str = ""
    """``Jr.``"""


def parse_name(literal: str) -> Name:
    """Return the parts of a name: ``Given Family``, ``Family, Given``, ``Family, Jr., Given``.

    The first lower-case word after a given name begins the family name, as in CSL and mystmd:
    ``Juan de la Cruz García``. A single word is not split. Titles such as ``PhD`` are left out.
    """
    parts = [part.strip() for part in without_titles(literal).split(",")]
    suffix = next((part for part in parts[1:] if len(parts) == 3 and _SUFFIX.fullmatch(part)), "")
    if suffix:
        parts.remove(suffix)
        family, given = parts
        return Name(f"{given} {family}, {suffix}", given, family, suffix)
    if len(parts) == 2 and _SUFFIX.fullmatch(parts[1]):
        name = parse_name(parts[0])
        return name._replace(literal=f"{parts[0]}, {parts[1]}", suffix=parts[1])
    if len(parts) == 2 and all(parts):
        family, given = parts
        first, _, last = family.rpartition(" ")
        if first and _SUFFIX.fullmatch(last):
            return Name(f"{given} {family}", given, first, last)
        return Name(f"{given} {family}", given, family)
    words = without_titles(literal).split()
    is_whole = is_family_alone(literal) or (len(words) == 2 and _NUMBER.fullmatch(words[1]))
    if len(words) < 2 or len(parts) > 1 or is_whole:
        return Name(" ".join(words) or literal)
    suffix = words.pop() if len(words) > 2 and _SUFFIX.fullmatch(words[-1]) else ""
    start = _start_of_family(words)
    whole = " ".join(words) + (f" {suffix}" if suffix else "")
    return Name(whole, " ".join(words[:start]), " ".join(words[start:]), suffix)


def _start_of_family(words: list[str]) -> int:
    inner = range(1, len(words) - 1)
    small = next((i for i in inner if not _is_capital(words[i]) and "." not in words[i]), None)
    if small is None:
        return len(words) - 1
    return max(small - 1, 1) if words[small].lower() in _JOINING else small


_LONGEST = 500
"""Characters of a name."""


def without_titles(literal: str) -> str:
    """Return a name without titles and degrees at its ends; an overlong text unchanged."""
    text = literal.strip()
    if len(text) > _LONGEST:
        return text
    while match := re.match(rf"{_TITLE.pattern}\s+(?=\S)", text, re.IGNORECASE):
        if "." not in match[0] and not match[0].strip().lower().startswith(_BEFORE):
            break
        text = text[match.end() :]
    text = re.sub(rf"(?:,\s*{_TITLE.pattern})+$", "", text, flags=re.IGNORECASE)
    return _DEGREE.sub(r"\1", text).strip()


def is_family_alone(literal: str) -> bool:
    """Return whether a name consists of particles and one word: ``de Gaulle``."""
    *particles, _ = literal.split() or [""]
    return bool(particles) and _PARTICLES.issuperset(particles)


def looks_like_organisation(literal: str) -> bool:
    """Return whether a name looks like that of an institution or a group."""
    return bool(_ORGANISATION.search(literal)) or literal.startswith("The ")


def looks_like_several(literal: str) -> bool:
    """Return whether a name looks like several names: ``Jane Doe and John Roe``."""
    return bool(re.search(r"\w\s+(?:and|&)\s+\w|;|,.*,|\bet al\b", literal))


def holds_more(literal: str) -> bool:
    """Return whether a name contains an address or a remark: ``Jane Doe <jane@example.org>``."""
    return bool(re.search(r"\w@\w|<.*>|\(.*\)$", literal))


def _is_capital(word: str) -> bool:
    """Return whether the first letter that knows two cases is a capital; scripts have none."""
    for letter in word:
        if letter.lower() != letter.upper():
            return letter == letter.upper()
    return True
