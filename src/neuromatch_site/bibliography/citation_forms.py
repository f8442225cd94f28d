"""How a style cites in the text: what stands around numbers and pages."""

import re

from msgspec import Struct

_PAGES = re.compile(r"(?:pp?\.?|pages?)\s*([\w–-]+)(.*)", re.IGNORECASE | re.DOTALL)


class CitationForms(Struct, frozen=True, kw_only=True):
    """What a style puts around what it cites."""

    before: str = "["
    """The number of a work, or the first of several."""
    between: str = ", "
    after: str = "]"
    superscript: bool = False
    in_order: bool = False
    """Numbers that stand together are put in order."""
    merged: bool = False
    """Works of the same people are sorted, and have their names once: ``Roe, 2020a, 2020b``."""
    collapse: bool = False
    """Three numbers in a row, or more, are written as the first and the last."""
    label: str = "[{}]"
    """The number in the list of references."""
    page: str = ", p. {}"
    """Behind a work, one page of it; empty where the style has no pages."""
    pages: str = ", pp. {}"


def located(suffix: str | None, forms: CitationForms) -> str:
    """Return what stands behind a work: pages as the style writes them, the rest as written."""
    if not suffix:
        return ""
    match = _PAGES.fullmatch(suffix)
    if match is None or not forms.page:
        return f", {suffix}"
    several = re.search(r"\d\D+\d", match[1]) is not None
    pages = match[1].replace("-", "–")
    return (forms.pages if several else forms.page).replace("{}", pages) + match[2]
