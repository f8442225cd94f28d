"""The space between the parts of a formula, as TeX sets it.

Source: The TeXbook, chapter 18 and appendix G. Browsers space operators by a dictionary of
characters (MathML Core, appendix B), TeX by the kinds of the two neighbours: TeX's table is used
here, and an operator gets attributes if the dictionary differs.
"""

# ruff: noqa: RUF001 - operators

from collections.abc import Sequence
from itertools import pairwise

from msgspec import Struct

from neuromatch_site.transforms.katex.markup import Element, em

THIN, MEDIUM, THICK = 3, 4, 5
"""In mu: eighteenths of an em."""
_NONE = (0,) * 8
_PLACE = {"ord": 0, "op": 1, "bin": 2, "rel": 3, "open": 4, "close": 5, "punct": 6, "inner": 7}
_TABLE = {
    # after   before: ord op bin rel open close punct inner
    "ord": (0, 3, -4, -5, 0, 0, 0, -3),
    "op": (3, 3, 0, -5, 0, 0, 0, -3),
    "bin": (-4, -4, 0, 0, -4, 0, 0, -4),
    "rel": (-5, -5, 0, 0, -5, 0, 0, -5),
    "open": _NONE,
    "close": (0, 3, -4, -5, 0, 0, 0, -3),
    "punct": (-3, -3, 0, -3, -3, -3, -3, -3),
    "inner": (-3, 3, -4, -5, -3, 0, -3, -3),
}
"""Space in mu; below zero where there is none in scripts."""
_CARRIERS = {"rel": 4, "bin": 3, "punct": 2, "op": 1}
"""Whose attribute says the space between two operators; the higher counts."""


class Box(Struct):
    """A part of a row: its element, and its kinds of atom at both ends."""

    element: Element | None
    left: str = "ord"
    right: str = "ord"
    first: Element | None = None
    """The operator whose ``lspace`` is the space before; None if there is none."""
    last: Element | None = None
    is_space: bool = False
    """It is glue, not an atom."""
    gap: int = 0
    """Space before, in mu, that is not an attribute of an operator."""
    before: int = 0
    after: int = 0
    is_function: bool = False
    """It is the name of a function, followed by its argument."""
    is_applied: bool = False


def spaced(boxes: Sequence[Box], *, tight: bool) -> list[Element]:
    """Return the elements of a row, with the spaces between them; ``tight`` in scripts.

    Sets the attributes of the operators in the boxes.
    """
    atoms = [box for box in boxes if not box.is_space]
    _resolve_signs(atoms)
    for left, right in pairwise(atoms):
        _share_space(left, right, tight=tight)
    _speak(atoms)
    _part_upright(boxes)
    elements: list[Element] = []
    places: list[int] = []
    is_applied = False
    for box in boxes:
        if box.gap:
            elements.append(Element("mspace", attributes={"width": em(box.gap / 18)}))
        if is_applied:  # behind the space: before it, Firefox adds one
            elements.append(Element("mo", _APPLICATION))
        places.append(len(elements))
        if box.element is not None:
            elements.append(box.element)
        is_applied = box.is_function and box.is_applied
    for box, place in zip(boxes, places, strict=True):
        if box.element is not None:
            _set_spaces(box, inside=0 < place < len(elements) - 1)
    return elements


# -- upright beside slanted letters

_SCRIPTED = {"msub", "msup", "msubsup", "munder", "mover", "munderover"}


def _part_upright(boxes: Sequence[Box]) -> None:
    r"""Put upright letters beside slanted ones, as in ``\Delta t``, in an element of their own.

    Firefox sets a thin space between the two, but not beside an ``mpadded``.
    """
    for left, right in pairwise(boxes):
        kinds = _slant(left.element), "" if right.gap else _slant(right.element)
        if kinds == ("upright", "slanted"):
            left.element = Element("mpadded", [left.element] if left.element else [])
        elif kinds == ("slanted", "upright"):
            right.element = Element("mpadded", [right.element] if right.element else [])


def _slant(element: Element | None) -> str:
    """Return whether a letter, or that with a script, is upright or slanted for Firefox."""
    while element is not None and element.tag in _SCRIPTED and isinstance(element.content, list):
        element = element.content[0]
    if element is None or element.tag != "mi":
        return ""
    is_upright = len(element.content) > 1 or "mathvariant" in element.attributes
    return "upright" if is_upright else "slanted"


# -- what screen readers say

_APPLICATION = "\N{FUNCTION APPLICATION}"
_ARGUMENTS = {"ord", "op", "open", "inner"}


def _speak(atoms: Sequence[Box]) -> None:
    r"""Have functions applied to what follows, and one bar in brackets mean "given", "such that".

    Elsewhere ``\mid`` means "divides". Source: MathCAT, which reads the two characters so. The
    attribute ``intent`` would say more, but the checkers of HTML and of books do not know it.
    """
    for box, following in pairwise(atoms):
        box.is_applied = following.left in _ARGUMENTS
    brackets: list[list[Element]] = []
    for box in atoms:
        if brackets and box.first is not None and _is_bar(box, box.first):
            brackets[-1].append(box.first)
        elif box.left == "open":
            brackets.append([])
        elif box.right == "close" and brackets:
            bars = brackets.pop()
            if len(bars) == 1:
                bars[0].content = "|"


def _is_bar(box: Box, sign: Element) -> bool:
    return sign.content in ("|", "∣") and (box.left, box.right) in _BETWEEN


_BETWEEN = {("ord", "ord"), ("rel", "rel"), ("close", "open")}
"""Kinds of a bar that stands between two sides: typed as such, ``\\mid``, ``\\middle|``."""


# -- signs

_NO_OPERAND = {"", "bin", "op", "rel", "open", "punct"}
"""After these a binary operator is a sign."""
_SIGNS = {"+", "\u2212", "±", "∓"}


def _resolve_signs(atoms: Sequence[Box]) -> None:
    """Make ordinary atoms of binary operators that lack a side: ``-b``, ``(+1)``, ``x-)``.

    Source: The TeXbook, appendix G, rules 5 and 6.
    """
    before: Box | None = None
    for atom in atoms:
        if atom.left == "bin" and (before.right if before else "") in _NO_OPERAND:
            atom.left = atom.right = "ord"
            if atom.first is not None and atom.first.content in _SIGNS:
                atom.first.attributes["form"] = "prefix"
        if before and before.right == "bin" and atom.left in ("rel", "close", "punct"):
            before.left = before.right = "ord"
        before = atom
    if before and before.right == "bin":
        before.left = before.right = "ord"


# -- spaces


def _share_space(left: Box, right: Box, *, tight: bool) -> None:
    """Put the space between two atoms on one of the operators, or else between them."""
    space = _TABLE[left.right][_PLACE[right.left]]
    if space < 0:
        space = 0 if tight else -space
    if not space:
        return
    carries_left = _CARRIERS.get(left.right, 0) + 1 if left.last is not None else 0
    carries_right = _CARRIERS.get(right.left, 0) + 1 if right.first is not None else 0
    if not carries_left and not carries_right:
        right.gap = space
    elif carries_left > carries_right:
        left.after = space
    else:
        right.before = space


def _set_spaces(box: Box, *, inside: bool) -> None:
    """Set ``lspace`` and ``rspace`` where the browsers' dictionaries say something else.

    An operator in a row of its own was without spaces there: what was set for that is taken back.
    """
    if box.first is not None:
        usual = _usual_of(box, box.first, box.left, inside=inside)
        _set_space(box.first, "lspace", box.before, usual and usual[0])
    if box.last is not None:
        usual = _usual_of(box, box.last, box.right, inside=inside)
        _set_space(box.last, "rspace", box.after, usual and usual[1])


def _set_space(core: Element, name: str, width: int, usual: int | None) -> None:
    core.attributes.pop(name, None)
    if width != usual:
        core.attributes[name] = em(width / 18)


_RELATIONS = frozenset("=<>≤≥≠≡≈∼≃≅∝∈∉⊂⊃⊆⊇→←↔⇒⇐⇔≪≫")
_OPERATORS = frozenset("+\u2212±×÷∩∪∧∨")
_FENCES = frozenset("()[]{}⟨⟩⌈⌉⌊⌋")
_SEPARATORS = frozenset(",;")


_OF_TWO_FORMS = frozenset("∼+\u2212±∓")
"""First in a row, or with something over them, Chromium takes these for signs."""


def _usual_of(box: Box, core: Element, kind: str, *, inside: bool) -> tuple[int, int] | None:
    is_sign = core is not box.element or not (inside or "form" in core.attributes)
    if is_sign and core.content in _OF_TWO_FORMS:
        return None
    return _usual(core, kind, inside=inside)


def _usual(core: Element, kind: str, *, inside: bool) -> tuple[int, int] | None:
    """Return what every browser's dictionary has for an operator, in mu; None: they differ.

    Only characters for which MathML 3, MathML Core and WebKit agree. At an end of a row some
    would be read as signs.
    """
    text = core.content
    if kind == "rel" and text in _RELATIONS:
        return (THICK, THICK)
    if kind == "bin" and text in _OPERATORS:
        return (MEDIUM, MEDIUM) if inside else None
    if text in _FENCES or core.attributes.get("form") == "prefix":
        return (0, 0)
    return (0, THIN) if text in _SEPARATORS else None
