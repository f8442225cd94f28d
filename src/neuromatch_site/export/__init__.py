"""Every file of the site that is not a page, a style, a script or a picture."""

from collections.abc import Callable

from msgspec.structs import replace

from neuromatch_site.artifact import Artifact
from neuromatch_site.export._context import ExportContext
from neuromatch_site.export.badge import badge
from neuromatch_site.export.calendar import calendar
from neuromatch_site.export.card import social_card
from neuromatch_site.export.citation_cff import citation_cff
from neuromatch_site.export.citation_files import citation_files
from neuromatch_site.export.codemeta import codemeta
from neuromatch_site.export.feed import feed
from neuromatch_site.export.inventory import inventory
from neuromatch_site.export.linkset import linkset
from neuromatch_site.export.llms import llms
from neuromatch_site.export.manifest import manifest
from neuromatch_site.export.nojekyll import nojekyll
from neuromatch_site.export.notebook import page_notebook
from neuromatch_site.export.opensearch import opensearch
from neuromatch_site.export.page_sources import page_sources, page_tree
from neuromatch_site.export.redirects import redirects
from neuromatch_site.export.ro_crate import ro_crate
from neuromatch_site.export.sitemap import sitemap
from neuromatch_site.export.xref import xref
from neuromatch_site.project import Project

__all__ = ["EXPORTS", "Export", "ExportContext", "export", "page_notebook", "page_tree"]

Export = Callable[[Project, ExportContext], list[Artifact]]

EXPORTS: tuple[Export, ...] = (
    page_sources,  # to read, to change, to check: beside every page
    xref,  # other MyST sites refer to ours
    inventory,  # ... and Sphinx sites
    sitemap,  # search engines find every page
    citation_files,  # reference managers take the course and its pages
    citation_cff,  # ... and the formats of research software
    codemeta,  # ...
    ro_crate,  # ...
    linkset,  # machines that read no HTML find all of these
    badge,  # the DOI as people show it
    social_card,  # pages that are shared have a picture
    calendar,  # the dates of the course in a learner's own calendar
    feed,  # news for those who follow
    opensearch,  # a browser's address bar searches the course
    manifest,  # a device's home screen shows the site
    llms,  # programs that read find the sources
    nojekyll,  # GitHub Pages serves the files as they are, under the custom domain
)
"""In an order that does not matter: no export knows another."""


_SERVED: frozenset[Export] = frozenset(
    {xref, inventory, sitemap, linkset, feed, opensearch, manifest, llms, nojekyll}
)
"""What only those ask for who come by the web."""


def export(project: Project, context: ExportContext) -> list[Artifact]:
    """Return the files of every export; then old addresses, wherever there is no other file."""
    wanted = [make for make in EXPORTS if not (context.disk and make in _SERVED)]
    made = [artifact for make in wanted for artifact in make(project, context)]
    if context.disk:
        return made
    taken = [*context.taken, *(artifact.path for artifact in made)]
    return [*made, *redirects(project, replace(context, taken=taken))]
