"""TeX of old notebooks -> TeX that KaTeX and MyST accept."""

import re

_EQNARRAY = re.compile(r"\\begin\{eqnarray(\*?)\}(.*?)\\end\{eqnarray\1\}", re.DOTALL)
_ALIGNED = re.compile(r"&\s*(=|\\approx|\\equiv|\\leq?|\\geq?|<|>|\\propto|\\sim)\s*&\s*")
_ARRAY = re.compile(r"\\begin\{array\}(?!\s*\{)(.*?)\\end\{array\}", re.DOTALL)
_TYPED = re.compile(
    r"(?:\\(?:q?quad|[,;])\s*)*\\q?quad\s*\((\d{1,3}[a-z]?)\)(?=\s*(?:\\\\|\\end\{|\$\$))"
)
"""A number that an author put behind a formula: Colab shows none of its own."""
_DISPLAYED = re.compile(
    r"\$\$.*?\$\$|\\begin\{(equation|align|gather|multline)(\*?)\}.*?\\end\{\1\2\}", re.DOTALL
)
_EQUATION = re.compile(
    r"\\begin\{equation\}((?:(?!\\tag\{|\\(?:begin|end)\{equation\}).)*+)\\end\{equation\}",
    re.DOTALL,
)


def repaired(text: str) -> str:
    """Return a text with ``align`` for ``eqnarray``, and with column specifications for arrays."""
    return _ARRAY.sub(_array, _EQNARRAY.sub(_align, text))


def with_tags(text: str) -> str:
    r"""Return a text with tags for typed numbers: ``\qquad (1)``."""
    return _DISPLAYED.sub(lambda match: _TYPED.sub(r"\\tag{\1}", match[0]), text)


def uncounted(text: str) -> str:
    """Return a text with ``equation*`` for each ``equation`` that its author has not numbered."""
    return _EQUATION.sub(r"\\begin{equation*}\1\\end{equation*}", text)


def _align(match: re.Match[str]) -> str:
    star, body = match[1], _ALIGNED.sub(r"&\1 ", match[2])
    return f"\\begin{{align{star}}}{body}\\end{{align{star}}}"


def _array(match: re.Match[str]) -> str:
    """Return the array with its columns; an ``&`` before the first cell is one too many."""
    rows = [re.sub(r"^\s*&", " ", row) for row in match[1].split(r"\\")]
    columns = max(row.count("&") for row in rows) + 1
    body = r"\\".join(rows)
    return f"\\begin{{array}}{{{'c' * columns}}}{body}\\end{{array}}"
