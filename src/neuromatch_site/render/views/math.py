"""Formulas."""

from markupsafe import Markup

from neuromatch_site.model.ast.nodes import InlineMath, Math
from neuromatch_site.render.html import RenderContext


def math(node: Math, _context: RenderContext) -> dict[str, object]:
    """Return the MathML; the TeX where it could not be made."""
    return {"mathml": Markup(node.html) if node.html else ""}  # noqa: S704 - made by tex.py


def inline_math(node: InlineMath, _context: RenderContext) -> dict[str, object]:
    """Return the MathML; the TeX where it could not be made."""
    return {"mathml": Markup(node.html) if node.html else ""}  # noqa: S704 - made by tex.py
