"""``grid-item`` -> ``div``: blocks that are one cell of a grid."""

from neuromatch_site.model.ast.nodes import Div, Node
from neuromatch_site.myst.directives._options import COMMON, drawn, put_common
from neuromatch_site.myst.parser.directive import Directive, DirectiveData, Kind, Option, Part


def run(data: DirectiveData) -> list[Node]:
    """Return the blocks as one child of the grid."""
    node = put_common(Div(position=data.position, children=data.body_nodes), data)
    widths = (data.text("columns") or "").split()
    node.data = {"columns": int(widths[-1])} if widths and widths[-1].isdecimal() else None
    return [node]


DIRECTIVE = Directive(
    name="grid-item",
    doc="Blocks that are one cell of a grid.",
    run=run,
    options={
        **COMMON,
        "columns": Option("How many of twelve columns it takes: `6`, or `12 6 6 4` by width."),
        **drawn("margin", "padding", "child-direction", "child-align", "outline"),
    },
    body=Part(Kind.MYST, "The blocks.", required=True),
    nodes=(Div,),
)
