"""Course folder -> the files of one site. The whole pipeline; start reading here.

1. ``read_course``: configuration and table of contents -> the ``SiteMap``.
2. ``execute``: the code of pages, if the command line asks for it -> its outputs.
3. ``read_pages``: each page, cached, or parsed and transformed by itself -> tree and facts.
4. ``load_data``: data files -> conference, schedule, people; and pages generated from them.
5. ``join_course``: the facts of all pages, bibliography and lock -> the course as a whole.
6. ``render_site``: the course -> all files: pages, images, and those of ``exporters/``.

``write_with_addons`` then adds the files of other programs (search, JupyterLite), and writes them.
"""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from msgspec import Struct, field

from neuromatch_site.config.error_rules import apply_error_rules
from neuromatch_site.diagnostics.diagnostic import Diagnostic, Diagnostics
from neuromatch_site.metadata.addresses import page_file
from neuromatch_site.model.artifact import Artifact
from neuromatch_site.model.ast.identifiers import normalize_label
from neuromatch_site.model.course import CellOutputs, Page, Project
from neuromatch_site.model.variants import VariantSet
from neuromatch_site.pipeline.context import BuildContext
from neuromatch_site.pipeline.join import CourseParts, join_course
from neuromatch_site.pipeline.read_course import (
    PagesRead,
    SiteMap,
    read_course,
    read_pages,
    read_texts,
    with_generated_pages,
    without_drafts,
)
from neuromatch_site.pipeline.render_site import Rendering, load_tree, render_site
from neuromatch_site.readers.conference_pages import conference_pages
from neuromatch_site.readers.data import load_data
from neuromatch_site.readers.data_texts import data_texts
from neuromatch_site.readers.site_parts import site_parts
from neuromatch_site.transforms import with_original_names
from neuromatch_site.workers.pool import Workers


class BuildResult(Struct, frozen=True, kw_only=True):
    """The files of a site, and the messages about the course."""

    diagnostics: Sequence[Diagnostic]
    artifacts: Sequence[Artifact] = ()
    pages: int = 0
    read: int = 0
    """Pages that were not in the cache."""
    rendered: int = 0
    """Pages whose files were not in the cache."""
    is_complete: bool = True
    """False: there is no site to write, and the previous one stays."""
    rendering: Rendering | None = None
    """What its pages were rendered with; None if there is no site."""
    sources: Mapping[str, str] = field(default_factory=dict)
    """The source of each page: path on the site -> path in the course."""
    parts: Sequence[str] = ()
    """Folders of other sites: other editions, other languages."""

    @property
    def project(self) -> Project | None:
        """The course as a whole; None if there is none."""
        return self.rendering.site.project if self.rendering else None


def build_one(course: Path, context: BuildContext, variants: VariantSet | None) -> BuildResult:
    """Return the site of one edition in one language: ``variants.current``, or the only one."""
    diagnostics = Diagnostics()
    progress = context.progress
    site_map = read_course(course, context.options, variants, diagnostics)
    if site_map is None:
        return BuildResult(diagnostics=apply_error_rules(diagnostics, ()), is_complete=False)
    if context.search is not None and site_map.variants is None:
        context.search.begin(site_map.page_files)
    progress.done("configuration")

    workers = context.workers
    executed = _execute(site_map, context, workers, diagnostics)
    read = read_pages(site_map, executed, context, workers)
    if not context.options.drafts:
        site_map, read = without_drafts(site_map, read, diagnostics)
    paths = {source.path for source in site_map.toc.sources}
    data = load_data(site_map.files, site_map.config.project, paths, diagnostics)
    generated = conference_pages(data, read.pages, site_map.config.site.options.language)
    read = with_generated_pages(read, generated, context, workers)
    if context.search is not None:
        context.search.expect(len(read.pages))
    around = site_parts(site_map.config, site_map.files, diagnostics)
    texts = read_texts(read, [*data_texts(data), *around.values()], context)
    progress.done("read")

    pages = _with_embedded_trees(read, context)
    if context.originals:
        pages = with_original_names(pages, context.originals)
    keys = {name: part.source.path for name, part in around.items()}
    parts = CourseParts(data, texts, keys)
    project = join_course(site_map, pages, parts, context, diagnostics)
    progress.done("join")

    rendered = render_site(read, project, context, workers, diagnostics)
    context.cache.sweep()
    diagnostics.items += [item for page in (*read.pages, *texts) for item in page.diagnostics]
    rules, of_pages = site_map.config.project.error_rules, project.error_rules
    return BuildResult(
        diagnostics=apply_error_rules([*diagnostics, *project.diagnostics], rules, of_pages),
        artifacts=rendered.files,
        pages=len(read.pages),
        read=read.count,
        rendered=rendered.count,
        rendering=rendered.rendering,
        sources={page_file(page.source.url): page.source.path for page in read.pages},
    )


def _execute(
    site_map: SiteMap, context: BuildContext, workers: Workers, diagnostics: Diagnostics
) -> Mapping[str, CellOutputs]:
    """Return the outputs of the code of pages by path; nothing where it is not to run."""
    if not context.options.execute:
        return {}
    from neuromatch_site.pipeline.execute import Engine, execute

    engine = Engine(context.cache.folder, workers.jobs or 2, workers.cluster)
    sources, files, config = site_map.toc.sources, site_map.files, site_map.config
    return execute(sources, files, config, engine, context.progress, diagnostics)


def _names_of(page: Page) -> Iterator[str]:
    """Yield the identifiers by which others embed something of a page, or all of it."""
    yield normalize_label(page.frontmatter.label)[0]
    yield from (target.identifier for target in page.facts.targets)


def _with_embedded_trees(read: PagesRead, context: BuildContext) -> list[Page]:
    """Return the pages, with the trees of those that others embed something of.

    A cached page comes without its tree, which costs more to load than all else.
    """
    labels = {label for page in read.pages for label in page.facts.embeds}
    identifiers = {normalize_label(label.rpartition("#")[2])[0] for label in labels}
    return [
        load_tree(page, read.keys[page.source.path], read.context, context.cache)
        if not identifiers.isdisjoint(_names_of(page))
        else page
        for page in read.pages
    ]
