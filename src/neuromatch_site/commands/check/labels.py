"""Labels that nothing refers to."""

from collections.abc import Iterator

from neuromatch_site.commands.check._context import CheckContext
from neuromatch_site.diagnostics.diagnostic import Diagnostics, Rule
from neuromatch_site.model.ast.identifiers import normalize_label
from neuromatch_site.model.ast.nodes import CrossReference, Link
from neuromatch_site.model.ast.visit import select
from neuromatch_site.model.course import Page, Target

_COUNT = frozenset({"heading", "text", "paragraph", "block", "list", "blockquote", "admonition"})
"""Kinds whose label serves references alone; that of a figure or an equation also numbers it."""


def check_labels(context: CheckContext, diagnostics: Diagnostics) -> None:
    """Report labels that no page of the course refers to."""
    asked = {question.rpartition("#")[2].rpartition(":")[2] for question in context.asked}
    asked.update(name for page in context.project.pages for name in _named(page))
    for identifier, target in context.project.targets.items():
        place = target.fact.position
        if identifier not in asked and _serves_references(target) and place is not None:
            message = f"no reference to the label `{target.fact.label}`"
            diagnostics.report(
                Rule.LABEL_USED, place, message, "remove it, or add a reference to it"
            )


def _named(page: Page) -> Iterator[str]:
    """Yield what the page refers to, its own things too."""
    for reference in select(page.content, CrossReference):
        yield reference.identifier
    for link in select(page.content, Link):
        yield normalize_label(link.url.rpartition("#")[2])[0]


def _serves_references(target: Target) -> bool:
    return target.fact.kind in _COUNT and not target.fact.implicit
