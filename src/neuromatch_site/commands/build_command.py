"""``neuromatch-site build``."""

import os
from pathlib import Path

import click

from neuromatch_site.commands.arguments import (
    ALL,
    BASE_URL,
    COURSE,
    EXECUTE,
    EXPLAIN,
    MESSAGES,
    NO_SOLUTIONS,
    OUTPUT,
    QUIET,
    ROOT,
    STRICT,
    TEMPLATES,
    checked_root,
)
from neuromatch_site.commands.console import (
    counted,
    echo_err,
    log_reasons,
    new_progress,
    report_and_exit,
)
from neuromatch_site.pipeline.options import Options
from neuromatch_site.pipeline.output_folder import BuildSummary, build_to_folder
from neuromatch_site.pipeline.write import OutputFolderError
from neuromatch_site.workers.dask import ClusterError
from neuromatch_site.workers.progress import Progress

JOBS = click.option(
    "--jobs",
    type=click.IntRange(min=1),
    help="Processes that work on the pages (default: one per core, where that is faster).",
)
SCHEDULER = click.option(
    "--scheduler",
    metavar="ADDRESS",
    default="",
    help="A Dask scheduler whose workers read and render the pages: tcp://host:8786.",
)
VERBOSE = click.option(
    "-v",
    "--verbose",
    count=True,
    help="Show how long each stage takes; -vv: also why each page is built again.",
)


@click.command("build")
@COURSE
@OUTPUT
@BASE_URL
@STRICT
@EXECUTE
@NO_SOLUTIONS
@TEMPLATES
@ROOT
@JOBS
@SCHEDULER
@click.option("--no-cache", is_flag=True, help="Do not read or write the cache.")
@MESSAGES
@ALL
@EXPLAIN
@VERBOSE
@QUIET
def build_command(
    course: Path,
    output: Path,
    base_url: str,
    templates: Path | None,
    jobs: int | None,
    message_format: str,
    *,
    root: Path | None,
    scheduler: str,
    strict: bool,
    show_all: bool,
    execute: bool,
    no_solutions: bool,
    no_cache: bool,
    verbose: int,
    quiet: bool,
) -> None:
    """Build the site of COURSE (default: course) into a folder. Needs no network."""
    if verbose > 1:
        log_reasons()
    progress = Progress() if quiet else new_progress()
    options = Options(
        base_url=base_url,
        solutions=not no_solutions,
        execute=execute,
        root=checked_root(root, course),
        templates=templates,
        epoch=_source_date_epoch(),
        jobs=jobs or 0,
        scheduler=scheduler,
    )
    try:
        summary = build_to_folder(course, output, options, progress, remember=not no_cache)
    except (OutputFolderError, ClusterError) as error:
        raise click.ClickException(str(error)) from error
    except OSError as error:
        message = f"cannot write the site to `{output}`: {error.strerror or error}"
        raise click.ClickException(f"{message}; the old site is unchanged") from error
    if not quiet:
        _print_summary(summary, output, sum(progress.times.values()))
    if verbose:
        _print_times(progress)
    report_and_exit(
        summary.diagnostics, course, message_format, strict=strict, show_all=show_all, quiet=quiet
    )


def _source_date_epoch() -> int:
    """Return when the course was last changed, as reproducible builds are told; 0: unknown.

    Source: https://reproducible-builds.org/specs/source-date-epoch/.
    """
    text = os.environ.get("SOURCE_DATE_EPOCH", "")
    return int(text) if text.isdecimal() and len(text) <= 11 else 0


def _print_summary(summary: BuildSummary, output: Path, seconds: float) -> None:
    if summary.same:
        echo_err(f"{output}: nothing has changed, {seconds:.2f} s")
    elif summary.written:
        pages, files = counted(summary.pages, "page"), counted(summary.changed, "file")
        echo_err(f"{output}: {pages}, {files} changed, {seconds:.1f} s")


def _print_times(progress: Progress) -> None:
    for stage, seconds in progress.times.items():
        echo_err(f"  {stage:<14} {seconds:6.3f} s")
