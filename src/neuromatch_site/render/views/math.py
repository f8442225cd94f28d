"""Formulas."""

from itertools import zip_longest

from markupsafe import Markup

from neuromatch_site.model.ast.nodes import InlineMath, Math, MathGroup
from neuromatch_site.render.html import RenderContext


def math(node: Math, _context: RenderContext) -> dict[str, object]:
    """Return the MathML; the TeX where it could not be made."""
    return {"mathml": Markup(node.html) if node.html else ""}  # noqa: S704 - made by tex.py


def math_group(node: MathGroup, _context: RenderContext) -> dict[str, object]:
    """Return the MathML of lines that have numbers of their own, with these."""
    if not node.html:
        return {"mathml": ""}
    parts = node.html.split(_NUMBER_CELL)
    rows = [child for child in node.children if isinstance(child, Math)]
    cells = [_number_cell(row) for row in rows]
    pairs = zip_longest(parts, cells, fillvalue=Markup())
    return {"mathml": Markup("").join(Markup(part) + cell for part, cell in pairs)}  # noqa: S704 - made by katex


_NUMBER_CELL = '<mtd class="math__tag"></mtd>'


def _number_cell(row: Math) -> Markup:
    name = Markup(' id="{}"').format(row.html_id) if row.html_id else Markup()
    number = Markup("<mtext>({})</mtext>").format(row.enumerator) if row.enumerator else Markup()
    return Markup('<mtd class="math__tag"{}>{}</mtd>').format(name, number)


def inline_math(node: InlineMath, _context: RenderContext) -> dict[str, object]:
    """Return the MathML, and whether it may be too long for a line; the TeX where there is none."""
    if not node.html:
        return {"mathml": "", "is_long": False}
    mathml = Markup(node.html)  # noqa: S704 - made by katex
    return {"mathml": mathml, "is_long": 'class="math__long"' in node.html}
