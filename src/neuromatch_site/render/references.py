"""The list of works that a page cites."""

from dataclasses import dataclass

from markupsafe import Markup

from neuromatch_site.ast.identifiers import html_id
from neuromatch_site.ast.nodes import Bibliography
from neuromatch_site.ast.visit import select
from neuromatch_site.project import Page, Project
from neuromatch_site.render.html import RenderContext


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """A work in the list of references."""

    html_id: str
    entry: Markup


def reference_id(key: str) -> str:
    """Return the ``id`` of a work in the list of references."""
    return f"cite-{html_id(key)}"


def references(page: Page, project: Project, _context: RenderContext) -> list[Reference]:
    """Return the works that a page cites, in the order of their entries."""
    if next(select(page.content, Bibliography), None):
        return []
    return cited_works(page, project)


def cited_works(page: Page, project: Project) -> list[Reference]:
    """Return the works that a page cites and that are known, each once."""
    found = {}
    for key in page.facts.cited:
        text = project.citations.get(key) or project.citations.get(key.lower())
        if text is not None:
            found[text.key] = Reference(
                html_id=reference_id(text.key),
                entry=Markup(text.entry),  # noqa: S704 - clean HTML, see CitationText
            )
    return list(found.values())
