"""The output of commands, and their exit codes."""

import os
import sys
from collections.abc import Sequence
from pathlib import Path

import click

from neuromatch_site.diagnostics.causes import by_cause
from neuromatch_site.diagnostics.diagnostic import Diagnostic, Severity, without_commands
from neuromatch_site.diagnostics.formats import MAX_SHOWN, as_table, counts_by_rule, render, summary
from neuromatch_site.workers.progress import BarProgress, Progress


def report_and_exit(
    diagnostics: Sequence[Diagnostic],
    course: Path,
    message_format: str,
    *,
    strict: bool,
    show_all: bool = False,
    quiet: bool = False,
) -> None:
    """Print the diagnostics; exit with 1 for errors, with ``strict`` also for warnings.

    A terminal shows the first messages, unless all are requested; files and pipes get all. An
    unknown name is reported to people once, with some of its places. With ``quiet`` only messages
    that cause the exit code are printed, and no summary. In a GitHub workflow, the job summary gets
    a count.
    """
    if message_format in ("text", "github") and not show_all:
        diagnostics = by_cause(diagnostics)
    failing = {Severity.ERROR, Severity.WARNING} if strict else {Severity.ERROR}
    shown_items = [item for item in diagnostics if not quiet or item.severity in failing]
    limit = MAX_SHOWN if sys.stdout.isatty() and not show_all else None
    text = render(shown_items, message_format, prefix(course), limit)
    if text:
        click.echo(text)
    if message_format == "text" and not quiet and (counts := summary(shown_items)):
        echo_err(f"{counts}: {by_rule}" if (by_rule := counts_by_rule(shown_items)) else counts)
    if message_format == "github" and (path := os.environ.get("GITHUB_STEP_SUMMARY")):
        with Path(path).open("a", encoding="utf-8") as file:
            file.write(as_table(diagnostics))
    if any(item.severity in failing for item in diagnostics):
        sys.exit(1)


def prefix(course: Path) -> str:
    """Return the path from here to the course folder, for messages."""
    text = course.as_posix()
    return "" if text == "." else f"{text.removesuffix('/')}/"


def new_progress() -> Progress:
    """Return a progress bar on a terminal, and no output elsewhere."""
    return BarProgress() if sys.stderr.isatty() else Progress()


def counted(number: int, noun: str) -> str:
    """Return ``1 page``, ``2 pages``."""
    return f"{number} {noun}{'s' * (number != 1)}"


def echo(text: str) -> None:
    """Print lines that can contain text of authors."""
    click.echo(without_commands(text))


def echo_err(text: str) -> None:
    """Print a status line to standard error."""
    click.echo(without_commands(text), err=True)


def log_reasons() -> None:
    """Print log records to standard error, one per line."""
    import logging

    class Lines(logging.Formatter):
        def format(self, record: logging.LogRecord) -> str:
            return without_commands(super().format(record))

    handler = logging.StreamHandler()
    handler.setFormatter(Lines("%(message)s"))
    logging.basicConfig(handlers=[handler])
    logging.getLogger("neuromatch_site").setLevel(logging.DEBUG)
