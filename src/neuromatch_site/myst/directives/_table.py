"""Tables made from rows of cells."""

import re
from collections.abc import Mapping, Sequence

from neuromatch_site.diagnostics.diagnostic import Rule
from neuromatch_site.model.ast.nodes import Node, Table, TableCell, TableRow
from neuromatch_site.myst.directives._options import ALIGN, NUMBERED, WIDTH
from neuromatch_site.myst.parser.directive import DirectiveData, Kind, Option

WIDTHS = Option("Relative widths of the columns: `1 2 1`; or `auto`.")
TABLE_OPTIONS: Mapping[str, Option] = {
    **NUMBERED,
    "header-rows": Option("The number of header rows.", Kind.INTEGER, least=0),
    "stub-columns": Option("The number of header columns.", Kind.INTEGER, least=0),
    "align": ALIGN,
    "width": WIDTH,
    "widths": WIDTHS,
}


_FILLED = 100_000
"""Cells of a table whose short rows are filled up, unless it has a quarter of these itself."""


def put_rows(
    table: Table, rows: Sequence[Sequence[list[Node]]], head: int, data: DirectiveData
) -> None:
    """Set the rows of a table; rows of different lengths are reported and filled."""
    stub = data.integer("stub-columns") or 0
    columns = max((len(row) for row in rows), default=0)
    is_filled = columns * len(rows) <= max(_FILLED, 4 * sum(map(len, rows)))
    for number, cells in enumerate(rows):
        row = TableRow(
            position=next((cell[0].position for cell in cells if cell), None) or data.position
        )
        for column in range(columns if is_filled else len(cells)):
            children = list(cells[column]) if column < len(cells) else []
            place = children[0].position if children else row.position
            header = True if number < head or column < stub else None
            scope = "row" if number >= head and column < stub else None
            cell = TableCell(position=place, header=header, scope=scope, children=children)
            row.children.append(cell)
        table.children.append(row)
        if len(cells) < columns:
            _report_short(row, len(cells), columns, data)
    table.align, table.width = data.text("align"), data.text("width")
    table.widths = read_widths(columns, data)


def _report_short(row: TableRow, count: int, columns: int, data: DirectiveData) -> None:
    cells = "1 cell" if count == 1 else f"{count} cells"
    data.diagnostics.report(
        Rule.TABLE_CELLS,
        row.position or data.position,
        f"{cells} in a table of {columns} columns; the others are empty",
        "give every row the same number of cells",
    )


def read_widths(columns: int, data: DirectiveData) -> list[int] | None:
    """Return relative widths of columns; None if they are not given."""
    text = data.text("widths")
    if text is None or text in ("auto", "grid"):
        return None
    words = [word for word in re.split(r"[\s,]+", text) if word]
    if len(words) == columns and all(re.fullmatch(r"[1-9][0-9]{0,3}", word) for word in words):
        return [int(word) for word in words]
    message = f"`widths` cannot be `{text}`"
    hint = f"write `auto`, or {columns} whole numbers"
    data.report(Rule.DIRECTIVE_OPTIONS_CORRECT, message, hint, option="widths")
    return None
