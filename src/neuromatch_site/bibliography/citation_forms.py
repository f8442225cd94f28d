"""How a style cites in the text: what stands around numbers and pages."""

import re
from html import escape

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
    """Works of the same people have their names once: ``Roe, 2020a, 2020b``."""
    sorted: bool = False
    """Works that are cited together are sorted."""
    collapse: bool = False
    """Three numbers in a row, or more, are written as the first and the last."""
    label: str = "[{}]"
    """The number in the list of references."""
    in_notes: bool = False
    """Works are cited at the foot of the page."""
    in_quotes: bool = False
    """Points and commas stand inside of quotation marks, in notes."""
    page: str = ", p. {}"
    """Behind a work, one page of it; empty where the style has no pages."""
    pages: str = ", pp. {}"


class WorkTexts(Struct, frozen=True, kw_only=True):
    """What a style says of a work, as clean HTML."""

    cited: str
    """In parentheses, without them."""
    entry: str
    """In the list."""
    repeated: str = ""
    """In the list, below another work of the same people; empty where that is the same."""
    notes: tuple[str, ...] = ()
    """At the foot of the page: the work in full, and so with a page (``{}``); in short
    where it was cited before, and so with a page."""


def note_text(notes: tuple[str, ...], suffix: str | None, forms: CitationForms) -> str:
    """Return a note as HTML, with the pages that are cited; ``notes`` are it without and with."""
    plain, paged = notes
    match = _PAGES.fullmatch(suffix or "")
    if match is None or "{}" not in paged:
        return f"{plain}, {escape(suffix)}" if suffix else plain
    if _is_several(match[1]) and forms.page != forms.pages:
        single, many = (form.replace("{}", "").strip(" ,") for form in (forms.page, forms.pages))
        paged = paged.replace(f"{single} {{}}", f"{many} {{}}") if single else paged
    return paged.replace("{}", _ranged(match[1])) + escape(match[2])


def located(suffix: str | None, forms: CitationForms) -> str:
    """Return what stands behind a work: pages as the style writes them, the rest as written."""
    if not suffix:
        return ""
    match = _PAGES.fullmatch(suffix)
    if match is None or not forms.page:
        return f", {suffix}"
    form = forms.pages if _is_several(match[1]) else forms.page
    return form.replace("{}", _ranged(match[1])) + match[2]


def _is_several(pages: str) -> bool:
    return re.search(r"\d\D+\d", pages) is not None


def _ranged(pages: str) -> str:
    return pages.replace("-", "–")
