"""Leave out exercises' solutions and questions' answers (``--no-solutions``)."""

from neuromatch_site.diagnostics.diagnostic import Diagnostics
from neuromatch_site.model.ast.nodes import (
    Admonition,
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
from neuromatch_site.model.ast.text import is_blank
from neuromatch_site.model.ast.visit import replace, select
from neuromatch_site.transforms._context import TransformContext
from neuromatch_site.transforms._course_index import CourseIndex
from neuromatch_site.transforms._steps import changes


@changes(Solution, Quiz)
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


@changes(Solution)
def gather_solution_cells(
    content: Root, context: TransformContext, diagnostics: Diagnostics
) -> None:
    """Make a solution and its hidden cells one fold: those inside it, and those that follow it.

    A cell counts that is in the solution, or comes directly after it, and is tagged ``hide-input``
    or ``hide-cell``; text between the two keeps them apart.
    """
    for inside in select(content, Solution):
        for cell in select(inside, Block):
            _unhide(cell)
    blocks: list[Node] = []
    for block in content.children:
        solution = _solution_before(blocks[-1]) if blocks else None
        if solution is not None and isinstance(block, Block) and _unhide(block):
            solution.children.append(block)
        else:
            blocks.append(block)
    content.children = blocks


def _solution_before(node: Node) -> Solution | None:
    """Return the solution that ends a block of text."""
    inside = node.children if isinstance(node, Block) and node.kind != "notebook-code" else [node]
    visible = [node for node in inside if not is_blank(node)]
    return visible[-1] if visible and isinstance(visible[-1], Solution) else None


def _unhide(cell: Block) -> bool:
    """Show what is hidden of a cell, and return whether its code was."""
    code = next(select(cell, Code), None)
    if cell.kind != "notebook-code" or code is None:
        return False
    if "hide" not in (cell.visibility, code.visibility):
        return False
    cell.visibility = code.visibility = None
    return True


@changes(Exercise)
def fold_hints(content: Root, context: TransformContext, diagnostics: Diagnostics) -> None:
    """Fold the hints of an exercise, one after the other: a reader takes as many as needed."""
    for exercise in select(content, Exercise):
        hints = [
            child
            for child in exercise.children
            if isinstance(child, Admonition) and child.kind == "hint" and child.open is None
        ]
        for number, hint in enumerate(hints, 1):
            hint.open = False
            if len(hints) > 1:
                hint.data = {**(hint.data or {}), "step": number}


def leave_out_hidden(content: Root, lookup: CourseIndex, diagnostics: Diagnostics) -> None:
    """Leave out what is hidden or removed, and comments.

    The place of a solution stays, so that references to it lead there.
    """
    replace(content, _HIDDEN, _placeholder)


_HIDDEN = (Block, Code, Outputs, MystComment, Exercise, Solution)


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
