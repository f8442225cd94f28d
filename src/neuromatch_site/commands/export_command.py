"""``neuromatch-site export``."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, TypeVar

import click
from msgspec.structs import replace

from neuromatch_site.commands.arguments import (
    BASE_URL,
    COURSE,
    EXECUTE,
    MESSAGES,
    NO_SOLUTIONS,
    ROOT,
    STRICT,
    TEMPLATES,
    checked_root,
)
from neuromatch_site.commands.console import echo_err, new_progress, report_and_exit
from neuromatch_site.diagnostics.diagnostic import Diagnostic
from neuromatch_site.diagnostics.extras import install_command
from neuromatch_site.filesystem.atomic import MARKER, write_atomic, write_inside
from neuromatch_site.filesystem.regular import is_link
from neuromatch_site.filesystem.zip import is_ours
from neuromatch_site.pipeline.options import Options
from neuromatch_site.pipeline.write import OutputFolderError, check_output_folder

_Command = TypeVar("_Command", bound=Callable[..., Any])

FORCE = click.option(
    "--force", is_flag=True, help="Replace a file or folder that this program did not write."
)


def _file_option(default: str) -> Callable[[_Command], _Command]:
    """Return the option that names the file to write."""
    return click.option(
        "-o",
        "--output",
        type=click.Path(path_type=Path, dir_okay=False),
        default=Path(default),
        show_default=True,
        help="The file.",
    )


def _write_file(output: Path, content: bytes, *, force: bool) -> None:
    """Write an archive; what is there gives way if it is one of ours, or with ``--force``."""
    if not force and (is_link(output) or (output.exists() and not is_ours(output))):
        hint = "give another file with -o, or `--force` to replace it"
        raise click.ClickException(f"`{output}` was not written by this program; {hint}")
    write_atomic(output, content)


def _options(
    course: Path, root: Path | None, base_url: str, *, solutions: bool, execute: bool
) -> Options:
    """Return how the site is built that an export is made of."""
    return Options(
        base_url=base_url,
        solutions=solutions,
        execute=execute,
        root=checked_root(root, course),
        lite=False,
    )


@click.group("export")
def export_group() -> None:
    """Export a course as EPUB, PDF, zip or notebooks."""


@export_group.command("notebooks")
@COURSE
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    default=Path("_notebooks"),
    show_default=True,
    help="The output folder.",
)
@BASE_URL
@EXECUTE
@ROOT
@FORCE
@STRICT
@MESSAGES
def notebooks_command(
    course: Path,
    output: Path,
    base_url: str,
    message_format: str,
    *,
    root: Path | None,
    execute: bool,
    force: bool,
    strict: bool,
) -> None:
    """Write every page with code as a notebook: for students, and with solutions."""
    from neuromatch_site.commands.bundles.notebooks import course_notebooks

    try:
        check_output_folder(output, course, foreign=force)
    except OutputFolderError as error:
        raise click.ClickException(str(error)) from error
    write_inside(output, MARKER, b"")

    diagnostics: Sequence[Diagnostic] = ()
    for name, solutions in (("student", False), ("solutions", True)):
        options = _options(course, root, base_url, solutions=solutions, execute=execute)
        result = course_notebooks(course, options, new_progress())
        for path, content in result.files.items():
            write_inside(output, f"{name}/{path}", content)
        more = len(result.files) - result.count
        count = "1 notebook" if result.count == 1 else f"{result.count} notebooks"
        files = f", {more} file{'s' * (more > 1)}" if more else ""
        echo_err(f"{output / name}: {count}{files}")
        diagnostics = result.diagnostics
    report_and_exit(diagnostics, course, message_format, strict=strict)


@export_group.command("epub")
@COURSE
@_file_option("course.epub")
@BASE_URL
@EXECUTE
@NO_SOLUTIONS
@ROOT
@FORCE
@STRICT
@MESSAGES
def epub_command(
    course: Path,
    output: Path,
    base_url: str,
    message_format: str,
    *,
    root: Path | None,
    execute: bool,
    no_solutions: bool,
    force: bool,
    strict: bool,
) -> None:
    """Write the whole course as one EPUB 3; needs [exports]."""
    try:
        from neuromatch_site.commands.bundles.epub import course_epub
    except ModuleNotFoundError as error:
        needed = f"run `{install_command('exports')}`"
        raise click.ClickException(f"`{error.name}` is not installed; {needed}") from error

    options = _options(course, root, base_url, solutions=not no_solutions, execute=execute)
    book = course_epub(course, options, new_progress())
    if book.content:
        _write_file(output, book.content, force=force)
        echo_err(f"{output}: {book.chapters} chapters, {len(book.content) / 1e6:.1f} MB")
    report_and_exit(book.diagnostics, course, message_format, strict=strict)


@export_group.command("zip")
@COURSE
@_file_option("course.zip")
@BASE_URL
@EXECUTE
@NO_SOLUTIONS
@TEMPLATES
@ROOT
@FORCE
@STRICT
@MESSAGES
def zip_command(
    course: Path,
    output: Path,
    base_url: str,
    templates: Path | None,
    message_format: str,
    *,
    root: Path | None,
    execute: bool,
    no_solutions: bool,
    force: bool,
    strict: bool,
) -> None:
    """Write the site as one zip, to read and search from a disk: open its `index.html`."""
    from neuromatch_site.commands.bundles.zip import course_zip

    options = _options(course, root, base_url, solutions=not no_solutions, execute=execute)
    files = course_zip(course, replace(options, templates=templates, disk=True), new_progress())
    if files.content:
        _write_file(output, files.content, force=force)
        echo_err(f"{output}: {files.pages} pages, {len(files.content) / 1e6:.1f} MB")
    report_and_exit(files.diagnostics, course, message_format, strict=strict)


@export_group.command("pdf")
@COURSE
@_file_option("course.pdf")
@click.option("--page", default="", help="Only this page, or week: its address, such as `week-1`.")
@BASE_URL
@EXECUTE
@NO_SOLUTIONS
@TEMPLATES
@ROOT
@FORCE
@STRICT
@MESSAGES
def pdf_command(
    course: Path,
    output: Path,
    page: str,
    base_url: str,
    templates: Path | None,
    message_format: str,
    *,
    root: Path | None,
    execute: bool,
    no_solutions: bool,
    force: bool,
    strict: bool,
) -> None:
    """Print the whole course as one PDF; needs Chromium, Chrome or Edge."""
    from neuromatch_site.commands.bundles.pdf import PdfError, course_pdf

    options = _options(course, root, base_url, solutions=not no_solutions, execute=execute)
    options = replace(options, templates=templates, disk=True)
    try:
        pdf = course_pdf(course, options, page, new_progress())
    except PdfError as error:
        raise click.ClickException(str(error)) from error
    if pdf.content:
        _write_file(output, pdf.content, force=force)
        echo_err(f"{output}: {len(pdf.content) / 1e6:.1f} MB")
    report_and_exit(pdf.diagnostics, course, message_format, strict=strict)
