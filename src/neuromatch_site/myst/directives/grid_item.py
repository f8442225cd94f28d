"""``grid-item`` -> ``div``: blocks in one cell of a grid."""

from neuromatch_site.model.ast.nodes import Div, Node
from neuromatch_site.myst.directives._options import (
    COLUMNS,
    COMMON,
    put_common,
    share_of,
    without_effect,
)
from neuromatch_site.myst.parser.directive import Directive, DirectiveData, Kind, Part


def run(data: DirectiveData) -> list[Node]:
    """Return the blocks as one child of the grid."""
    node = put_common(Div(position=data.position, children=data.body_nodes), data)
    node.data = share_of(data)
    return [node]


DIRECTIVE = Directive(
    name="grid-item",
    doc="Blocks in one cell of a grid.",
    run=run,
    options={
        **COMMON,
        "columns": COLUMNS,
        **without_effect("margin", "padding", "child-direction", "child-align", "outline"),
    },
    body=Part(Kind.MYST, "The blocks.", required=True),
    nodes=(Div,),
)
