"""How to cite a page, as layouts see it."""

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from neuromatch_site.metadata.citation import FORMATS, page_citation
from neuromatch_site.project import Page, Project


@dataclass(frozen=True, slots=True, kw_only=True)
class CitationView:
    """The citation of a page or, on the front page, of the course."""

    entry: Markup
    bibtex: str
    doi: str
    files: Sequence[tuple[str, str]]
    """Name and address, from the root of the site, of its files for reference managers."""


def citation_view(page: Page, project: Project) -> CitationView | None:
    """Return how to cite a page; None for one that is not part of the course."""
    url = page.source.url
    if not (page.source.in_toc or url == "/"):
        return None
    citation = page_citation(project, page)
    if not citation.text:
        return None
    stem = url.rstrip("/") or "/index"
    return CitationView(
        entry=Markup(citation.html),  # noqa: S704 - clean HTML, see Citation
        bibtex=citation.bibtex,
        doi=citation.doi,
        files=[(name, f"{stem}.{ending}") for _, ending, _, name in FORMATS],
    )
