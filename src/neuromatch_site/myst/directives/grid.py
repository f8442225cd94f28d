"""``grid`` -> ``grid``: cards or blocks side by side."""

import re

from neuromatch_site.diagnostics.diagnostic import Rule
from neuromatch_site.model.ast.nodes import Grid, Node
from neuromatch_site.myst.directives._options import UNNUMBERED, put_common, without_effect
from neuromatch_site.myst.parser.directive import Directive, DirectiveData, Kind, Part

COLUMNS = [1, 2, 2, 3]
"""On a phone, a tablet, a laptop, a large screen."""


def run(data: DirectiveData) -> list[Node]:
    """Return the grid with its numbers of columns."""
    grid = Grid(position=data.position, columns=_columns(data), children=data.body_nodes)
    return [put_common(grid, data)]


def _columns(data: DirectiveData) -> list[int]:
    words = data.argument.split()
    if not words:
        return COLUMNS
    if len(words) <= 4 and all(re.fullmatch(r"[0-9]{1,2}", word) for word in words):
        return [min(max(int(word), 1), 12) for word in words]
    data.diagnostics.report(
        Rule.DIRECTIVE_ARGUMENT_CORRECT,
        data.argument_source.at(),
        f"`{data.argument}` is not a number of columns",
        "write one number, or one for each of four widths of the screen: `1 2 2 3`",
    )
    return COLUMNS


DIRECTIVE = Directive(
    name="grid",
    doc="Cards or blocks side by side.",
    run=run,
    argument=Part(
        Kind.TEXT, ("The number of columns: one number, or one for each of four screen widths.")
    ),
    options={
        **UNNUMBERED,
        **without_effect(
            "gutter", "margin", "padding", "outline", "reverse", "class-container", "class-row"
        ),
    },
    body=Part(Kind.MYST, "The cards.", required=True),
    nodes=(Grid,),
)
