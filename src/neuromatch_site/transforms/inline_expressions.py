"""Show expressions that were not computed as written."""

from neuromatch_site.diagnostics.diagnostic import Diagnostics, Rule
from neuromatch_site.diagnostics.source import Position
from neuromatch_site.model.ast.nodes import InlineCode, InlineExpression, Root
from neuromatch_site.model.ast.visit import select
from neuromatch_site.transforms._context import TransformContext
from neuromatch_site.transforms._steps import changes


@changes(InlineExpression)
def show_expressions(content: Root, context: TransformContext, diagnostics: Diagnostics) -> None:
    """Show every expression without a value as its code, and report it."""
    for node in select(content, InlineExpression):
        if node.children:
            continue
        node.children = [InlineCode(position=node.position, value=node.value)]
        message = f"`{node.value}` has not been computed; it is shown as written"
        hint = "run `neuromatch-site run`, or write its value"
        place = node.position or Position(context.source.path)
        diagnostics.report(Rule.INLINE_EXPRESSION_RENDERS, place, message, hint)
