"""A course with its other editions and its translations -> one site, with theirs below it."""

from collections.abc import Iterator, Sequence
from concurrent.futures import Executor
from pathlib import Path, PurePosixPath
from types import TracebackType

from jinja2 import TemplateError, TemplateSyntaxError
from msgspec.structs import replace

from neuromatch_site.cache.page_cache import BuildCache
from neuromatch_site.config import MYST
from neuromatch_site.diagnostics.diagnostic import Diagnostic, Diagnostics, Rule
from neuromatch_site.diagnostics.source import Position
from neuromatch_site.filesystem.course_files import CourseFiles
from neuromatch_site.model.artifact import Artifact
from neuromatch_site.model.course import Project
from neuromatch_site.model.variants import SiteVariant, VariantSet
from neuromatch_site.pipeline.build import Build, build
from neuromatch_site.pipeline.join import own_templates
from neuromatch_site.pipeline.options import Options
from neuromatch_site.pipeline.render_site import ALONE, Crew
from neuromatch_site.workers.progress import Progress

_OF_A_HOST = frozenset(("robots.txt", "sitemap.xml", "CNAME", ".nojekyll", "_redirects"))
"""Files that count at the root of a host, and there alone."""


def build_editions(
    course: Path,
    options: Options,
    progress: Progress,
    memory: BuildCache,
    crew: Crew = ALONE,
) -> Build:
    """Return the site of a course with those of its other editions and languages below it.

    There is no site, and a diagnostic with its place, where a template cannot be used.
    """
    try:
        return _build_all(course, options, progress, memory, crew)
    except TemplateError as error:
        found = Diagnostics()
        message = str(error.message or error).rstrip(".")
        found.report(Rule.TEMPLATE_RENDERS, _template_position(error), message, _HINT)
        return Build(diagnostics=found.found, whole=False)


_HINT = "fix the file in your templates folder, or remove it to have the theme's own"


def _template_position(error: TemplateError) -> Position:
    """Return where in which template it happened, as far as the traceback tells."""
    if isinstance(error, TemplateSyntaxError):
        return Position(f"templates/{error.name or ''}", error.lineno)
    frames = [frame for frame in _stack(error.__traceback__) if frame[0].endswith(".html")]
    name, line = frames[-1] if frames else ("", 1)
    return Position(f"templates/{name}", line)


def _stack(traceback: TracebackType | None) -> Iterator[tuple[str, int]]:
    while traceback is not None:
        yield traceback.tb_frame.f_code.co_filename, traceback.tb_lineno
        traceback = traceback.tb_next


def _build_all(
    course: Path,
    options: Options,
    progress: Progress,
    memory: BuildCache,
    crew: Crew = ALONE,
) -> Build:
    """Return the site of a course with those of its other editions and languages below it.

    A course with none of them costs nothing more. There is no site where one of them fails.
    """
    main = build(course, options, progress, memory, crew)
    project = main.project
    if project is None or project.variants is None or not main.whole:
        return main
    variants = replace(project.variants, moved=dict(_moved(project)))
    below = [one for one in variants.sites if one.path and not one.elsewhere]
    built = [
        _build_below(
            course,
            replace(variants, own=site),
            _options(course, options, project, site),
            progress,
            memory.part(site.path),
            crew.cluster,
        )
        for site in below
    ]
    return _joined(main, below, built)


def _options(course: Path, options: Options, project: Project, site: SiteVariant) -> Options:
    """Return what a site below goes by; templates are those of the current edition."""
    said = project.site.options
    base = said.base_url or (f"https://{said.cname}/" if said.cname else "/")
    templates = options.templates or own_templates(course.resolve())
    address = f"{base.rstrip('/')}/{site.path}"
    return replace(options, base_url=address, lite=False, templates=templates)


def _build_below(
    course: Path,
    variants: VariantSet,
    options: Options,
    progress: Progress,
    memory: BuildCache,
    cluster: Executor | None,
) -> Build:
    folder = course / variants.own.folder
    built = build(folder, options, progress, memory, Crew(cluster=cluster), variants)
    files = CourseFiles(folder.resolve(), variants.own.translation)
    found = [one for one in built.diagnostics if one.rule is not Rule.TEMPLATE_OVERRIDE_KNOWN]
    return replace(built, diagnostics=[_placed(one, files, variants) for one in found])


def _placed(item: Diagnostic, files: CourseFiles, variants: VariantSet) -> Diagnostic:
    """Return a diagnostic at the file that it is about, as seen from the current edition."""
    path = item.position.path
    if path != MYST and files.translates(path):
        path = f"{files.translation}/{path}"
    placed = (PurePosixPath(variants.own.folder) / path).as_posix()
    return replace(item, position=item.position._replace(path=placed))


def _moved(project: Project) -> Iterator[tuple[str, str]]:
    """Yield the old addresses of pages, with slashes, and where those are now."""
    for page in project.pages:
        for alias in page.frontmatter.aliases:
            yield f"/{alias.strip('/')}/", page.source.url
    for redirect in project.site.redirects:
        yield f"/{redirect.source.strip('/')}/", f"/{redirect.target.strip('/')}/"


def _joined(main: Build, sites: Sequence[SiteVariant], built: Sequence[Build]) -> Build:
    """Return all sites as one; what was said of a page in another language is said once."""
    said = dict.fromkeys(main.diagnostics)
    artifacts = list(main.artifacts)
    for site, one in zip(sites, built, strict=True):
        said.update(dict.fromkeys(one.diagnostics))
        artifacts += [
            replace(file, path=site.path + file.path)
            for file in one.artifacts
            if file.path not in _OF_A_HOST
        ]
    rules = [(site, one) for site, one in zip(sites, built, strict=True)]
    return replace(
        main,
        artifacts=_with_redirects(artifacts, rules),
        diagnostics=list(said),
        pages=main.pages + sum(one.pages for one in built),
        read=main.read + sum(one.read for one in built),
        rendered=main.rendered + sum(one.rendered for one in built),
        whole=all(one.whole for one in built),
        parts=[site.path for site in sites],
    )


def _with_redirects(
    artifacts: Sequence[Artifact], built: Sequence[tuple[SiteVariant, Build]]
) -> list[Artifact]:
    """Return the files, the redirects of every site in the one file that a host reads."""
    lines = "".join(_redirects(site.path, one) for site, one in built)
    others = [file for file in artifacts if file.path != "_redirects"]
    own = next((file.content for file in artifacts if file.path == "_redirects"), b"")
    whole = (own if isinstance(own, bytes) else b"") + lines.encode()
    return [*others, Artifact("_redirects", whole)] if whole else others


def _redirects(path: str, built: Build) -> str:
    """Return the redirects of a site below, as the root of the host sees them."""
    found = (file.content for file in built.artifacts if file.path == "_redirects")
    text = next((content.decode() for content in found if isinstance(content, bytes)), "")
    words = (line.split(" ") for line in text.splitlines())
    return "".join(
        " ".join(f"/{path}{word[1:]}" if word.startswith("/") else word for word in line) + "\n"
        for line in words
    )
