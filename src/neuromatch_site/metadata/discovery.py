"""Links to feeds and search in the head of the front page.

Source: RFC 4287 and RFC 5988 (``alternate``); OpenSearch 1.1, "Autodiscovery".
"""

from neuromatch_site.metadata.addresses import absolute, site_url
from neuromatch_site.metadata.head import HeadLink
from neuromatch_site.model.course import Page, Project


def discovery(project: Project) -> list[HeadLink]:
    """Return the links; none if the URL of the site is unknown."""
    site, title = project.site, project.site.title or project.config.title
    if not site_url(site):
        return []
    links = []
    dated = any(is_news(page, project) for page in project.pages)
    if project.data.announcements or dated:
        url, kind = absolute(site, "feed.xml"), "application/atom+xml"
        links.append(HeadLink(rel="alternate", href=url, type=kind, title=title))
    if project.data.announcements:
        url, kind = absolute(site, "news.xml"), "application/atom+xml"
        links.append(HeadLink(rel="alternate", href=url, type=kind, title=title, part="News"))
    if dated:
        url, kind = absolute(site, "lessons.xml"), "application/atom+xml"
        links.append(HeadLink(rel="alternate", href=url, type=kind, title=title, part="Lessons"))
    if title and not site.options.hide_search:
        url, kind = absolute(site, "opensearch.xml"), "application/opensearchdescription+xml"
        links.append(HeadLink(rel="search", href=url, type=kind, title=title))
    return links


def is_news(page: Page, project: Project) -> bool:
    """Return whether a listed page has its own date, which is not the course's."""
    date, is_listed = (
        page.frontmatter.date,
        page.source.in_toc and not page.source.data and not page.frontmatter.draft,
    )
    return bool(date) and is_listed and date != project.config.date
