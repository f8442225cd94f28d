"""Characters, text and spaces: one node -> one token."""

# ruff: noqa: RUF001 - operators

from collections.abc import Iterator
from typing import TypeGuard
from unicodedata import normalize

from neuromatch_site.transforms.katex import parse_tree as tex
from neuromatch_site.transforms.katex.markup import Element, em, row
from neuromatch_site.transforms.katex.rows import Rows, Style, flat, identifier, in_em, words
from neuromatch_site.transforms.katex.spacing import Box

_NOT = "\u0338"


def character(node: tex.Character, rows: Rows) -> str:
    """Return the character of a node, struck if it is negated."""
    text, struck = node.text.removesuffix(_NOT), node.text.endswith(_NOT)
    if not text.isalnum():
        text = rows.symbol(node.mode, text)
    return normalize("NFC", text + _NOT) if struck else text


def mathord(node: tex.Mathord, style: Style, rows: Rows) -> Box:
    """Return a variable; several slanted letters are a word."""
    if style.font == "italic" and len(node.text) > 1 and node.text.isalpha():
        return Box(Element("mi", node.text, {"class": "math__italic"}))
    return Box(identifier(character(node, rows), style))


_ORDINARY_OPERATORS = {
    "|": "|", "∣": "|", "∥": "‖", "‖": "‖", "/": "/", "\\": "\\", "′": "′",
}  # fmt: skip
"""Operators that TeX sets no space around; a fence is drawn as high as the letters."""


def textord(node: tex.Textord, style: Style, rows: Rows) -> Box:
    """Return an ordinary symbol."""
    text = character(node, rows)
    if node.mode == "text":
        return Box(words(text))
    known = _ORDINARY_OPERATORS.get(text)
    if known is None and text == "∇" and style.font in ("", "normal"):
        known = text  # an operator in MathML; in other alphabets a letter
    if known is None:
        return Box(identifier(text, style, upright=text not in "∂ıȷ"))
    operator = Element("mo", known)
    if known in "|‖":
        operator.attributes["stretchy"] = "false"
    if known == "′":
        return Box(operator)
    return Box(operator, first=operator, last=operator)


_FLAT = frozenset("()[]{}⟨⟩⌈⌉⌊⌋|‖⟮⟯⟦⟧⦃⦄⎰⎱┌┐└┘")
"""What browsers would stretch beside something high."""
_SIDES = {"open": "prefix", "close": "postfix"}


def atom(node: tex.Atom, style: Style, rows: Rows) -> Box:
    """Return an operator, relation, bracket or mark of punctuation."""
    text = character(node, rows)
    if node.family == "rel" and text == "⊥":
        text = "⟂"  # the other one is the bottom of a lattice
    operator = operator_of(text, node.family)
    if style.font in ("bold", "bold-italic"):
        operator.add_class("math__bold")
    return Box(operator, node.family, node.family, operator, operator)


def operator_of(text: str, family: str) -> Element:
    """Return the operator of a character, in the form for its kind of atom."""
    if family in _SIDES:
        text = _ORDINARY_OPERATORS.get(text, text)
    operator = Element("mo", text)
    if text in "|‖" and family in _SIDES:
        operator.attributes["form"] = _SIDES[family]
    if text in _FLAT or text in "∣∥" or _is_arrow(text):
        operator.attributes["stretchy"] = "false"
    return operator


def _is_arrow(text: str) -> bool:
    return "\u2190" <= text <= "\u21ff" or "\u27f0" <= text <= "\u27ff"


# -- spaces

_WIDTHS = {"\\ ": 1 / 3, "~": 1 / 3, " ": 1 / 3, "\\space": 1 / 3, "\\nobreakspace": 1 / 3}


def spacing(node: tex.Spacing, style: Style, rows: Rows) -> Box:
    """Return a space between words; a possible line break has no width."""
    if node.text not in _WIDTHS:
        return Box(None, is_space=True)
    return Box(words(" "), is_space=True)


_NO_SPACES = {"multline", "between"}
"""What ``packages.js`` has for units of spaces that are marks for ``tables.py``."""


def kern(node: tex.Kern, style: Style, rows: Rows) -> Box:
    r"""Return a space of a length: ``\,``, ``\quad``, ``\hspace``."""
    if node.dimension.unit in _NO_SPACES:
        return Box(None, is_space=True)
    return Box(space(in_em(node.dimension)), is_space=True)


def line_break(node: tex.Cr, style: Style, rows: Rows) -> Box:
    r"""Return nothing: in a row that cannot be split, ``\\\\`` has no meaning."""
    return Box(None, is_space=True)


def space(width: float) -> Element:
    """Return a space; a negative one moves both sides together.

    MathML Core has no negative spaces: the style sheet has margins of 18, 3 and 1 mu for them.
    """
    if width >= 0:
        return Element("mspace", attributes={"width": em(width)})
    steps, mu = [], round(-width * 18)
    for size in (18, 3, 1):
        steps += [Element("mspace", attributes={"class": f"math__back-{size}"})] * (mu // size)
        mu %= size
    return row(steps)


# -- words

_FONTS = {
    "\\textbf": "math__bold", "\\textit": "math__italic", "\\emph": "math__italic",
    "\\textsf": "math__sans-serif", "\\texttt": "math__monospace",
}  # fmt: skip


def text(node: tex.Text, style: Style, rows: Rows) -> Box:
    """Return text with its formulas."""
    return Box(_joined_words(list(_pieces(node.body, _class(node.font, ""), style, rows))))


def hbox(node: tex.Hbox, style: Style, rows: Rows) -> Box:
    """Return a box: a formula in text style."""
    return Box(row(rows.elements(node.body, Style(level=style.level, font=style.font))))


def verb(node: tex.Verb, style: Style, rows: Rows) -> Box:
    """Return verbatim text."""
    text = node.body.replace(" ", "␣") if node.star else node.body
    return Box(words(text, {"class": "math__monospace"}))


def _class(font: str, before: str) -> str:
    names = [*before.split(), _FONTS[font]] if font in _FONTS else before.split()
    return " ".join(dict.fromkeys(names))


def _pieces(
    nodes: list[tex.Node], names: str, style: Style, rows: Rows
) -> Iterator[tuple[str, str] | Element]:
    """Yield the words with their classes, and the elements among them."""
    for node in flat(nodes, style):
        if isinstance(node, tex.Text):
            yield from _pieces(node.body, _class(node.font, names), style, rows)
        elif isinstance(node, tex.Ordgroup) and node.mode == "text":
            yield from _pieces(node.body, names, style, rows)
        elif isinstance(node, tex.Spacing):
            yield (" ", names) if node.text in _WIDTHS else ("", names)
        elif isinstance(node, tex.Character) and node.mode == "text":
            yield character(node, rows), names
        elif isinstance(node, tex.Accent) and node.mode == "text":
            yield _accented(node, rows), names
        else:
            element = rows.box(node, style.compact().with_font("")).element
            if element is not None:
                yield element


def _joined_words(pieces: list[tuple[str, str] | Element]) -> Element:
    elements: list[Element] = []
    for piece in pieces:
        if isinstance(piece, Element):
            elements.append(piece)
            continue
        content, names = piece
        attributes = {"class": names} if names else {}
        last = elements[-1] if elements else None
        if last and last.tag == "mtext" and last.attributes == attributes:
            last.content = f"{last.content}{words(content).content}"
        else:
            elements.append(words(content, attributes))
    return row(elements) if elements else words("")


_MARKS = {
    "\\'": "\u0301", "\\`": "\u0300", "\\^": "\u0302", "\\~": "\u0303", "\\=": "\u0304",
    "\\u": "\u0306", "\\.": "\u0307", '\\"': "\u0308", "\\r": "\u030a", "\\H": "\u030b",
    "\\v": "\u030c", "\\c": "\u0327", "\\textcircled": "\u20dd",
}  # fmt: skip


def _accented(node: tex.Accent, rows: Rows) -> str:
    base = node.base.body if isinstance(node.base, tex.Ordgroup) else [node.base]
    letters = "".join(character(n, rows) for n in base if isinstance(n, tex.Character))
    return normalize("NFC", letters[:1] + _MARKS.get(node.label, "") + letters[1:])


# -- letters of another alphabet

_VARIANTS = {
    "mathrm": "normal", "textrm": "normal", "mathit": "italic", "mathnormal": "",
    "mathbf": "bold", "boldsymbol": "bold-italic", "mathbb": "double-struck",
    "mathcal": "script", "mathscr": "script", "mathfrak": "fraktur", "mathsf": "sans-serif",
    "mathsfit": "sans-serif-italic", "mathtt": "monospace",
}  # fmt: skip
_BOTH = {
    ("bold", "script"): "bold-script", ("bold-italic", "script"): "bold-script",
    ("bold-italic", "fraktur"): "bold-fraktur", ("bold-italic", "normal"): "bold",
    ("bold-italic", "sans-serif"): "bold-sans-serif",
}  # fmt: skip
"""An alphabet in another one."""


def font(node: tex.Font, style: Style, rows: Rows) -> Box:
    """Return letters of another alphabet; adjacent ones are one name."""
    variant = _VARIANTS.get(node.font, "")
    inner = style.with_font(_BOTH.get((style.font, variant), variant))
    body: list[tex.Node] = [node.body]
    if isinstance(node.body, tex.Ordgroup):
        body = node.body.body
    box = rows.joined(_letters_joined(body) if variant in _NAMES else body, inner)
    if len(body) != 1 or isinstance(node.body, tex.Ordgroup):
        box.left = box.right = "ord"
    return box


_NAMES = {"normal", "italic", "sans-serif", "monospace"}
"""Alphabets in which words are written; bold letters beside each other are a product."""


def _letters_joined(nodes: list[tex.Node]) -> list[tex.Node]:
    """Return the nodes with letters beside each other as one."""
    merged: list[tex.Node] = []
    for node in nodes:
        last = merged[-1] if merged else None
        if _is_letter(node) and last is not None and _is_letter(last):
            merged[-1] = tex.Mathord(text=last.text + node.text)
        else:
            merged.append(node)
    return merged


def _is_letter(node: tex.Node) -> TypeGuard[tex.Mathord]:
    return isinstance(node, tex.Mathord) and node.text.isascii() and node.text.isalpha()
