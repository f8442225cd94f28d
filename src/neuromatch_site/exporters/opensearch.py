"""``opensearch.xml``: lets a browser search the course from its address bar.

Source: https://github.com/dewitt/opensearch (1.1); it contains an absolute URL, so there is none if
the URL of the site is unknown.
"""

from neuromatch_site.exporters._context import ExportContext
from neuromatch_site.exporters._xml import xml_attribute, xml_text
from neuromatch_site.metadata.addresses import absolute
from neuromatch_site.model.artifact import Artifact
from neuromatch_site.model.course import Project

_SHORT = 16
"""Characters that the format allows for a short name."""


def opensearch(project: Project, context: ExportContext) -> list[Artifact]:
    """Return the description of the site's search, or nothing."""
    config, site = project.config, project.site
    address = absolute(site, "search/")
    name = site.title or config.title
    if not address or not name or site.options.hide_search:
        return []
    short = (config.short_title or name)[:_SHORT].strip()
    description = (site.description or config.description or name)[:1024]
    text = (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<OpenSearchDescription xmlns="http://a9.com/-/spec/opensearch/1.1/">\n'
        f"<ShortName>{xml_text(short)}</ShortName>\n"
        f"<Description>{xml_text(description)}</Description>\n"
        "<InputEncoding>UTF-8</InputEncoding>\n"
        f'<Url type="text/html" template={xml_attribute(address + "?q={searchTerms}")}/>\n'
        "</OpenSearchDescription>\n"
    )
    return [Artifact("opensearch.xml", text.encode())]
