"""Pages that no other page and no toc entry leads to."""

from neuromatch_site.commands.check._context import CheckContext
from neuromatch_site.diagnostics.diagnostic import Diagnostics
from neuromatch_site.readers.orphans import report_orphans


def check_orphans(context: CheckContext, diagnostics: Diagnostics) -> None:
    """Report pages in the folder that are neither in the toc nor used by another page."""
    pages = context.project.pages
    used = {page.source.path for page in pages}.union(*(page.dependencies for page in pages))
    report_orphans(context.config, context.files, used | context.project.downloads, diagnostics)
