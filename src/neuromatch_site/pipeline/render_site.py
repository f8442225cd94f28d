"""The course as a whole -> every file of the site.

1. ``publish_files``: images and downloads -> their paths on the site.
2. ``_site_context``: the theme, and the parts around every page.
3. ``_render_open_pages``: pages that are open in a preview, shown at once.
4. ``_render_pages``: all pages, cached or rendered in parallel.
5. ``exporters``: all other files.
"""

import logging
from collections.abc import Mapping, Sequence
from functools import partial

from msgspec import Struct
from msgspec.structs import replace

from neuromatch_site.cache.folders import compiled_folder
from neuromatch_site.cache.page_cache import BuildCache, Rendered, digest_of, values_digest
from neuromatch_site.diagnostics.diagnostic import Diagnostics
from neuromatch_site.exporters import ExportContext, card_style, export
from neuromatch_site.model.artifact import Artifact
from neuromatch_site.model.course import Page, Project
from neuromatch_site.model.data_links import with_links
from neuromatch_site.pipeline.book import talks_of_book
from neuromatch_site.pipeline.context import BuildContext, OpenPages
from neuromatch_site.pipeline.formula_font import formula_font
from neuromatch_site.pipeline.join import publish_files
from neuromatch_site.pipeline.options import Options
from neuromatch_site.pipeline.read_course import PagesRead
from neuromatch_site.pipeline.read_page import ReadContext, read_page
from neuromatch_site.pipeline.render_page import (
    SiteContext,
    page_context,
    render_page_files,
    render_site_page,
    rendered_digest,
    site_page_keys,
)
from neuromatch_site.pipeline.session import session_of, shared_inputs_of
from neuromatch_site.pipeline.templates_folder import overrides_of
from neuromatch_site.postprocess.search import Indexing
from neuromatch_site.render.design_tokens import with_tokens
from neuromatch_site.render.generated_pages import SitePage, known_words, site_pages
from neuromatch_site.render.offline import service_worker
from neuromatch_site.render.published_files import Published
from neuromatch_site.render.renderer import MadeFrom, make_renderer
from neuromatch_site.render.site import site_assets
from neuromatch_site.workers.pool import Workers

_LOG = logging.getLogger(__name__)


class Rendering(Struct, frozen=True):
    """What pages are rendered with; enough to render one again."""

    site: SiteContext
    reading: ReadContext
    keys: Mapping[str, str]
    """The cache key of each page, by its path."""
    cache: BuildCache


class RenderedSite(Struct):
    """The files of a site, and what its pages were rendered with."""

    files: list[Artifact]
    rendering: Rendering
    count: int = 0
    """Number of pages that were rendered, not cached."""


def render_site(
    read: PagesRead,
    project: Project,
    context: BuildContext,
    workers: Workers,
    diagnostics: Diagnostics,
) -> RenderedSite:
    """Return every file of the site except the search index."""
    files, cache, progress = read.context.files, context.cache, context.progress
    published, copies = publish_files(project, files, cache, diagnostics)
    offered = published.downloads
    project.data = with_links(project.data, lambda url, _: offered.get(url.lstrip("/"), url))
    progress.done("pictures")
    site = _site_context(project, published, read, context, diagnostics)
    rendering = Rendering(site, read.context, read.keys, cache)
    first = _render_open_pages(rendering, context.preview, copies)
    pages = _render_pages(rendering, context, workers, diagnostics)
    artifacts = [*pages.files, *_render_site_pages(rendering, workers)]
    if context.search is not None and project.variants is None:
        context.search.ask(artifacts)  # pagefind works while the rest is made
    artifacts += [*copies, *site.renderer.artifacts, *formula_font(project, cache, diagnostics)]
    progress.done("render")
    taken = {file.path: file for file in artifacts}
    artifacts += _export(rendering, context.options, published, taken, diagnostics)
    artifacts += _service_worker(artifacts, site)
    progress.done("export")
    return RenderedSite(artifacts, rendering, first.count + pages.count)


def _site_context(
    project: Project,
    published: Published,
    read: PagesRead,
    context: BuildContext,
    diagnostics: Diagnostics,
) -> SiteContext:
    """Return what every page is rendered with."""
    options, cache = context.options, context.cache
    session = session_of(cache)
    overrides = overrides_of(read.context.files, options, project.variants)
    opened = session.open_theme(overrides, read.context.files.root, diagnostics)
    theme = with_tokens(opened, project.site.options, published)
    around = {name: part.content for name, part in project.site_parts.items()}
    about = [replace(project.config, toc=None), project.site, dict(project.inventories), around]
    branding = repr(site_assets(project, published))
    style = card_style(project, read.context.files)
    made_of = (branding, str(options.disk), style.font)
    key = digest_of(cache.code, theme.digest, values_digest(about), *made_of)
    made_from = MadeFrom(theme, published, options.disk)
    fresh = make_renderer(
        project, made_from, cache=compiled_folder(), localized_themes=session.localized_themes
    )
    renderer = session.renderer_for(shared_inputs_of(project, published, fresh, key), fresh, cache)
    return SiteContext(
        project=project,
        renderer=renderer,
        addresses=published.addresses,
        solutions=options.solutions,
        key=key,
        card_style=style,
    )


def _render_open_pages(
    rendering: Rendering, preview: OpenPages, needed: Sequence[Artifact]
) -> RenderedSite:
    """Show the pages that are open in a browser before all others; they are cached, as all are."""
    urls = preview.urls()
    pages = [page for page in rendering.site.project.pages if page.source.url in urls]
    rendered = RenderedSite([], rendering)
    for page in pages:
        cached = _cached(page, rendering)
        rendered.files += files_of(cached or render_one(page, rendering), rendering)
        rendered.count += cached is None
    if pages:
        preview.show([*rendered.files, *rendering.site.renderer.artifacts, *needed])
    return rendered


def _render_pages(
    rendering: Rendering, context: BuildContext, workers: Workers, diagnostics: Diagnostics
) -> RenderedSite:
    """Return the files of every page, cached or rendered."""
    pages, cache, session = (
        rendering.site.project.pages,
        rendering.cache,
        session_of(rendering.cache),
    )
    known = {page.source.path: _cached(page, rendering) for page in pages}
    missing = [page for page in pages if known[page.source.path] is None]
    for page in missing:
        _LOG.debug("%s: rendered again", page.source.path)
    executor = workers.for_items(len(missing))
    fresh = executor.map(partial(render_one, rendering=rendering), missing)
    items = context.progress.over(fresh, "writing", len(missing))
    for page, rendered in zip(missing, items, strict=True):
        held = cache.adopt_rendered(rendering.keys[page.source.path], rendered)
        session.digests[_read_key(page, rendering)] = rendered.context_digest
        known[page.source.path] = held
        _index(held, context.search, cache)
    session.put_digests({_read_key(page, rendering) for page in pages}, cache)
    done = [
        (page, page_files) for page in pages if (page_files := known[page.source.path]) is not None
    ]
    diagnostics.items += [item for _, rendered in done for item in rendered.diagnostics]
    files = [file for _, rendered in done for file in files_of(rendered, rendering)]
    return RenderedSite(files, rendering, len(missing))


def _render_site_pages(rendering: Rendering, workers: Workers) -> list[Artifact]:
    """Return the pages that are made for the course, cached or rendered, and words of search."""
    site, cache = rendering.site, rendering.cache
    generated = site_pages(site.project, site.renderer)
    keys = site_page_keys(generated, site)
    cache.live_keys.update(keys)
    known = {key: cache.get_rendered(key) for key in keys}
    missing = [(page, key) for page, key in zip(generated, keys, strict=True) if known[key] is None]
    pages, of_pages = [page for page, _ in missing], [key for _, key in missing]
    executor = workers.for_items(len(missing))
    fresh = executor.map(partial(_render_site_page, rendering=rendering), pages, of_pages)
    for key, rendered in zip(of_pages, fresh, strict=True):
        known[key] = cache.adopt_rendered(key, rendered)
    files = [file for item in known.values() if item for file in files_of(item, rendering)]
    return [*files, *known_words(site.project, site.renderer)]


def _render_site_page(page: SitePage, key: str, rendering: Rendering) -> Rendered:
    return rendering.cache.put_rendered(key, render_site_page(page, rendering.site))


def _index(rendered: Rendered, search: Indexing | None, cache: BuildCache) -> None:
    """Hand a page that was rendered to the search index."""
    if search is None or not search.reads_early:
        return
    for path, file in rendered.files.items():
        if path.endswith(".html"):
            text = file if isinstance(file, bytes) else cache.file_path(file).read_bytes()
            search.add(path, text)


def _cached(page: Page, rendering: Rendering) -> Rendered | None:
    """Return what an earlier build rendered of a page, where nothing that it shows has changed.

    What stands around the page is worked out only where there is an entry to compare it with, and
    only once for all that was read the same: it costs a third of rendering.
    """
    site, cache = rendering.site, rendering.cache
    cached = cache.get_rendered(rendering.keys[page.source.path])
    if cached is None:
        return None
    session, read_key = session_of(cache), _read_key(page, rendering)
    if read_key not in session.digests:
        session.digests[read_key] = page_context(page, site, session).digest
    digest = rendered_digest(page, site, session.digests[read_key], cached.lookups)
    if cached.digest != digest:
        return None
    if cache.lean:
        session.drop_page_context(page)
    return cached


def _read_key(page: Page, rendering: Rendering) -> str:
    """Return what changes with anything that was read of a page."""
    read = sorted(page.dependencies.items())
    return digest_of(rendering.keys[page.source.path], repr(read))


def render_one(page: Page, rendering: Rendering) -> Rendered:
    """Return the files of a page, and store them in the cache."""
    key, cache = rendering.keys[page.source.path], rendering.cache
    session = session_of(cache)
    around = page_context(page, rendering.site, session)
    whole, *of_book = (
        load_tree(shown_page, rendering.keys[shown_page.source.path], rendering.reading, cache)
        for shown_page in (page, *talks_of_book(page, rendering.site.project))
    )
    rendered = cache.put_rendered(key, render_page_files(whole, rendering.site, around, of_book))
    if cache.lean:
        session.drop_page_context(page)
    return rendered


def files_of(rendered: Rendered, rendering: Rendering) -> list[Artifact]:
    """Return the files of a page as artifacts."""
    return [
        Artifact(path, file)
        if isinstance(file, bytes)
        else Artifact(path, rendering.cache.file_path(file), linked=True)
        for path, file in rendered.files.items()
    ]


def _service_worker(artifacts: Sequence[Artifact], site: SiteContext) -> list[Artifact]:
    """Return what keeps pages for reading without a network, where the course wants it."""
    shared = site.renderer.localized[""].site
    return [service_worker(artifacts, shared.assets)] if shared.worker else []


def _export(
    rendering: Rendering,
    options: Options,
    published: Published,
    taken: Mapping[str, Artifact],
    diagnostics: Diagnostics,
) -> list[Artifact]:
    """Return every file that is no page, style, script or picture; ``taken`` are those, by path."""
    cache = rendering.cache
    context = ExportContext(
        published=published.addresses,
        taken=taken,
        files=rendering.reading.files,
        solutions=rendering.site.solutions,
        epoch=options.epoch,
        disk=options.disk,
        diagnostics=diagnostics,
        recall=cache.get_blob,
        keep=cache.put_blob,
    )
    return export(rendering.site.project, context)


def load_tree(page: Page, key: str, reading: ReadContext, cache: BuildCache) -> Page:
    """Return the page with its tree, which cached pages can lack."""
    return cache.load_tree(key, page) or read_page(page.source, reading)
