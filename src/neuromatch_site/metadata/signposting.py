"""FAIR signposting: typed links that lead machines to the DOI, the licence, the metadata.

Source: https://signposting.org/FAIR (level 1, in HTML: GitHub Pages sends no ``Link:`` header).
A course without a DOI has no ``cite-as``: there is never a placeholder.
"""

from neuromatch_site.metadata.addresses import absolute, absolute_beside, site_url
from neuromatch_site.metadata.citation import FORMATS
from neuromatch_site.metadata.head import HeadLink
from neuromatch_site.metadata.people import orcid_url
from neuromatch_site.metadata.schema_org import license_url
from neuromatch_site.model.course import Page, Project
from neuromatch_site.model.variants import VariantSet
from neuromatch_site.urls import doi_url

LINKSET = "linkset.json"
"""The same links in a file of their own, from the root of the site."""
DESCRIPTIONS = (
    ("codemeta.json", "application/ld+json"),
    ("CITATION.cff", "application/yaml"),
    *((f"index.{ending}", kind) for _, ending, kind, _ in FORMATS),
)
"""Files at the root of the site that describe the course, with their media types."""


def signposting(project: Project, page: Page) -> list[HeadLink]:
    """Return the typed links of a page; all of them on the front page, the licence on each."""
    links = [*_canonical(project, page), *_alternates(project, page), *_license(project, page)]
    if page.source.url != "/":
        return links
    config = project.config
    if doi := config.concept_doi or config.doi:
        links.append(HeadLink(rel="cite-as", href=doi_url(doi)))
    links += [
        HeadLink(rel="author", href=url) for author in config.authors if (url := orcid_url(author))
    ]
    if site_url(project.site):
        links += [
            HeadLink(rel="describedby", href=absolute(project.site, path), type=kind)
            for path, kind in DESCRIPTIONS
        ]
        kind = "application/linkset+json"
        links.append(HeadLink(rel="linkset", href=absolute(project.site, LINKSET), type=kind))
    kinds = ("https://schema.org/AboutPage", "https://schema.org/LearningResource")
    return links + [HeadLink(rel="type", href=kind) for kind in kinds]


def _canonical(project: Project, page: Page) -> list[HeadLink]:
    url = absolute_beside(project.site, canonical(project.variants, page.source.url))
    return [HeadLink(rel="canonical", href=url)] if url else []


def canonical(variants: VariantSet | None, url: str) -> str:
    """Return where a page is looked for: in the current edition, in what it is written in.

    Both addresses count from the root of the site.
    """
    if variants is None:
        return url
    if not variants.current.is_latest:
        return variants.url_in_latest(url) or url
    return url if variants.is_translated(url) else variants.url_in(variants.original, url)


def _alternates(project: Project, page: Page) -> list[HeadLink]:
    """Return the page in every language that it is written in, of which this is one."""
    url, variants = page.source.url, project.variants
    if variants is None or canonical(variants, url) != url or not site_url(project.site):
        return []
    found = [(one.language, one) for one in variants.translations(url)]
    if len(found) < 2:
        return []
    return [
        HeadLink(
            rel="alternate",
            href=absolute_beside(project.site, variants.url_in(site, url)),
            hreflang=language,
        )
        for language, site in [*found, ("x-default", variants.original)]
    ]


def _license(project: Project, page: Page) -> list[HeadLink]:
    licenses = page.frontmatter.licenses
    url = license_url(licenses.content or project.config.licenses.content)
    return [HeadLink(rel="license", href=url)] if url else []
