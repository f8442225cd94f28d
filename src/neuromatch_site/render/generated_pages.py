"""The pages that no file of the course is for: weeks, search, not found, offline."""

import json
import re

from msgspec.structs import replace

from neuromatch_site.model.artifact import Artifact
from neuromatch_site.model.ast.text import text_of
from neuromatch_site.model.course import Project
from neuromatch_site.render.addresses import Addresses, fixed_addresses, page_addresses
from neuromatch_site.render.navigation import Place, sidebar, week_entries
from neuromatch_site.render.offline import OFFLINE
from neuromatch_site.render.page import bare_page_view, print_page
from neuromatch_site.render.renderer import LocalizedRenderer, Renderer

_WORD = re.compile(r"[^\W\d_]{4,}")
SEARCH = "/search/"
NOT_FOUND = "/404.html"


def render_generated_pages(project: Project, renderer: Renderer) -> list[Artifact]:
    """Return the pages that are made for the course; none takes the address of a page."""
    localized = renderer.for_language(project.site.options.language)
    taken = {page.source.url for page in project.pages}
    made = [
        _week(place, project, localized, renderer) for place in week_entries(renderer.navigation)
    ]
    if SEARCH not in taken and localized.site.search:
        made.append(_search(project, localized, renderer))
        made.append(_known_words(project))
    if NOT_FOUND not in taken:
        made.append(_not_found(project, localized, renderer))
    if OFFLINE not in taken and localized.site.worker:
        made.append(_offline(project, localized, renderer))
    return made


def _week(
    place: Place, project: Project, localized: LocalizedRenderer, renderer: Renderer
) -> Artifact:
    entry = place.entry
    view = replace(
        bare_page_view(entry.url, "week", entry.title, localized, renderer),
        sidebar=sidebar(renderer.navigation, entry.url),
        eyebrow=entry.label,
        place=place,
        children=entry.children,
        lessons=entry.children,
    )
    return print_page(view, localized, _addresses(entry.url, renderer), project)


def _search(project: Project, localized: LocalizedRenderer, renderer: Renderer) -> Artifact:
    view = bare_page_view(SEARCH, "search", localized.words("Search"), localized, renderer)
    view = replace(
        view,
        draft=True,
        weeks=renderer.navigation.weeks(),
        others=renderer.navigation.others(),
    )
    return print_page(view, localized, _addresses(SEARCH, renderer), project)


def _known_words(project: Project) -> Artifact:
    """Return the words that search takes a typing mistake for: of titles, headings, glossaries."""
    texts: set[str] = set()
    for page in project.pages:
        texts.add(page.frontmatter.title or page.facts.title)
        texts |= {heading.text for heading in page.facts.headings}
        texts |= {text_of(term.title) for term in page.facts.terms}
    words = {word for text in texts for word in _WORD.findall(text)}
    return Artifact("search/words.json", json.dumps(sorted(words), ensure_ascii=False).encode())


def _not_found(project: Project, localized: LocalizedRenderer, renderer: Renderer) -> Artifact:
    view = bare_page_view(NOT_FOUND, "404", localized.words("Page not found"), localized, renderer)
    return print_page(
        replace(view, draft=True),
        localized,
        fixed_addresses(project.site.options.base_url),
        project,
    )


def _offline(project: Project, localized: LocalizedRenderer, renderer: Renderer) -> Artifact:
    view = bare_page_view(
        OFFLINE, "offline", localized.words("You are offline"), localized, renderer
    )
    return print_page(replace(view, draft=True), localized, _addresses(OFFLINE, renderer), project)


def _addresses(url: str, renderer: Renderer) -> Addresses:
    return page_addresses(url, disk=renderer.made_from.disk)
