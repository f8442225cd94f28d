"""Limit the depth of a tree, so that later steps cannot run out of stack."""

from typing import TypeGuard

from neuromatch_site.diagnostics.diagnostic import Diagnostics, Rule
from neuromatch_site.diagnostics.source import Position
from neuromatch_site.model.ast.nodes import Embed, Node, Parent, Problem, Root
from neuromatch_site.model.ast.text import text_of
from neuromatch_site.transforms._context import TransformContext
from neuromatch_site.transforms._course_index import CourseIndex
from neuromatch_site.transforms._steps import changes

MAX_DEPTH = 120
"""Limit on nested nodes. What people write stays below 30."""


def bound_nesting(content: Root, context: TransformContext, diagnostics: Diagnostics) -> None:
    """Replace nodes that are nested too deeply by their plain text, and report the first one."""
    _bound(content, context.source.path, diagnostics)


@changes(Embed)
def bound_embedded(content: Root, lookup: CourseIndex, diagnostics: Diagnostics) -> None:
    """Limit the depth again after content has been embedded."""
    _bound(content, lookup.page.source.path, diagnostics)


def _bound(content: Root, path: str, diagnostics: Diagnostics) -> None:
    stack: list[tuple[Parent, int]] = [(content, 0)]
    cut = False
    while stack:
        parent, depth = stack.pop()
        if depth < MAX_DEPTH:
            stack.extend((child, depth + 1) for child in parent.children if _holds(child))
            continue
        if not cut:
            place = parent.position or Position(path)
            message = f"nested deeper than {MAX_DEPTH} levels"
            diagnostics.report(Rule.NESTING_TOO_DEEP, place, message, "nest less")
            cut = True
        text = text_of(parent.children)
        problem = Problem(position=parent.position, message="nested too deep", value=text)
        parent.children = [problem]


def _holds(node: Node) -> TypeGuard[Parent]:
    return isinstance(node, Parent) and bool(node.children)
