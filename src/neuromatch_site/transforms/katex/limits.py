"""Limits on the complexity of a formula, checked before KaTeX runs."""

import re

MAX_LENGTH = 10_000
"""Characters of a formula."""
MAX_DEPTH = 100
"""Nesting of braces, environments, delimiters and scripts."""
MAX_CELLS = 5_000
r"""Number of ``&`` and ``\\`` in a formula."""


_TOKEN = re.compile(r"\\[\\{}&]|\\(?:begin|left|bgroup|end|right|egroup)(?![a-zA-Z])|[{}^_&]")
_CLOSERS = ("}", r"\end", r"\right", r"\egroup")


def passed_limit(tex: str) -> str:
    """Return the limit that the formula exceeds; nothing if there is none."""
    if len(tex) > MAX_LENGTH:
        return f"the formula has {len(tex):,} characters; the limit is {MAX_LENGTH:,}"
    depth = deepest = cells = scripts = 0
    for match in _TOKEN.finditer(tex):
        token = match[0]
        if token in (r"\{", r"\}", r"\&"):
            continue
        if token in ("&", r"\\"):
            cells += 1
        elif token in ("^", "_"):
            scripts += 1
        elif token in _CLOSERS:
            depth = max(depth - 1, 0)
        else:
            depth += 1
            deepest = max(deepest, depth)
    if deepest > MAX_DEPTH or (scripts > MAX_DEPTH and _script_chain(tex) > MAX_DEPTH):
        return f"the formula is nested more than {MAX_DEPTH} deep"
    if cells > MAX_CELLS:
        return f"the formula has {cells:,} cells; the limit is {MAX_CELLS:,}"
    return ""


def _script_chain(tex: str) -> int:
    """Return the longest run of ``^`` and ``_`` with nothing between them that closes."""
    runs = re.findall(r"(?:[\^_]\s*)+", tex)
    return max((len(re.sub(r"\s", "", run)) for run in runs), default=0)
