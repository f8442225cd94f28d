"""Exercises and solutions that are left out."""

from neuromatch_site.ast.nodes import Div, Exercise, Node, Root, Solution, Target
from neuromatch_site.ast.visit import replace, select
from neuromatch_site.diagnostics import Diagnostics
from neuromatch_site.transforms._context import PageContext
from neuromatch_site.transforms._lookup import Lookup


def hide_solutions(content: Root, context: PageContext, diagnostics: Diagnostics) -> None:
    """Hide every solution where the site is built without them."""
    if not context.solutions:
        for node in select(content, Solution):
            node.hidden = True


def leave_out_hidden(content: Root, lookup: Lookup, diagnostics: Diagnostics) -> None:
    """Leave out what is hidden; its place stays, so that references to it lead there."""
    replace(content, Target, _place)


def _place(node: Target) -> list[Node] | None:
    if not isinstance(node, Exercise | Solution) or not node.hidden:
        return None
    if not node.html_id:
        return []
    return [Div(position=node.position, identifier=node.identifier, html_id=node.html_id)]
