"""Arguments in, exit code out."""

from functools import partial
from importlib import import_module
from pathlib import Path
from urllib.parse import urlsplit

import click

from neuromatch_site import __version__
from neuromatch_site.commands.console import (
    COURSE,
    EXECUTE,
    MESSAGES,
    STRICT,
    base_url_given,
    end,
    new_progress,
    prefix,
    say,
)
from neuromatch_site.diagnostics.formats import render
from neuromatch_site.pipeline.options import Options
from neuromatch_site.pipeline.output_folder import (
    BuildSummary,
    beside_course,
    build_to_folder,
)
from neuromatch_site.pipeline.write import OutputFolderError, remove_site
from neuromatch_site.workers.dask import ClusterError
from neuromatch_site.workers.progress import Progress

OUTPUT = click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    default=Path("_site"),
    show_default=True,
    help="The output folder.",
)


BASE_URL = click.option(
    "--base-url",
    default="",
    callback=base_url_given,
    metavar="URL",
    help="The URL where the site will be published: `/path/` or `https://host/path/`.",
)
TEMPLATES = click.option(
    "--templates",
    type=click.Path(path_type=Path, file_okay=False, exists=True),
    help="A folder of templates that override the theme's.",
)
JOBS = click.option(
    "--jobs", type=click.IntRange(min=1), help="Number of processes (default: one per core)."
)
SCHEDULER = click.option(
    "--scheduler",
    metavar="ADDRESS",
    default="",
    help="A Dask scheduler whose workers read and render the pages: tcp://host:8786.",
)
NO_SOLUTIONS = click.option(
    "--no-solutions", is_flag=True, help="Build without the solutions of exercises."
)
VERBOSE = click.option(
    "-v",
    "--verbose",
    count=True,
    help="Show how long each stage takes; -vv: also why each page is built again.",
)


_LARGE = {
    "check": "check_command",
    "cite": "cite_command",
    "export": "export_group",
    "import": "import_command",
    "lock": "lock_command",
    "run": "run_command",
    "schema": "schema_command",
}
"""Commands with a module of their own in ``commands/``, loaded only when they are asked for."""


class _Commands(click.Group):
    """Knows the large commands; prints what the machine refuses as one line."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted([*super().list_commands(ctx), *_LARGE])

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in _LARGE:
            return super().get_command(ctx, cmd_name)
        module = import_module(f"neuromatch_site.commands.{cmd_name}_command")
        command: click.Command = getattr(module, _LARGE[cmd_name])
        return command

    def invoke(self, ctx: click.Context) -> object:
        try:
            return super().invoke(ctx)
        except OSError as error:
            where = f"{error.filename}: " if error.filename else ""
            raise click.ClickException(f"{where}{error.strerror or error}") from error


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="neuromatch-site")
def main() -> None:
    """Make a course of MyST Markdown pages and notebooks into a static site."""


@main.command()
@COURSE
@OUTPUT
@BASE_URL
@STRICT
@EXECUTE
@NO_SOLUTIONS
@TEMPLATES
@JOBS
@SCHEDULER
@click.option("--no-cache", is_flag=True, help="Do not read or write the cache.")
@MESSAGES
@VERBOSE
def build(
    course: Path,
    output: Path,
    base_url: str,
    templates: Path | None,
    jobs: int | None,
    message_format: str,
    *,
    scheduler: str,
    strict: bool,
    execute: bool,
    no_solutions: bool,
    no_cache: bool,
    verbose: int,
) -> None:
    """Build the site of COURSE (default: course) into a folder. Needs no network."""
    if verbose > 1:
        import logging

        logging.basicConfig(format="%(message)s")
        logging.getLogger("neuromatch_site").setLevel(logging.DEBUG)
    progress = new_progress()
    options = Options(
        base_url=base_url,
        solutions=not no_solutions,
        execute=execute,
        templates=templates,
        jobs=jobs or 0,
        scheduler=scheduler,
    )
    try:
        made = build_to_folder(course, output, options, progress, remember=not no_cache)
    except (OutputFolderError, ClusterError) as error:
        raise click.ClickException(str(error)) from error
    except OSError as error:
        message = f"cannot write the site to `{output}`: {error.strerror or error}"
        raise click.ClickException(f"{message}; the old site is unchanged") from error
    _say_made(made, output, sum(progress.times.values()))
    if verbose:
        _say_times(progress)
    end(made.diagnostics, course, message_format, strict=strict)


def _say_made(made: BuildSummary, output: Path, seconds: float) -> None:
    if made.same:
        say(f"{output}: nothing has changed, {seconds:.2f} s")
    elif made.written:
        pages, files = _counted(made.pages, "page"), _counted(made.changed, "file")
        say(f"{output}: {pages}, {files} changed, {seconds:.1f} s")


@main.command()
@COURSE
@click.option(
    "--port", default=8000, show_default=True, help="The port to listen on (127.0.0.1 only)."
)
@click.option("--open", "browse", is_flag=True, help="Open the site in a browser.")
@BASE_URL
@EXECUTE
@NO_SOLUTIONS
@TEMPLATES
def serve(
    course: Path,
    port: int,
    base_url: str,
    templates: Path | None,
    *,
    browse: bool,
    execute: bool,
    no_solutions: bool,
) -> None:
    """Preview COURSE locally with live reload."""
    from neuromatch_site.cache.file_cache import prefetch
    from neuromatch_site.cache.folders import course_folder
    from neuromatch_site.workers.pool import run_in_background

    options = Options(
        base_url=base_url,
        solutions=not no_solutions,
        drafts=True,
        execute=execute,
        templates=templates,
        lite=False,
        jobs=1,
    )
    folder = course_folder("preview", course, repr(options))
    seen = run_in_background(partial(prefetch, course, folder), jobs=0)  # while modules load
    from neuromatch_site.cache.page_cache import BuildCache
    from neuromatch_site.commands.preview import serve as serve_site
    from neuromatch_site.filesystem.theme_files import theme_folder
    from neuromatch_site.pipeline.build import BuildResult
    from neuromatch_site.pipeline.context import BuildContext, OpenPages
    from neuromatch_site.pipeline.read_course import read_ahead
    from neuromatch_site.pipeline.site import build_site

    cache = BuildCache(folder, seen=seen())
    read_ahead(course, BuildContext(options, cache=cache))

    def rebuild(open_pages: OpenPages, progress: Progress) -> BuildResult:
        built = build_site(course, BuildContext(options, progress, cache, open_pages))
        text = render(built.diagnostics, "text", prefix(course))
        say(text) if text else None
        say(f"built in {sum(progress.times.values()):.2f} s")
        return built

    beside = templates or course.resolve().parent / "templates"
    watched = [course, beside, theme_folder(), *beside_course(course)]
    serve_site(rebuild, watched, course.resolve(), port=port, base=_path(base_url), browse=browse)


def _path(url: str) -> str:
    return urlsplit(url).path or "/"


@main.command()
@OUTPUT
def clean(output: Path) -> None:
    """Remove the site that was built, and what is remembered of it."""
    from neuromatch_site.cache.folders import forget_builds

    try:
        removed = remove_site(output)
    except OutputFolderError as error:
        raise click.ClickException(str(error)) from error
    forget_builds(output)
    say(f"removed {output}" if removed else f"there is no {output}")


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}{'s' * (number != 1)}"


def _say_times(progress: Progress) -> None:
    for stage, seconds in progress.times.items():
        say(f"  {stage:<14} {seconds:6.3f} s")


@main.group()
def new() -> None:
    """Make a new course, or a new page in one."""


@new.command("course")
@click.argument("folder", type=click.Path(path_type=Path))
def new_course(folder: Path) -> None:
    """Write a small working course into FOLDER."""
    from neuromatch_site.commands import scaffold as made

    try:
        made.new_course(folder)
    except made.NewError as error:
        raise click.ClickException(str(error)) from error
    say(f"wrote {folder}; preview it with `neuromatch-site serve {folder}`")


@new.command("page")
@click.argument("path", type=click.Path(path_type=Path))
def new_page(path: Path) -> None:
    """Write a page at PATH and put it at the end of its course's toc."""
    from neuromatch_site.commands import scaffold as made

    try:
        config = made.new_page(path)
    except made.NewError as error:
        raise click.ClickException(str(error)) from error
    say(f"wrote {path}" + (f", added to {config}" if config else ""))
