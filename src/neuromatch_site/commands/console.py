"""What every command shares: its arguments, its messages, its exit code."""

import sys
from collections.abc import Sequence
from pathlib import Path

import click

from neuromatch_site.diagnostics.diagnostic import Diagnostic, Severity
from neuromatch_site.diagnostics.formats import FORMATS, render, summary
from neuromatch_site.urls import base_url_of
from neuromatch_site.workers.progress import BarProgress, Progress

COURSE = click.argument("course", default="course", type=click.Path(path_type=Path))
EXECUTE = click.option(
    "--execute", is_flag=True, help="Run notebooks and code cells; needs neuromatch-site[execute]."
)
STRICT = click.option("--strict", is_flag=True, help="Treat warnings as errors.")
MESSAGES = click.option(
    "--message-format",
    type=click.Choice(FORMATS),
    default="text",
    show_default=True,
    help="Print messages for people (text), tools (json, sarif) or GitHub annotations (github).",
)


def base_url_given(_context: click.Context, _option: click.Parameter, value: str) -> str:
    """Return the address; anything but a path or an address of the web is wrong usage."""
    base = base_url_of(value)
    if value and not base:
        raise click.BadParameter(f"`{value}` is neither `/path/` nor `https://host/path/`")
    return base


def end(found: Sequence[Diagnostic], course: Path, message_format: str, *, strict: bool) -> None:
    """Print what is wrong, and leave with 1 if it is too much."""
    text = render(found, message_format, prefix(course))
    if text:
        click.echo(text)
    if message_format == "text" and (counts := summary(found)):
        say(counts)
    severities = {item.severity for item in found}
    if Severity.ERROR in severities or (strict and Severity.WARNING in severities):
        sys.exit(1)


def prefix(course: Path) -> str:
    """Return what leads from here to the course folder, as messages show it."""
    text = course.as_posix()
    return "" if text == "." else f"{text.removesuffix('/')}/"


def new_progress() -> Progress:
    """Return a bar on a terminal, and silence elsewhere."""
    return BarProgress() if sys.stderr.isatty() else Progress()


def say(text: str) -> None:
    """Print a line that is no output."""
    click.echo(text, err=True)
