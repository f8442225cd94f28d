"""Uncited works, and citation files that are out of date."""

from neuromatch_site.commands.check._context import CheckContext
from neuromatch_site.commands.citation.citation_files import check_references
from neuromatch_site.diagnostics.diagnostic import Diagnostics


def check_citations(context: CheckContext, diagnostics: Diagnostics) -> None:
    """Report uncited works of a bibliography, and stale citation files."""
    check_references(context.files.root, context.project.pages, diagnostics)
