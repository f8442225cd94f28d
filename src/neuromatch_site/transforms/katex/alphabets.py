"""Math alphabets: characters that Unicode has for mathematics.

MathML Core supports only ``normal`` of ``mathvariant``; every browser draws these characters.
"""

# ruff: noqa: RUF001, RUF003 - alphabets

import re
from collections.abc import Mapping
from html import unescape

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
_GREEK = "ΑΒΓΔΕΖΗΘΙΚΛΜΝΞΟΠΡϴΣΤΥΦΧΨΩ∇αβγδεζηθικλμνξοπρςστυφχψω∂ϵϑϰϕϱϖ"
"""In the order in which Unicode has the mathematical ones."""

ITALIC = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyzıȷ" + _GREEK)
"""Characters that browsers draw in italic if alone in ``mi``. Source: MathML Core, 4.2."""


_VARIABLE = re.compile(r"<mi(?: class=\"[^\"]*\")?>(.)</mi>")
_TAG = re.compile(r"<[^<>]*>")
_APPLICATION = "\N{FUNCTION APPLICATION}"


def visible_characters(mathml: str) -> set[str]:
    """Return the visible characters of a formula: a variable is an italic letter."""
    italic = (in_alphabet(letter, "italic") for letter in _VARIABLE.findall(mathml))
    root = "√" if "<msqrt" in mathml or "<mroot" in mathml else ""
    return {*unescape(_TAG.sub("", mathml)), *italic, *root}


def visible_text(mathml: str) -> str:
    """Return the text of a formula for plain text."""
    return unescape(_TAG.sub("", mathml)).replace(_APPLICATION, "")


def in_alphabet(text: str, variant: str) -> str:
    """Return a text in the alphabet of a ``mathvariant``, such as ``double-struck``."""
    return "".join(_letter(character, variant) for character in text)


def _letter(character: str, variant: str) -> str:
    if variant not in _STARTS:
        return character
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
