"""Pages without a source file: weeks, search, not found, offline."""

import json
import re

from msgspec import Struct
from msgspec.structs import replace

from neuromatch_site.model.artifact import Artifact
from neuromatch_site.model.ast.text import text_of
from neuromatch_site.model.course import Project
from neuromatch_site.render.addresses import Addresses, fixed_addresses, page_addresses
from neuromatch_site.render.navigation import Place, sidebar, week_entries
from neuromatch_site.render.offline import OFFLINE
from neuromatch_site.render.page import PageView, bare_page_view, print_page
from neuromatch_site.render.renderer import LocalizedRenderer, Renderer

_WORD = re.compile(r"[^\W\d_]{4,}")
SEARCH = "/search/"
NOT_FOUND = "/404.html"


class SitePage(Struct, frozen=True):
    """A page without a source file, before it is printed."""

    view: PageView
    addresses: Addresses


def site_pages(project: Project, renderer: Renderer) -> list[SitePage]:
    """Return the generated pages; none has the URL of another page."""
    localized = renderer.for_language(project.site.options.language)
    taken = {page.source.url for page in project.pages}
    pages = [_week(place, localized, renderer) for place in week_entries(renderer.navigation)]
    if SEARCH not in taken and localized.site.search:
        pages.append(_search(localized, renderer))
    if NOT_FOUND not in taken:
        pages.append(_not_found(project, localized, renderer))
    if OFFLINE not in taken and localized.site.worker:
        pages.append(_offline(localized, renderer))
    return pages


def print_site_page(page: SitePage, project: Project, renderer: Renderer) -> Artifact:
    """Return the file of such a page."""
    localized = renderer.for_language(project.site.options.language)
    return print_page(page.view, localized, page.addresses, project)


def _week(place: Place, localized: LocalizedRenderer, renderer: Renderer) -> SitePage:
    entry = place.entry
    view = replace(
        bare_page_view(entry.url, "week", entry.title, localized, renderer),
        sidebar=sidebar(renderer.navigation, entry.url),
        eyebrow=entry.label,
        place=place,
        children=entry.children,
        lessons=entry.children,
    )
    return SitePage(view, _addresses_at(entry.url, renderer))


def _search(localized: LocalizedRenderer, renderer: Renderer) -> SitePage:
    view = bare_page_view(SEARCH, "search", localized.words("Search"), localized, renderer)
    view = replace(
        view,
        draft=True,
        weeks=renderer.navigation.weeks(),
        others=renderer.navigation.others(),
    )
    return SitePage(view, _addresses_at(SEARCH, renderer))


def known_words(project: Project, renderer: Renderer) -> list[Artifact]:
    """Return the words that search suggests for misspelled ones: of titles, headings, terms."""
    localized = renderer.for_language(project.site.options.language)
    if not localized.site.search or any(page.source.url == SEARCH for page in project.pages):
        return []
    texts: set[str] = set()
    for page in project.pages:
        texts.add(page.frontmatter.title or page.facts.title)
        texts |= {heading.text for heading in page.facts.headings}
        texts |= {text_of(term.title) for term in page.facts.terms}
    words = {word for text in texts for word in _WORD.findall(text)}
    text = json.dumps(sorted(words), ensure_ascii=False)
    return [Artifact("search/words.json", text.encode())]


def _not_found(project: Project, localized: LocalizedRenderer, renderer: Renderer) -> SitePage:
    view = bare_page_view(NOT_FOUND, "404", localized.words("Page not found"), localized, renderer)
    return SitePage(replace(view, draft=True), fixed_addresses(project.site.options.base_url))


def _offline(localized: LocalizedRenderer, renderer: Renderer) -> SitePage:
    view = bare_page_view(
        OFFLINE, "offline", localized.words("You are offline"), localized, renderer
    )
    return SitePage(replace(view, draft=True), _addresses_at(OFFLINE, renderer))


def _addresses_at(url: str, renderer: Renderer) -> Addresses:
    return page_addresses(url, disk=renderer.made_from.disk)
