"""Put what directives and roles mean in the place of what was written."""

from collections.abc import Iterable

from neuromatch_site.diagnostics.diagnostic import Diagnostics
from neuromatch_site.model.ast.nodes import MystDirective, MystRole, Node, Parent, Root
from neuromatch_site.model.ast.visit import select
from neuromatch_site.myst.language import language
from neuromatch_site.transforms._context import TransformContext


def lift_directives_and_roles(
    content: Root, context: TransformContext, diagnostics: Diagnostics
) -> None:
    """Replace each ``mystDirective`` and ``mystRole`` by its children.

    Those that this site does not know stay, with the author's text.
    """
    for parent in select(content, Parent):
        if any(isinstance(child, MystDirective | MystRole) for child in parent.children):
            parent.children = list(_lifted(parent.children))


def _lifted(children: Iterable[Node]) -> Iterable[Node]:
    known = language()
    for child in children:
        names = known.directives if isinstance(child, MystDirective) else known.roles
        if isinstance(child, MystDirective | MystRole) and (child.children or child.name in names):
            yield from _lifted(child.children)
        else:
            yield child
