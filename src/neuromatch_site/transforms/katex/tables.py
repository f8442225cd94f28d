"""Arrays, matrices and aligned lines -> ``mtable``.

MathML Core has no attributes for the layout of tables; the style sheet sets it by classes. What all
tables of a kind share is one class of the table.
"""

from itertools import zip_longest

from neuromatch_site.transforms.katex import parse_tree as tex
from neuromatch_site.transforms.katex.characters import text as words
from neuromatch_site.transforms.katex.markup import Element, em, row
from neuromatch_site.transforms.katex.rows import Rows, Style, in_em
from neuromatch_site.transforms.katex.spacing import Box

_KINDS = {
    "align": "math__aligned", "alignat": "math__aligned math__close", "gather": "math__gathered",
    "small": "math__small", "CD": "math__diagram",
}  # fmt: skip
_ALIGN = {"l": "math__left", "r": "math__right"}


def array(node: tex.Array, style: Style, rows: Rows) -> Box:
    """Return a table."""
    inner = _style_of(node, style)
    rules = _rules(node.cols)
    sides = [column.align for column in node.cols if column.type == "align"]
    table = Element("mtable", [])
    _set_classes(table, node, sides)
    if inner.display:
        table.attributes["displaystyle"] = "true"
    one_side = len(set(sides)) <= 1 or "math__aligned" in table.attributes.get("class", "")
    body: list[Element] = []
    width = max((len(cells) for cells in node.body), default=1)
    for number, cells in enumerate(node.body):
        line = Element("mtr", [])
        columns = _columns(cells, width, inner, rows)
        for place, cell in enumerate(columns):
            if not one_side and sides[min(place, len(sides) - 1)] in _ALIGN:
                cell.add_class(_ALIGN[sides[min(place, len(sides) - 1)]])
            for name in _cell_rules(rules, place, len(columns)):
                cell.add_class(name)
        for name in _row_rules(node.h_lines_before_row, number, len(node.body)):
            for cell in columns:
                cell.add_class(name)
        _set_gap(columns, node, number)
        line.content = columns
        body.append(line)
    table.content = body
    if any(isinstance(tag, list) for tag in node.tags):
        _add_tags(body, node.tags, rows)
    if inner.level != style.level:
        return Box(Element("mstyle", [table], {"scriptlevel": str(inner.level)}))
    return Box(table)


def _style_of(node: tex.Array, style: Style) -> Style:
    """Return the style of the cells: KaTeX wraps each of them in it."""
    first = next((cell for cells in node.body for cell in cells), None)
    if not isinstance(first, tex.Styling):
        return style.compact()
    if first.style == "display":
        return Style(display=True, level=style.level, font=style.font)
    if first.style == "script" and style.level == 0:
        return Style(level=1, font=style.font)
    return style.compact()


def _set_classes(table: Element, node: tex.Array, sides: list[str]) -> None:
    kind = _KINDS.get(node.col_separation_type)
    if _is_marked(node.body[:1], "multline"):
        kind = "math__multline"
    if kind:
        table.add_class(kind)
    elif sides and len(set(sides)) == 1 and sides[0] in _ALIGN:
        table.add_class(_ALIGN[sides[0]])
    if not node.hskip_before_and_after:
        table.add_class("math__flush")
    if node.add_jot and not kind:
        table.add_class("math__spread")


def _is_marked(body: list[list[tex.Node]], mark: str) -> bool:
    """Return whether the first cell holds a mark, as ``packages.js`` puts it there."""
    cell = body[0][0] if body and body[0] else None
    while isinstance(cell, tex.Styling | tex.Ordgroup):
        cell = cell.body[0] if cell.body else None
    return isinstance(cell, tex.Kern) and cell.dimension.unit == mark


def _columns(cells: list[tex.Node], width: int, style: Style, rows: Rows) -> list[Element]:
    """Return the cells of a line; words between two lines are one as wide as the table."""
    columns = [_cell(cell, style, rows) for cell in cells]
    if _is_marked([cells], "between"):
        columns[0].attributes = {"columnspan": str(width), "class": "math__between"}
    return columns


def _cell(node: tex.Node, style: Style, rows: Rows) -> Element:
    """Return a cell, which is a row by itself."""
    body = node.body if isinstance(node, tex.Styling) else [node]
    if len(body) == 1 and isinstance(body[0], tex.Ordgroup):
        body = body[0].body
    return Element("mtd", rows.elements(body, style))


# -- lines

_LINES = {"|": "", ":": "-dashed"}


def _rules(columns: list[tex.Column]) -> list[str]:
    """Return the lines before each column, and after the last one."""
    rules = [""]
    for column in columns:
        if column.type == "align":
            rules.append("")
        else:
            double = bool(rules[-1])
            rules[-1] = "-double" if double else _LINES.get(column.separator, "") or "-solid"
    return rules


def _cell_rules(rules: list[str], place: int, count: int) -> list[str]:
    names = []
    if place < len(rules) and rules[place]:
        names.append("math__rule" + rules[place].replace("-solid", ""))
    if place == count - 1 and place + 1 == len(rules) - 1 and rules[-1]:
        names.append("math__rule-end")
    return names


def _row_rules(lines: list[list[bool]], number: int, count: int) -> list[str]:
    names = []
    if number < len(lines) and lines[number]:
        above = lines[number]
        kind = "-double" if len(above) > 1 else "-dashed" if above[0] else ""
        names.append("math__rule-above" + kind)
    if number == count - 1 and len(lines) > count and lines[count]:
        names.append("math__rule-below")
    return names


# -- rows

_USUAL = (1, 1.2, 0.5)
r"""What matrices, ``cases`` and ``\substack`` stretch rows by: the style sheet's own."""
_PADDING = 0.22
"""What browsers leave above and below a cell, in em."""


def _set_gap(cells: list[Element], node: tex.Array, number: int) -> None:
    """Put a strut into the row where the author asks for more room, or for room below it."""
    gap = node.row_gaps[number] if number < len(node.row_gaps) else None
    below = in_em(gap) if gap else 0.0
    stretch = node.arraystretch if node.arraystretch not in _USUAL else 0.0
    if not cells or (below <= 0 and not stretch):
        return
    depth = max(below, 0) + 0.36 * (stretch or 1) - _PADDING
    height = max(0.84 * stretch - _PADDING, 0)
    strut = Element("mspace", attributes={"height": em(height), "depth": em(depth)})
    content = cells[0].content
    cells[0].content = [strut, *content] if isinstance(content, list) else [strut]


def _add_tags(body: list[Element], tags: list[bool | list[tex.Node]], rows: Rows) -> None:
    """Add a column with the tag of each row that has one."""
    width = max(len(line.content) for line in body)
    for line, tag in zip_longest(body, tags):
        if not isinstance(tag, list) or line is None or isinstance(line.content, str):
            continue
        while len(line.content) < width:
            line.content.append(Element("mtd", []))
        element = row(rows.elements(tag, Style()))
        line.content.append(Element("mtd", [element], {"class": "math__tag"}))


def tag(node: tex.Tag, style: Style, rows: Rows) -> Box:
    """Return a formula with its tag beside it."""
    formula = Element("mtd", rows.elements(node.body, style))
    label = words(tex.Text(body=node.tag), style, rows).element or Element("mrow", [])
    cells = [formula, Element("mtd", [label], {"class": "math__tag"})]
    attributes = {"class": "math__flush"}
    if style.display:
        attributes["displaystyle"] = "true"
    return Box(Element("mtable", [Element("mtr", cells)], attributes))
