"""KaTeX's MathML -> MathML Core: what browsers draw of it by themselves, and classes for the rest.

Source: the W3C's MathML Core, which has of ``mathvariant`` only ``normal``, and of the attributes
of tables and of ``menclose`` none; a style sheet does what they did.
"""

# ruff: noqa: RUF001, RUF003 - alphabets

import re
from collections.abc import Iterator, Mapping
from html import escape, unescape
from itertools import pairwise
from xml.etree import ElementTree as ET

from msgspec import Struct

_STARTS: Mapping[str, tuple[int, int, int, int]] = {
    # variant: A, a, 0 of Latin; Α of Greek (0: the variant has none)
    "bold": (0x1D400, 0x1D41A, 0x1D7CE, 0x1D6A8),
    "italic": (0x1D434, 0x1D44E, 0, 0x1D6E2),
    "bold-italic": (0x1D468, 0x1D482, 0x1D7CE, 0x1D71C),
    "script": (0x1D49C, 0x1D4B6, 0, 0),
    "bold-script": (0x1D4D0, 0x1D4EA, 0, 0),
    "fraktur": (0x1D504, 0x1D51E, 0, 0),
    "bold-fraktur": (0x1D56C, 0x1D586, 0, 0),
    "double-struck": (0x1D538, 0x1D552, 0x1D7D8, 0),
    "sans-serif": (0x1D5A0, 0x1D5BA, 0x1D7E2, 0),
    "bold-sans-serif": (0x1D5D4, 0x1D5EE, 0x1D7EC, 0x1D756),
    "sans-serif-italic": (0x1D608, 0x1D622, 0x1D7E2, 0),
    "sans-serif-bold-italic": (0x1D63C, 0x1D656, 0x1D7EC, 0x1D790),
    "monospace": (0x1D670, 0x1D68A, 0x1D7F6, 0),
}
"""Where Unicode's Mathematical Alphanumeric Symbols begin."""
_LETTERLIKE = {
    "italic": {"h": "ℎ"},
    "script": dict(zip("BEFHILMRego", "ℬℰℱℋℐℒℳℛℯℊℴ", strict=True)),
    "fraktur": dict(zip("CHIRZ", "ℭℌℑℜℨ", strict=True)),
    "double-struck": dict(zip("CHNPQRZ", "ℂℍℕℙℚℝℤ", strict=True)),
}
"""Letters that Unicode had before."""

_VARIANT = re.compile(
    r'<(mi|mn|mo|ms|mtext)((?: [^>]*?)?) mathvariant="([a-z-]+)"([^>]*)>([^<]*)</\1>'
)
_ENCLOSED = re.compile(r'<menclose notation="([a-z ]+)">')


def core(mathml: str) -> str:
    """Return MathML Core that says the same, with classes ``math__...`` for a style sheet.

    Letters in another alphabet become Unicode's characters for them; words keep their letters.
    """
    if "mathvariant" in mathml:
        mathml = _VARIANT.sub(_letters, mathml)
    if "<mtable" in mathml:
        mathml = "".join(_tables(mathml))
    if "<menclose" in mathml:
        mathml = _ENCLOSED.sub(_enclosed, mathml).replace("</menclose>", "</mrow>")
    if _APPLIED in mathml and _SCRIPTS.search(mathml):
        mathml = _grouped(mathml)
    return mathml


# -- names of functions

_APPLIED = "\u2061"
"""Invisible: what stands before it is a function."""
_UNSAID = "</semantics></math>"
"""The end of a formula whose annotation comes after."""
_SCRIPTS = re.compile(r"<m(?:su[bp]|under|over|frac|root)")
_PARTS = {
    "msub": 2, "msup": 2, "munder": 2, "mover": 2, "mfrac": 2, "mroot": 2,
    "msubsup": 3, "munderover": 3,
}  # fmt: skip
"""How many parts an element has, no more and no less."""


def _grouped(mathml: str) -> str:
    r"""Return the formula with a name and its mark as one part, as in ``P_\max``.

    KaTeX writes them side by side, so that the script would have a part too many.
    """
    end = "" if mathml.endswith("</math>") else _UNSAID
    try:
        root = ET.fromstring(mathml + end)  # noqa: S314 - KaTeX's own, with no document type
    except ET.ParseError:
        return mathml
    for element in root.iter():
        if len(element) > _PARTS.get(element.tag, len(element)):
            _group(element)
    whole = ET.tostring(root, encoding="unicode", short_empty_elements=False)
    return whole.removesuffix(end)


def _group(element: ET.Element) -> None:
    parts = list(element)
    for name, mark in pairwise(parts):
        if mark.tag == "mo" and mark.text == _APPLIED:
            row = ET.Element("mrow")
            element.insert(list(element).index(name), row)
            for part in (name, mark):
                element.remove(part)
                row.append(part)


# -- letters


def _letters(match: re.Match[str]) -> str:
    element, before, variant, after, text = match.groups()
    if variant == "normal" or variant not in _STARTS:
        return match[0] if element == "mi" else f"<{element}{before}{after}>{text}</{element}>"
    if element == "mtext":
        return f'<mtext{before}{after} class="math__{variant}">{text}</mtext>'
    mapped = "".join(_letter(character, variant) for character in unescape(text))
    return f"<{element}{before}{after}>{escape(mapped, quote=False)}</{element}>"


def _letter(character: str, variant: str) -> str:
    upper, lower, digit, greek = _STARTS[variant]
    special = _LETTERLIKE.get(variant, {}).get(character)
    if special:
        return special
    if "A" <= character <= "Z":
        return chr(upper + ord(character) - ord("A"))
    if "a" <= character <= "z":
        return chr(lower + ord(character) - ord("a"))
    if "0" <= character <= "9" and digit:
        return chr(digit + ord(character) - ord("0"))
    place = _GREEK.find(character)
    return chr(greek + place) if greek and place >= 0 else character


_GREEK = "ΑΒΓΔΕΖΗΘΙΚΛΜΝΞΟΠΡϴΣΤΥΦΧΨΩ∇αβγδεζηθικλμνξοπρςστυφχψω∂ϵϑϰϕϱϖ"
"""In the order in which Unicode has the mathematical ones."""


# -- tables


class _Table(Struct):
    """A table, while its cells are read."""

    align: list[str]
    gaps: list[str]
    lines: list[str]
    row_lines: list[str]
    row: int = -1
    column: int = -1

    def cell(self) -> str:
        """Return the classes of the next cell."""
        self.column += 1
        names = [_at(self.align, self.column), _gap(self.gaps, self.column)]
        if self.column and _entry(self.lines, self.column - 1) in ("solid", "dashed"):
            names.append("math__rule")
        if self.row and _entry(self.row_lines, self.row - 1) in ("solid", "dashed"):
            names.append("math__rule-above")
        words = " ".join(name for name in names if name)
        return f' class="{words}"' if words else ""


_TABLE_TAG = re.compile(r"<(/?)(mtable|mtr|mtd)\b([^>]*)>")


def _tables(mathml: str) -> Iterator[str]:
    """Yield the pieces of the MathML, with the attributes of tables as classes of cells."""
    stack: list[_Table] = []
    end = 0
    for match in _TABLE_TAG.finditer(mathml):
        yield mathml[end : match.start()]
        end = match.end()
        closing, name, attributes = match.groups()
        if closing:
            if name == "mtable":
                stack.pop()
            yield match[0]
        elif name == "mtable":
            stack.append(_table(attributes))
            yield "<mtable>"
        elif name == "mtr":
            stack[-1].row += 1
            stack[-1].column = -1
            yield "<mtr>"
        else:
            yield f"<mtd{stack[-1].cell()}>"
    yield mathml[end:]


def _table(attributes: str) -> _Table:
    return _Table(
        _words(attributes, "columnalign"),
        _words(attributes, "columnspacing"),
        _words(attributes, "columnlines"),
        _words(attributes, "rowlines"),
    )


def _words(attributes: str, name: str) -> list[str]:
    match = re.search(rf'\b{name}="([^"]*)"', attributes)
    return match[1].split() if match else []


def _entry(words: list[str], place: int) -> str:
    """Return the word for a place; the last one is for all that follow."""
    return words[min(place, len(words) - 1)] if words else ""


def _at(align: list[str], column: int) -> str:
    side = _entry(align, column)
    return f"math__{side}" if side in ("left", "right") else ""


def _gap(gaps: list[str], column: int) -> str:
    """Return the class of a cell that touches its neighbour, as the sides of an equation do."""
    if column and _entry(gaps, column - 1) == "0em":
        return "math__joined-start"
    return "math__joined-end" if _entry(gaps, column) == "0em" else ""


# -- what is drawn around


def _enclosed(match: re.Match[str]) -> str:
    words = " ".join(f"math__{word}" for word in match[1].split())
    return f'<mrow class="{words}">'
