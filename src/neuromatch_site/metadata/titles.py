"""Titles and keywords of pages; citation keys."""

import unicodedata
from collections.abc import Sequence

from neuromatch_site.config.people import Person
from neuromatch_site.model.course import Page, Project

_SMALL_WORDS = frozenset("a an the on of in for and to with from".split())


def description_of(page: Page, project: Project) -> str:
    """Return the description of a page: its own, or the course's on its front page.

    Otherwise its first sentences, because one description for all pages would not distinguish them.
    """
    config, site = project.config, project.site
    of_course = site.description or config.description
    front = of_course if page.source.url == "/" else ""
    return page.frontmatter.description or front or page.facts.opening or of_course


def citation_key(authors: Sequence[Person], date: str, title: str, otherwise: str) -> str:
    """Return a citation key: first family name, year, first significant word of the title."""
    first = authors[0] if authors else None
    name = (first.family or first.name) if first else ""
    words = [word for word in title.split() if word.lower() not in _SMALL_WORDS]
    key = "".join(_letters(word) for word in (name, date[:4], *words[:1]))
    return key or _letters(otherwise) or "course"


def _letters(word: str) -> str:
    """Return the letters and digits of a word, without accents, in lower case."""
    letters = unicodedata.normalize("NFKD", word.lower())
    return "".join(c for c in letters if c.isascii() and c.isalnum())
