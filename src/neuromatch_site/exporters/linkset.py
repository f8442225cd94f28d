"""``linkset.json``: the typed links of the front page for those who read no HTML.

Source: RFC 9264 and https://signposting.org/FAIR, level 2.
"""

import json

from neuromatch_site.exporters._context import ExportContext, listed_pages
from neuromatch_site.metadata.addresses import absolute, site_url
from neuromatch_site.metadata.signposting import LINKSET, signposting
from neuromatch_site.model.artifact import Artifact
from neuromatch_site.model.course import Project

_NOT_LINKS = ("canonical", "linkset")


def linkset(project: Project, context: ExportContext) -> list[Artifact]:
    """Return the file; none where the site does not know its address, or has no front page."""
    front = project.page_at("/")
    if front is None or not site_url(project.site):
        return []
    links: dict[str, list[dict[str, str]]] = {}
    for link in signposting(project, front):
        if link.rel not in _NOT_LINKS:
            target = {"href": link.href, "type": link.type}
            links.setdefault(link.rel, []).append({k: v for k, v in target.items() if v})
    links["item"] = [
        {"href": absolute(project.site, page.source.url), "type": "text/html"}
        for page in listed_pages(project)
    ]
    data = {"linkset": [{"anchor": site_url(project.site), **links}]}
    text = json.dumps(data, ensure_ascii=False, indent=2) + "\n"
    return [Artifact(LINKSET, text.encode())]
