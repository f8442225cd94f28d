"""``neuromatch-site new``."""

from pathlib import Path

import click

from neuromatch_site.commands.console import echo_err
from neuromatch_site.commands.scaffold import NewError, new_course, new_page


@click.group("new")
def new_group() -> None:
    """Create a new course, or a new page in one."""


@new_group.command("course")
@click.argument("folder", type=click.Path(path_type=Path))
def course_command(folder: Path) -> None:
    """Write a small working course into FOLDER."""
    try:
        new_course(folder)
    except NewError as error:
        raise click.ClickException(str(error)) from error
    echo_err(f"wrote {folder}; preview it with `neuromatch-site serve {folder}`")


@new_group.command("page")
@click.argument("path", type=click.Path(path_type=Path))
def page_command(path: Path) -> None:
    """Write a page at PATH and put it at the end of its course's toc."""
    try:
        config = new_page(path)
    except NewError as error:
        raise click.ClickException(str(error)) from error
    echo_err(f"wrote {path}" + (f", added to {config}" if config else ""))
