"""A course -> a folder with its site: build, index for search, write."""

import time
from collections.abc import Sequence
from functools import partial
from glob import escape
from pathlib import Path

from msgspec import Struct

from neuromatch_site.cache.exclusive import exclusive
from neuromatch_site.cache.folders import build_folder
from neuromatch_site.cache.up_to_date import LastBuild, fingerprint_of, save, unchanged
from neuromatch_site.diagnostics.diagnostic import Diagnostic, Diagnostics, Rule
from neuromatch_site.filesystem.course_files import CONFIGURATIONS, CourseFiles
from neuromatch_site.filesystem.theme_files import theme_folder
from neuromatch_site.pipeline.options import Options
from neuromatch_site.pipeline.write import check_output_folder
from neuromatch_site.workers.progress import Progress


class BuildSummary(Struct, frozen=True, kw_only=True):
    """The result of a build, and its messages."""

    diagnostics: Sequence[Diagnostic]
    pages: int = 0
    changed: int = 0
    """Number of new or changed files of the site."""
    written: bool = True
    """False: there is no site to write."""
    same: bool = False
    """Nothing has changed since the last build, and nothing was done."""


def build_to_folder(
    course: Path, output: Path, options: Options, progress: Progress, *, remember: bool
) -> BuildSummary:
    """Build the site of a course into a folder.

    Raises ``OutputFolderError`` for a folder that is not ours, ``OSError`` on write errors; the
    previous site is then unchanged.
    """
    check_output_folder(output, course)
    with exclusive(build_folder(course, output) if remember else None) as folder:
        started = time.time_ns()
        fingerprint = fingerprint_of(inputs(course, options), repr(options))
        if folder and (last_build := unchanged(fingerprint, output, folder)):
            progress.done("compared")
            return BuildSummary(
                diagnostics=last_build.diagnostics, pages=last_build.pages, same=True
            )
        summary = _build(course, output, options, progress, folder, fingerprint.program)
        if folder and summary.written and not _should_retry(summary):
            last = LastBuild(summary.diagnostics, summary.pages)
            save(fingerprint, output, folder, last, started)
        return summary


def inputs(course: Path, options: Options) -> list[Path]:
    """Return all folders that a build of a course reads; some may not exist."""
    beside = course.resolve().parent / "templates"
    return [
        course,
        theme_folder(),
        beside,
        *beside_course(course),
        *_folder_list(options.templates),
        *_folder_list(options.root),
    ]


def beside_course(course: Path) -> list[Path]:
    """Return the folders beside a course that can contain other editions."""
    real = course.resolve()
    named = sorted(real.parent.glob(f"{escape(real.name)}-*"))
    return [path for path in named if any((path / name).is_file() for name in CONFIGURATIONS)]


def _should_retry(summary: BuildSummary) -> bool:
    """Return whether another program failed, or is missing: the next build tries again."""
    addons = (Rule.SEARCH_INDEXED, Rule.JUPYTERLITE_MADE, Rule.MATH_FONT_MADE)
    return any(diagnostic.rule in addons for diagnostic in summary.diagnostics)


def _folder_list(folder: Path | None) -> list[Path]:
    return [folder] if folder else []


def _build(
    course: Path,
    output: Path,
    options: Options,
    progress: Progress,
    folder: Path | None,
    program: str,
) -> BuildSummary:
    from neuromatch_site.cache.file_cache import prefetch
    from neuromatch_site.workers.pool import run_in_background, spawned

    file_cache = run_in_background(
        partial(prefetch, course, folder), options.jobs
    )  # while the program is loaded
    with spawned(options.jobs) as executor:
        is_new = folder is None or not (folder / "pages").exists()
        if executor and is_new and _page_count(course) >= executor.fewest:
            executor.start(_load_program)  # they load it while this process does
        from neuromatch_site.cache.page_cache import BuildCache
        from neuromatch_site.pipeline.addons import write_with_addons
        from neuromatch_site.pipeline.context import BuildContext
        from neuromatch_site.pipeline.site import build_site
        from neuromatch_site.postprocess.addon_folder import AddonRecords
        from neuromatch_site.postprocess.search import Indexing
        from neuromatch_site.workers.dask import cluster_at

        cache = BuildCache(folder, file_cache=file_cache(), lean=folder is not None, code=program)
        progress.done("start")
        diagnostics = Diagnostics()
        records = AddonRecords(folder)
        indexing = Indexing(output, options.jobs, records)
        with indexing as search, cluster_at(options.scheduler) as cluster:
            context = BuildContext(
                options, progress, cache, cluster=cluster, spawned=executor, search=search
            )
            built = build_site(course, context)
            if not built.is_complete:
                return BuildSummary(diagnostics=built.diagnostics, written=False)
            written = write_with_addons(built, course, output, options.jobs, search, diagnostics)
            cache.end()
        progress.done("write")
        return BuildSummary(
            diagnostics=[*built.diagnostics, *diagnostics],
            pages=built.pages,
            changed=written.changed,
        )


def _load_program() -> None:
    """Load what builds a site: a tenth of a second."""
    import neuromatch_site.pipeline.site  # noqa: F401 - whoever comes next finds it loaded


def _page_count(course: Path) -> int:
    """Return about how many pages a course has, without reading its table of contents."""
    walk = CourseFiles(course.resolve()).tree().walk()
    return sum(path.endswith((".md", ".ipynb")) for path in walk)
