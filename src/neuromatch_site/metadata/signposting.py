"""FAIR signposting: typed links that lead machines to the DOI, the licence, the metadata.

Source: https://signposting.org/FAIR (level 1, in HTML, because GitHub Pages sends no ``Link:``
header). A course without a DOI has no ``cite-as``, never a placeholder.
"""

from collections.abc import Sequence

from neuromatch_site.config.people import Person
from neuromatch_site.config.project import ProjectConfig
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
CRATE = "ro-crate-metadata.json"
_MOST_ITEMS = 100
"""Pages that the front page lists as parts of the course; more of them are in the linkset only."""
DESCRIPTIONS = (
    ("codemeta.json", "application/ld+json"),
    ("CITATION.cff", "application/yaml"),
    *((f"index.{ending}", kind) for _, ending, kind, _ in FORMATS),
)
"""Files at the root of the site that describe the course, with their media types."""


def signposting(project: Project, page: Page, *, is_lesson: bool = False) -> list[HeadLink]:
    """Return the typed links of a page.

    The front page links to all descriptions of the course; other pages link back to it.
    """
    own = [*_canonical(project, page), *_alternates(project, page)]
    if page.source.url == "/":
        return [*own, *_license(project, page), *_landing(project)]
    kind = "LearningResource" if is_lesson else "WebPage"
    return [*own, *content_links(project, page), _type(kind)]


def content_links(project: Project, page: Page) -> list[HeadLink]:
    """Return the links of a part of the course: to the course, its licence, authors and DOI."""
    frontmatter, config = page.frontmatter, project.config
    root = site_url(project.site)
    links = _license(project, page)
    if root:
        links.append(HeadLink(rel="collection", href=root))
    if frontmatter.doi and frontmatter.doi not in (config.doi, config.concept_doi):
        links.append(HeadLink(rel="cite-as", href=doi_url(frontmatter.doi)))
    inherited = () if frontmatter.no_authors else config.authors
    return links + _authors(frontmatter.authors or inherited)


def _landing(project: Project) -> list[HeadLink]:
    config, root = project.config, site_url(project.site)
    links = []
    if doi := config.concept_doi or config.doi:
        links.append(HeadLink(rel="cite-as", href=doi_url(doi)))
    links += _authors(config.authors)
    if root:
        crate = [(CRATE, "application/ld+json")] if has_crate(config) else []
        links += [
            HeadLink(rel="describedby", href=absolute(project.site, path), type=kind)
            for path, kind in (*DESCRIPTIONS, *crate)
        ]
        parts = items(project)
        links += parts if len(parts) <= _MOST_ITEMS else []
        kind = "application/linkset+json"
        links.append(HeadLink(rel="linkset", href=absolute(project.site, LINKSET), type=kind))
    return [*links, _type("AboutPage"), _type("LearningResource")]


def items(project: Project) -> list[HeadLink]:
    """Return links to all listed pages except the front page."""
    return [
        HeadLink(rel="item", href=absolute(project.site, page.source.url), type="text/html")
        for page in project.listed()
        if page.source.url != "/"
    ]


def has_crate(config: ProjectConfig) -> bool:
    """Return whether the course has all data that an RO-Crate requires."""
    return all((config.title, config.description, config.date, config.licenses.content))


def _authors(people: Sequence[Person]) -> list[HeadLink]:
    addresses = (orcid_url(person) or person.url for person in people)
    return [HeadLink(rel="author", href=url) for url in dict.fromkeys(addresses) if url]


def _type(kind: str) -> HeadLink:
    return HeadLink(rel="type", href=f"https://schema.org/{kind}")


def _canonical(project: Project, page: Page) -> list[HeadLink]:
    url = absolute_beside(project.site, canonical(project.variants, page.source.url))
    return [HeadLink(rel="canonical", href=url)] if url else []


def canonical(variants: VariantSet | None, url: str) -> str:
    """Return the canonical URL of a page: in the current edition, in its own language.

    Both URLs are relative to the root of the site.
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
    links = [(variant.language, variant) for variant in variants.translations(url)]
    if len(links) < 2:
        return []
    return [
        HeadLink(
            rel="alternate",
            href=absolute_beside(project.site, variants.url_in(site, url)),
            hreflang=language,
        )
        for language, site in [*links, ("x-default", variants.original)]
    ]


def _license(project: Project, page: Page) -> list[HeadLink]:
    licenses = page.frontmatter.licenses
    url = license_url(licenses.content or project.config.licenses.content)
    return [HeadLink(rel="license", href=url)] if url else []
