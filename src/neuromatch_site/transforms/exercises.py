"""Exercises and solutions that are left out."""

from neuromatch_site.diagnostics.diagnostic import Diagnostics
from neuromatch_site.model.ast.nodes import Div, Exercise, Node, Root, Solution, Target
from neuromatch_site.model.ast.visit import replace, select
from neuromatch_site.transforms._context import TransformContext
from neuromatch_site.transforms._course_index import CourseIndex


def hide_solutions(content: Root, context: TransformContext, diagnostics: Diagnostics) -> None:
    """Hide every solution where the site is built without them."""
    if not context.solutions:
        for node in select(content, Solution):
            node.hidden = True


def leave_out_hidden(content: Root, lookup: CourseIndex, diagnostics: Diagnostics) -> None:
    """Leave out what is hidden; its place stays, so that references to it lead there."""
    replace(content, Target, _place)


def _place(node: Target) -> list[Node] | None:
    if not isinstance(node, Exercise | Solution) or not node.hidden:
        return None
    if not node.html_id:
        return []
    return [Div(position=node.position, identifier=node.identifier, html_id=node.html_id)]
