"""The number of elements that an SVG draws: a few that use each other can draw millions.

An element draws its children, its ``use`` target, and its patterns, markers and masks, given by
attributes, by style sheets, or by those of an ancestor. In doubt, an element counts as drawn.
"""

import re
from collections.abc import Iterator, Mapping
from urllib.parse import unquote

from msgspec import Struct

from neuromatch_site.media.pictures.css_text import plain_css

_LINK = re.compile(r"#(.+)", re.DOTALL)
_REFERENCE = re.compile(r"url\(\s*+['\"]?+\s*+#([^'\")]+)", re.IGNORECASE)
_BRACE = re.compile(r"[{}]")
_DECLARATION = re.compile(r"(?<![\w-])([\w-]++)\s*+:([^;{}]*)")
_KEY = re.compile(r"[.#][\w-]+|^[a-z][a-z0-9]*", re.IGNORECASE)
_INHERITED = re.compile(r"fill|stroke|marker(-start|-mid|-end)?|--.*", re.IGNORECASE)
_DIGITS = re.compile(r"\d+")
_GRADIENTS = ("lineargradient", "radialgradient")
_SELECTORS = 1_000
"""Of one rule that are looked at: one with more may be about any element."""
_MOST = 10**9


class _Paint(Struct, frozen=True):
    """A part of the drawing that paints an element."""

    name: str
    is_inherited: bool
    """Its children are painted with it, too."""
    is_marker: bool
    """It is drawn at each vertex of a line."""


_Paints = frozenset[_Paint]


class _Element(Struct, frozen=True):
    parent: int
    is_flat: bool
    """Its cost does not depend on its content: a gradient."""
    line: str
    """Number of vertices: a marker is drawn at each."""
    links: tuple[str, ...]
    paints: _Paints
    keys: tuple[str, ...]
    """Selectors that match it: ``rect``, ``.a``, ``#b``."""


class Drawing:
    """The elements of a drawing, and which ones draw which others."""

    def __init__(self) -> None:
        self._elements: list[_Element] = []
        self._children: list[list[int]] = []
        self._named: dict[str, int] = {}
        self._styled: dict[str, _Paints] = {}
        """By the last part of a selector; empty: any element."""
        self._open: list[int] = []

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        """Start an element; its name is in lower case."""
        number = len(self._elements)
        parent = self._open[-1] if self._open else -1
        if parent >= 0:
            self._children[parent].append(number)
        self._children.append([])
        self._elements.append(_element(name, attributes, parent))
        self._named.setdefault(attributes.get("id", ""), number)
        self._open.append(number)

    def end(self) -> None:
        """End the innermost element."""
        self._open.pop()

    def style(self, css: str) -> None:
        """Add a style sheet."""
        plain = plain_css(css)
        if _REFERENCE.search(plain):
            for key, paints in _styles(plain):
                self._styled[key] = self._styled.get(key, frozenset()) | paints

    def is_endless(self, most: int, times: int) -> bool:
        """Return whether more elements are drawn than ``most``, and than ``times`` their number.

        Each is counted as often as it is used; cycles draw nothing.
        """
        limit = max(most, times * len(self._elements))
        painted = self._painted(limit)
        return painted is None or self._element_count(painted) > limit

    def _painted(self, most: int) -> list[_Paints] | None:
        """Return what paints each element; None where that is more than ``most`` in all."""
        painted: list[_Paints] = []
        for element in self._elements:
            above = painted[element.parent] if element.parent >= 0 else frozenset()
            paints = frozenset(paint for paint in above if paint.is_inherited) | element.paints
            for key in ("", *element.keys) if self._styled else ():
                paints |= self._styled.get(key, frozenset())
            most -= len(paints)
            if most < 0:
                return None
            painted.append(above if paints == above else paints)
        return painted

    def _element_count(self, painted: list[_Paints]) -> int:
        counts: dict[int, int] = {}
        waiting = [(0, False)] if self._elements else []
        entered: set[int] = set()
        while waiting:
            number, is_left = waiting.pop()
            if number in counts or (number in entered and not is_left):
                continue
            if is_left:
                counts[number] = self._count(number, painted[number], counts)
                continue
            entered.add(number)
            waiting.append((number, True))
            element = self._elements[number]
            names = (*element.links, *(paint.name for paint in painted[number]))
            parts = (*self._children[number], *(self._named.get(name, 0) for name in names))
            waiting += [(part, False) for part in parts if part not in entered]
        return counts.get(0, 0)

    def _count(self, number: int, paints: _Paints, counts: Mapping[int, int]) -> int:
        """Return how many elements one of them draws."""
        element = self._elements[number]
        if element.is_flat:
            return 1
        paint = 1
        for reference in paints:
            count = counts.get(self._named.get(reference.name, -1), 0)
            corners = len(_DIGITS.findall(element.line)) if reference.is_marker else 1
            paint += count * max(1, corners)
        linked = sum(counts.get(self._named.get(name, -1), 0) for name in element.links)
        held = sum(counts.get(child, 0) for child in self._children[number])
        return min(held + paint * (1 + linked), _MOST)


def _element(name: str, attributes: Mapping[str, str], parent: int) -> _Element:
    links: list[str] = []
    paints: set[_Paint] = set()
    for key, value in attributes.items():
        if "#" not in value and "\\" not in value:
            continue
        if link := _LINK.fullmatch(value.strip()):
            links.append(unquote(link[1]))
        elif key == "style":
            paints.update(_declared(plain_css(value)))
        else:
            paints.update(_paints(key, plain_css(value)))
    line = attributes.get("d") or attributes.get("points") or ""
    keys = (name, f"#{attributes.get('id', '')}", *_classes(attributes.get("class", "")))
    is_flat = name in _GRADIENTS
    return _Element(parent, is_flat, line, tuple(links), frozenset(paints), keys)


def _classes(names: str) -> Iterator[str]:
    return (f".{name}" for name in names.split())


def _paints(name: str, value: str) -> Iterator[_Paint]:
    """Yield what the value of a property refers to."""
    for match in _REFERENCE.finditer(value):
        inherited = _INHERITED.fullmatch(name) is not None
        is_marker = name.lower() in ("marker", "marker-mid") or name.startswith("--")
        yield _Paint(unquote(match[1].strip()), inherited, is_marker)


def _declared(declarations: str) -> Iterator[_Paint]:
    for match in _DECLARATION.finditer(declarations):
        yield from _paints(match[1], match[2])


def _styles(css: str) -> Iterator[tuple[str, _Paints]]:
    """Yield what rules refer to, by what an element must have for them to be about it.

    What is not in a rule, or in one whose selector is not plain, may be about any element.
    """
    selector, at, is_open = "", 0, False
    for brace in _BRACE.finditer(css):
        text, at = css[at : brace.start()], brace.end()
        paints = frozenset(_declared(text)) if "#" in text else frozenset()
        is_rule = brace[0] == "}" and is_open and selector.count(",") < _SELECTORS
        selectors = selector.split(",") if is_rule else [""]
        for part in selectors if paints else ():
            yield (_selected(part) if part else ""), paints
        selector, is_open = text, brace[0] == "{"
    if paints := frozenset(_declared(css[at:])):
        yield "", paints


def _selected(selector: str) -> str:
    """Return one of the words that an element must have for a selector to mean it; or nothing."""
    if re.search(r"[()\[\]\\&@|]", selector):
        return ""
    last = re.split(r"[\s>+~]+", selector.strip())[-1]
    keys = _KEY.findall(last.partition(":")[0])
    marks = [key for key in keys if key[0] in ".#"]
    return marks[0] if marks else "".join(keys).lower()
