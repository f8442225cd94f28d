"""The two stages that work page by page: each result, and the key of all it is made from."""

import json
from collections.abc import Mapping, Sequence
from functools import partial

from msgspec import Struct, field
from msgspec.structs import replace

from neuromatch_site.artifact import Artifact
from neuromatch_site.ast.nodes import Root
from neuromatch_site.config import Config
from neuromatch_site.config.project import ProjectConfig
from neuromatch_site.diagnostics import Diagnostics
from neuromatch_site.export import page_notebook, page_tree
from neuromatch_site.files import CourseFiles, OutsideCourseError
from neuromatch_site.load.addresses import page_name
from neuromatch_site.load.page import load_page
from neuromatch_site.load.slugs import file_title
from neuromatch_site.memory import Memory, Rendered, digest_of, values_digest
from neuromatch_site.myst import parse_myst
from neuromatch_site.project import CellOutputs, Page, PageSource, Project
from neuromatch_site.render.page import PageView, page_view, render_page
from neuromatch_site.render.renderer import MadeFrom, Renderer, make_renderer
from neuromatch_site.seen import Seen
from neuromatch_site.tex import Formulas
from neuromatch_site.transforms import (
    PageContext,
    answer,
    facts_of,
    is_unchanged,
    resolve_page,
    transform_page,
)
from neuromatch_site.user_folders import compiled_folder
from neuromatch_site.workshop import Frame, Workshop


class Course(Struct, frozen=True, kw_only=True):
    """What reading a page depends on, beside its file."""

    files: CourseFiles
    config: Config
    project: ProjectConfig
    """What it says to pages."""
    solutions: bool
    executed: Mapping[str, CellOutputs]
    """What the cells of pages put out when they were run, by the page's path."""
    seen: Seen
    """What files hold."""
    key: str
    """Of the program, the options, and what the configuration says to pages."""


def course_of(
    config: Config,
    files: CourseFiles,
    memory: Memory,
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


# -- reading


def read_page(source: PageSource, course: Course, formulas: Formulas | None = None) -> Page:
    """Return a page with everything done that needs no other page.

    ``formulas`` are those of the page that are known; it gets those of now.
    """
    found = Diagnostics()
    executed = course.executed.get(source.path)
    loaded = load_page(source, course.files, course.project, found, executed)
    if source.language and not loaded.frontmatter.language:
        loaded.frontmatter = replace(loaded.frontmatter, language=source.language)
    context = PageContext(
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


def recalled_page(key: str, course: Course, memory: Memory) -> Page | None:
    """Return the page as an earlier build read it, if no other file that it read has changed."""
    page = memory.page(key)
    if page is None:
        return None
    noted = page.dependencies.items()
    same = all(is_unchanged(course.files, path, state, memory.seen) for path, state in noted)
    return page if same else None


# -- rendering


class Site(Struct, frozen=True, kw_only=True):
    """What rendering a page depends on, beside the page."""

    project: Project
    renderer: Renderer
    addresses: Mapping[str, str]
    """Where the files of the course are on the site, by path from the course folder."""
    solutions: bool
    key: str
    """Of the program, the theme, and what every page shows."""
    told: dict[str, str] = field(default_factory=dict)
    """The digest of what a question of a page leads to, for those that were asked."""

    def __reduce__(self) -> tuple[object, ...]:
        """Be sent to other machines as what it is made from, without the trees of the pages."""
        bare = [replace(page, content=Root()) for page in self.project.pages]
        about = (replace(self.project, pages=bare), self.addresses, self.solutions, self.key)
        return _received, (self.renderer.made_from, *about)


def _received(
    made_from: MadeFrom,
    project: Project,
    addresses: Mapping[str, str],
    solutions: bool,  # noqa: FBT001 - as it was sent
    key: str,
) -> Site:
    renderer = make_renderer(project, made_from, cache=compiled_folder())
    return Site(
        project=project, renderer=renderer, addresses=addresses, solutions=solutions, key=key
    )


def frame_of(page: Page, site: Site, workshop: Workshop) -> Frame:
    """Return what stands around a page: as it was, where nothing that it shows has changed."""
    kept = workshop.frame(page)
    if kept is not None:
        return kept
    view = page_view(page, site.project, site.renderer)
    shown = [getattr(view, name) for name in PageView.__struct_fields__ if name != "site"]
    return workshop.keep(Frame(page, view, values_digest(shown)))


def render(page: Page, site: Site, frame: Frame) -> Rendered:
    """Return the files of a page, and what is wrong, with the key of all they are made from."""
    found = Diagnostics()
    asked: set[str] = set()
    whole = replace(page, content=resolve_page(page, site.project, found, asked))
    made = [
        render_page(whole, site.project, site.renderer, frame.view),
        page_tree(whole, site.addresses),
    ]
    if page.source.path.endswith(".md") or not site.solutions:
        made += page_notebook(whole, site.project, site.addresses)
    return Rendered(
        files={file.path: _text(file) for file in made},
        diagnostics=tuple(found.found),
        asked=tuple(sorted(asked)),
        frame=frame.digest,
        digest=around(page, site, frame.digest, sorted(asked)),
    )


def _text(file: Artifact) -> str:
    return file.content.decode() if isinstance(file.content, bytes) else ""


def around(page: Page, site: Site, frame: str, asked: Sequence[str]) -> str:
    """Return what changes with anything that a rendered page shows beside its own file.

    ``frame`` is the digest of what stands around it.
    """
    offered = (*page.facts.files, *page.facts.linked)
    paths = [*(image.path for image in page.facts.images), *offered]
    files = [(site.addresses.get(path), path) for path in paths]
    read = sorted(page.dependencies.items())
    told = [_told(site, question) for question in asked]
    return digest_of(site.key, frame, repr(files), repr(read), *told)


def _told(site: Site, question: str) -> str:
    """Return the digest of what a question leads to; many pages ask the same."""
    if question not in site.told:
        site.told[question] = values_digest([answer(site.project, question)])
    return site.told[question]


def recalled_files(page: Page, key: str, site: Site, frame: str, memory: Memory) -> Rendered | None:
    """Return what an earlier build rendered, if everything that it shows is still the same."""
    kept = memory.file(key)
    if kept is None or kept.digest != around(page, site, frame, kept.asked):
        return None
    return kept
