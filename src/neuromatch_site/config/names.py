"""Names of people: which part is given, which is the family's."""

from typing import NamedTuple


class Name(NamedTuple):
    """A name in its parts; ``family`` is empty where only the whole is known."""

    literal: str
    given: str = ""
    family: str = ""


def parse_name(literal: str) -> Name:
    """Return the parts of a name written as ``Given Family`` or ``Family, Given``.

    Small words before the last one belong to the family name (``Ludwig van Beethoven``), as
    mystmd reads them. A single word stays whole.
    """
    family, comma, given = (part.strip() for part in literal.partition(","))
    if comma and given and "," not in given:
        return Name(f"{given} {family}", given, family)
    words = literal.split()
    if len(words) < 2 or comma:
        return Name(literal)
    start = len(words) - 1
    while start > 1 and not _is_capital(words[start - 1]):
        start -= 1
    return Name(literal, " ".join(words[:start]), " ".join(words[start:]))


def _is_capital(word: str) -> bool:
    """Return whether the first letter that knows two cases is a capital; scripts have none."""
    for letter in word:
        if letter.lower() != letter.upper():
            return letter == letter.upper()
    return True
