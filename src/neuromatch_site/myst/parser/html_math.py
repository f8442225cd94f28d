r"""Formulas in the text of raw HTML: ``$x$``, ``$$x$$``, ``\(x\)``, ``\[x\]``.

Source: MathJax as Jupyter sets it, and Pandoc's rule for dollars that are prices.
"""

import re
from collections.abc import Iterator

_MATH = re.compile(
    r"\$\$(?P<display>[^$]+)\$\$|(?<![\\\w$])\$(?![\s$])(?P<inline>[^$\n]+)(?<![\s\\])\$(?![\d$])"
    r"|\\\((?P<round>(?:(?!\\\().)+?)\\\)|\\\[(?P<square>(?:(?!\\\[).)+?)\\\]",
    re.DOTALL,
)


def formulas_in(text: str) -> Iterator[tuple[str, str]]:
    """Yield the text between formulas, each with the TeX of the formula after it."""
    end = 0
    for match in _MATH.finditer(text):
        tex = next(part for part in match.groups() if part).strip()
        display = rf"\displaystyle {tex}" if match["display"] or match["square"] else tex
        yield text[end : match.start()], display
        end = match.end()
    yield text[end:], ""
