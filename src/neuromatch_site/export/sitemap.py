"""``sitemap.xml`` and ``robots.txt``: which pages there are, for search engines.

Source: https://www.sitemaps.org/protocol.html; a sitemap holds absolute addresses only, so there
is none for a site that does not know its own.
"""

from neuromatch_site.artifact import Artifact
from neuromatch_site.export._context import ExportContext, listed_pages
from neuromatch_site.export._xml import xml_text
from neuromatch_site.metadata.addresses import absolute
from neuromatch_site.project import Page, Project


def sitemap(project: Project, context: ExportContext) -> list[Artifact]:
    """Return the two files; ``robots.txt`` alone where the site does not know its address."""
    address = absolute(project.site, "sitemap.xml")
    robots = ["User-agent: *", "Allow: /", *([f"Sitemap: {address}"] if address else [])]
    artifacts = [Artifact("robots.txt", "".join(f"{line}\n" for line in robots).encode())]
    if address:
        artifacts.append(Artifact("sitemap.xml", _sitemap(project).encode()))
    return artifacts


def _sitemap(project: Project) -> str:
    entries = "".join(_entry(project, page) for page in listed_pages(project))
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n'
        f"{entries}</urlset>\n"
    )


def _entry(project: Project, page: Page) -> str:
    date = f"<lastmod>{xml_text(page.frontmatter.date)}</lastmod>" if page.frontmatter.date else ""
    return f"<url><loc>{xml_text(absolute(project.site, page.source.url))}</loc>{date}</url>\n"
