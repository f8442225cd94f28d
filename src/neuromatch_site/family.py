"""A course with its other editions and its translations -> one site, with theirs below it."""

from collections.abc import Iterator, Sequence
from concurrent.futures import Executor
from pathlib import Path, PurePosixPath

from msgspec.structs import replace

from neuromatch_site.artifact import Artifact
from neuromatch_site.assembly import own_templates
from neuromatch_site.build import Build, build
from neuromatch_site.config import MYST
from neuromatch_site.diagnostics import Diagnostic, Rule
from neuromatch_site.drawing import ALONE, Crew
from neuromatch_site.files import CourseFiles
from neuromatch_site.memory import Memory
from neuromatch_site.options import Options
from neuromatch_site.progress import Progress
from neuromatch_site.project import Project
from neuromatch_site.siblings import Sibling, Standing

_OF_A_HOST = frozenset(("robots.txt", "sitemap.xml", "CNAME", ".nojekyll", "_redirects"))
"""Files that count at the root of a host, and there alone."""


def build_family(
    course: Path,
    options: Options,
    progress: Progress,
    memory: Memory,
    crew: Crew = ALONE,
) -> Build:
    """Return the site of a course with those of its other editions and languages below it.

    A course with none of them costs nothing more. There is no site where one of them fails.
    """
    main = build(course, options, progress, memory, crew)
    project = main.project
    if project is None or project.standing is None or not main.whole:
        return main
    standing = replace(project.standing, moved=dict(_moved(project)))
    below = [one for one in standing.sites if one.path and not one.elsewhere]
    built = [
        _build_below(
            course,
            replace(standing, own=site),
            _options(course, options, project, site),
            progress,
            memory.part(site.path),
            crew.cluster,
        )
        for site in below
    ]
    return _joined(main, below, built)


def _options(course: Path, options: Options, project: Project, site: Sibling) -> Options:
    """Return what a site below goes by; templates are those of the current edition."""
    said = project.site.options
    base = said.base_url or (f"https://{said.cname}/" if said.cname else "/")
    templates = options.templates or own_templates(course.resolve())
    address = f"{base.rstrip('/')}/{site.path}"
    return replace(options, base_url=address, lite=False, templates=templates)


def _build_below(
    course: Path,
    standing: Standing,
    options: Options,
    progress: Progress,
    memory: Memory,
    cluster: Executor | None,
) -> Build:
    folder = course / standing.own.folder
    built = build(folder, options, progress, memory, Crew(cluster=cluster), standing)
    files = CourseFiles(folder.resolve(), standing.own.translation)
    found = [one for one in built.diagnostics if one.rule is not Rule.TEMPLATE_OVERRIDE_KNOWN]
    return replace(built, diagnostics=[_placed(one, files, standing) for one in found])


def _placed(item: Diagnostic, files: CourseFiles, standing: Standing) -> Diagnostic:
    """Return a diagnostic at the file that it is about, as seen from the current edition."""
    path = item.position.path
    if path != MYST and files.translates(path):
        path = f"{files.translation}/{path}"
    placed = (PurePosixPath(standing.own.folder) / path).as_posix()
    return replace(item, position=item.position._replace(path=placed))


def _moved(project: Project) -> Iterator[tuple[str, str]]:
    """Yield the old addresses of pages, with slashes, and where those are now."""
    for page in project.pages:
        for alias in page.frontmatter.aliases:
            yield f"/{alias.strip('/')}/", page.source.url
    for redirect in project.site.redirects:
        yield f"/{redirect.source.strip('/')}/", f"/{redirect.target.strip('/')}/"


def _joined(main: Build, sites: Sequence[Sibling], built: Sequence[Build]) -> Build:
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
    artifacts: Sequence[Artifact], built: Sequence[tuple[Sibling, Build]]
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
