"""``grid-item`` -> ``div``: blocks that are one cell of a grid."""

from neuromatch_site.model.ast.nodes import Div, Node
from neuromatch_site.myst.directives._options import COMMON, put_common
from neuromatch_site.myst.parser.directive import Directive, DirectiveData, Kind, Option, Part


def run(data: DirectiveData) -> list[Node]:
    """Return the blocks as one child of the grid."""
    node = put_common(Div(position=data.position, children=data.body_nodes), data)
    columns = data.integer("columns")
    node.data = {"columns": columns} if columns else None
    return [node]


DIRECTIVE = Directive(
    name="grid-item",
    doc="Blocks that are one cell of a grid.",
    run=run,
    options={
        **COMMON,
        "columns": Option("How many of twelve columns it takes.", Kind.INTEGER, least=1),
    },
    body=Part(Kind.MYST, "The blocks.", required=True),
    nodes=(Div,),
)
