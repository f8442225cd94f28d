"""``neuromatch-site new``."""

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import click

from neuromatch_site.commands.arguments import default_course
from neuromatch_site.commands.console import echo_err
from neuromatch_site.commands.scaffold import NewError
from neuromatch_site.commands.scaffold.course import CourseWords, new_course
from neuromatch_site.commands.scaffold.deploy import HOSTS, new_deploy
from neuromatch_site.commands.scaffold.entries import new_announcement, new_person
from neuromatch_site.commands.scaffold.pages import new_lesson, new_notebook, new_page, new_week

_PATH = click.argument("path", type=click.Path(path_type=Path))
_COURSE = click.option(
    "--course",
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    default=default_course,
    help="The course folder.  [default: this folder, else course]",
)


@contextmanager
def _one_line() -> Iterator[None]:
    """Print what could not be written as one line."""
    try:
        yield
    except NewError as error:
        raise click.ClickException(str(error)) from error


@click.group("new")
def new_group() -> None:
    """Create a course, or a page or an entry in one.

    \b
    Examples:
      neuromatch-site new course statistics --title "Statistics" --author "Ada Example"
      neuromatch-site new week "Synapses"
      neuromatch-site new lesson week-2/plasticity.md
      neuromatch-site new deploy github-pages
    """  # noqa: D301 - click reads the character


@new_group.command("course")
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--title", help="Its title.  [default: asked for on a terminal]")
@click.option("--author", help="Your name, for its citation.")
@click.option("--license", "license_", help="An SPDX identifier.  [default: CC-BY-4.0]")
def course_command(
    folder: Path, title: str | None, author: str | None, license_: str | None
) -> None:
    """Create a small working course in FOLDER, with a workflow that publishes it."""
    options = CourseWords()
    if sys.stdin.isatty():
        title = title or click.prompt("Title of the course", default=options.title)
        author = author if author is not None else click.prompt("Your name", default="")
        license_ = license_ or click.prompt("Licence (SPDX)", default=options.license)
    words = CourseWords(
        title=title or options.title, author=author or "", license=license_ or options.license
    )
    with _one_line():
        written = new_course(folder, words)
    echo_err(f"wrote {len(written)} files into {folder}. Next:")
    echo_err(f"  cd {folder}")
    echo_err("  neuromatch-site serve --open     preview it; every save is shown at once")
    echo_err("  neuromatch-site new lesson week-1/spikes.md")


@new_group.command("page")
@_PATH
def page_command(path: Path) -> None:
    """Write an empty page at PATH, and add it to the toc."""
    _write(new_page, path)


@new_group.command("lesson")
@_PATH
def lesson_command(path: Path) -> None:
    """Write a lesson at PATH, with goals and a question to fill in; add it to the toc."""
    _write(new_lesson, path)


@new_group.command("notebook")
@_PATH
def notebook_command(path: Path) -> None:
    """Write a notebook at PATH, and add it to the toc."""
    _write(new_notebook, path)


def _write(write: Callable[[Path], tuple[Path, Path | None]], path: Path) -> None:
    with _one_line():
        page, config = write(path)
    _say(page, config)


def _say(page: Path, config: Path | None) -> None:
    """Print what was written, from here where it lies below."""
    named = [os.path.relpath(path) for path in (page, config) if path]
    echo_err(f"wrote {', added to '.join(named)}")


@new_group.command("week")
@click.argument("title")
@_COURSE
def week_command(title: str, course: Path) -> None:
    """Create the next week of a course, called TITLE, with a first lesson."""
    with _one_line():
        page, config = new_week(course, title)
    _say(page, config)


@new_group.command("announcement")
@click.argument("title")
@click.option("--until", default="", metavar="YYYY-MM-DD", help="Show it on every page until then.")
@_COURSE
def announcement_command(title: str, until: str, course: Path) -> None:
    """Add an announcement of today at the top of data/announcements.yml."""
    if until:
        try:
            date.fromisoformat(until)
        except ValueError:
            raise click.BadParameter(f"`{until}` is not a date: write YYYY-MM-DD") from None
    with _one_line():
        file = new_announcement(course, title, date.today(), until)  # noqa: DTZ011 - the author's day
    echo_err(f"added to {file}")


@new_group.command("person")
@click.argument("name")
@click.option("--group", default="Team", show_default=True, help="The title of the group.")
@_COURSE
def person_command(name: str, group: str, course: Path) -> None:
    """Add a person called NAME to a group of data/people.yml."""
    with _one_line():
        file = new_person(course, name, group)
    echo_err(f"added to {file}")


@new_group.command("deploy")
@click.argument("host", type=click.Choice(sorted(HOSTS)))
@_COURSE
def deploy_command(host: str, course: Path) -> None:
    """Write the files that publish the course on HOST, in the current folder."""
    with _one_line():
        files = new_deploy(host, Path(), course.as_posix())
    for file in files:
        echo_err(f"wrote {file}; its first lines say what to do once")
