"""Scripts, limits, accents, braces, arrows with labels."""

# ruff: noqa: RUF001 - accents

import re
from collections.abc import Sequence

from neuromatch_site.transforms.katex import parse_tree as tex
from neuromatch_site.transforms.katex.characters import space
from neuromatch_site.transforms.katex.markup import LETTER, Element, about_width, em
from neuromatch_site.transforms.katex.rows import Rows, Style
from neuromatch_site.transforms.katex.spacing import Box

_TAGS = {
    # with limits, has one below, has one above
    (False, True, False): "msub",
    (False, False, True): "msup",
    (False, True, True): "msubsup",
    (True, True, False): "munder",
    (True, False, True): "mover",
    (True, True, True): "munderover",
}


def supsub(node: tex.Supsub, style: Style, rows: Rows) -> Box:
    """Return a base with scripts, or with limits above and below."""
    base = Box(None) if node.base is None else rows.box(node.base, style)
    over = _has_limits(node, style)
    core = base.element or Element("mrow", [])
    if over and not style.display and core.tag == "mo":
        core.attributes["movablelimits"] = "false"
    is_fence = "minsize" in core.attributes
    parts = [Element("mrow", [core]) if is_fence else core]
    if node.sub is not None:
        parts.append(rows.element(node.sub, style.script()))
    if node.sup is not None:
        parts.append(_superscript(node.sup, style, rows))
    if len(parts) == 1:
        return base
    tag = _TAGS[over, node.sub is not None, node.sup is not None]
    first = base.first if base.first is base.last else None
    # a fence grows by itself only in a row; that stands too high in WebKit
    attributes = {"class": "math__fence"} if is_fence else {}
    if style.display and _is_integral(core) and node.sub is not None and not over:
        attributes = _tucked(*parts[1:])
    element = Element(tag, parts, attributes)
    box = Box(element, base.left, base.right, first, first)
    box.is_function = base.is_function
    return box


_INTEGRALS = frozenset("∫∬∭∮∯∰")
"""Chromium and Firefox keep room for the subscript of a large one as if it were a superscript."""


def _is_integral(core: Element) -> bool:
    return core.tag == "mo" and core.content in _INTEGRALS


def _tucked(sub: Element, sup: Element | None = None) -> dict[str, str]:
    """Return the class of an integral whose subscript is longer by a letter or more."""
    longer = 1.0 if sup is None else about_width(sub) - about_width(sup)
    if longer < LETTER:
        return {}
    return {"class": "math__integral" if longer > LETTER else "math__integral-small"}


def _has_limits(node: tex.Supsub, style: Style) -> bool:
    base = node.base
    if isinstance(base, tex.Op):
        if base.body and not base.always_handle_sup_sub:
            return style.display  # \mathop: KaTeX leaves them out, TeX does not
        return base.limits and (style.display or base.always_handle_sup_sub)
    if isinstance(base, tex.Operatorname):
        return base.always_handle_sup_sub and (style.display or base.limits)
    if isinstance(base, tex.HorizBrace):
        return (node.sup is not None) == base.is_over and (node.sub is None) == base.is_over
    return False


_PRIMES = {1: "′", 2: "″", 3: "‴", 4: "⁗"}


def _superscript(node: tex.Node, style: Style, rows: Rows) -> Element:
    """Return a superscript; primes beside each other are one character."""
    body = node.body if isinstance(node, tex.Ordgroup) else [node]
    count = 0
    for part in body:
        if not (isinstance(part, tex.Textord) and part.text == "\\prime"):
            break
        count += 1
    if count not in _PRIMES:
        return rows.element(node, style.script())
    prime = Element("mo", _PRIMES[count])
    rest = rows.elements(body[count:], style.script())
    return Element("mrow", [prime, *rest]) if rest else prime


# -- accents

_ACCENTS = {
    "\\acute": "´", "\\grave": "`", "\\ddot": "¨", "\\tilde": "˜", "\\bar": "¯", "\\breve": "˘",
    "\\check": "ˇ", "\\hat": "ˆ", "\\vec": "→", "\\dot": "˙", "\\mathring": "˚",
    "\\widecheck": "ˇ", "\\widehat": "^", "\\widetilde": "~",
    "\\overrightarrow": "→", "\\overleftarrow": "←", "\\Overrightarrow": "⇒",
    "\\overleftrightarrow": "↔", "\\overgroup": "⏠", "\\overlinesegment": "⎴",
    "\\overleftharpoon": "↼", "\\overrightharpoon": "⇀",
    "\\underleftarrow": "←", "\\underrightarrow": "→", "\\underleftrightarrow": "↔",
    "\\undergroup": "⏡", "\\underlinesegment": "⎵", "\\utilde": "~",
    "\\'": "´", "\\`": "`", "\\^": "ˆ", "\\~": "˜", "\\=": "¯", "\\u": "˘", "\\.": "˙",
    '\\"': "¨", "\\r": "˚", "\\H": "˝", "\\v": "ˇ", "\\c": "¸",
}  # fmt: skip


def accent(node: tex.Accent, style: Style, rows: Rows) -> Box:
    """Return a base with an accent; a wide one is as wide as its base."""
    if node.label == "\\textcircled":
        return Box(Element("mrow", [rows.element(node.base, style)], {"class": "math__circle"}))
    stretchy = "true" if node.is_stretchy else "false"
    mark = Element("mo", _ACCENTS[node.label], {"stretchy": stretchy})
    if node.label == "\\vec":
        mark.attributes["class"] = "math__vector"
    base = rows.element(node.base, style)
    return Box(Element("mover", [base, mark], {"accent": "true"}))


def accent_under(node: tex.AccentUnder, style: Style, rows: Rows) -> Box:
    """Return a base with an accent below that is as wide as it."""
    mark = Element("mo", _ACCENTS[node.label], {"stretchy": "true"})
    base = rows.element(node.base, style)
    return Box(Element("munder", [base, mark], {"accentunder": "true"}))


_BRACES = {"\\bracket": "⎴⎵", "\\paren": "⏜⏝", "\\group": "⏜⏝"}


def horiz_brace(node: tex.HorizBrace, style: Style, rows: Rows) -> Box:
    """Return a base with a brace above or below."""
    signs = _BRACES.get(re.sub("over|under", "", node.label), "⏞⏟")
    brace = Element("mo", signs[not node.is_over], {"stretchy": "true"})
    tag = "mover" if node.is_over else "munder"
    return Box(Element(tag, [rows.element(node.base, style), brace]))


def overline(node: tex.Overline, style: Style, rows: Rows) -> Box:
    """Return a base with a line above, which the style sheet draws: fonts have no long ones.

    The accent is for screen readers.
    """
    return _lined("mover", "accent", "math__overline", rows.content(node.body, style))


def underline(node: tex.Underline, style: Style, rows: Rows) -> Box:
    """Return a base with a line below."""
    return _lined("munder", "accentunder", "math__underline", rows.content(node.body, style))


def _lined(tag: str, attribute: str, name: str, base: list[Element]) -> Box:
    group = Element("mrow", base, {"class": name})
    line = Element("mo", "¯" if tag == "mover" else "_", {"stretchy": "true"})
    return Box(Element(tag, [group, line], {attribute: "true"}))


# -- arrows with labels

_ARROWS = {
    "xleftarrow": "←", "xrightarrow": "→", "xleftrightarrow": "↔", "xLeftarrow": "⇐",
    "xRightarrow": "⇒", "xLeftrightarrow": "⇔", "xhookleftarrow": "↩", "xhookrightarrow": "↪",
    "xmapsto": "↦", "xrightharpoondown": "⇁", "xrightharpoonup": "⇀", "xleftharpoondown": "↽",
    "xleftharpoonup": "↼", "xrightleftharpoons": "⇌", "xleftrightharpoons": "⇋",
    "xlongequal": "=", "xtwoheadrightarrow": "→", "xtwoheadleftarrow": "←", "xtofrom": "⇄",
    "xrightleftarrows": "⇄", "xrightequilibrium": "⇌", "xleftequilibrium": "⇋",
    "cdrightarrow": "→", "cdleftarrow": "←", "cdlongequal": "=",
}  # fmt: skip
_SHORTEST = 1.75
"""The shortest arrow with a label, in em, as amsmath has it; in scripts, where it is said."""
_SHORTEST_IN_DIAGRAMS = 3.5
_PAD = 0.4


def x_arrow(node: tex.XArrow, style: Style, rows: Rows) -> Box:
    """Return an arrow as long as its labels."""
    name = node.label.lstrip("\\")
    shortest = _SHORTEST_IN_DIAGRAMS if name.startswith("cd") else _SHORTEST
    labels = [_label(label, style.script(), rows, shortest) for label in (node.below, node.body)]
    if name.endswith("longequal"):
        base = _long_equal(labels)
        return Box(Element("munderover", [base, *labels]), "rel", "rel")
    if name in _TWO_ARROWS and any(label.tag != "mspace" for label in labels):
        return Box(_two_arrows(_TWO_ARROWS[name], labels, style), "rel", "rel")
    arrow = Element("mo", _ARROWS[name], {"stretchy": "true"})
    element = Element("munderover", [arrow, *labels])
    if name not in _TWO_HEADS:
        return Box(element, "rel", "rel", arrow, arrow)
    arrow.attributes |= {"lspace": "0", "rspace": "0"}
    return Box(_with_second_head(element, _TWO_HEADS[name]), "rel", "rel")


_TWO_HEADS = {"xtwoheadrightarrow": "↠", "xtwoheadleftarrow": "↞"}


def _with_second_head(arrow: Element, sign: str) -> Element:
    """Return an arrow that grows with the one of two heads at its end, which does not.

    Their points are in one place with the font of the site, where an arrow is 0.948 em wide.
    """
    head = Element("mo", sign, {"stretchy": "false", "lspace": "0", "rspace": "0"})
    back = Element("mspace", attributes={"class": "math__back-18", "width": "0.067em"})
    return Element("mrow", [arrow, back, head] if sign == "↠" else [head, back, arrow])


_TWO_ARROWS = {
    "xrightleftharpoons": "⇀↽", "xleftrightharpoons": "↼⇁", "xrightequilibrium": "⇀↽",
    "xleftequilibrium": "↼⇁", "xtofrom": "→←", "xrightleftarrows": "→←",
}  # fmt: skip


def _two_arrows(signs: str, labels: Sequence[Element], style: Style) -> Element:
    """Return two arrows over each other: those of one sign do not grow.

    Each has both labels at it, one unseen and of no height: both are of the same length.
    """
    below, above = labels
    level = {"scriptlevel": str(style.level)}
    first = _with_label("mover", signs[0], above, below, style)
    second = Element("mstyle", [_with_label("munder", signs[1], below, above, style)], level)
    return Element("munder", [first, second], {"class": "math__two-arrows"})


def _with_label(tag: str, sign: str, label: Element, other: Element, style: Style) -> Element:
    level = {"scriptlevel": str(style.script().level)}
    unseen = Element("mphantom", [Element("mstyle", [other], level)])
    unseen = Element("mpadded", [unseen], {"height": "0", "depth": "0"})
    arrow = Element("mo", sign, {"stretchy": "true", "lspace": "0", "rspace": "0"})
    return Element(tag, [arrow, Element(tag, [label, unseen])])


def _long_equal(labels: list[Element]) -> Element:
    """Return two lines, about as long as the labels; screen readers find the sign."""
    length = max(about_width(label) for label in labels) * _SCRIPT
    lines = {"class": "math__equals", "width": em(length), "height": em(0.39), "depth": em(-0.13)}
    return Element("mrow", [Element("mspace", attributes=lines), Element("mo", "=")])


_SCRIPT = 0.7
"""The size of scripts."""


def _label(node: tex.Node | None, style: Style, rows: Rows, shortest: float) -> Element:
    """Return a label with room beside it; without one, the length of the shortest arrow."""
    inner = rows.content(node, style) if node is not None else []
    if not inner:
        return space(shortest)
    return Element("mrow", [space(_PAD), *inner, space(_PAD)])


# -- diagrams


def cdlabel(node: tex.Cdlabel, style: Style, rows: Rows) -> Box:
    """Return the label beside an arrow that points down or up."""
    label = rows.element(node.label, style.script())
    if label.tag == "mrow" and not label.content:
        return Box(None)
    return Box(Element("mstyle", [label], {"scriptlevel": "1"}))


def cdlabelparent(node: tex.Cdlabelparent, style: Style, rows: Rows) -> Box:
    """Return an arrow with the labels beside it."""
    return Box(rows.element(node.fragment, style))
