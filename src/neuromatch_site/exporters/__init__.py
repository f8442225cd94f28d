"""Every file of the site that is not a page, a style, a script or a picture."""

from collections.abc import Callable

from msgspec.structs import replace

from neuromatch_site.exporters._context import ExportContext
from neuromatch_site.exporters.abstracts import abstracts
from neuromatch_site.exporters.badge import badge
from neuromatch_site.exporters.calendar import calendar
from neuromatch_site.exporters.card import card_style, social_card, talk_card
from neuromatch_site.exporters.citation_cff import citation_cff
from neuromatch_site.exporters.citation_files import citation_files
from neuromatch_site.exporters.codemeta import codemeta
from neuromatch_site.exporters.feed import feed
from neuromatch_site.exporters.figures import figure_scripts, page_figures
from neuromatch_site.exporters.frab import frab
from neuromatch_site.exporters.inventory import inventory
from neuromatch_site.exporters.linkset import linkset
from neuromatch_site.exporters.llms import llms
from neuromatch_site.exporters.manifest import manifest
from neuromatch_site.exporters.nojekyll import nojekyll
from neuromatch_site.exporters.notebook import page_notebook
from neuromatch_site.exporters.opensearch import opensearch
from neuromatch_site.exporters.page_sources import notebook_sources, page_source, page_tree
from neuromatch_site.exporters.redirects import redirects
from neuromatch_site.exporters.ro_crate import ro_crate
from neuromatch_site.exporters.sitemap import sitemap
from neuromatch_site.exporters.static_files import static_files
from neuromatch_site.exporters.xref import xref
from neuromatch_site.model.artifact import Artifact
from neuromatch_site.model.course import Project

__all__ = [
    "EXPORTS",
    "Export",
    "ExportContext",
    "card_style",
    "citation_files",
    "export",
    "page_figures",
    "page_notebook",
    "page_source",
    "page_tree",
    "talk_card",
]

Export = Callable[[Project, ExportContext], list[Artifact]]

EXPORTS: tuple[Export, ...] = (
    notebook_sources,  # to open, to change: beside every page
    xref,  # other MyST sites refer to ours
    inventory,  # ... and Sphinx sites
    sitemap,  # search engines find every page
    citation_cff,  # the formats of research software
    codemeta,  # ...
    ro_crate,  # ...
    linkset,  # machines that read no HTML find all of these
    badge,  # the DOI as people show it
    social_card,  # pages that are shared have a picture
    calendar,  # the dates of the course in a learner's own calendar
    abstracts,  # the book of abstracts of a conference
    frab,  # apps for conferences read the programme
    figure_scripts,  # interactive figures are drawn
    feed,  # news for those who follow
    opensearch,  # a browser's address bar searches the course
    manifest,  # a device's home screen shows the site
    llms,  # programs that read find the sources
    nojekyll,  # GitHub Pages serves the files as they are, under the custom domain
)
"""In any order: exporters are independent of each other."""


_SERVED: frozenset[Export] = frozenset(
    {xref, inventory, sitemap, linkset, feed, opensearch, manifest, llms, nojekyll}
)
"""What only those ask for who come by the web."""


def export(project: Project, context: ExportContext) -> list[Artifact]:
    """Return the files of every exporter, then redirects at paths without another file."""
    exports = [make for make in EXPORTS if not (context.disk and make in _SERVED)]
    own = static_files(project, context)  # the author's word goes before ours: `robots.txt`
    names = {artifact.path for artifact in own}
    artifacts = [artifact for make in exports for artifact in make(project, context)]
    artifacts = [*own, *(artifact for artifact in artifacts if artifact.path not in names)]
    if context.disk:
        return artifacts
    taken = {**context.taken, **{artifact.path: artifact for artifact in artifacts}}
    return [*artifacts, *redirects(project, replace(context, taken=taken))]
