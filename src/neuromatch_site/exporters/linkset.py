"""``linkset.json``: the typed links of all pages, for programs that do not read HTML.

Source: RFC 9264 and https://signposting.org/FAIR, level 2.
"""

import json
from collections.abc import Sequence

from neuromatch_site.exporters._context import ExportContext
from neuromatch_site.metadata.addresses import absolute, site_url
from neuromatch_site.metadata.head import HeadLink
from neuromatch_site.metadata.signposting import (
    LINKSET,
    content_links,
    items,
    signposting,
)
from neuromatch_site.model.artifact import Artifact
from neuromatch_site.model.course import Page, Project

_NOT_LINKS = ("canonical", "linkset")


def linkset(project: Project, context: ExportContext) -> list[Artifact]:
    """Return the file; none if the URL of the site is unknown, or it has no front page."""
    front = project.page_at("/")
    if front is None or not site_url(project.site):
        return []
    own = [link for link in signposting(project, front) if link.rel != "item"]
    contexts = [_context(project, front, [*own, *items(project)])]
    others = (page for page in project.listed() if page is not front)
    contexts += [_context(project, page, content_links(project, page)) for page in others]
    data = {"linkset": contexts}
    text = json.dumps(data, ensure_ascii=False, indent=2) + "\n"
    return [Artifact(LINKSET, text.encode())]


def _context(project: Project, page: Page, links: Sequence[HeadLink]) -> dict[str, object]:
    """Return the links of one page, by their relations."""
    by_relation: dict[str, list[dict[str, str]]] = {}
    for link in links:
        if link.rel not in _NOT_LINKS:
            target = {"href": link.href, "type": link.type}
            by_relation.setdefault(link.rel, []).append({k: v for k, v in target.items() if v})
    return {"anchor": absolute(project.site, page.source.url), **by_relation}
