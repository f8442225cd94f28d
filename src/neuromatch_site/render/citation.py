"""The citation of a page, for layouts."""

from collections.abc import Mapping, Sequence

from markupsafe import Markup, escape
from msgspec import Struct

from neuromatch_site.metadata.citation import FORMATS, page_citation
from neuromatch_site.metadata.doi_badge import BADGE, badge_width
from neuromatch_site.model.conference import BOOK, PROGRAMME
from neuromatch_site.model.course import Page, Project
from neuromatch_site.render.credits import SourceView, sources_of
from neuromatch_site.render.translations import Words


class CitationView(Struct, frozen=True, kw_only=True):
    """The citation of a page or, on the front page, of the course."""

    entry: Markup
    bibtex: str
    doi: str
    url: str
    badge: str
    """URL of the DOI badge, from the root of the site; empty if there is none."""
    badge_width: int
    texts: Mapping[str, str]
    """The contents of its files for reference managers, by field of ``Citation``."""
    files: Sequence[tuple[str, str]]
    """Name and URL, from the root of the site, of its files for reference managers."""
    sources: Sequence[SourceView] = ()
    """The sources of an adapted course."""


def citation_view(page: Page, project: Project, words: Words) -> CitationView | None:
    """Return the citation of a page; None for one that is not part of the course."""
    url = page.source.url
    if not (page.source.in_toc or url == "/") or page.frontmatter.template in (BOOK, PROGRAMME):
        return None
    citation = page_citation(project, page)
    if not citation.text:
        return None
    kind = escape(words("Open course"))  # the style puts it into brackets behind the title
    entry = citation.html.replace("[Open course]", f"[{kind}]")
    stem = url.rstrip("/") or "/index"
    course_doi = project.config.concept_doi or project.config.doi
    badge = f"/{BADGE}" if citation.doi and citation.doi == course_doi else ""
    return CitationView(
        entry=Markup(entry),  # noqa: S704 - clean HTML, see Citation
        bibtex=citation.bibtex,
        doi=citation.doi,
        url=citation.url,
        badge=badge,
        badge_width=badge_width(citation.doi),
        texts={name: getattr(citation, name) for name, _, _, _ in FORMATS},
        files=[(name, f"{stem}.{ending}") for _, ending, _, name in FORMATS],
        sources=sources_of(project.config, project.site.options.language),
    )
