"""The file of a page -> the page, and its cache key."""

import json
from collections.abc import Iterator, Mapping, Sequence
from functools import cache as cache_of_calls
from functools import partial

from msgspec import Struct, field
from msgspec.structs import replace

from neuromatch_site.cache.file_cache import ABSENT, FileCache
from neuromatch_site.cache.page_cache import BuildCache, digest_of, values_digest
from neuromatch_site.config import Config
from neuromatch_site.config.project import ProjectConfig
from neuromatch_site.diagnostics.diagnostic import Diagnostics
from neuromatch_site.filesystem.course_files import CourseFiles, OutsideCourseError
from neuromatch_site.media.interactive import LIBRARIES, is_available
from neuromatch_site.model.ast.nodes import Node
from neuromatch_site.model.course import CellOutputs, Page, PageSource
from neuromatch_site.model.generated import GeneratedPage
from neuromatch_site.myst.language import parse_myst
from neuromatch_site.readers.addresses import page_name
from neuromatch_site.readers.page import load_generated, load_page
from neuromatch_site.readers.slugs import file_title
from neuromatch_site.transforms import TransformContext, facts_of, is_unchanged, transform_page
from neuromatch_site.transforms.glue import stored_values
from neuromatch_site.transforms.katex import Formulas


class ReadContext(Struct, frozen=True, kw_only=True):
    """The inputs of reading a page besides its file."""

    files: CourseFiles
    config: Config
    project: ProjectConfig
    """The settings that affect pages."""
    solutions: bool
    executed: Mapping[str, CellOutputs]
    """Outputs of the cells of pages that were run, by the page's path."""
    file_cache: FileCache
    """Results computed from files."""
    generated: Mapping[str, GeneratedPage] = field(default_factory=dict)
    """Pages generated from data files, by path."""
    formulas: Formulas
    """Short formulas of the pages that this process has read."""
    key: str
    """The cache key of the program, the options, and the settings for pages."""


def read_context(
    config: Config,
    files: CourseFiles,
    cache: BuildCache,
    *,
    solutions: bool,
    executed: Mapping[str, CellOutputs],
) -> ReadContext:
    """Return the inputs of reading pages, except for their places in the toc."""
    project = _read_by_pages(config.project)
    libraries = "".join(kind for kind in LIBRARIES if is_available(kind))
    key = digest_of(
        *(libraries, str(files.outer and files.root.relative_to(files.outer)), cache.code),
        *(values_digest([project, config.site.options]), str(solutions)),
    )
    return ReadContext(
        files=files,
        config=config,
        project=project,
        solutions=solutions,
        executed=executed,
        file_cache=cache.file_cache,
        formulas=Formulas(macros=dict(project.math)),
        key=key,
    )


def _read_by_pages(project: ProjectConfig) -> ProjectConfig:
    """Return the configuration without what no page reads: it may change for nothing."""
    nothing = ProjectConfig()
    return replace(project, **{name: getattr(nothing, name) for name in _NOT_READ_BY_PAGES})


_NOT_READ_BY_PAGES = (
    *("id", "title", "short_title", "subtitle", "description", "tags", "version", "concept_doi"),
    *("venue", "based_on", "funding", "deposit", "release_tag", "toc", "exclude"),
    *("bibliography", "bibliography_given", "references"),
    *("error_rules", "requirements", "thumbnail", "thumbnail_alt", "banner"),
)


def read_page(source: PageSource, context: ReadContext, formulas: Formulas | None = None) -> Page:
    """Return a page after all steps that need no other page.

    ``formulas`` are known formulas of the page; new ones are added.
    """
    diagnostics = Diagnostics()
    executed = context.executed.get(source.path)
    generated = context.generated.get(source.path)
    if generated is not None:
        loaded = load_generated(generated, context.project, diagnostics)
    else:
        loaded = load_page(source, context.files, context.project, diagnostics, executed)
    if source.language and not loaded.frontmatter.language:
        loaded.frontmatter = replace(loaded.frontmatter, language=source.language)
    dependencies = {
        **loaded.dependencies,
        **({source.path: loaded.digest} if loaded.digest else {}),
    }

    def glued(path: str) -> Mapping[str, Sequence[Node]]:
        values, carried, read = _glued_elsewhere(path, source, context)
        dependencies.update(read)
        loaded.media.update(carried)
        return values

    transform_context = TransformContext(
        source=source,
        frontmatter=loaded.frontmatter,
        files=context.files,
        file_cache=context.file_cache,
        project=context.project,
        options=context.config.site.options,
        parse=partial(
            parse_myst,
            substitutions=loaded.frontmatter.substitutions,
            syntax=context.project.syntax,
        ),
        glued=cache_of_calls(glued),
        named=file_title(page_name(source.path)),
        solutions=context.solutions,
        formulas=formulas or Formulas(),
        common_formulas=context.formulas,
        texts={source.path: loaded.text},
        dependencies=dependencies,
    )
    frontmatter = transform_page(loaded.content, transform_context, diagnostics)
    return Page(
        source=source,
        frontmatter=frontmatter,
        content=loaded.content,
        facts=facts_of(loaded.content, frontmatter, source, transform_context.title),
        diagnostics=diagnostics.items,
        dependencies=transform_context.dependencies,
        text=loaded.text,
        media=loaded.media,
    )


def _glued_elsewhere(
    path: str, source: PageSource, context: ReadContext
) -> tuple[Mapping[str, Sequence[Node]], Mapping[str, str], Mapping[str, str]]:
    """Return what the cells of another page stored with ``glue``, by key.

    With the files that it carries, and what the page that shows it depends on.
    """
    try:
        located = context.files.locate(path, source.path)
        file = context.files.find(path, source.path)
    except OutsideCourseError:
        return {}, {}, {}
    if file is None or not located.endswith((".md", ".ipynb")):
        return {}, {}, {located: ABSENT}
    executed = context.executed.get(located)
    other = PageSource(path=located, url="/", index=0)
    loaded = load_page(other, context.files, context.project, Diagnostics(), executed)
    read = {located: loaded.digest, **loaded.dependencies}
    read[f"{located}{_OUTPUTS}"] = _outputs_digest(located, context)
    return stored_values(loaded.content), loaded.media, read


_OUTPUTS = "#outputs"
"""Behind the path of another page: what its code put out when it was run."""


class PageInputs(Struct, frozen=True, array_like=True):
    """Digests of the inputs of a page, besides the settings."""

    content: str
    place: str
    """Of its URL, and of its toc entry."""
    outputs: str
    """Of the outputs of its code."""


def page_inputs(source: PageSource, context: ReadContext) -> PageInputs:
    """Return the digests of the inputs of a page."""
    if source.data:
        return PageInputs(digest_of(repr(context.generated[source.path])), "", "")
    try:
        file = context.files.find(source.path)
        content = context.file_cache.digest(file) if file else ""
    except (OSError, OutsideCourseError):
        content = ""
    place = f"{source.url}\n{source.index}\n{source.title}\n{source.in_toc}\n{source.language}"
    return PageInputs(content, digest_of(place), _outputs_digest(source.path, context))


def _outputs_digest(path: str, context: ReadContext) -> str:
    executed = context.executed.get(path)
    return "" if executed is None else digest_of(json.dumps(executed))


def page_key(source: PageSource, context: ReadContext, inputs: PageInputs | None = None) -> str:
    """Return the cache key of a page: its file, its place, and all other inputs."""
    inputs = inputs or page_inputs(source, context)
    return digest_of(context.key, source.path, inputs.place, inputs.content, inputs.outputs)


def cached_page(key: str, context: ReadContext, cache: BuildCache) -> Page | None:
    """Return the page of an earlier build, if none of the other files it read has changed."""
    page = cache.get_page(key)
    return None if page is None or any(_changed_files(page, context, cache)) else page


def changed_files(key: str, context: ReadContext, cache: BuildCache) -> list[str]:
    """Return the changed files among the other files that a cached page read."""
    page = cache.get_page(key)
    return [] if page is None else list(_changed_files(page, context, cache))


def _changed_files(page: Page, context: ReadContext, cache: BuildCache) -> Iterator[str]:
    for path, state in page.dependencies.items():
        page_path = path.removesuffix(_OUTPUTS)
        if page_path != path:
            unchanged = state == _outputs_digest(page_path, context)
        else:
            unchanged = is_unchanged(context.files, path, state, cache.file_cache)
        if not unchanged:
            yield page_path
