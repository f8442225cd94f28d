"""Raw HTML that was cleaned."""

from markupsafe import Markup

from neuromatch_site.model.ast.nodes import HtmlElement, SafeHtml
from neuromatch_site.render.html import RenderContext
from neuromatch_site.urls import UrlKind

_VOID = frozenset({"br", "col", "hr", "img", "wbr"})


def html_element(node: HtmlElement, context: RenderContext) -> dict[str, object]:
    """Return the tags of an allowed element."""
    given = dict(node.attributes or {})
    if "href" in given:
        given["href"] = context.addresses.to(given["href"])
    if "src" in given:
        given["src"] = context.addresses.to(given["src"], UrlKind.EMBEDDED)
    written = Markup("").join(Markup(' {}="{}"').format(name, given[name]) for name in given)
    return {"name": node.name, "written": written, "void": node.name in _VOID}


def safe_html(node: SafeHtml, _context: RenderContext) -> dict[str, object]:
    """Return the HTML."""
    return {"html": Markup(node.value)}  # noqa: S704 - cleaned by the transform that made it
