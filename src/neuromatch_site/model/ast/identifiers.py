"""A label -> its ``identifier`` -> its ``html_id``, as MyST normalises them."""

import re

_SPACE = re.compile(r"[\t\n\r ]+")
_QUOTES = re.compile("['‘’\"“”`]+")
_NOT_WORD = re.compile(r"[^a-z0-9-]")
_LEADING = re.compile(r"^(?=[0-9-])")
_RUN = re.compile(r"-{2,}")


def normalize_label(label: str) -> tuple[str, str]:
    """Return the identifier and the normalised label.

    Source: ``normalizeLabel`` of myst-common: quotes are removed, white space is collapsed, letters
    become lower case.
    """
    tidy = _SPACE.sub(" ", label).strip()
    identifier = _QUOTES.sub("", tidy).strip().lower()
    return identifier, tidy


def html_id(identifier: str) -> str:
    """Return an ``id`` for HTML: letters, digits and hyphens, beginning with a letter.

    Source: ``createHtmlId`` of myst-common, so that URLs are the same; characters of other scripts
    become their numbers.
    """
    slug = _NOT_WORD.sub("-", identifier.lower())
    slug = _RUN.sub("-", _LEADING.sub("id-", slug)).strip("-")
    if slug in ("", "id"):
        slug = "id-" + "-".join(f"{ord(c):x}" for c in identifier if not c.isspace())[:61]
    return slug.strip("-")
