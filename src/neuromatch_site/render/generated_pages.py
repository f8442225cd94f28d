"""The pages that no file of the course is for: weeks, search, not found, offline."""

from msgspec.structs import replace

from neuromatch_site.model.artifact import Artifact
from neuromatch_site.model.course import Project
from neuromatch_site.render.addresses import Addresses, fixed_addresses, page_addresses
from neuromatch_site.render.navigation import Place, sidebar, week_entries
from neuromatch_site.render.offline import OFFLINE
from neuromatch_site.render.page import frame, print_page
from neuromatch_site.render.renderer import Edition, Renderer

SEARCH = "/search/"
NOT_FOUND = "/404.html"


def render_made_pages(project: Project, renderer: Renderer) -> list[Artifact]:
    """Return the pages that are made for the course; none takes the address of a page."""
    edition = renderer.edition(project.site.options.language)
    taken = {page.source.url for page in project.pages}
    made = [_week(place, edition, renderer) for place in week_entries(renderer.navigation)]
    if SEARCH not in taken and edition.site.search:
        made.append(_search(edition, renderer))
    if NOT_FOUND not in taken:
        made.append(_not_found(project, edition, renderer))
    if OFFLINE not in taken and edition.site.worker:
        made.append(_offline(edition, renderer))
    return made


def _week(place: Place, edition: Edition, renderer: Renderer) -> Artifact:
    entry = place.entry
    view = replace(
        frame(entry.url, "week", entry.title, edition, renderer),
        sidebar=sidebar(renderer.navigation, entry.url),
        eyebrow=entry.label,
        place=place,
        children=entry.children,
    )
    return print_page(view, edition, _addresses(entry.url, renderer))


def _search(edition: Edition, renderer: Renderer) -> Artifact:
    view = frame(SEARCH, "search", edition.words("Search"), edition, renderer)
    view = replace(
        view,
        draft=True,
        weeks=renderer.navigation.weeks(),
        others=renderer.navigation.others(),
    )
    return print_page(view, edition, _addresses(SEARCH, renderer))


def _not_found(project: Project, edition: Edition, renderer: Renderer) -> Artifact:
    view = frame(NOT_FOUND, "404", edition.words("Page not found"), edition, renderer)
    return print_page(
        replace(view, draft=True), edition, fixed_addresses(project.site.options.base_url)
    )


def _offline(edition: Edition, renderer: Renderer) -> Artifact:
    view = frame(OFFLINE, "offline", edition.words("You are offline"), edition, renderer)
    return print_page(replace(view, draft=True), edition, _addresses(OFFLINE, renderer))


def _addresses(url: str, renderer: Renderer) -> Addresses:
    return page_addresses(url, disk=renderer.made_from.disk)
