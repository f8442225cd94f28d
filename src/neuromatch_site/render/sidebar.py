"""The sidebar, rendered once for all pages that share a branch of the toc."""

from collections.abc import Iterator, Sequence

from markupsafe import Markup, escape
from msgspec.structs import replace

from neuromatch_site.render.addresses import Addresses
from neuromatch_site.render.navigation import SidebarItem
from neuromatch_site.render.renderer import LocalizedRenderer


def print_sidebar(
    items: Sequence[SidebarItem],
    end: Markup,
    localized: LocalizedRenderer,
    addresses: Addresses,
) -> Markup:
    """Return the sidebar with the current page marked; empty if there is none.

    ``end`` is the part of the course below it.
    """
    if not items:
        return Markup()
    flat = list(_flat(items))
    shared = (
        addresses,
        tuple((item.entry.url, item.entry.title, item.open, item.folded) for item in flat),
    )
    if shared not in localized.sidebars:
        template = localized.environment.get_template("components/sidebar.html").module
        unmarked = [_unmarked(item) for item in items]
        printed = template.sidebar(unmarked, localized.site, addresses.to, end)  # type: ignore[attr-defined]
        localized.sidebars[shared] = Markup(printed)  # noqa: S704 - a template made it
    current = next((item.entry.url for item in flat if item.current), None)
    if current is None:
        return localized.sidebars[shared]
    link = f'<a href="{escape(addresses.to(current))}"'
    marked = str(localized.sidebars[shared]).replace(link, f'{link} aria-current="page"', 1)
    return Markup(marked)  # noqa: S704 - what a template printed


def _flat(items: Sequence[SidebarItem]) -> Iterator[SidebarItem]:
    for item in items:
        yield item
        yield from _flat(item.children)


def _unmarked(item: SidebarItem) -> SidebarItem:
    children = tuple(_unmarked(child) for child in item.children)
    return replace(item, current=False, children=children)
