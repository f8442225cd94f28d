"""``neuromatch-site export``."""

from collections.abc import Callable, Sequence
from functools import wraps
from pathlib import Path
from typing import Any

import click
from msgspec import Struct
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

_Decorator = Callable[[Callable[..., None]], Callable[..., None]]

FORCE = click.option(
    "--force", is_flag=True, help="Replace a file or folder that this program did not write."
)


class _Export(Struct, frozen=True):
    """What the options say that every export has."""

    course: Path
    output: Path
    options: Options
    message_format: str
    force: bool
    strict: bool

    def write(self, content: bytes, what: str, diagnostics: Sequence[Diagnostic]) -> None:
        """Write and report a file; replace only our own files, unless ``--force``."""
        if content:
            output = self.output
            if not self.force and (is_link(output) or (output.exists() and not is_ours(output))):
                hint = "give another file with -o, or `--force` to replace it"
                raise click.ClickException(f"`{output}` was not written by this program; {hint}")
            write_atomic(output, content)
            echo_err(f"{output}: {what}{len(content) / 1e6:.1f} MB")
        report_and_exit(diagnostics, self.course, self.message_format, strict=self.strict)


def _export(*own: _Decorator) -> _Decorator:
    """Give a command the options of every export, and its own; it is called with an ``_Export``."""

    def decorate(run: Callable[..., None]) -> Callable[..., None]:
        @wraps(run)
        def command(
            course: Path,
            output: Path,
            base_url: str,
            message_format: str,
            *,
            execute: bool,
            root: Path | None,
            force: bool,
            strict: bool,
            no_solutions: bool = False,
            templates: Path | None = None,
            **others: Any,  # noqa: ANN401 - the values of its own options
        ) -> None:
            options = Options(
                base_url=base_url,
                solutions=not no_solutions,
                execute=execute,
                root=checked_root(root, course),
                templates=templates,
                lite=False,
            )
            run(_Export(course, output, options, message_format, force, strict), **others)

        options: list[_Decorator] = [COURSE, *own, BASE_URL, EXECUTE, ROOT, FORCE, STRICT, MESSAGES]
        decorated: Callable[..., None] = command
        for option in reversed(options):
            decorated = option(decorated)
        return decorated

    return decorate


def _output(default: str, *, is_folder: bool = False) -> _Decorator:
    return click.option(
        "-o",
        "--output",
        type=click.Path(path_type=Path, dir_okay=is_folder),
        default=Path(default),
        show_default=True,
        help="The output folder." if is_folder else "The file.",
    )


@click.group("export")
def export_group() -> None:
    """Export a course as EPUB, PDF, zip or notebooks."""


@export_group.command("notebooks")
@_export(_output("_notebooks", is_folder=True))
def notebooks_command(export: _Export) -> None:
    """Write every page with code as a notebook: for students, and with solutions."""
    from neuromatch_site.commands.bundles.notebooks import course_notebooks

    try:
        check_output_folder(export.output, export.course, foreign=export.force)
    except OutputFolderError as error:
        raise click.ClickException(str(error)) from error
    versions = {
        name: course_notebooks(
            export.course, replace(export.options, solutions=solutions), new_progress()
        )
        for name, solutions in (("student", False), ("solutions", True))
    }
    if all(notebooks.is_complete for notebooks in versions.values()):
        write_inside(export.output, MARKER, b"")
        for name, notebooks in versions.items():
            for path, content in notebooks.files.items():
                write_inside(export.output, f"{name}/{path}", content)
            more = len(notebooks.files) - notebooks.count
            count = "1 notebook" if notebooks.count == 1 else f"{notebooks.count} notebooks"
            files = f", {more} file{'s' * (more > 1)}" if more else ""
            echo_err(f"{export.output / name}: {count}{files}")
    diagnostics = versions["solutions"].diagnostics
    report_and_exit(diagnostics, export.course, export.message_format, strict=export.strict)


@export_group.command("epub")
@_export(_output("course.epub"), NO_SOLUTIONS, TEMPLATES)
def epub_command(export: _Export) -> None:
    """Write the whole course as one EPUB 3; needs [exports]."""
    try:
        from neuromatch_site.commands.bundles.epub import course_epub
    except ModuleNotFoundError as error:
        needed = f"run `{install_command('exports')}`"
        raise click.ClickException(f"`{error.name}` is not installed; {needed}") from error

    book = course_epub(export.course, export.options, new_progress())
    export.write(book.content, f"{book.chapters} chapters, ", book.diagnostics)


@export_group.command("zip")
@_export(_output("course.zip"), NO_SOLUTIONS, TEMPLATES)
def zip_command(export: _Export) -> None:
    """Write the site as one zip, to read and search from a disk: open its `index.html`."""
    from neuromatch_site.commands.bundles.zip import course_zip

    files = course_zip(export.course, replace(export.options, disk=True), new_progress())
    export.write(files.content, f"{files.pages} pages, ", files.diagnostics)


@export_group.command("pdf")
@_export(
    _output("course.pdf"),
    click.option(
        "--page", default="", help="Print only this page or week: its path, such as `week-1`."
    ),
    NO_SOLUTIONS,
    TEMPLATES,
)
def pdf_command(export: _Export, page: str) -> None:
    """Print the whole course as one PDF; needs Chromium, Chrome or Edge."""
    from neuromatch_site.commands.bundles.pdf import PdfError, course_pdf

    try:
        pdf = course_pdf(export.course, replace(export.options, disk=True), page, new_progress())
    except PdfError as error:
        raise click.ClickException(str(error)) from error
    export.write(pdf.content, "", pdf.diagnostics)
