"""The citation of the course and of a page, in every format that readers copy or download."""

import re
from collections.abc import Sequence
from html import unescape

from msgspec import Struct, json

from neuromatch_site.bibliography.apa import reference
from neuromatch_site.bibliography.bibtex_text import bibtex_text
from neuromatch_site.bibliography.csl import CslItem
from neuromatch_site.bibliography.labels import shown_year
from neuromatch_site.bibliography.ris import ris_text
from neuromatch_site.bibliography.terms import Terms, terms_of
from neuromatch_site.metadata.csl_item import course_item, page_item
from neuromatch_site.model.course import Page, Project
from neuromatch_site.urls import doi_url

FORMATS = (
    ("bibtex", "bib", "application/x-bibtex", "BibTeX"),
    ("ris", "ris", "application/x-research-info-systems", "RIS"),
    ("csl_json", "csl.json", "application/vnd.citationstyles.csl+json", "CSL-JSON"),
)
"""Field of ``Citation``, extension of the file beside the page, media type, display name."""


class Citation(Struct, frozen=True, kw_only=True):
    """A citation to show, copy and download; empty if there is no title."""

    key: str
    html: str
    """In APA style; clean HTML."""
    text: str
    """The same without markup."""
    bibtex: str
    ris: str
    csl_json: str
    doi: str = ""
    """Bare; for the course, the DOI of all versions."""
    version_doi: str = ""
    """Bare; of this version, if it differs."""
    url: str = ""
    """``https://doi.org/...``, else the URL of the page."""


def course_citation(project: Project) -> Citation:
    """Return the citation of the course."""
    config = project.config
    version = config.doi if config.concept_doi and config.doi != config.concept_doi else ""
    return _citation(
        course_item(project), config.keywords, terms_of(project.site.options.language), version
    )


def page_citation(project: Project, page: Page) -> Citation:
    """Return the citation of a page; for the front page, that of the course."""
    if page.source.url == "/":
        return course_citation(project)
    terms = terms_of(project.site.options.language)
    return _citation(page_item(project, page), page.frontmatter.keywords, terms)


def csl_json_text(item: CslItem) -> str:
    """Return CSL-JSON: a list with the item."""
    return json.format(json.encode([item]), indent=2).decode() + "\n"


def _citation(
    item: CslItem, keywords: Sequence[str], terms: Terms, version_doi: str = ""
) -> Citation:
    if not item.get("title"):
        return Citation(key="", html="", text="", bibtex="", ris="", csl_json="")
    html = reference(item, shown_year(item, terms), terms)
    return Citation(
        key=item["id"],
        html=html,
        text=_strip_tags(html),
        bibtex=bibtex_text(item),
        ris=ris_text(item, keywords),
        csl_json=csl_json_text(item),
        doi=item.get("DOI", ""),
        version_doi=version_doi,
        url=doi_url(item["DOI"]) if "DOI" in item else item.get("URL", ""),
    )


def _strip_tags(html: str) -> str:
    """Return clean HTML as plain text."""
    return unescape(re.sub(r"<[^<>]*>", "", html))
