"""A course -> a folder with its site: built, searched, written; or left as it is."""

import time
from collections.abc import Sequence
from functools import partial
from glob import escape
from pathlib import Path

from msgspec import Struct

from neuromatch_site.diagnostics import Diagnostic, Diagnostics, Rule
from neuromatch_site.files import CONFIGURATIONS
from neuromatch_site.options import Options
from neuromatch_site.progress import Progress
from neuromatch_site.render.theme import theme_folder
from neuromatch_site.stamp import Unchanged, keep_stamp, stamp_of, unchanged
from neuromatch_site.write import check_output_folder


class Made(Struct, frozen=True, kw_only=True):
    """What was made, and what is wrong."""

    diagnostics: Sequence[Diagnostic]
    pages: int = 0
    changed: int = 0
    """Files of the site that are new or not as they were."""
    written: bool = True
    """False: there is no site to write."""
    same: bool = False
    """Nothing has changed since the last build, and nothing was done."""


def memory_folder(output: Path) -> Path:
    """Return where a build into ``output`` is remembered: beside it, out of the site."""
    return output.parent / ".neuromatch-site" / output.name


def make_site(
    course: Path, output: Path, options: Options, progress: Progress, *, remember: bool
) -> Made:
    """Build the site of a course into a folder.

    Raises ``OutputFolderError`` for a folder that is not ours, ``OSError`` where the disk
    refuses; the old site then stands as it was.
    """
    check_output_folder(output, course)
    folder = memory_folder(output)
    started = time.time_ns()
    stamp = stamp_of(inputs(course, options), repr(options))
    if remember and (kept := unchanged(stamp, output, folder)):
        progress.done("compared")
        return Made(diagnostics=kept.diagnostics, pages=kept.pages, same=True)
    known = folder if remember else None
    made = _made(course, output, options, progress, known, stamp.program)
    if remember and made.written and not _in_vain(made):
        keep_stamp(stamp, output, folder, Unchanged(made.diagnostics, made.pages), started)
    return made


def inputs(course: Path, options: Options) -> list[Path]:
    """Return every folder that a build of a course reads; some may not be there."""
    beside = course.resolve().parent / "templates"
    return [course, theme_folder(), beside, *beside_course(course), *_given(options.templates)]


def beside_course(course: Path) -> list[Path]:
    """Return the folders beside a course that may hold other editions of it: courses themselves."""
    real = course.resolve()
    named = sorted(real.parent.glob(f"{escape(real.name)}-*"))
    return [path for path in named if any((path / name).is_file() for name in CONFIGURATIONS)]


def _in_vain(made: Made) -> bool:
    """Return whether another program failed, or is missing: the next build tries again."""
    return any(one.rule in (Rule.SEARCH_INDEXED, Rule.JUPYTERLITE_MADE) for one in made.diagnostics)


def _given(folder: Path | None) -> list[Path]:
    return [folder] if folder else []


def _made(
    course: Path,
    output: Path,
    options: Options,
    progress: Progress,
    folder: Path | None,
    program: str,
) -> Made:
    from neuromatch_site.seen import look_ahead
    from neuromatch_site.workers import aside

    seen = aside(partial(look_ahead, course, folder), options.jobs)  # while the program is loaded
    from neuromatch_site.attempt import attempt
    from neuromatch_site.cluster import cluster_at
    from neuromatch_site.complete import complete
    from neuromatch_site.drawing import Crew
    from neuromatch_site.memory import Memory
    from neuromatch_site.search import Indexing

    memory = Memory(folder, seen=seen(), lean=folder is not None, code=program)
    progress.done("start")
    found = Diagnostics()
    with Indexing(output, options.jobs) as indexing, cluster_at(options.scheduler) as cluster:
        crew = Crew(cluster=cluster, indexing=indexing)
        built = attempt(course, options, progress, memory, crew)
        if not built.whole:
            return Made(diagnostics=built.diagnostics, written=False)
        written = complete(built, course, output, options.jobs, indexing, found)
    progress.done("write")
    diagnostics = [*built.diagnostics, *found]
    return Made(diagnostics=diagnostics, pages=built.pages, changed=written.changed)
