"""Links, references, citations: where they lead, written for the page they stand on."""

from neuromatch_site.ast.nodes import Button, Cite, CrossReference, FootnoteReference, Link
from neuromatch_site.render.html import RenderContext
from neuromatch_site.render.references import reference_id


def link(node: Link, context: RenderContext) -> dict[str, object]:
    """Return where a link leads; a file of the course is a download."""
    url = context.published.downloads.get(node.url.lstrip("/")) if node.static else None
    return {
        "href": context.addresses.to(url or node.url),
        "download": url is not None,
    }


def button(node: Button, context: RenderContext) -> dict[str, object]:
    """Return where a button leads."""
    return {"href": context.addresses.to(node.url) if node.url else ""}


def cross_reference(node: CrossReference, context: RenderContext) -> dict[str, object]:
    """Return where a reference leads; nowhere if it was not resolved."""
    if node.resolved is False:
        return {"href": ""}
    url = context.addresses.to(node.url) if node.url else ""
    place = f"#{node.html_id}" if node.html_id and "#" not in url else ""
    return {"href": url + place}


def cite(node: Cite, context: RenderContext) -> dict[str, object]:
    """Return the line of the list of references that a citation means."""
    return {"href": "" if node.error else f"#{reference_id(node.identifier or node.label)}"}


def footnote_reference(node: FootnoteReference, context: RenderContext) -> dict[str, object]:
    """Return the number of a footnote, where it is, and the name of its first mark."""
    notes = context.footnotes
    return {
        "number": notes.numbers.get(node.identifier, node.number or 0),
        "target": notes.target(node.identifier),
        "html_id": notes.mark(node),
    }
