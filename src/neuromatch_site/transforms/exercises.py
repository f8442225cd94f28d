"""Exercises, solutions and answers of questions that are left out."""

from neuromatch_site.diagnostics.diagnostic import Diagnostics
from neuromatch_site.model.ast.nodes import (
    Blank,
    Block,
    Code,
    Div,
    Exercise,
    MystComment,
    Node,
    Outputs,
    Quiz,
    QuizChoice,
    QuizExplanation,
    QuizFeedback,
    Root,
    Solution,
)
from neuromatch_site.model.ast.visit import replace, select
from neuromatch_site.transforms._context import TransformContext
from neuromatch_site.transforms._course_index import CourseIndex


def hide_solutions(content: Root, context: TransformContext, diagnostics: Diagnostics) -> None:
    """Hide every solution, and what answers a question, where the site is built without them."""
    if context.solutions:
        return
    for node in select(content, Solution):
        node.hidden = True
    for quiz in select(content, Quiz):
        replace(quiz, Node, _without_answer)


def _without_answer(node: Node) -> list[Node] | None:
    if isinstance(node, QuizChoice):
        if node.value is not None:
            return []
        node.right = node.place = None
    elif isinstance(node, Blank):
        node.value, node.accepts = "", None
    return [] if isinstance(node, QuizExplanation | QuizFeedback) else None


def leave_out_hidden(content: Root, lookup: CourseIndex, diagnostics: Diagnostics) -> None:
    """Leave out what is hidden or removed, and comments.

    The place of a solution stays, so that references to it lead there.
    """
    replace(content, Node, _placeholder)


def _placeholder(node: Node) -> list[Node] | None:
    if isinstance(node, Block | Code | Outputs) and node.visibility == "remove":
        return []
    if isinstance(node, MystComment):
        return []
    if not isinstance(node, Exercise | Solution) or not node.hidden:
        return None
    if not node.html_id:
        return []
    return [Div(position=node.position, identifier=node.identifier, html_id=node.html_id)]
