"""The whole pipeline. Start reading here."""

import os
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path

from neuromatch_site.artifact import Artifact
from neuromatch_site.assembly import assemble, publish_files
from neuromatch_site.ast.identifiers import normalize_label
from neuromatch_site.config import Config, load_config
from neuromatch_site.config.error_rules import settle
from neuromatch_site.diagnostics import Diagnostic, Diagnostics
from neuromatch_site.execute import Engine, execute
from neuromatch_site.export import ExportContext, export
from neuromatch_site.files import CourseFiles
from neuromatch_site.load.toc import load_toc
from neuromatch_site.memory import (
    Memory,
    Rendered,
    code_digest,
    compiled_folder,
    digest_of,
    values_digest,
)
from neuromatch_site.options import Options
from neuromatch_site.progress import Progress
from neuromatch_site.project import Page, PageSource, Project
from neuromatch_site.render.addresses import page_file
from neuromatch_site.render.made import render_made_pages
from neuromatch_site.render.published import Published
from neuromatch_site.render.renderer import make_renderer
from neuromatch_site.render.site import furniture
from neuromatch_site.render.theme import theme_folder
from neuromatch_site.stages import (
    Course,
    Site,
    course_of,
    frame_of,
    page_key,
    read_page,
    recalled_files,
    recalled_page,
    render,
)
from neuromatch_site.workers import executor_for
from neuromatch_site.workshop import outlook_of, workshop_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Build:
    """What a build gives: the files of the site, and what is wrong."""

    diagnostics: Sequence[Diagnostic]
    artifacts: Sequence[Artifact] = ()
    pages: int = 0
    read: int = 0
    """Pages that were not remembered."""
    rendered: int = 0
    """Pages whose files were not remembered."""
    whole: bool = True
    """False: there is no site to write, and the old one stays."""
    project: Project | None = None
    """The course as a whole; None where there is none."""
    sources: Mapping[str, str] = field(default_factory=dict)
    """What each page was made from: path on the site -> path in the course."""


@dataclass(frozen=True, slots=True)
class Viewers:
    """Those who look at pages of the site while it is built again."""

    looking_at: Callable[[], Collection[str]]
    """Return the addresses of pages that are rendered before all others."""
    show: Callable[[Sequence[Artifact]], None]
    """Take the files of these pages, and what they need, as soon as they are made."""


NOBODY = Viewers(tuple, lambda _: None)


def build(
    course: Path,
    options: Options,
    progress: Progress,
    memory: Memory,
    viewers: Viewers = NOBODY,
) -> Build:
    """Return the site of a course. Reads the course folder; writes nothing there."""
    found = Diagnostics()
    files = CourseFiles(Path(os.path.realpath(course)))
    config = load_config(files, found)
    toc = load_toc(config, files, found) if config else None
    if config is None or toc is None:
        return Build(diagnostics=settle(found, ()), whole=False)
    config = config.at(options.base_url)
    code = memory.code = memory.code or code_digest()
    progress.done("configuration")
    engine = _engine(options, config, memory)
    executed = execute(toc.sources, files, config, engine, progress, found) if engine else {}
    scene = course_of(config, files, code, solutions=options.solutions, executed=executed)
    keys = {source.path: page_key(source, scene, memory.seen) for source in toc.sources}
    read = _read(toc.sources, keys, scene, memory, progress, options.jobs)
    progress.done("read")
    whole = _with_embedded(read.pages, keys, scene, memory)
    project = assemble(config, toc, whole, files, memory, found)
    progress.done("join")
    published, copies = publish_files(project, files, memory)
    progress.done("pictures")
    site = _site(project, published, files, options, memory, found)
    stage = _Stage(site, scene, keys, memory)
    first = _render_first(stage, viewers, copies)
    made = _render(stage, progress, found, options.jobs)
    artifacts = [*made.files, *render_made_pages(project, site.renderer)]
    artifacts += [*copies, *site.renderer.artifacts]
    progress.done("render")
    artifacts += _exported(project, published, files, options, memory, found)
    progress.done("export")
    memory.sweep()
    found.found += [item for page in read.pages for item in page.diagnostics]
    return Build(
        diagnostics=settle([*found, *project.diagnostics], config.project.error_rules),
        artifacts=artifacts,
        pages=len(read.pages),
        read=read.count,
        rendered=first.count + made.count,
        project=project,
        sources={page_file(page.source.url): page.source.path for page in read.pages},
    )


def _engine(options: Options, config: Config, memory: Memory) -> Engine | None:
    """Return what runs the code of pages, where that is asked for."""
    wanted = options.execute or config.site.options.execute
    return Engine(memory.folder, options.jobs or 2) if wanted else None


@dataclass(slots=True)
class _Read:
    pages: list[Page]
    count: int = 0


def _read(
    sources: Sequence[PageSource],
    keys: Mapping[str, str],
    course: Course,
    memory: Memory,
    progress: Progress,
    jobs: int,
) -> _Read:
    """Return every page, remembered or read."""
    kept = {
        source.path: recalled_page(source, keys[source.path], course, memory) for source in sources
    }
    missing = [source for source in sources if kept[source.path] is None]
    executor = executor_for(jobs, len(missing))
    fresh = executor.map(partial(_read_one, keys=keys, course=course, memory=memory), missing)
    for source, page in zip(missing, progress.over(fresh, "reading", len(missing)), strict=True):
        memory.learn_page(keys[source.path], page)
        kept[source.path] = page
    return _Read([page for page in kept.values() if page is not None], len(missing))


def _read_one(source: PageSource, keys: Mapping[str, str], course: Course, memory: Memory) -> Page:
    page = read_page(source, course)
    memory.keep_page(keys[source.path], page)
    return page


def _whole(page: Page, key: str, course: Course, memory: Memory) -> Page:
    """Return the page with its tree, which a page that is remembered may lack."""
    return memory.whole(key, page) or read_page(page.source, course)


def _with_embedded(
    pages: Sequence[Page], keys: Mapping[str, str], course: Course, memory: Memory
) -> list[Page]:
    """Return the pages, with their trees where others embed something of them."""
    labels = {label for page in pages for label in page.facts.embeds}
    wanted = {normalize_label(label.rpartition("#")[2])[0] for label in labels}
    return [
        _whole(page, keys[page.source.path], course, memory)
        if any(target.identifier in wanted for target in page.facts.targets)
        else page
        for page in pages
    ]


def _site(
    project: Project,
    published: Published,
    files: CourseFiles,
    options: Options,
    memory: Memory,
    found: Diagnostics,
) -> Site:
    """Return what every page is rendered with."""
    workshop = workshop_of(memory)
    theme = workshop.open_theme(options.templates or _beside(files), found)
    about = [replace(project.config, toc=None), project.site, dict(project.inventories)]
    shown = repr(furniture(project, published))
    key = digest_of(memory.code, theme.digest, values_digest(about), shown)
    cache = compiled_folder()
    made = make_renderer(project, theme, published, cache=cache, dresses=workshop.dresses)
    renderer = workshop.look_from(outlook_of(project, published, made, key), made)
    addresses = published.addresses
    solutions = options.solutions
    return Site(
        project=project, renderer=renderer, addresses=addresses, solutions=solutions, key=key
    )


def _beside(files: CourseFiles) -> Path | None:
    """Return the folder ``templates`` beside the course, where there is one."""
    folder = files.root.parent / "templates"
    return folder if folder.is_dir() and folder != theme_folder() else None


@dataclass(frozen=True, slots=True)
class _Stage:
    """What rendering goes by."""

    site: Site
    course: Course
    keys: Mapping[str, str]
    memory: Memory


@dataclass(slots=True)
class _Made:
    files: list[Artifact]
    count: int = 0


def _render_first(stage: _Stage, viewers: Viewers, needed: Sequence[Artifact]) -> _Made:
    """Show the pages that somebody looks at. They are remembered, as all are."""
    looking_at = viewers.looking_at()
    pages = [page for page in stage.site.project.pages if page.source.url in looking_at]
    made = _Made([])
    for page in pages:
        kept = _recalled(page, stage)
        made.files += _files(kept or _render_one(page, stage))
        made.count += kept is None
    if pages:
        viewers.show([*made.files, *stage.site.renderer.artifacts, *needed])
    return made


def _render(stage: _Stage, progress: Progress, found: Diagnostics, jobs: int) -> _Made:
    """Return the files of every page, remembered or rendered."""
    pages = stage.site.project.pages
    kept = {page.source.path: _recalled(page, stage) for page in pages}
    missing = [page for page in pages if kept[page.source.path] is None]
    fresh = executor_for(jobs, len(missing)).map(partial(_render_one, stage=stage), missing)
    for page, made in zip(missing, progress.over(fresh, "writing", len(missing)), strict=True):
        stage.memory.learn_file(stage.keys[page.source.path], made)
        kept[page.source.path] = made
    files = [made for made in kept.values() if made is not None]
    found.found += [item for made in files for item in made.diagnostics]
    return _Made([file for made in files for file in _files(made)], len(missing))


def _recalled(page: Page, stage: _Stage) -> Rendered | None:
    frame = frame_of(page, stage.site, workshop_of(stage.memory))
    return recalled_files(page, stage.keys[page.source.path], stage.site, frame, stage.memory)


def _render_one(page: Page, stage: _Stage) -> Rendered:
    key, memory = stage.keys[page.source.path], stage.memory
    frame = frame_of(page, stage.site, workshop_of(memory))
    rendered = render(_whole(page, key, stage.course, memory), stage.site, frame)
    memory.keep_file(key, rendered)
    return rendered


def _files(rendered: Rendered) -> list[Artifact]:
    return [Artifact(path, text.encode()) for path, text in rendered.files.items()]


def _exported(
    project: Project,
    published: Published,
    files: CourseFiles,
    options: Options,
    memory: Memory,
    found: Diagnostics,
) -> list[Artifact]:
    """Return every file that is no page, style, script or picture."""
    context = ExportContext(
        published=published.addresses,
        files=files,
        solutions=options.solutions,
        diagnostics=found,
        recall=memory.recall,
        keep=memory.keep,
    )
    return export(project, context)
