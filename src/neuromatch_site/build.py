"""The whole pipeline. Start reading here."""

import os
from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path

from msgspec import Struct, field

from neuromatch_site.artifact import Artifact
from neuromatch_site.assembly import Outline, assemble
from neuromatch_site.ast.identifiers import normalize_label
from neuromatch_site.codec import decode, encode
from neuromatch_site.config import load_config
from neuromatch_site.config.error_rules import settle
from neuromatch_site.diagnostics import Diagnostic, Diagnostics
from neuromatch_site.drawing import ALONE, Crew, Scene, Stage, draw, whole_page
from neuromatch_site.files import CourseFiles
from neuromatch_site.lite import able
from neuromatch_site.load.siblings import in_its_language, standing_of
from neuromatch_site.load.toc import load_toc
from neuromatch_site.memory import Memory, digest_of
from neuromatch_site.options import Options
from neuromatch_site.program import this_program
from neuromatch_site.progress import Progress
from neuromatch_site.project import CellOutputs, Page, PageSource, Project
from neuromatch_site.render.addresses import page_file
from neuromatch_site.siblings import Standing
from neuromatch_site.stages import (
    Course,
    course_of,
    page_key,
    read_page,
    recalled_page,
)
from neuromatch_site.tex import Formulas
from neuromatch_site.workers import Workers

LARGE = 500
"""Pages from which on a course is not held in memory as a whole, where there is a folder for it."""


class Build(Struct, frozen=True, kw_only=True):
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
    stage: Stage | None = None
    """What its pages were rendered by, the course as a whole among it; None where there is none."""
    sources: Mapping[str, str] = field(default_factory=dict)
    """What each page was made from: path on the site -> path in the course."""
    parts: Sequence[str] = ()
    """Folders with sites of their own: other editions, other languages."""

    @property
    def project(self) -> Project | None:
        """The course as a whole; None where there is none."""
        return self.stage.site.project if self.stage else None


def build(
    course: Path,
    options: Options,
    progress: Progress,
    memory: Memory,
    crew: Crew = ALONE,
    standing: Standing | None = None,
) -> Build:
    """Return the site of a course, of one that lies below another where ``standing`` says so."""
    found = Diagnostics()
    workers = Workers(options.jobs, crew.cluster)
    outline = _outline(course, options, standing, found)
    if outline is None:
        return Build(diagnostics=settle(found, ()), whole=False)
    if crew.indexing is not None and outline.standing is None:
        names = [page_file(source.url) for source in outline.toc.sources]
        crew.indexing.begin(names, options.jobs)
    memory.code = memory.code or this_program().digest
    memory.large = memory.lean and len(outline.toc.sources) >= LARGE
    progress.done("configuration")
    executed = _executed(outline, options, workers, memory, progress, found)
    scene, keys = _scene(outline, options, executed, memory)
    read = _read(outline.toc.sources, keys, scene, memory, progress, workers)
    progress.done("read")
    whole = _with_embedded(read.pages, keys, scene, memory)
    project = assemble(outline, whole, options, memory, found)
    progress.done("join")
    stage = Scene(scene, keys, options, memory, progress, workers, crew)
    drawn = draw(stage, project, found)
    memory.sweep()
    found.found += [item for page in read.pages for item in page.diagnostics]
    return Build(
        diagnostics=settle([*found, *project.diagnostics], outline.config.project.error_rules),
        artifacts=drawn.files,
        pages=len(read.pages),
        read=read.count,
        rendered=drawn.count,
        stage=drawn.stage,
        sources={page_file(page.source.url): page.source.path for page in read.pages},
    )


def read_ahead(course: Path, options: Options, memory: Memory) -> None:
    """Have the pages of a course read and remembered by as many processes as help.

    For a first build within a server, which may start none. That build tells what is wrong.
    """
    outline = _outline(course, options, None, Diagnostics())
    if outline is not None and not outline.config.site.options.execute:
        memory.code = memory.code or this_program().digest
        scene, keys = _scene(outline, options, {}, memory)
        _read(outline.toc.sources, keys, scene, memory, Progress(), Workers())


def _outline(
    course: Path, options: Options, standing: Standing | None, found: Diagnostics
) -> Outline | None:
    """Return what the configuration says; None, and reports, where there is no site to write.

    Reads the course folder; writes nothing there.
    """
    translation = standing.own.translation if standing else ""
    files = CourseFiles(Path(os.path.realpath(course)), translation)
    config = load_config(files, found)
    toc = load_toc(config, files, found) if config else None
    if config is None or toc is None:
        return None
    config = able(config.at(options.base_url), found, wanted=options.lite)
    if standing:
        config = config.in_language(standing.own.language)
        return Outline(files, config, in_its_language(toc, standing), standing)
    if not (config.site.options.editions or config.site.options.languages):
        return Outline(files, config, toc)
    standing = standing_of(config, toc, files, found)
    return Outline(files, config, toc, standing) if standing else None


def _executed(
    outline: Outline,
    options: Options,
    workers: Workers,
    memory: Memory,
    progress: Progress,
    found: Diagnostics,
) -> Mapping[str, CellOutputs]:
    """Return what the code of pages puts out, where it is asked for that it runs."""
    config = outline.config
    if not (options.execute or config.site.options.execute):
        return {}
    from neuromatch_site.execute import Engine, execute

    engine = Engine(memory.folder, workers.jobs or 2, workers.cluster)
    return execute(outline.toc.sources, outline.files, config, engine, progress, found)


def _scene(
    outline: Outline, options: Options, executed: Mapping[str, CellOutputs], memory: Memory
) -> tuple[Course, dict[str, str]]:
    """Return what reading depends on, and the key of each page, by its path."""
    scene = course_of(
        outline.config, outline.files, memory, solutions=options.solutions, executed=executed
    )
    return scene, {source.path: page_key(source, scene) for source in outline.toc.sources}


class _Read(Struct):
    pages: list[Page]
    count: int = 0


def _read(
    sources: Sequence[PageSource],
    keys: Mapping[str, str],
    course: Course,
    memory: Memory,
    progress: Progress,
    workers: Workers,
) -> _Read:
    """Return every page, remembered or read."""
    memory.used.update(_formulas_of(source, memory) for source in sources)
    kept = {source.path: recalled_page(keys[source.path], course, memory) for source in sources}
    missing = [source for source in sources if kept[source.path] is None]
    executor = workers.for_items(len(missing))
    read_one = partial(_read_one, course=course, memory=memory)
    fresh = executor.map(read_one, missing, [keys[source.path] for source in missing])
    for source, page in zip(missing, progress.over(fresh, "reading", len(missing)), strict=True):
        memory.learn_page(keys[source.path], page)
        kept[source.path] = page
    return _Read([page for page in kept.values() if page is not None], len(missing))


def _read_one(source: PageSource, key: str, course: Course, memory: Memory) -> Page:
    """Return a page, read with the formulas that are known of it, and remember it and those."""
    try:
        formulas = decode(Formulas, memory.recall(_formulas_of(source, memory)) or b"{}")
    except ValueError:
        formulas = Formulas()
    page = read_page(source, course, formulas)
    if formulas.mathml:
        memory.keep(_formulas_of(source, memory), encode(formulas))
    return memory.keep_page(key, page)


def _formulas_of(source: PageSource, memory: Memory) -> str:
    """Return the key of a page's formulas, whatever else the page says."""
    return digest_of("formulas", memory.code, source.path)


def _with_embedded(
    pages: Sequence[Page], keys: Mapping[str, str], course: Course, memory: Memory
) -> list[Page]:
    """Return the pages, with their trees where others embed something of them."""
    labels = {label for page in pages for label in page.facts.embeds}
    wanted = {normalize_label(label.rpartition("#")[2])[0] for label in labels}
    return [
        whole_page(page, keys[page.source.path], course, memory)
        if any(target.identifier in wanted for target in page.facts.targets)
        else page
        for page in pages
    ]
