"""Unused labels."""

from collections.abc import Iterator

from neuromatch_site.commands.check._context import CheckContext
from neuromatch_site.diagnostics.diagnostic import Diagnostics, Rule
from neuromatch_site.diagnostics.source import Position
from neuromatch_site.model.ast.identifiers import normalize_label
from neuromatch_site.model.ast.nodes import CrossReference, Link
from neuromatch_site.model.ast.visit import select
from neuromatch_site.model.course import Page, Target

_COUNT = frozenset({"heading", "text", "paragraph", "block", "list", "blockquote", "admonition"})
"""Kinds whose label serves references alone; that of a figure or an equation also numbers it."""

_NAMED = 5
"""So many labels are named in a message."""


def check_labels(context: CheckContext, diagnostics: Diagnostics) -> None:
    """Report unused labels, once per file."""
    names = {question.rpartition("#")[2].rpartition(":")[2] for question in context.lookups}
    names.update(name for page in context.project.pages for name in _referred_labels(page))
    places: dict[str, list[tuple[Position, str]]] = {}
    for identifier, target in context.project.targets.items():
        place = target.fact.position
        if identifier not in names and _serves_references(target) and place is not None:
            places.setdefault(place.path, []).append((place, f"`{target.fact.label}`"))
    for labels in places.values():
        named, more = ", ".join(label for _, label in labels[:_NAMED]), len(labels) - _NAMED
        several = len(labels) > 1
        message = f"no reference to the label{'s' * several} {named}"
        diagnostics.report(
            Rule.LABEL_USED,
            labels[0][0],
            f"{message} and {more} more" if more > 0 else message,
            "remove them, or refer to them" if several else "remove it, or add a reference to it",
        )


def _referred_labels(page: Page) -> Iterator[str]:
    """Yield what the page refers to, its own things too."""
    for reference in select(page.content, CrossReference):
        yield reference.identifier
    for link in select(page.content, Link):
        yield normalize_label(link.url.rpartition("#")[2])[0]


def _serves_references(target: Target) -> bool:
    return target.fact.kind in _COUNT and not target.fact.implicit
