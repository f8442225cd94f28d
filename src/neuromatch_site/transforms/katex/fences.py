"""Delimiters that grow with their content, and fractions."""

from neuromatch_site.transforms.katex import parse_tree as tex
from neuromatch_site.transforms.katex.markup import Element, em
from neuromatch_site.transforms.katex.rows import Rows, Style, in_em
from neuromatch_site.transforms.katex.spacing import Box, spaced

_CHARACTERS = {
    "|": "|", "\\vert": "|", "\\lvert": "|", "\\rvert": "|", "\\|": "‖", "\\Vert": "‖",
    "\\lVert": "‖", "\\rVert": "‖", "<": "⟨", ">": "⟩", "\\lt": "⟨", "\\gt": "⟩",
    "\\backslash": "\\", "/": "/",
}  # fmt: skip
"""Where a fence is another character than the command means elsewhere."""
_FENCES = frozenset("()[]{}⟨⟩⌈⌉⌊⌋")
"""Fences that every browser knows as such at the ends of a row."""


def _fence(delimiter: str, form: str, rows: Rows) -> Element | None:
    """Return a fence that grows; None for the dot, which is none."""
    if delimiter == ".":
        return None
    text = _CHARACTERS.get(delimiter) or rows.symbol("math", delimiter)
    if text in _FENCES and form != "infix":
        return Element("mo", text)
    return Element("mo", text, {"stretchy": "true", "form": form})


def leftright(node: tex.Leftright, style: Style, rows: Rows) -> Box:
    r"""Return a row between delimiters of its height."""
    left = _fence(node.left, "prefix", rows)
    right = _fence(node.right, "postfix", rows)
    if right is not None and node.right_color:
        right.attributes["mathcolor"] = node.right_color
    boxes = [
        Box(left, "open", "open", left, left),
        *rows.boxes(node.body, style),
        Box(right, "close", "close", right, right),
    ]
    return Box(Element("mrow", spaced(boxes, tight=style.level > 0)), "inner", "inner")


def middle(node: tex.Middle, style: Style, rows: Rows) -> Box:
    r"""Return a delimiter in a row between others."""
    fence = _fence(node.delim, "infix", rows)
    return Box(fence, "close", "open", fence, fence)


_HEIGHTS = (1.2, 1.8, 2.4, 3)
r"""Of ``\big``, ``\Big``, ``\bigg``, ``\Bigg`` in em."""
_KINDS = {"mopen": "open", "mclose": "close", "mrel": "rel", "mord": "ord"}
_FORMS = {"open": "prefix", "close": "postfix", "rel": "infix"}


def delimsizing(node: tex.Delimsizing, style: Style, rows: Rows) -> Box:
    r"""Return a delimiter of a given height: ``\big(``."""
    kind = _KINDS[node.mclass]
    form = _FORMS.get(kind) or ("postfix" if node.delim in _CLOSING else "prefix")
    fence = _fence(node.delim, form, rows)
    if fence is None:
        return Box(None, kind, kind)
    height = em(_HEIGHTS[node.size - 1])
    fence.attributes |= {
        "form": form, "stretchy": "true", "symmetric": "true",
        "minsize": height, "maxsize": height,
    }  # fmt: skip
    return Box(fence, kind, kind, fence, fence)


_CLOSING = {")", "]", "\\}", "\\rbrace", "\\rangle", ">", "\\rfloor", "\\rceil", "\\rvert"}


# -- fractions

_STYLES = {
    "display": Style(display=True), "text": Style(), "script": Style(level=1),
    "scriptscript": Style(level=2),
}  # fmt: skip


def genfrac(node: tex.Genfrac, style: Style, rows: Rows) -> Box:
    r"""Return a fraction, or one without its line: ``\binom``."""
    own = _STYLES.get(node.size)
    around = style if own is None else own.with_font(style.font)
    inner = around if node.continued else around.fraction()
    parts = [_part(part, around, inner, rows) for part in (node.numer, node.denom)]
    fraction = Element("mfrac", parts)
    if not node.has_bar_line:
        fraction.attributes["linethickness"] = "0"
    elif node.bar_size is not None:
        fraction.attributes["linethickness"] = em(in_em(node.bar_size))
    left = _fence(node.left_delim or ".", "prefix", rows)
    right = _fence(node.right_delim or ".", "postfix", rows)
    element = fraction
    if left is not None or right is not None:
        element = Element("mrow", [part for part in (left, fraction, right) if part is not None])
    if around != style:
        attributes = {"displaystyle": "true" if around.display else "false"}
        if around.level != style.level:
            attributes["scriptlevel"] = str(around.level)
        element = Element("mstyle", [element], attributes)
    return Box(element)


def _part(node: tex.Node, around: Style, inner: Style, rows: Rows) -> Element:
    element = rows.element(node, inner)
    if inner == around and inner.display:
        return Element("mstyle", [element], {"displaystyle": "true"})
    return element


def sqrt(node: tex.Sqrt, style: Style, rows: Rows) -> Box:
    """Return a root, with its index, if it has one."""
    if node.index is not None:
        index = rows.element(node.index, Style(level=2, font=style.font))
        return Box(Element("mroot", [rows.element(node.body, style), index]))
    return Box(Element("msqrt", rows.content(node.body, style)))
