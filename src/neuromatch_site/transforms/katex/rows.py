"""Rows: adjacent nodes -> elements, with TeX's styles and spaces.

There is one function per node type, in the module of its kind; ``mathml.py`` lists them.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TypeGuard

from msgspec import Struct
from msgspec.structs import replace

from neuromatch_site.transforms.katex import parse_tree as tex
from neuromatch_site.transforms.katex.alphabets import ITALIC, in_alphabet
from neuromatch_site.transforms.katex.markup import Element, row
from neuromatch_site.transforms.katex.spacing import Box, spaced


class Style(Struct, frozen=True):
    """TeX's style (size), and the font."""

    display: bool = False
    level: int = 0
    """0 in a line, 1 in a script, 2 in a script of a script."""
    font: str = ""
    """A ``mathvariant``; empty for italic letters and upright digits."""

    def script(self) -> "Style":
        """Return the style of a subscript or superscript."""
        return replace(self, display=False, level=min(self.level + 1, 2))

    def fraction(self) -> "Style":
        """Return the style of a numerator or denominator."""
        return replace(self, display=False) if self.display else self.script()

    def compact(self) -> "Style":
        """Return the style of the same size, with limits beside operators."""
        return replace(self, display=False)

    def with_font(self, font: str) -> "Style":
        """Return the style with letters of another alphabet."""
        return replace(self, font=font)


class Rows(Struct, frozen=True):
    """Converts rows of nodes; created once for all formulas."""

    builders: "Mapping[type, Builder]"
    symbol: Callable[[str, str], str]
    """Mode and command -> KaTeX's character."""

    def box(self, node: tex.Node, style: Style) -> Box:
        """Return one node as one part of a row."""
        boxes = list(self._boxes([node], style))
        return boxes[0] if len(boxes) == 1 else self._join(boxes, style)

    def boxes(self, nodes: Sequence[tex.Node], style: Style) -> list[Box]:
        r"""Return the parts of a row, before spaces are added between them.

        Outside of environments, ``\\\\`` splits it into lines.
        """
        if any(isinstance(node, tex.Cr) for node in nodes):
            nodes = [lines(nodes)]
        return list(self._boxes(nodes, style))

    def elements(self, nodes: Sequence[tex.Node], style: Style) -> list[Element]:
        """Return the elements of a row, with the spaces between them."""
        return spaced(self.boxes(nodes, style), tight=style.level > 0)

    def content(self, node: tex.Node, style: Style) -> list[Element]:
        """Return the elements of the content of braces."""
        return self.elements(node.body if isinstance(node, tex.Ordgroup) else [node], style)

    def element(self, node: tex.Node, style: Style) -> Element:
        """Return one element for the content of braces."""
        return row(self.content(node, style))

    def joined(self, nodes: Sequence[tex.Node], style: Style) -> Box:
        """Return nodes as one part, with the kinds of atom at its ends."""
        return self._join(self.boxes(nodes, style), style)

    def _join(self, boxes: list[Box], style: Style) -> Box:
        atoms = [box for box in boxes if not box.is_space]
        element = row(spaced(boxes, tight=style.level > 0))
        if not atoms:
            return Box(element if element.content else None, is_space=bool(boxes))
        first, last = atoms[0], atoms[-1]
        return Box(element, first.left, last.right, first.first, last.last)

    def _boxes(self, nodes: Sequence[tex.Node], style: Style) -> Iterator[Box]:
        characters: list[str] = []
        for node in flat(nodes, style):
            if characters and isinstance(node, tex.Supsub) and _is_digit(node.base, characters):
                base = tex.Textord(text="".join(characters) + node.base.text)
                node, characters = replace(node, base=base), []  # noqa: PLW2901 - all its digits
            elif characters and not _is_digit(node, characters):
                yield from self._number(characters, style)
                characters = []
            if _is_digit(node, characters):
                characters.append(node.text)
            elif isinstance(node, tex.Color):
                yield from _colored(self._boxes(node.body, style), "mathcolor", node.color)
            elif isinstance(node, tex.Sizing):
                size = f"{_SIZES[node.size - 1] * 100:g}%"
                yield from _colored(self._boxes(node.body, style), "mathsize", size)
            else:
                yield self.builders[type(node)](node, style, self)
        if characters:
            yield from self._number(characters, style)

    def _number(self, characters: list[str], style: Style) -> Iterator[Box]:
        """Yield a number; a dot at its end is no part of it."""
        text = "".join(characters)
        dots = len(text) - len(text.rstrip(".")) if text.strip(".") else len(text)
        digits = text[: len(text) - dots]
        if digits:
            font = "bold" if style.font == "bold-italic" else style.font
            yield Box(Element("mn", in_alphabet(digits, font)))
        for _ in range(dots):
            dot = Element("mo", ".")
            yield Box(dot, first=dot, last=dot)


Builder = Callable[..., Box]
"""Converts nodes of one type, with the style and the rows."""

_SIZES = (0.5, 0.6, 0.7, 0.8, 0.9, 1, 1.2, 1.44, 1.728, 2.074, 2.488)
r"""What ``\tiny`` to ``\Huge`` multiply by. Source: KaTeX's ``Options.js``."""


def _is_digit(node: tex.Node | None, before: list[str]) -> TypeGuard[tex.Textord]:
    if not isinstance(node, tex.Textord) or node.mode == "text":
        return False
    return node.text.replace(".", "", 1).isdecimal() or (node.text == "." and "." not in before)


def _colored(boxes: Iterator[Box], attribute: str, value: str) -> Iterator[Box]:
    """Yield the parts of what is coloured: a colour does not come between neighbours."""
    for box in boxes:
        if box.element is not None and attribute not in box.element.attributes:
            box.element.attributes[attribute] = value
        yield box


# -- nodes that are not there for TeX's spacing


def flat(nodes: Sequence[tex.Node], style: Style) -> Iterator[tex.Node]:
    r"""Yield the nodes of a row without those that only choose between others.

    A ``\not`` becomes a part of the character after it, in braces or not; before anything else it
    is a stroke.
    """
    negated = False
    for node in _chosen(nodes, style):
        if isinstance(node, tex.Textord) and node.text == _NOT:
            negated = True
        elif negated and not isinstance(node, tex.Kern | tex.Spacing):
            yield from _struck(node)
            negated = False
        else:
            yield node


_NOT = "\u0338"


def _struck(node: tex.Node) -> Iterator[tex.Node]:
    if isinstance(node, tex.Character):
        yield replace(node, text=node.text + _NOT)
    elif isinstance(node, tex.Supsub) and node.base is not None:
        struck = list(_struck(node.base))
        yield replace(node, base=struck[0] if len(struck) == 1 else tex.Ordgroup(body=struck))
    elif isinstance(node, tex.Ordgroup | tex.Mclass):
        yield replace(node, body=[tex.Textord(text=_NOT), *node.body])
    elif isinstance(node, tex.Font):
        yield replace(node, body=tex.Ordgroup(body=[tex.Textord(text=_NOT), node.body]))
    else:
        yield from (tex.Textord(text="/"), node)


def _chosen(nodes: Sequence[tex.Node], style: Style) -> Iterator[tex.Node]:
    for node in nodes:
        if isinstance(node, tex.Htmlmathml):
            yield from _chosen(node.mathml, style)
        elif isinstance(node, tex.Mathchoice):
            choices = (node.text, node.script, node.scriptscript)
            chosen = node.display if style.display else choices[style.level]
            yield from _chosen(chosen, style)
        elif isinstance(node, tex.Html) or (
            isinstance(node, tex.Styling) and _style_of(node.style, style) == style
        ):
            yield from _chosen(node.body, style)
        elif not isinstance(node, tex.Internal):
            yield node


_LEVELS = {"display": 0, "text": 0, "script": 1, "scriptscript": 2}


def _style_of(name: tex.StyleName, style: Style) -> Style:
    return replace(style, display=name == "display", level=_LEVELS[name])


def styling(node: tex.Styling, style: Style, rows: Rows) -> Box:
    r"""Return a row in another style: ``\displaystyle``, ``\scriptstyle`` ..."""
    inner = _style_of(node.style, style)
    box = rows.joined(node.body, inner)
    if box.element is None:
        return box
    attributes = {"displaystyle": "true" if inner.display else "false"}
    if inner.level != style.level:
        attributes["scriptlevel"] = str(inner.level)
    content = box.element.content if box.element.tag == "mrow" else [box.element]
    box.element = Element("mstyle", content, attributes)
    return box


def ordgroup(node: tex.Ordgroup, style: Style, rows: Rows) -> Box:
    """Return the content of braces: an ordinary atom."""
    if not node.body:
        return Box(None)
    box = rows.joined(node.body, style)
    box.left = box.right = "ord"
    return box


def lines(nodes: Sequence[tex.Node]) -> tex.Array:
    r"""Return the lines that ``\\`` separates outside of an environment, as in ``gathered``."""
    parts: list[list[tex.Node]] = [[]]
    for node in nodes:
        if isinstance(node, tex.Cr):
            parts.append([])
        else:
            parts[-1].append(node)
    if not parts[-1]:
        parts.pop()
    cells: list[list[tex.Node]] = [[tex.Styling(style="display", body=part)] for part in parts]
    return tex.Array(body=cells, col_separation_type="gather", add_jot=True)


# -- lengths

_EM = {
    "em": 1, "ex": 0.431, "mu": 1 / 18, "pt": 0.1, "mm": 0.28453, "cm": 2.8453, "in": 7.227,
    "bp": 0.10037, "pc": 1.2, "dd": 0.10701, "cc": 1.28409, "nd": 0.10669, "nc": 1.28028,
    "sp": 0.1 / 65536, "px": 0.10037,
}  # fmt: skip
"""TeX's units in em, where an em is ten points."""


def in_em(length: tex.Measurement) -> float:
    """Return a TeX length in em, at most 100."""
    return max(-100.0, min(100.0, length.number * _EM.get(length.unit, 0)))


# -- letters


def identifier(text: str, style: Style, *, upright: bool = False) -> Element:
    """Return letters in the alphabet of the style; ``upright`` if TeX has them so."""
    font = style.font or ("normal" if upright else "")
    if font == "bold-italic" and upright:
        font = "bold"
    if len(text) == 1 and font == "italic":
        font = ""
    mapped = in_alphabet(text, font)
    attributes = {"mathvariant": "normal"} if font == "normal" and text in ITALIC else {}
    return Element("mi", mapped, attributes)


_SPACES = re.compile(r"\s")


def words(text: str, attributes: dict[str, str] | None = None) -> Element:
    """Return text that keeps its spaces."""
    return Element("mtext", _SPACES.sub("\u00a0", text), attributes or {})
