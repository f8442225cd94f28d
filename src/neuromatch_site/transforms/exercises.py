"""Leave out exercises' solutions and questions' answers (``--no-solutions``)."""

from neuromatch_site.diagnostics.diagnostic import Diagnostics
from neuromatch_site.model.ast import nodes
from neuromatch_site.model.ast.text import is_blank
from neuromatch_site.model.ast.visit import replace, select
from neuromatch_site.transforms._context import TransformContext
from neuromatch_site.transforms._course_index import CourseIndex
from neuromatch_site.transforms._steps import changes


@changes(nodes.Solution, nodes.Quiz)
def hide_solutions(
    content: nodes.Root, context: TransformContext, diagnostics: Diagnostics
) -> None:
    """Hide all solutions, and answers of questions, if the site is built without them."""
    if context.solutions:
        return
    for node in select(content, nodes.Solution):
        node.hidden = True
    for quiz in select(content, nodes.Quiz):
        replace(quiz, nodes.Node, _without_answer)


def _without_answer(node: nodes.Node) -> list[nodes.Node] | None:
    if isinstance(node, nodes.QuizChoice):
        if node.value is not None:
            return []
        node.right = node.place = None
    elif isinstance(node, nodes.Blank):
        node.value, node.accepts = "", None
    return [] if isinstance(node, nodes.QuizExplanation | nodes.QuizFeedback) else None


@changes(nodes.Solution)
def gather_solution_cells(
    content: nodes.Root, context: TransformContext, diagnostics: Diagnostics
) -> None:
    """Fold a solution and its hidden cells together: those inside it, and those that follow it.

    These are cells in the solution, or directly after it, tagged ``hide-input`` or ``hide-cell``;
    text between them separates them.
    """
    for inside in select(content, nodes.Solution):
        for cell in select(inside, nodes.Block):
            _unhide(cell)
    blocks: list[nodes.Node] = []
    for block in content.children:
        solution = _solution_before(blocks[-1]) if blocks else None
        if solution is not None and isinstance(block, nodes.Block) and _unhide(block):
            solution.children.append(block)
        else:
            blocks.append(block)
    content.children = blocks


def _solution_before(node: nodes.Node) -> nodes.Solution | None:
    """Return the solution that ends a block of text."""
    inside = (
        node.children if isinstance(node, nodes.Block) and node.kind != "notebook-code" else [node]
    )
    visible = [node for node in inside if not is_blank(node)]
    return visible[-1] if visible and isinstance(visible[-1], nodes.Solution) else None


def _unhide(cell: nodes.Block) -> bool:
    """Show what is hidden of a cell, and return whether its code was."""
    code = next(select(cell, nodes.Code), None)
    if cell.kind != "notebook-code" or code is None:
        return False
    if "hide" not in (cell.visibility, code.visibility):
        return False
    cell.visibility = code.visibility = None
    return True


@changes(nodes.Exercise)
def fold_hints(content: nodes.Root, context: TransformContext, diagnostics: Diagnostics) -> None:
    """Fold the hints of an exercise, one after the other."""
    for exercise in select(content, nodes.Exercise):
        hints = [
            child
            for child in exercise.children
            if isinstance(child, nodes.Admonition) and child.kind == "hint" and child.open is None
        ]
        for number, hint in enumerate(hints, 1):
            hint.open = False
            if len(hints) > 1:
                hint.data = {**(hint.data or {}), "step": number}


def leave_out_hidden(content: nodes.Root, lookup: CourseIndex, diagnostics: Diagnostics) -> None:
    """Remove hidden and removed nodes, and comments.

    An empty solution stays, so that references to it work.
    """
    replace(content, _HIDDEN, _placeholder)


_HIDDEN = (
    nodes.Block,
    nodes.Code,
    nodes.Outputs,
    nodes.MystComment,
    nodes.Exercise,
    nodes.Solution,
)


def _placeholder(node: nodes.Node) -> list[nodes.Node] | None:
    if isinstance(node, nodes.Block | nodes.Code | nodes.Outputs) and node.visibility == "remove":
        return []
    if isinstance(node, nodes.MystComment):
        return []
    if not isinstance(node, nodes.Exercise | nodes.Solution) or not node.hidden:
        return None
    if not node.html_id:
        return []
    return [nodes.Div(position=node.position, identifier=node.identifier, html_id=node.html_id)]
