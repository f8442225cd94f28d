"""The file of a page -> the page, and the key of all that it is made from."""

import json
from collections.abc import Mapping
from functools import partial

from msgspec import Struct
from msgspec.structs import replace

from neuromatch_site.cache.file_cache import FileCache
from neuromatch_site.cache.page_cache import BuildCache, digest_of, values_digest
from neuromatch_site.config import Config
from neuromatch_site.config.project import ProjectConfig
from neuromatch_site.diagnostics.diagnostic import Diagnostics
from neuromatch_site.filesystem.course_files import CourseFiles, OutsideCourseError
from neuromatch_site.model.course import CellOutputs, Page, PageSource
from neuromatch_site.myst.language import parse_myst
from neuromatch_site.readers.addresses import page_name
from neuromatch_site.readers.page import load_page
from neuromatch_site.readers.slugs import file_title
from neuromatch_site.transforms import TransformContext, facts_of, is_unchanged, transform_page
from neuromatch_site.transforms.katex import Formulas


class Course(Struct, frozen=True, kw_only=True):
    """What reading a page depends on, beside its file."""

    files: CourseFiles
    config: Config
    project: ProjectConfig
    """What it says to pages."""
    solutions: bool
    executed: Mapping[str, CellOutputs]
    """What the cells of pages put out when they were run, by the page's path."""
    seen: FileCache
    """What files hold."""
    key: str
    """Of the program, the options, and what the configuration says to pages."""


def course_of(
    config: Config,
    files: CourseFiles,
    memory: BuildCache,
    *,
    solutions: bool,
    executed: Mapping[str, CellOutputs],
) -> Course:
    """Return what the pages of a course depend on; where the toc puts them is in their source."""
    project = _said_to_pages(config.project)
    key = digest_of(memory.code, values_digest([project, config.site.options]), str(solutions))
    return Course(
        files=files,
        config=config,
        project=project,
        solutions=solutions,
        executed=executed,
        seen=memory.seen,
        key=key,
    )


def _said_to_pages(project: ProjectConfig) -> ProjectConfig:
    """Return the configuration without what no page reads: it may change for nothing."""
    nothing = ProjectConfig()
    return replace(project, **{name: getattr(nothing, name) for name in _NOT_SAID_TO_PAGES})


_NOT_SAID_TO_PAGES = (
    *("id", "title", "short_title", "subtitle", "description", "tags", "version", "concept_doi"),
    *("venue", "funding", "toc", "exclude", "bibliography", "bibliography_given", "references"),
    *("error_rules", "resources", "requirements", "thumbnail", "thumbnail_alt", "banner"),
    *("downloads", "parts"),
)


def read_page(source: PageSource, course: Course, formulas: Formulas | None = None) -> Page:
    """Return a page with everything done that needs no other page.

    ``formulas`` are those of the page that are known; it gets those of now.
    """
    found = Diagnostics()
    executed = course.executed.get(source.path)
    loaded = load_page(source, course.files, course.project, found, executed)
    if source.language and not loaded.frontmatter.language:
        loaded.frontmatter = replace(loaded.frontmatter, language=source.language)
    context = TransformContext(
        source=source,
        frontmatter=loaded.frontmatter,
        files=course.files,
        seen=course.seen,
        project=course.project,
        options=course.config.site.options,
        parse=partial(parse_myst, substitutions=loaded.frontmatter.substitutions),
        named=file_title(page_name(source.path)),
        solutions=course.solutions,
        formulas=formulas or Formulas(),
        texts={source.path: loaded.text},
        dependencies={source.path: loaded.digest} if loaded.digest else {},
    )
    frontmatter = transform_page(loaded.content, context, found)
    return Page(
        source=source,
        frontmatter=frontmatter,
        content=loaded.content,
        facts=facts_of(loaded.content, frontmatter, source),
        diagnostics=found.found,
        dependencies=context.dependencies,
        text=loaded.text,
        media=loaded.media,
    )


def page_key(source: PageSource, course: Course) -> str:
    """Return what changes with the file of a page, its place, and all that reading depends on."""
    try:
        file = course.files.find(source.path)
        content = course.seen.digest(file) if file else ""
    except (OSError, OutsideCourseError):
        content = ""
    place = f"{source.url}\n{source.index}\n{source.title}\n{source.in_toc}\n{source.language}"
    executed = course.executed.get(source.path)
    put_out = "" if executed is None else json.dumps(executed)
    return digest_of(course.key, source.path, place, content, put_out)


def recalled_page(key: str, course: Course, memory: BuildCache) -> Page | None:
    """Return the page as an earlier build read it, if no other file that it read has changed."""
    page = memory.page(key)
    if page is None:
        return None
    noted = page.dependencies.items()
    same = all(is_unchanged(course.files, path, state, memory.seen) for path, state in noted)
    return page if same else None
