"""``sitemap.xml`` and ``robots.txt``: the list of pages for search engines.

Source: https://www.sitemaps.org/protocol.html; a sitemap has absolute URLs only, so there is none
if the URL of the site is unknown.
"""

from neuromatch_site.exporters._context import ExportContext
from neuromatch_site.exporters._xml import xml_attribute, xml_text
from neuromatch_site.metadata.addresses import absolute, absolute_beside
from neuromatch_site.metadata.dates import date_modified
from neuromatch_site.model.artifact import Artifact
from neuromatch_site.model.course import Page, Project


def sitemap(project: Project, context: ExportContext) -> list[Artifact]:
    """Return the two files; only ``robots.txt`` if the URL of the site is unknown."""
    address = absolute(project.site, "sitemap.xml")
    robots = ["User-agent: *", "Allow: /", *([f"Sitemap: {address}"] if address else [])]
    artifacts = [Artifact("robots.txt", "".join(f"{line}\n" for line in robots).encode())]
    if address:
        artifacts.append(Artifact("sitemap.xml", _sitemap(project).encode()))
    return artifacts


def _sitemap(project: Project) -> str:
    entries = "".join(_page_urls(project, page) for page in project.listed())
    several = project.variants is not None and bool(project.variants.languages)
    also = ' xmlns:xhtml="http://www.w3.org/1999/xhtml"' if several else ""
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"{also}>\n'
        f"{entries}</urlset>\n"
    )


def _page_urls(project: Project, page: Page) -> str:
    """Return a page in every language that it is written in, each with links to all of them.

    Source: https://developers.google.com/search/docs/specialty/international/localized-versions
    """
    variants, url = project.variants, page.source.url
    date = date_modified(project) if url == "/" else page.frontmatter.date
    translations = variants.translations(url) if variants else []
    if variants is None or len(translations) < 2:
        return _url_xml(absolute(project.site, url), date)
    addresses = {
        variant.language: absolute_beside(project.site, variants.url_in(variant, url))
        for variant in translations
    }
    links = "".join(
        f'<xhtml:link rel="alternate" hreflang={xml_attribute(language)} '
        f"href={xml_attribute(address)}/>"
        for language, address in (*addresses.items(), ("x-default", absolute(project.site, url)))
    )
    return "".join(_url_xml(address, date, links) for address in addresses.values())


def _url_xml(address: str, date: str, links: str = "") -> str:
    lastmod = f"<lastmod>{xml_text(date)}</lastmod>" if date else ""
    return f"<url><loc>{xml_text(address)}</loc>{lastmod}{links}</url>\n"
