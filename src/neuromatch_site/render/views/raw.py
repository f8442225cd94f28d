"""Sanitized raw HTML."""

import re

from markupsafe import Markup

from neuromatch_site.model.ast.nodes import HtmlElement, SafeHtml
from neuromatch_site.render.html import RenderContext
from neuromatch_site.urls import UrlKind

_VOID = frozenset({"br", "col", "hr", "img", "wbr"})
_MARK = re.compile(r"<!--(\d+)-->")


def html_element(node: HtmlElement, context: RenderContext) -> dict[str, object]:
    """Return the tags of an allowed element."""
    attributes = dict(node.attributes or {})
    if "href" in attributes:
        attributes["href"] = context.addresses.to(attributes["href"])
    if "src" in attributes:
        attributes["src"] = context.addresses.to(attributes["src"], UrlKind.EMBEDDED)
    written = Markup("").join(
        Markup(' {}="{}"').format(name, attributes[name]) for name in attributes
    )
    return {"name": node.name, "written": written, "void": node.name in _VOID}


def safe_html(node: SafeHtml, context: RenderContext) -> dict[str, object]:
    """Return the HTML, with its placeholders filled in."""
    html = node.value
    if node.children:
        parts = [context.render([part]) for part in node.children]
        html = _MARK.sub(lambda match: parts[int(match[1])], html)
    return {"html": Markup(html), "inline": node.inline}  # noqa: S704 - cleaned by its reader
