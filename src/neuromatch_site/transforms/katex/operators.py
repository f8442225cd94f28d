"""Large operators, function names, and rows that are spaced as one atom."""

from collections.abc import Sequence

from msgspec.structs import replace

from neuromatch_site.transforms.katex import parse_tree as tex
from neuromatch_site.transforms.katex.characters import character, operator_of
from neuromatch_site.transforms.katex.markup import Element, row
from neuromatch_site.transforms.katex.rows import Rows, Style, flat, identifier
from neuromatch_site.transforms.katex.spacing import Box


def op(node: tex.Op, style: Style, rows: Rows) -> Box:
    r"""Return a sum, an integral ..., a function such as ``\sin``, or what ``\mathop`` has."""
    if node.symbol:
        operator = Element("mo", rows.symbol(node.mode, node.name))
        if node.name == "\\smallint":
            operator.attributes["largeop"] = "false"
        return Box(operator, "op", "op", operator, operator)
    if node.name:
        return _function(identifier(_operator_name(node, rows), Style(font="normal")))
    box = rows.joined(node.body, style)
    box.left = box.right = "op"
    return box


def _function(name: Element) -> Box:
    return Box(name, "op", "op", is_function=True)


def _operator_name(node: tex.Op, rows: Rows) -> str:
    known = node.name.removeprefix("\\")
    return known if known.isalpha() else rows.symbol(node.mode, node.name)


def operatorname(node: tex.Operatorname, style: Style, rows: Rows) -> Box:
    """Return the name of a function as one word; anything else as a row."""
    name = _word(node.body, style, rows)
    if name is not None:
        return _function(identifier(name, Style(font="normal")))
    return _function(row(rows.elements(node.body, style.with_font("normal"))))


def _word(nodes: list[tex.Node], style: Style, rows: Rows) -> str | None:
    letters = []
    for node in flat(nodes, style):
        if isinstance(node, tex.Kern):
            letters.append("\u2009")
        elif isinstance(node, tex.Spacing):
            letters.append("\u00a0")
        elif isinstance(node, tex.Text | tex.Ordgroup):
            letters.append(_word(node.body, style, rows) or "")
        elif isinstance(node, tex.Atom) and node.text in ("-", "*"):
            letters.append("-" if node.text == "-" else "*")
        elif isinstance(node, tex.Mathord | tex.Textord | tex.Atom):
            letters.append(character(node, rows))
        else:
            return None
    return "".join(letters)


_KINDS = {
    "mord": "ord", "mop": "op", "mbin": "bin", "mrel": "rel", "mopen": "open",
    "mclose": "close", "mpunct": "punct", "minner": "inner",
}  # fmt: skip


def mclass(node: tex.Mclass, style: Style, rows: Rows) -> Box:
    r"""Return a row that is spaced as one kind of atom: ``\mathrel{...}``, ``\stackrel``."""
    kind = _KINDS[node.mclass]
    nodes = list(flat(node.body, style))
    if kind != "ord" and len(nodes) == 1 and isinstance(nodes[0], tex.Character):
        text = character(nodes[0], rows)
        operator = operator_of(text, kind)
        return Box(operator, kind, kind, operator, operator)
    box = rows.joined(nodes, style)
    box.is_space = box.is_space and kind == "ord"
    box.left = box.right = _kind_below(nodes) or kind
    if box.first is not box.last:
        box.first = box.last = None
    return box


def _kind_below(nodes: Sequence[tex.Node]) -> str:
    r"""Return the kind of what has something over or under it, where it was said: ``\stackrel``."""
    base = nodes[0].base if len(nodes) == 1 and isinstance(nodes[0], tex.Supsub) else None
    while isinstance(base, tex.Ordgroup | tex.Op) and len(base.body) == 1:
        base = base.body[0]
    return _KINDS[base.mclass] if isinstance(base, tex.Mclass) else ""


def pmb(node: tex.Pmb, style: Style, rows: Rows) -> Box:
    """Return a bold row."""
    font = "bold" if style.font == "normal" else "bold-italic"
    box = rows.joined(node.body, replace(style, font=font))
    box.left = box.right = _KINDS[node.mclass]
    return box
