"""``table`` -> ``container`` of ``table``."""

from neuromatch_site.model.ast.nodes import Caption, Container, Node, Table, TableRow
from neuromatch_site.model.ast.visit import select
from neuromatch_site.myst.directives._caption import argument_caption
from neuromatch_site.myst.directives._options import ALIGN, NUMBERED, WIDTH, put_common
from neuromatch_site.myst.directives._table import WIDTHS, read_widths
from neuromatch_site.myst.parser.directive import Directive, DirectiveData, Kind, Part


def run(data: DirectiveData) -> list[Node]:
    """Return the body with a caption above it; the rest becomes its legend."""
    node = Container(position=data.position, kind="table")
    node.children = [*argument_caption(data), *data.body_nodes]
    for table in select(node, Table):
        table.align = data.text("align") or table.align
        table.width = data.text("width") or table.width
        columns = max((len(row.children) for row in select(table, TableRow)), default=0)
        table.widths = read_widths(columns, data) or table.widths
    return [put_common(node, data)]


DIRECTIVE = Directive(
    name="table",
    doc="A table with a caption and a number.",
    run=run,
    argument=Part(Kind.MYST, "The caption."),
    options={
        **NUMBERED,
        "align": ALIGN,
        "width": WIDTH,
        "widths": WIDTHS,
    },
    body=Part(Kind.MYST, "The table; paragraphs after it are the legend.", required=True),
    nodes=(Container, Caption, Table),
)
