"""``list-table`` -> ``container`` of ``table``."""

from neuromatch_site.diagnostics.diagnostic import Rule
from neuromatch_site.diagnostics.source import Position
from neuromatch_site.model.ast import nodes
from neuromatch_site.myst.directives._caption import argument_caption
from neuromatch_site.myst.directives._options import put_common
from neuromatch_site.myst.directives._table import TABLE_OPTIONS, put_rows
from neuromatch_site.myst.parser.directive import Directive, DirectiveData, Kind, Part


def run(data: DirectiveData) -> list[nodes.Node]:
    """Return a table whose rows are the items of a list of lists."""
    container = nodes.Container(
        position=data.position, kind="table", children=argument_caption(data)
    )
    rows = _rows(data)
    if rows is None:
        container.children += data.body_nodes
    else:
        table = nodes.Table(position=data.position)
        put_rows(table, rows, data.integer("header-rows") or 0, data)
        container.children.append(table)
    return [put_common(container, data)]


def _rows(data: DirectiveData) -> list[list[list[nodes.Node]]] | None:
    """Return the cells of each row; None, reported, where the body has another form."""
    content = _without_comments(data.body_nodes)
    rows = _items(content[0]) if len(content) == 1 else None
    if rows is None:
        wrong = content[1] if len(content) > 1 else content[0] if content else None
        _refuse((wrong.position if wrong else None) or data.position, data)
        return None
    cells = [_cells(row) for row in rows]
    for row, blocks in zip(rows, cells, strict=True):
        if blocks is None:
            _refuse(row.position or data.position, data)
            return None
    return [content or [] for content in cells]


def _without_comments(content: list[nodes.Node]) -> list[nodes.Node]:
    return [node for node in content if not isinstance(node, nodes.MystComment | nodes.BlockBreak)]


def _items(node: nodes.Node) -> list[nodes.Parent] | None:
    if not isinstance(node, nodes.List):
        return None
    return [item for item in node.children if isinstance(item, nodes.ListItem)]


def _cells(row: nodes.Parent) -> list[list[nodes.Node]] | None:
    """Return what the items of the one list in a row hold."""
    inner = _without_comments(row.children)
    items = _items(inner[0]) if len(inner) == 1 else None
    return None if items is None else [item.children for item in items]


def _refuse(place: Position, data: DirectiveData) -> None:
    data.diagnostics.report(
        Rule.DIRECTIVE_BODY_CORRECT,
        place,
        f"`{data.name}` takes one list whose items are lists",
        "write a row as `* - first cell` and, below it, `  - second cell`",
    )


DIRECTIVE = Directive(
    name="list-table",
    doc="A table written as a list of lists.",
    run=run,
    argument=Part(Kind.MYST, "The caption."),
    options=TABLE_OPTIONS,
    body=Part(
        Kind.MYST,
        ("A list with an item for each row, and in it an item for each cell."),
        required=True,
    ),
    nodes=(nodes.Container, nodes.Caption, nodes.Table),
)
