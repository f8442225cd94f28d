"""A label -> its ``identifier`` -> its ``html_id``, as MyST normalises them."""

import re
import unicodedata

_SPACE = re.compile(r"[\t\n\r ]+")
_QUOTES = re.compile("['‘’\"“”`]+")
_NOT_WORD = re.compile(r"[^a-z0-9-]")
_LEADING = re.compile(r"^[0-9-]+")
_RUN = re.compile(r"-{2,}")


def normalize_label(label: str) -> tuple[str, str]:
    """Return the identifier and the tidied label.

    Source: ``normalizeLabel`` of myst-common: quotes go, white space folds, lower case.
    """
    tidy = _SPACE.sub(" ", label).strip()
    identifier = _QUOTES.sub("", tidy).strip().lower()
    return identifier, tidy


def html_id(identifier: str) -> str:
    """Return an ``id`` for HTML: letters, digits and hyphens, beginning with a letter.

    Source: ``createHtmlId`` of myst-common, which prefixes what begins with a digit.
    """
    plain = unicodedata.normalize("NFD", identifier.lower())
    plain = "".join(c for c in plain if not unicodedata.combining(c))
    slug = _RUN.sub("-", _NOT_WORD.sub("-", plain)).strip("-")
    if not slug:
        slug = "-".join(f"{ord(c):x}" for c in identifier if not c.isspace())[:64]
    return f"id-{slug}" if _LEADING.match(slug) else slug
