"""TeX of old notebooks, as KaTeX and MyST read it."""

import re

_EQNARRAY = re.compile(r"\\begin\{eqnarray(\*?)\}(.*?)\\end\{eqnarray\1\}", re.DOTALL)
_ALIGNED = re.compile(r"&\s*(=|\\approx|\\equiv|\\leq?|\\geq?|<|>|\\propto|\\sim)\s*&\s*")
_ARRAY = re.compile(r"\\begin\{array\}(?!\s*\{)(.*?)\\end\{array\}", re.DOTALL)


def repaired(text: str) -> str:
    """Return a text whose ``eqnarray`` is ``align``, and whose arrays say their columns."""
    return _ARRAY.sub(_array, _EQNARRAY.sub(_align, text))


def _align(match: re.Match[str]) -> str:
    star, body = match[1], _ALIGNED.sub(r"&\1 ", match[2])
    return f"\\begin{{align{star}}}{body}\\end{{align{star}}}"


def _array(match: re.Match[str]) -> str:
    """Return the array with its columns; an ``&`` before the first cell is one too many."""
    rows = [re.sub(r"^\s*&", " ", row) for row in match[1].split(r"\\")]
    columns = max(row.count("&") for row in rows) + 1
    body = r"\\".join(rows)
    return f"\\begin{{array}}{{{'c' * columns}}}{body}\\end{{array}}"
