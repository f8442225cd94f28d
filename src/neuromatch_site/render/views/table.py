"""Tables, and list items."""

from neuromatch_site.model.ast.nodes import ListItem, Node, Paragraph, Table, TableCell, TableRow
from neuromatch_site.render.html import RenderContext
from neuromatch_site.render.views.image import place_class, share_class


def table(node: Table, context: RenderContext) -> dict[str, object]:
    """Return the header rows, the other rows, and the widths of columns."""
    rows = [child for child in node.children if isinstance(child, TableRow)]
    heads = 0
    while heads < len(rows) and _is_head(rows[heads]):
        heads += 1
    total = sum(node.widths or ()) or 1
    return {
        "head": context.render(rows[:heads]),
        "children": context.render(rows[heads:]),
        "share": share_class(node.width),
        "at": place_class(node.align),
        "widths": [share_class(f"{100 * width / total}%") for width in node.widths or ()],
    }


def table_cell(node: TableCell, _context: RenderContext) -> dict[str, object]:
    """Return the element of a cell and its alignment."""
    align = node.align if node.align in ("left", "center", "right") else ""
    return {
        "element": "th" if node.header else "td",
        "align": f"align-{align}" if align else "",
        "scope": (node.scope or "col") if node.header else "",
    }


def list_item(node: ListItem, context: RenderContext) -> dict[str, object]:
    """Return the content of an item; the paragraph of a tight one is only its text."""
    children: list[Node] = []
    for child in node.children:
        children.extend(_text_of(child) if not node.spread else [child])
    return {"children": context.render(children)}


def _text_of(child: Node) -> list[Node]:
    return child.children if isinstance(child, Paragraph) and not child.classes else [child]


def _is_head(row: TableRow) -> bool:
    cells = [cell for cell in row.children if isinstance(cell, TableCell)]
    return bool(cells) and all(cell.header for cell in cells)
