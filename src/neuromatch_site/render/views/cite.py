"""Citations and the list of references."""

from markupsafe import Markup
from msgspec import Struct

from neuromatch_site.model.ast.nodes import Bibliography, Cite, CiteGroup
from neuromatch_site.render.html import RenderContext


class Reference(Struct, frozen=True, kw_only=True):
    """A work in the list of references."""

    html_id: str
    entry: Markup
    number: str = ""
    """As shown: ``[1]``, ``1.``."""
    marks: tuple[str, ...] = ()
    """The ``id`` of each citation of it on the page."""
    pages: tuple[tuple[str, str], ...] = ()
    """URL and title of the citing pages, in the list of the whole course."""


def cite(node: Cite, _context: RenderContext) -> dict[str, object]:
    """Return the entry in the list of references."""
    work = (node.html_id or "").rpartition("-")[0]
    return {"href": f"#{work}" if work and not node.error else ""}


def cite_group(node: CiteGroup, context: RenderContext) -> dict[str, object]:
    """Return the citations with the texts before, between and after them."""
    before, *gaps, after = node.marks or ("", "; ", "")
    parts = [context.render([child]) for child in node.children]
    gaps = gaps if len(gaps) == len(parts) - 1 else gaps[:1] * len(parts)
    cites = Markup("").join(
        Markup("{}{}").format(gaps[number - 1] if number else "", part)
        for number, part in enumerate(parts)
    )
    group = Markup("{}{}{}").format(before, cites, after)
    return {"children": Markup("<sup>{}</sup>").format(group) if node.superscript else group}


def bibliography(node: Bibliography, context: RenderContext) -> dict[str, object]:
    """Return the works of the list."""
    return {"items": [_reference_view(reference, context) for reference in node.references or ()]}


def _reference_view(reference: dict[str, object], context: RenderContext) -> Reference:
    marks, pages = reference.get("marks"), reference.get("pages")
    return Reference(
        html_id=str(reference.get("html_id", "")),
        entry=Markup(str(reference.get("html", ""))),  # noqa: S704 - clean, see Bibliography
        number=str(reference.get("number", "")),
        marks=tuple(str(mark) for mark in marks) if isinstance(marks, list) else (),
        pages=tuple(
            (context.addresses.to(str(page.get("url", ""))), str(page.get("title", "")))
            for page in (pages if isinstance(pages, list) else ())
            if isinstance(page, dict)
        ),
    )
