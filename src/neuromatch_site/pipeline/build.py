"""The whole pipeline. Start reading here."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from msgspec import Struct, field

from neuromatch_site.cache.page_cache import BuildCache
from neuromatch_site.config.error_rules import apply_error_rules
from neuromatch_site.diagnostics.diagnostic import Diagnostic, Diagnostics
from neuromatch_site.model.artifact import Artifact
from neuromatch_site.model.ast.identifiers import normalize_label
from neuromatch_site.model.course import CellOutputs, Page, Project
from neuromatch_site.model.variants import VariantSet
from neuromatch_site.pipeline.join import assemble
from neuromatch_site.pipeline.options import Options
from neuromatch_site.pipeline.read_course import Outline, Reading, outline_of, read_pages, runs_code
from neuromatch_site.pipeline.render_site import ALONE, Crew, Scene, Stage, render_site, whole_page
from neuromatch_site.render.addresses import page_file
from neuromatch_site.workers.pool import Workers
from neuromatch_site.workers.progress import Progress


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
    memory: BuildCache,
    crew: Crew = ALONE,
    variants: VariantSet | None = None,
) -> Build:
    """Return the site of a course, of one that lies below another where ``variants`` says so."""
    found = Diagnostics()
    workers = Workers(options.jobs, crew.cluster)
    outline = outline_of(course, options, variants, found)
    if outline is None:
        return Build(diagnostics=apply_error_rules(found, ()), whole=False)
    if crew.indexing is not None and outline.variants is None:
        crew.indexing.begin(outline.page_files)
    progress.done("configuration")
    executed = _executed(outline, options, workers, memory, progress, found)
    read = read_pages(outline, options, executed, memory, progress, workers)
    progress.done("read")
    whole = _with_embedded(read, memory)
    project = assemble(outline, whole, options, memory, found)
    progress.done("join")
    scene = Scene(read.course, read.keys, options, memory, progress, workers, crew)
    drawn = render_site(scene, project, found)
    memory.sweep()
    found.found += [item for page in read.pages for item in page.diagnostics]
    return Build(
        diagnostics=apply_error_rules(
            [*found, *project.diagnostics], outline.config.project.error_rules
        ),
        artifacts=drawn.files,
        pages=len(read.pages),
        read=read.count,
        rendered=drawn.count,
        stage=drawn.stage,
        sources={page_file(page.source.url): page.source.path for page in read.pages},
    )


def _executed(
    outline: Outline,
    options: Options,
    workers: Workers,
    memory: BuildCache,
    progress: Progress,
    found: Diagnostics,
) -> Mapping[str, CellOutputs]:
    """Return what the code of pages puts out, where it is asked for that it runs."""
    if not runs_code(outline, options):
        return {}
    from neuromatch_site.pipeline.execute import Engine, execute

    engine = Engine(memory.folder, workers.jobs or 2, workers.cluster)
    return execute(outline.toc.sources, outline.files, outline.config, engine, progress, found)


def _with_embedded(read: Reading, memory: BuildCache) -> list[Page]:
    """Return the pages, with their trees where others embed something of them."""
    labels = {label for page in read.pages for label in page.facts.embeds}
    wanted = {normalize_label(label.rpartition("#")[2])[0] for label in labels}
    return [
        whole_page(page, read.keys[page.source.path], read.course, memory)
        if any(target.identifier in wanted for target in page.facts.targets)
        else page
        for page in read.pages
    ]
