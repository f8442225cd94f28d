"""The whole pipeline. Start reading here."""

import os
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from neuromatch_site.artifact import Artifact
from neuromatch_site.bibliography import Bibliography, read_bibliography
from neuromatch_site.config import Config, load_config
from neuromatch_site.diagnostics import Diagnostic, Diagnostics
from neuromatch_site.export import ExportContext, export, page_tree
from neuromatch_site.files import CourseFiles
from neuromatch_site.load.inventories import load_inventories
from neuromatch_site.load.page import load_page
from neuromatch_site.load.toc import load_toc, resolve_toc
from neuromatch_site.myst import parse_myst
from neuromatch_site.progress import Progress
from neuromatch_site.project import Page, PageSource, Project
from neuromatch_site.render.made import render_made_pages
from neuromatch_site.render.page import render_page
from neuromatch_site.render.published import Published, publish
from neuromatch_site.render.renderer import make_renderer
from neuromatch_site.render.site import site_files
from neuromatch_site.render.theme import open_theme, theme_folder
from neuromatch_site.report import settle
from neuromatch_site.transforms import PageContext, facts_of, join, resolve_page, transform_page
from neuromatch_site.transforms.citations import join_citations


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """What the command line says about a build."""

    base_url: str = ""
    solutions: bool = True
    templates: Path | None = None
    jobs: int = 1


@dataclass(slots=True, kw_only=True)
class Build:
    """What a build gives: the files of the site, and what is wrong."""

    diagnostics: Sequence[Diagnostic]
    artifacts: Sequence[Artifact] = ()
    pages: int = 0
    whole: bool = True
    """False: there is no site to write, and the old one stays."""


def build(course: Path, options: Options, progress: Progress) -> Build:
    """Return the site of a course. Reads the course folder; writes nothing."""
    found = Diagnostics()
    files = CourseFiles(Path(os.path.realpath(course)))
    config = load_config(files, found)
    toc = load_toc(config, files, found) if config else None
    if config is None or toc is None:
        return Build(diagnostics=settle(found, ()), whole=False)
    config = config.at(options.base_url)
    progress.done("configuration")
    sources = progress.over(toc.sources, "reading", len(toc.sources))
    pages = [read_page(source, files, config, options) for source in sources]
    progress.done("read")
    entries = resolve_toc(toc, {page.source.path: page.frontmatter for page in pages})
    site = replace(config.site, redirects=(*config.site.redirects, *toc.redirects))
    project = join(config.project, site, pages, entries)
    project.citations = join_citations(project, read_works(config, files, found), found)
    project.inventories = load_inventories(files, config.project.references, found)
    progress.done("join")
    artifacts = _render(project, files, options, progress, found)
    found.found += [item for page in pages for item in page.diagnostics] + project.diagnostics
    return Build(
        diagnostics=settle(found, config.project.error_rules),
        artifacts=artifacts,
        pages=len(pages),
    )


def read_page(source: PageSource, files: CourseFiles, config: Config, options: Options) -> Page:
    """Return a page with everything done that needs no other page."""
    found = Diagnostics()
    loaded = load_page(source, files, config.project, found)
    context = PageContext(
        source=source,
        frontmatter=loaded.frontmatter,
        files=files,
        project=config.project,
        options=config.site.options,
        parse=partial(parse_myst, substitutions=loaded.frontmatter.substitutions),
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


def read_works(config: Config, files: CourseFiles, found: Diagnostics) -> Bibliography:
    """Return the works that the course may cite, and the style it cites them in."""
    project, options = config.project, config.site.options
    paths = project.bibliography if project.bibliography_given else None
    style, numbered = options.citation_style, options.numbered_references
    return read_bibliography(files, paths, found, style=style, numbered=numbered)


def _render(
    project: Project,
    files: CourseFiles,
    options: Options,
    progress: Progress,
    found: Diagnostics,
) -> list[Artifact]:
    """Return the files of the site."""
    theme = open_theme(options.templates or _beside(files), found)
    published, copies = publish_files(project, files)
    progress.done("pictures")
    renderer = make_renderer(project, theme, published)
    pages = progress.over(project.pages, "writing", len(project.pages))
    context = ExportContext(published=published.addresses, diagnostics=found)
    rendered = []
    for page in pages:
        whole = resolved(page, project, found)
        rendered += [render_page(whole, project, renderer), page_tree(whole, context.published)]
    rendered += render_made_pages(project, renderer)
    progress.done("render")
    exported = export(project, context)
    progress.done("export")
    return [*rendered, *renderer.artifacts, *copies, *exported]


def resolved(page: Page, project: Project, found: Diagnostics) -> Page:
    """Return the page with everything done that needs the others."""
    return replace(page, content=resolve_page(page, project, found))


def publish_files(project: Project, files: CourseFiles) -> tuple[Published, list[Artifact]]:
    """Return the pictures and downloads of the course, and where they are on the site."""
    pictures, downloads = site_files(project)
    facts = [page.facts for page in project.pages]
    pictures += [image.path for fact in facts for image in fact.images if image.path]
    downloads += [path for fact in facts for path in fact.files]
    return publish(files, pictures, downloads, [page.media for page in project.pages])


def _beside(files: CourseFiles) -> Path | None:
    """Return the folder ``templates`` beside the course, where there is one."""
    folder = files.root.parent / "templates"
    return folder if folder.is_dir() and folder != theme_folder() else None
