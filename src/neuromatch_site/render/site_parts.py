"""The parts around every page: footer, banner, announcements, ends of the sidebar and header."""

from collections.abc import Callable, Mapping, Sequence

from markupsafe import Markup

from neuromatch_site.config.parts import SITE_PARTS
from neuromatch_site.model.ast.nodes import Root
from neuromatch_site.render.addresses import Addresses
from neuromatch_site.render.footnotes import find_footnotes
from neuromatch_site.render.html import RenderContext
from neuromatch_site.render.news import NewsView
from neuromatch_site.render.renderer import LocalizedRenderer


def print_parts(localized: LocalizedRenderer, addresses: Addresses) -> Mapping[str, Markup]:
    """Return the HTML of each part, by name, with URLs relative to the page.

    Missing parts are empty.
    """
    if addresses not in localized.printed_parts:
        localized.printed_parts[addresses] = {
            name: _printed(localized.parts[name], localized, addresses)
            if name in localized.parts
            else Markup()
            for name in SITE_PARTS
        }
    return localized.printed_parts[addresses]


def print_bars(
    views: Sequence[NewsView],
    localized: LocalizedRenderer,
    addresses: Addresses,
    md: Callable[..., Markup],
) -> Markup:
    """Return the announcements of a page, printed once for all pages with the same ones."""
    parts = (addresses, *views)
    if parts not in localized.printed_bars:
        template = localized.environment.get_template("components/announcement.html").module
        localized.printed_bars[parts] = template.bars(views, addresses.to, md)  # type: ignore[attr-defined]
    return localized.printed_bars[parts]


def _printed(root: Root, localized: LocalizedRenderer, addresses: Addresses) -> Markup:
    context = RenderContext(
        shapes=localized.shapes,
        addresses=addresses,
        published=localized.site.published,
        words=localized.words,
        options=localized.options,
        footnotes=find_footnotes(root),
    )
    return context.render(root.children)
