"""The course as a whole -> every file of the site."""

from collections.abc import Callable, Collection, Mapping, Sequence
from concurrent.futures import Executor
from functools import partial

from msgspec import Struct
from msgspec.structs import replace

from neuromatch_site.cache.folders import compiled_folder
from neuromatch_site.cache.page_cache import (
    BuildCache,
    Rendered,
    digest_of,
    values_digest,
)
from neuromatch_site.diagnostics.diagnostic import Diagnostics
from neuromatch_site.exporters import ExportContext, export
from neuromatch_site.filesystem.course_files import CourseFiles
from neuromatch_site.model.artifact import Artifact
from neuromatch_site.model.course import Page, Project
from neuromatch_site.pipeline.join import overrides_of, publish_files
from neuromatch_site.pipeline.options import Options
from neuromatch_site.pipeline.read_page import Course, read_page
from neuromatch_site.pipeline.render_page import Site, page_context, recalled_files, render
from neuromatch_site.pipeline.session import session_of, shared_inputs_of
from neuromatch_site.postprocess.search import Indexing
from neuromatch_site.render.generated_pages import render_made_pages
from neuromatch_site.render.offline import service_worker
from neuromatch_site.render.published_files import Published
from neuromatch_site.render.renderer import MadeFrom, make_renderer
from neuromatch_site.render.site import site_assets
from neuromatch_site.workers.pool import Workers
from neuromatch_site.workers.progress import Progress


class Viewers(Struct, frozen=True):
    """Those who look at pages of the site while it is built again."""

    looking_at: Callable[[], Collection[str]]
    """Return the addresses of pages that are rendered before all others."""
    show: Callable[[Sequence[Artifact]], None]
    """Take the files of these pages, and what they need, as soon as they are made."""


NOBODY = Viewers(tuple, lambda _: None)


class Crew(Struct, frozen=True):
    """Who else has a part in a build."""

    viewers: Viewers = NOBODY
    cluster: Executor | None = None
    """What reads and renders the pages, in place of processes of this machine."""
    indexing: Indexing | None = None
    """Has pages read for the search as soon as they are made."""


ALONE = Crew()


class Stage(Struct, frozen=True):
    """What rendering goes by."""

    site: Site
    course: Course
    keys: Mapping[str, str]
    memory: BuildCache


class RenderedSite(Struct):
    """Files of the site, how many pages were rendered for them, and what that went by."""

    files: list[Artifact]
    stage: Stage
    count: int = 0


class Scene(Struct, frozen=True):
    """What drawing a course goes by, beside the course."""

    course: Course
    keys: Mapping[str, str]
    options: Options
    memory: BuildCache
    progress: Progress
    workers: Workers
    crew: Crew


def render_site(scene: Scene, project: Project, found: Diagnostics) -> RenderedSite:
    """Return every file of the site."""
    files, memory, options = scene.course.files, scene.memory, scene.options
    published, copies = publish_files(project, files, memory)
    scene.progress.done("pictures")
    site = _site(project, published, files, options, memory, found)
    stage = Stage(site, scene.course, scene.keys, memory)
    first = _render_first(stage, scene.crew.viewers, copies)
    made = _render(stage, scene, found)
    artifacts = [*made.files, *render_made_pages(project, site.renderer)]
    if scene.crew.indexing is not None and project.variants is None:
        scene.crew.indexing.ask(artifacts)  # the rest is made meanwhile
    artifacts += [*copies, *site.renderer.artifacts]
    scene.progress.done("render")
    artifacts += _exported(scene, project, published, [file.path for file in artifacts], found)
    artifacts += _kept(artifacts, site)
    scene.progress.done("export")
    return RenderedSite(artifacts, stage, first.count + made.count)


def _site(
    project: Project,
    published: Published,
    files: CourseFiles,
    options: Options,
    memory: BuildCache,
    found: Diagnostics,
) -> Site:
    """Return what every page is rendered with."""
    session = session_of(memory)
    theme = session.open_theme(overrides_of(files, options, project.variants), found)
    about = [replace(project.config, toc=None), project.site, dict(project.inventories)]
    shown = repr(site_assets(project, published))
    key = digest_of(memory.code, theme.digest, values_digest(about), shown, str(options.disk))
    cache = compiled_folder()
    made_from = MadeFrom(theme, published, options.disk)
    made = make_renderer(project, made_from, cache=cache, localized_themes=session.localized_themes)
    renderer = session.renderer_for(shared_inputs_of(project, published, made, key), made, memory)
    addresses = published.addresses
    solutions = options.solutions
    return Site(
        project=project, renderer=renderer, addresses=addresses, solutions=solutions, key=key
    )


def _render_first(stage: Stage, viewers: Viewers, needed: Sequence[Artifact]) -> RenderedSite:
    """Show the pages that somebody looks at. They are remembered, as all are."""
    looking_at = viewers.looking_at()
    pages = [page for page in stage.site.project.pages if page.source.url in looking_at]
    made = RenderedSite([], stage)
    for page in pages:
        kept = _recalled(page, stage)
        made.files += files_of(page, kept or render_one(page, stage), stage)
        made.count += kept is None
    if pages:
        viewers.show([*made.files, *stage.site.renderer.artifacts, *needed])
    return made


def _render(stage: Stage, scene: Scene, found: Diagnostics) -> RenderedSite:
    """Return the files of every page, remembered or rendered."""
    pages, session = stage.site.project.pages, session_of(stage.memory)
    kept = {page.source.path: _recalled(page, stage) for page in pages}
    missing = [page for page in pages if kept[page.source.path] is None]
    executor = scene.workers.for_items(len(missing))
    fresh = executor.map(partial(render_one, stage=stage), missing)
    shown = scene.progress.over(fresh, "writing", len(missing))
    for page, made in zip(missing, shown, strict=True):
        stage.memory.adopt_rendered(stage.keys[page.source.path], made)
        session.digests[_read_as(page, stage)] = made.frame
        kept[page.source.path] = made
        _index(made, scene.crew.indexing)
    session.keep_digests({_read_as(page, stage) for page in pages}, stage.memory)
    done = [(page, one) for page in pages if (one := kept[page.source.path]) is not None]
    found.found += [item for _, one in done for item in one.diagnostics]
    files = [file for page, one in done for file in files_of(page, one, stage)]
    return RenderedSite(files, stage, len(missing))


def _index(made: Rendered, indexing: Indexing | None) -> None:
    """Have a page read that was made."""
    for name, text in made.files.items() if indexing else ():
        if indexing and text and name.endswith(".html"):
            indexing.add(name, text.encode())


def _recalled(page: Page, stage: Stage) -> Rendered | None:
    site, memory, key = stage.site, stage.memory, stage.keys[page.source.path]
    if memory.file(key) is None:
        return None  # what stands around the page is then worked out where it is rendered
    digests, read_as = session_of(memory).digests, _read_as(page, stage)
    if read_as not in digests:
        digests[read_as] = page_context(page, site, session_of(memory)).digest
    return recalled_files(page, key, site, digests[read_as], memory)


def _read_as(page: Page, stage: Stage) -> str:
    """Return what changes with anything that was read of a page."""
    read = sorted(page.dependencies.items())
    return digest_of(stage.keys[page.source.path], repr(read))


def render_one(page: Page, stage: Stage) -> Rendered:
    """Return what a page gives, and remember it."""
    key, memory = stage.keys[page.source.path], stage.memory
    frame = page_context(page, stage.site, session_of(memory))
    rendered = render(whole_page(page, key, stage.course, memory), stage.site, frame)
    return memory.put_rendered(key, rendered)


def files_of(page: Page, rendered: Rendered, stage: Stage) -> list[Artifact]:
    """Return the files that a page gave."""
    key, memory = stage.keys[page.source.path], stage.memory
    return [
        Artifact(path, memory.beside(key, path) if text is None else text.encode())
        for path, text in rendered.files.items()
    ]


def _kept(artifacts: Sequence[Artifact], site: Site) -> list[Artifact]:
    """Return what keeps pages for reading without a network, where the course wants it."""
    shown = site.renderer.editions[""].site
    return [service_worker(artifacts, shown.assets)] if shown.worker else []


def _exported(
    scene: Scene, project: Project, published: Published, taken: Sequence[str], found: Diagnostics
) -> list[Artifact]:
    """Return every file that is no page, style, script or picture; ``taken`` are paths of those."""
    options, memory = scene.options, scene.memory
    context = ExportContext(
        published=published.addresses,
        taken=taken,
        files=scene.course.files,
        solutions=options.solutions,
        disk=options.disk,
        diagnostics=found,
        recall=memory.recall,
        keep=memory.keep,
    )
    return export(project, context)


def whole_page(page: Page, key: str, course: Course, memory: BuildCache) -> Page:
    """Return the page with its tree, which a page that is remembered may lack."""
    return memory.whole(key, page) or read_page(page.source, course)
