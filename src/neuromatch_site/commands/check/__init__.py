"""``check``: the list of all checks that go beyond a build."""

from collections.abc import Callable, Sequence
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from neuromatch_site.cache.page_cache import BuildCache
from neuromatch_site.commands.check._context import CheckContext
from neuromatch_site.commands.check.addresses import check_addresses
from neuromatch_site.commands.check.citations import check_citations
from neuromatch_site.commands.check.external import ask_elsewhere
from neuromatch_site.commands.check.files import check_files
from neuromatch_site.commands.check.labels import check_labels
from neuromatch_site.commands.check.licenses import check_licenses
from neuromatch_site.commands.check.links import check_links
from neuromatch_site.commands.check.local_links import check_local_links
from neuromatch_site.commands.check.orphans import check_orphans
from neuromatch_site.commands.check.pictures import check_pictures
from neuromatch_site.commands.check.secrets import check_secrets
from neuromatch_site.commands.check.spelling import check_spelling
from neuromatch_site.commands.check.videos import check_videos
from neuromatch_site.config import load_config
from neuromatch_site.config.error_rules import apply_error_rules
from neuromatch_site.diagnostics.diagnostic import Diagnostic, Diagnostics
from neuromatch_site.filesystem.course_files import CourseFiles
from neuromatch_site.model.course import Project
from neuromatch_site.pipeline.context import BuildContext
from neuromatch_site.pipeline.options import Options
from neuromatch_site.pipeline.site import build_site
from neuromatch_site.workers.progress import Progress

__all__ = ["CHECKS", "Check", "CheckContext", "Examined", "examined", "run_checks"]

Check = Callable[[CheckContext, Diagnostics], None]

CHECKS: tuple[Check, ...] = (
    check_orphans,  # what nothing leads to
    check_files,
    check_labels,
    check_citations,
    check_addresses,  # what leads nowhere
    check_local_links,  # what readers cannot open
    check_links,  # what says too little
    check_videos,  # what not everybody can see or hear
    check_pictures,  # what is too heavy for a phone
    check_licenses,  # what nobody may copy
    check_secrets,  # what nobody should read
    check_spelling,  # where a course asks for it
)
"""In any order: checks are independent of each other."""


class Examined(Struct, frozen=True):
    """A course, and the messages about it."""

    diagnostics: Sequence[Diagnostic]
    context: CheckContext | None = None
    """None if there is no course to check."""


def examined(
    course: Path,
    options: Options,
    progress: Progress,
    *,
    external: bool = False,
    private: bool = False,
    folder: Path | None = None,
) -> Examined:
    """Return a course with all its messages. Writes nothing into it.

    With ``external``, links to other sites are requested; with ``private``, also to machines of a
    private network. ``folder``, outside of the course, caches the pages.
    """
    cache = BuildCache(folder)
    built = build_site(course, BuildContext(options, progress, cache))
    files = CourseFiles.at(course, options.root)
    config = load_config(files, Diagnostics())
    if built.project is None or config is None:
        return Examined(built.diagnostics)
    project = _with_trees(built.project, cache)
    if project is None:  # what is remembered is damaged
        return examined(course, options, progress, external=external, private=private)
    context = CheckContext(
        files=files,
        config=config,
        project=project,
        site={artifact.path: artifact.content for artifact in built.artifacts},
        lookups={lookup for entry in cache.rendered.values() for lookup in entry.lookups},
        diagnostics=built.diagnostics,
    )
    diagnostics = run_checks(context)
    progress.done("check")
    if external:
        diagnostics = [*diagnostics, *ask_elsewhere(context, progress, private=private)]
    return Examined([*built.diagnostics, *diagnostics], context)


def _with_trees(project: Project, cache: BuildCache) -> Project | None:
    """Return the course with the tree of every page; None where one is lost."""
    keys = {page.source.path: key for key, page in cache.pages.items()}
    pages = [cache.load_tree(keys[page.source.path], page) for page in project.pages]
    whole = [page for page in pages if page is not None]
    return replace(project, pages=whole) if len(whole) == len(pages) else None


def run_checks(context: CheckContext) -> Sequence[Diagnostic]:
    """Return the messages of all checks for a built course, besides those of the build.

    Applies ``error_rules:``. Reads the course folder; writes nothing.
    """
    diagnostics = Diagnostics()
    project = context.project
    for check in CHECKS:
        check(context, diagnostics)
    return apply_error_rules(diagnostics, project.config.error_rules, project.error_rules)
