"""Chemical formulas: ``H2O`` with its number below the line, ``SO4^2-`` with its charge above."""

import re

from neuromatch_site.model.ast.nodes import ChemicalFormula
from neuromatch_site.render.html import RenderContext

_PART = re.compile(
    r"(?P<sup>\^(?:\{(?P<group>[^{}]*)\}|(?P<bare>\d*[+-]|\d+))|(?<=[A-Za-z0-9)\]])[+-](?=$|[\s)\]]))"
    r"|(?P<sub>(?<=[A-Za-z)\]])\d+)"
    r"|(?P<text>->|[^\W\d_]+|.)",
    re.DOTALL,
)
"""A charge, a number of atoms, anything else. Source: the manual of mhchem."""


def chemical_formula(node: ChemicalFormula, _context: RenderContext) -> dict[str, object]:
    """Return the parts of the formula: each with ``sub``, ``sup`` or nothing, and its text."""
    return {"parts": [_part(match) for match in _PART.finditer(node.value)]}


def _part(match: re.Match[str]) -> tuple[str, str]:
    kind = match.lastgroup if match.lastgroup in ("sub", "sup") else ""
    if match["sup"]:
        kind = "sup"
    text = match["group"] or match["bare"] or match[0]
    return kind, text.replace("->", "→").replace("-", "−") if kind != "" or text == "->" else text
