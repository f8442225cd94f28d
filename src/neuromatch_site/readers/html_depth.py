"""The nesting depth of HTML, measured without a tree: deep nesting takes quadratic time."""

import re

MAX_DEPTH = 200
"""Limit on nested elements: more than any table of a notebook has."""
_TAG = re.compile(r"<(/?)([a-zA-Z][^\s/>]*)")
_NOT_COUNTED = frozenset(
    "area base br col embed hr img input link meta param source track wbr"  # never closed
    " p li dt dd td th tr tbody thead tfoot option optgroup rt rp colgroup".split()  # need no end
)


def is_too_deep(html: str) -> bool:
    """Return whether elements are nested deeper than ``MAX_DEPTH``."""
    opened: dict[str, int] = {}
    depth = 0
    for match in _TAG.finditer(html):
        name = match[2].lower()
        if name in _NOT_COUNTED:
            continue
        if not match[1]:
            opened[name] = opened.get(name, 0) + 1
            depth += 1
            if depth > MAX_DEPTH:
                return True
        elif opened.get(name):
            opened[name] -= 1
            depth -= 1
    return False
