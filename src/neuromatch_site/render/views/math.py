"""Formulas."""

# ruff: noqa: RUF001 - quotation marks

import re
from itertools import zip_longest

from markupsafe import Markup

from neuromatch_site.model.ast.nodes import NUMBER_CELL, InlineMath, Math, MathGroup
from neuromatch_site.render.html import RenderContext


def math(node: Math, _context: RenderContext) -> dict[str, object]:
    """Return the MathML, or the TeX if it could not be rendered, and the displayed number."""
    mathml = Markup(node.html) if node.html else ""  # noqa: S704 - made by tex.py
    return {"mathml": mathml, "number": _number(node), "is_blank": _is_blank(node)}


_BLANK = re.compile(r"<math[^>]*>(?:</?mrow>)*</math>")


def _is_blank(node: Math) -> bool:
    """Return whether a formula shows nothing: it defines commands for those after it."""
    return bool(_BLANK.fullmatch(node.html or ""))


def _number(node: Math) -> str:
    if not node.enumerator or node.bare:
        return node.enumerator or ""
    return f"({node.enumerator})"


def math_group(node: MathGroup, _context: RenderContext) -> dict[str, object]:
    """Return the MathML of numbered lines, with their numbers."""
    if not node.html:
        return {"mathml": ""}
    parts = node.html.split(NUMBER_CELL)
    rows = [child for child in node.children if isinstance(child, Math)]
    cells = [_number_cell(row) for row in rows]
    pairs = zip_longest(parts, cells, fillvalue=Markup())
    return {"mathml": Markup("").join(Markup(part) + cell for part, cell in pairs)}  # noqa: S704 - made by katex


def _number_cell(row: Math) -> Markup:
    name = Markup(' id="{}"').format(row.html_id) if row.html_id else Markup()
    number_text = _number(row)
    number = Markup("<mtext>{}</mtext>").format(number_text) if number_text else Markup()
    return Markup('<mtd class="math__tag"{}>{}</mtd>').format(name, number)


# at most nine signs: without a bound, a row of them costs the square of its length
_BEFORE = re.compile(r"(?:[(\[¿¡“‘„«‹（《「『]|&#3[49];){1,9}\Z")
_AFTER = re.compile(
    r"(?:[,.;:!?)\]’”»›…%°，。；：！？）》」』、-]|&#3[49];){0,9}(?:[A-Za-z]{1,2}(?!\w))?"
)
_WIDEST = len("&#34;") * 9
_FORMULA = re.compile(r"<math (?!display)[^<]*>.*?</math>", re.DOTALL)  # begins with what is rare
_FRAME = '<span class="math__frame">'


def keep_together(html: str) -> str:
    """Return the page with no line breaks between inline formulas and adjacent punctuation.

    Chromium breaks lines on both sides of a formula, before a comma too.
    """
    parts: list[str] = []
    done = 0
    for match in _FORMULA.finditer(html):
        start, end = match.span()
        if html.endswith(_FRAME, done, start) and html.startswith("</span>", end):
            start, end = start - len(_FRAME), end + len("</span>")
        signs = _BEFORE.search(html, max(done, start - _WIDEST), start)
        before, formula = signs[0] if signs else "", html[start:end]
        after = sign[0] if (sign := _AFTER.match(html, end)) else ""
        parts += html[done : start - len(before)], _together(before, formula, after)
        done = end + len(after)
    return "".join((*parts, html[done:]))


def _together(before: str, formula: str, after: str) -> str:
    if not before and not after:
        return formula
    if formula.endswith(_END):
        return _with_signs(formula, before, after)
    return f'<span class="math__joined">{before}{formula}{after}</span>'


def _with_signs(formula: str, before: str, after: str) -> str:
    """Return a formula that may fill several lines with the signs in the first and the last."""
    if before:
        formula = formula.replace("<mrow>", f"<mrow>{_SIGN.format(before)}", 1)
    if after:
        formula = f"{formula.removesuffix(_END)}{_SIGN.format(after)}{_END}"
    return formula


_END = "</mrow></math></span>"
_SIGN = '<mtext class="math__sign">{}</mtext>'


def inline_math(node: InlineMath, _context: RenderContext) -> dict[str, object]:
    """Return the MathML, or the TeX if there is none, and whether it can be too long for a line."""
    if not node.html:
        return {"mathml": "", "is_long": False}
    mathml = Markup(node.html)  # noqa: S704 - made by katex
    return {"mathml": mathml, "is_long": 'class="math__long"' in node.html}
