"""How a style formats in-text citations: affixes of numbers, page labels."""

import re
from html import escape

from msgspec import Struct

_PAGES = re.compile(r"(?:pp?\.?|pages?)\s*([\w–-]+)(.*)", re.IGNORECASE | re.DOTALL)


class CitationForms(Struct, frozen=True, kw_only=True):
    """The punctuation and affixes of a style's citations."""

    before: str = "["
    """The prefix of the first number of a citation."""
    between: str = ", "
    after: str = "]"
    superscript: bool = False
    in_order: bool = False
    """Numbers in one citation are sorted."""
    merged: bool = False
    """Works of the same authors are grouped: ``Roe, 2020a, 2020b``."""
    sorted: bool = False
    """Works in one citation are sorted."""
    collapse: bool = False
    """Ranges of three or more numbers are collapsed."""
    label: str = "[{}]"
    """The number in the list of references."""
    in_notes: bool = False
    """Works are cited in footnotes."""
    in_quotes: bool = False
    """In notes, periods and commas are inside quotation marks."""
    page: str = ", p. {}"
    """The suffix for one page; empty if the style has no pages."""
    pages: str = ", pp. {}"


class WorkTexts(Struct, frozen=True, kw_only=True):
    """The texts of a work in a style, as clean HTML."""

    cited: str
    """The text in parentheses, without them."""
    entry: str
    """The entry in the list of references."""
    repeated: str = ""
    """The entry below another work of the same authors; empty if it is the same."""
    notes: tuple[str, ...] = ()
    """Four footnotes: the full reference, with a page (``{}``), the short form, and that with a
    page.
    """


def note_text(notes: tuple[str, ...], suffix: str | None, forms: CitationForms) -> str:
    """Return a footnote as HTML with pages; ``notes`` are the forms without and with pages."""
    plain, paged = notes
    match = _PAGES.fullmatch(suffix or "")
    if match is None or "{}" not in paged:
        return f"{plain}, {escape(suffix)}" if suffix else plain
    if _is_several(match[1]) and forms.page != forms.pages:
        single, many = (form.replace("{}", "").strip(" ,") for form in (forms.page, forms.pages))
        paged = paged.replace(f"{single} {{}}", f"{many} {{}}") if single else paged
    return paged.replace("{}", _ranged(match[1])) + escape(match[2])


def located(suffix: str | None, forms: CitationForms) -> str:
    """Return the locator of a work: pages as the style formats them, anything else as written."""
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
