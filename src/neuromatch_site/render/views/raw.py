"""Raw HTML that was cleaned."""

import re

from markupsafe import Markup

from neuromatch_site.model.ast.nodes import HtmlElement, SafeHtml
from neuromatch_site.render.html import RenderContext
from neuromatch_site.urls import UrlKind

_VOID = frozenset({"br", "col", "hr", "img", "wbr"})
_MARK = re.compile(r"<!--(\d+)-->")


def html_element(node: HtmlElement, context: RenderContext) -> dict[str, object]:
    """Return the tags of an allowed element."""
    given = dict(node.attributes or {})
    if "href" in given:
        given["href"] = context.addresses.to(given["href"])
    if "src" in given:
        given["src"] = context.addresses.to(given["src"], UrlKind.EMBEDDED)
    written = Markup("").join(Markup(' {}="{}"').format(name, given[name]) for name in given)
    return {"name": node.name, "written": written, "void": node.name in _VOID}


def safe_html(node: SafeHtml, context: RenderContext) -> dict[str, object]:
    """Return the HTML, with what its marks stand for."""
    html = node.value
    if node.children:
        parts = [context.render([part]) for part in node.children]
        html = _MARK.sub(lambda match: parts[int(match[1])], html)
    return {"html": Markup(html), "inline": node.inline}  # noqa: S704 - cleaned by its reader
