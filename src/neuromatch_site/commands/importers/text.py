"""Markdown pages of the source -> pages of the course."""

import re

from neuromatch_site.commands.importers.tables import with_whole_tables
from neuromatch_site.commands.importers.tex import repaired

_DOI = re.compile(r"https?://(?:dx\.)?doi\.org/([^\s)\"'>\]]+)", re.IGNORECASE)


def normalized(text: str) -> str:
    """Return a page with TeX, DOIs and tables in today's syntax."""
    return _DOI.sub(_doi, repaired(with_whole_tables(text)))


def _doi(match: re.Match[str]) -> str:
    return "https://doi.org/" + re.sub("%2F", "/", match[1], flags=re.IGNORECASE)
