"""Frames, strokes, and boxes that are larger or smaller than their content."""

from neuromatch_site.transforms.katex import parse_tree as tex
from neuromatch_site.transforms.katex.markup import Element, em
from neuromatch_site.transforms.katex.rows import Rows, Style, in_em
from neuromatch_site.transforms.katex.spacing import Box

_CLASSES = {
    "\\fbox": "math__box", "\\fcolorbox": "math__box", "\\cancel": "math__updiagonalstrike",
    "\\bcancel": "math__downdiagonalstrike",
    "\\xcancel": "math__updiagonalstrike",
    "\\sout": "math__horizontalstrike", "\\phase": "math__underline",
    "\\angl": "math__overline math__rule-end",
}  # fmt: skip
"""By what MathML 3 calls each in ``menclose``, which browsers do not draw."""


def enclose(node: tex.Enclose, style: Style, rows: Rows) -> Box:
    """Return framed, struck-out or coloured content."""
    attributes = {}
    if node.label in _CLASSES:
        attributes["class"] = _CLASSES[node.label]
    if node.background_color:
        attributes["mathbackground"] = node.background_color
    content = rows.content(node.body, style)
    if node.label == "\\xcancel":
        content = [Element("mrow", content, {"class": "math__downdiagonalstrike"})]
    if node.border_color:
        attributes["mathcolor"] = node.border_color
        content = [Element("mrow", content, {"class": "math__ink"})]
    return Box(Element("mrow", content, attributes))


def phantom(node: tex.Phantom, style: Style, rows: Rows) -> Box:
    """Return invisible content with its size."""
    box = rows.joined(node.body, style)
    if box.element is not None:
        box.element = Element("mphantom", [box.element])
    return box


def hphantom(node: tex.Hphantom, style: Style, rows: Rows) -> Box:
    """Return invisible content with its width only."""
    inner = Element("mphantom", rows.content(node.body, style), {})
    return Box(Element("mpadded", [inner], {"height": "0", "depth": "0"}))


def vphantom(node: tex.Vphantom, style: Style, rows: Rows) -> Box:
    """Return invisible content with its height only."""
    inner = Element("mphantom", rows.content(node.body, style), {})
    return Box(Element("mpadded", [inner], {"width": "0"}))


def smash(node: tex.Smash, style: Style, rows: Rows) -> Box:
    """Return content without height in TeX; here it keeps its height: WebKit would not draw it."""
    return rows.box(node.body, style)


def lap(node: tex.Lap, style: Style, rows: Rows) -> Box:
    """Return content without width, to the right, to the left or on both sides of its place."""
    inner = Element("mrow", rows.content(node.body, style), {"class": f"math__{node.alignment}"})
    return Box(Element("mpadded", [inner], {"width": "0"}))


def raisebox(node: tex.Raisebox, style: Style, rows: Rows) -> Box:
    """Return raised content."""
    height = in_em(node.dy)
    inner = Element("mpadded", rows.content(node.body, style), {"voffset": em(height)})
    reach = {"height": em(max(height + _LETTER, 0)), "depth": em(max(_TAIL - height, 0))}
    strut = Element("mspace", attributes=reach)
    return Box(Element("mrow", [inner, strut]))


_LETTER = 0.7
"""The height of a letter in em."""
_TAIL = 0.22
"""How far some letters reach below the line, in em."""


def vcenter(node: tex.Vcenter, style: Style, rows: Rows) -> Box:
    """Return vertically centred content, as fractions and tables are by themselves."""
    return Box(rows.element(node.body, style))


def rule(node: tex.Rule, style: Style, rows: Rows) -> Box:
    """Return a black bar; one without a width is a strut."""
    shift = in_em(node.shift) if node.shift else 0
    height, width = in_em(node.height) + shift, in_em(node.width)
    attributes = {"width": em(width), "height": em(height)}
    if shift:
        attributes["depth"] = em(-shift)
    if width:
        attributes["class"] = "math__rule-box"
    return Box(Element("mspace", attributes=attributes))
