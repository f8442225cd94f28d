"""A course with its other editions and its translations -> one site."""

from collections.abc import Iterator, Sequence
from pathlib import Path, PurePosixPath

from msgspec.structs import replace

from neuromatch_site.config import MYST
from neuromatch_site.diagnostics.diagnostic import Diagnostic, Rule
from neuromatch_site.filesystem.course_files import CourseFiles
from neuromatch_site.model.artifact import Artifact
from neuromatch_site.model.course import PageFacts, Project
from neuromatch_site.model.variants import SiteVariant, VariantSet
from neuromatch_site.pipeline.build import BuildResult, build_one
from neuromatch_site.pipeline.context import BuildContext
from neuromatch_site.pipeline.options import Options
from neuromatch_site.pipeline.templates_folder import own_templates

ROOT_ONLY = frozenset(("robots.txt", "sitemap.xml", "CNAME", ".nojekyll", "_redirects"))
"""Files that are only valid at the root of a host."""


def build_editions(course: Path, context: BuildContext) -> BuildResult:
    """Return the site of a course with its other editions and languages below it.

    There is no site if one of them fails.
    """
    main = build_one(course, context, None)
    project = main.project
    if project is None or project.variants is None or not main.is_complete:
        return main
    variants = replace(project.variants, redirected=dict(_redirected(project)))
    below = [site for site in variants.sites if site.path and not site.is_external]
    originals = {"": _facts(main)}
    built = []
    for site in below:
        part = BuildContext(
            _options(course, context.options, project, site),
            context.progress,
            context.cache.part(site.path),
            cluster=context.cluster,
            spawned=context.spawned,
            originals=originals.get(site.folder, {}) if site.translation else {},
        )
        result = _build_below(course, replace(variants, current=site), part)
        if not site.translation:
            originals[site.folder] = _facts(result)
        built.append(result)
    return _merge(main, below, built)


def _facts(built: BuildResult) -> dict[str, PageFacts]:
    """Return what is known of the pages of a site, by path."""
    pages = built.project.pages if built.project else ()
    return {page.source.path: page.facts for page in pages}


def _options(course: Path, options: Options, project: Project, site: SiteVariant) -> Options:
    """Return what a site below goes by; templates are those of the current edition."""
    own_options = project.site.options
    base = own_options.base_url or (f"https://{own_options.cname}/" if own_options.cname else "/")
    templates = options.templates or own_templates(course.resolve())
    address = f"{base.rstrip('/')}/{site.path}"
    return replace(options, base_url=address, lite=False, templates=templates)


def _build_below(course: Path, variants: VariantSet, context: BuildContext) -> BuildResult:
    folder = course / variants.current.folder
    built = build_one(folder, context, variants)
    files = CourseFiles(folder.resolve(), variants.current.translation)
    diagnostics = [
        _placed(item, files, variants)
        for item in built.diagnostics
        if item.rule not in (Rule.TEMPLATE_OVERRIDE_KNOWN, Rule.TEMPLATES_USED)
    ]
    return replace(built, diagnostics=diagnostics)


def _placed(item: Diagnostic, files: CourseFiles, variants: VariantSet) -> Diagnostic:
    """Return a diagnostic at the file that it is about, as seen from the current edition."""
    path = item.position.path
    if path != MYST and files.translates(path):
        path = f"{files.translation}/{path}"
    placed = (PurePosixPath(variants.current.folder) / path).as_posix()
    return replace(item, position=item.position._replace(path=placed))


def _redirected(project: Project) -> Iterator[tuple[str, str]]:
    """Yield the old addresses of pages, with slashes, and where those are now."""
    for page in project.pages:
        for alias in page.frontmatter.aliases:
            yield f"/{alias.strip('/')}/", page.source.url
    for redirect in project.site.redirects:
        yield f"/{redirect.source.strip('/')}/", f"/{redirect.target.strip('/')}/"


def _merge(
    main: BuildResult, sites: Sequence[SiteVariant], built: Sequence[BuildResult]
) -> BuildResult:
    """Return all sites as one; what was said of a page in another language is said once."""
    diagnostics = dict.fromkeys(main.diagnostics)
    artifacts = list(main.artifacts)
    for site, result in zip(sites, built, strict=True):
        diagnostics.update(dict.fromkeys(result.diagnostics))
        artifacts += [
            replace(file, path=site.path + file.path)
            for file in result.artifacts
            if file.path not in ROOT_ONLY
        ]
    return replace(
        main,
        artifacts=_with_redirects(artifacts, list(zip(sites, built, strict=True))),
        diagnostics=list(diagnostics),
        pages=main.pages + sum(result.pages for result in built),
        read=main.read + sum(result.read for result in built),
        rendered=main.rendered + sum(result.rendered for result in built),
        is_complete=all(result.is_complete for result in built),
        parts=[site.path for site in sites],
    )


def _with_redirects(
    artifacts: Sequence[Artifact], built: Sequence[tuple[SiteVariant, BuildResult]]
) -> list[Artifact]:
    """Return the files, the redirects of every site in the one file that a host reads."""
    lines = "".join(_redirects(site.path, result) for site, result in built)
    others = [file for file in artifacts if file.path != "_redirects"]
    own = next((file.content for file in artifacts if file.path == "_redirects"), b"")
    whole = (own if isinstance(own, bytes) else b"") + lines.encode()
    return [*others, Artifact("_redirects", whole)] if whole else others


def _redirects(path: str, built: BuildResult) -> str:
    """Return the redirects of a site below, as the root of the host sees them."""
    contents = (file.content for file in built.artifacts if file.path == "_redirects")
    text = next((content.decode() for content in contents if isinstance(content, bytes)), "")
    words = (line.split(" ") for line in text.splitlines())
    return "".join(
        " ".join(f"/{path}{word[1:]}" if word.startswith("/") else word for word in line) + "\n"
        for line in words
    )
