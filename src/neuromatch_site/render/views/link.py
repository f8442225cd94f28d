"""Links and references: their URLs, relative to the page."""

import re
from urllib.parse import quote

from neuromatch_site.media.active_files import TEXT
from neuromatch_site.model.ast.nodes import Button, CrossReference, FootnoteReference, Link
from neuromatch_site.model.ast.text import text_of
from neuromatch_site.render.html import RenderContext

_AROUND = re.compile(r"\Ahttps?://|/\Z")


def link(node: Link, context: RenderContext) -> dict[str, object]:
    """Return where a link leads, and whether it says so; a file of the course is a download."""
    file = node.static or node.protocol == "file"
    url = context.published.downloads.get(node.url.lstrip("/")) if file else None
    name = node.url.rpartition("/")[2]
    inert = url is not None and url.endswith(f"/{quote(name)}{TEXT}")
    return {
        "href": context.addresses.to(url or node.url),
        "download": url is not None,
        "is_address": _AROUND.sub("", node.url) == _AROUND.sub("", text_of(node)),
        "filename": (node.data or {}).get("filename", name if inert else ""),
    }


def button(node: Button, context: RenderContext) -> dict[str, object]:
    """Return the URL of a button."""
    return {"href": context.addresses.to(node.url) if node.url else ""}


def cross_reference(node: CrossReference, context: RenderContext) -> dict[str, object]:
    """Return the URL of a reference; none if it was not resolved."""
    if node.resolved is False:
        return {"href": ""}
    url = context.addresses.to(node.url) if node.url else ""
    place = f"#{node.html_id}" if node.html_id and "#" not in url else ""
    return {"href": url + place}


def footnote_reference(node: FootnoteReference, context: RenderContext) -> dict[str, object]:
    """Return the number of a footnote, its id, and the id of its first mark."""
    notes = context.footnotes
    return {
        "number": notes.numbers.get(node.identifier, node.number or 0),
        "target": notes.target(node.identifier),
        "html_id": notes.mark(node),
    }
