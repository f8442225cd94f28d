"""The pages that no file of the course is for: weeks, search, not found."""

from dataclasses import replace

from neuromatch_site.artifact import Artifact
from neuromatch_site.metadata.head import Head
from neuromatch_site.project import Project
from neuromatch_site.render.addresses import Addresses, fixed_addresses, page_addresses
from neuromatch_site.render.navigation import Place, sidebar, week_entries
from neuromatch_site.render.page import PageView, head_title, print_page
from neuromatch_site.render.renderer import Edition, Renderer
from neuromatch_site.render.security import content_security_policy
from neuromatch_site.render.words import direction

SEARCH = "/search/"
NOT_FOUND = "/404.html"


def render_made_pages(project: Project, renderer: Renderer) -> list[Artifact]:
    """Return the pages that are made for the course; none takes the address of a page."""
    edition = renderer.edition(project.site.options.language)
    taken = {page.source.url for page in project.pages}
    made = [_week(place, edition, renderer) for place in week_entries(renderer.navigation)]
    if SEARCH not in taken:
        made.append(_search(edition, renderer))
    if NOT_FOUND not in taken:
        made.append(_not_found(project, edition, renderer))
    return made


def _week(place: Place, edition: Edition, renderer: Renderer) -> Artifact:
    entry = place.entry
    view = replace(
        _view(entry.url, "week", entry.title, edition, renderer),
        sidebar=sidebar(renderer.navigation, entry.url),
        eyebrow=entry.label,
        place=place,
        children=entry.children,
    )
    return print_page(view, edition, _addresses(entry.url, renderer))


def _search(edition: Edition, renderer: Renderer) -> Artifact:
    view = _view(SEARCH, "search", edition.words("Search"), edition, renderer)
    return print_page(view, edition, _addresses(SEARCH, renderer))


def _not_found(project: Project, edition: Edition, renderer: Renderer) -> Artifact:
    view = _view(NOT_FOUND, "404", edition.words("Page not found"), edition, renderer)
    return print_page(view, edition, fixed_addresses(project.site.options.base_url))


def _view(url: str, layout: str, title: str, edition: Edition, renderer: Renderer) -> PageView:
    return PageView(
        site=edition.site,
        layout=layout,
        url=url,
        language=edition.words.language,
        direction=direction(edition.words.language),
        title=title,
        head_title=head_title(title, edition.site.title),
        policy=content_security_policy(),
        head=Head(metas=(), links=(), json_ld=""),
        draft=layout in ("search", "404"),
        weeks=[entry for entry in renderer.navigation.entries if entry.url != "/"],
    )


def _addresses(url: str, renderer: Renderer) -> Addresses:
    return page_addresses(url, index_names=renderer.index_names)
