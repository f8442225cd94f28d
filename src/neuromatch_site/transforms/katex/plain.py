"""Formulas as one line of Unicode characters, for plain text such as page titles."""

# ruff: noqa: RUF001 - signs of mathematics

import re
from collections.abc import Callable, Mapping
from html import unescape
from typing import NamedTuple

_PART = re.compile(r'<(/?)(\w+)([^<>"]*(?:"[^"]*"[^<>"]*)*)>|([^<]+)')
_SCRIPT_SIGNS = "0123456789+−=()"
_RAISED = str.maketrans(f"{_SCRIPT_SIGNS}ni", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿⁱ")
_LOWERED = str.maketrans(f"{_SCRIPT_SIGNS}aehijklmnoprstuvx", "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓ")
_MARKS = {"→": "\u20d7", "^": "\u0302", "ˆ": "\u0302", "¯": "\u0304", "‾": "\u0304", "~": "\u0303"}
_MARKS |= {"˜": "\u0303", "˙": "\u0307", "¨": "\u0308"}
"""What stands over a letter, as a character that joins with the letter before it."""
_BRACES = frozenset("⏞⏟⎴⎵⏜⏝_")
_SPACED = frozenset("=<>≤≥≈∼≃≡≠∝∈∉⊂⊆→⇒↔⇔↦∣+−±×∪∩∧∨")
_FUNCTION = "\N{FUNCTION APPLICATION}"


class _Element(NamedTuple):
    name: str
    attributes: str
    parts: list[str]


def plain_text(mathml: str) -> str:
    """Return a formula as a line of text: ``χ²``, ``xₙ₋₁``, ``√(a + b)``, ``1/2``."""
    stack = [_Element("", "", [])]
    for match in _PART.finditer(mathml):
        end, name, attributes, words = match.groups()
        if words is not None:
            stack[-1].parts.append(unescape(words))
        elif not end:
            stack.append(_Element(name, attributes, []))
        elif len(stack) > 1:
            element = stack.pop()
            stack[-1].parts.append(_text_of(element))
    return " ".join("".join(stack[0].parts).replace(_FUNCTION, "").split())


def _text_of(element: _Element) -> str:
    if element.name == "mo":
        return _operator(element)
    write = _WRITERS.get(element.name)
    parts = [part.strip() for part in element.parts] if write else element.parts
    if write and len(parts) >= _LEAST.get(element.name, 2):
        return write(parts)
    return "".join(parts)


def _operator(element: _Element) -> str:
    sign = "".join(element.parts)
    is_infix = "form=" not in element.attributes and 'lspace="0"' not in element.attributes
    return f" {sign} " if sign in _SPACED and is_infix else sign


def _raised(base: str, script: str) -> str:
    if not script.strip("′″‴°"):
        return base + script
    small = script.translate(_RAISED)
    return base + small if _is_other(script, small) else f"{base}^{_grouped(script)}"


def _lowered(base: str, script: str) -> str:
    small = script.translate(_LOWERED)
    return base + small if _is_other(script, small) else f"{base}_{_grouped(script)}"


def _is_other(script: str, small: str) -> bool:
    """Return whether every character has a small form."""
    return all(a != b for a, b in zip(script, small, strict=True))


def _grouped(text: str) -> str:
    return text if len(text) == 1 or (text.isascii() and text.isalnum()) else f"({text})"


def _over(parts: list[str]) -> str:
    base, above = parts[:2]
    if above in _MARKS:
        return base + _MARKS[above] if len(base) == 1 else base
    return base if above in _BRACES else _raised(base, above)


def _under(parts: list[str]) -> str:
    return parts[0] if parts[1] in _BRACES else _lowered(parts[0], parts[1])


_WRITERS: Mapping[str, Callable[[list[str]], str]] = {
    "mfrac": lambda parts: f"{_grouped(parts[0])}/{_grouped(parts[1])}",
    "msqrt": lambda parts: f"√{_grouped(''.join(parts))}",
    "mroot": lambda parts: f"{parts[1].translate(_RAISED)}√{_grouped(parts[0])}",
    "msup": lambda parts: _raised(parts[0], parts[1]),
    "msub": lambda parts: _lowered(parts[0], parts[1]),
    "munder": _under,
    "mover": _over,
    "msubsup": lambda parts: _raised(_lowered(parts[0], parts[1]), parts[2]),
    "munderover": lambda parts: _raised(_lowered(parts[0], parts[1]), parts[2]),
    "mphantom": lambda _: "",
    "mspace": lambda _: " ",
    "mtr": " ".join,
    "mtable": "; ".join,
}
_LEAST = {"msubsup": 3, "munderover": 3, "msqrt": 1, "mtr": 1, "mtable": 1, "mphantom": 0}
_LEAST |= {"mspace": 0}
"""Parts without which an element is written as its words; two for another."""
