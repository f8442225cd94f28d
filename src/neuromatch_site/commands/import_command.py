"""``neuromatch-site import``."""

from collections.abc import Iterator
from pathlib import Path

import click

from neuromatch_site.commands.console import echo, echo_err
from neuromatch_site.commands.importers import ImportProblem, Plan, plan_import, write_course
from neuromatch_site.filesystem.course_files import OutsideCourseError


@click.command("import")
@click.argument("source", type=click.Path(path_type=Path, exists=True))
@click.option(
    "-o",
    "--output",
    "course",
    type=click.Path(path_type=Path),
    required=True,
    help="The folder to write the course to: new or empty.",
)
@click.option("--dry-run", is_flag=True, help="List what would be written; write nothing.")
def import_command(source: Path, course: Path, *, dry_run: bool) -> None:
    """Convert SOURCE into a course.

    SOURCE is a Jupyter Book 1, a Neuromatch repository, a site of Quarto, MkDocs, Hugo, Docusaurus
    or Starlight, a folder of notebooks and Markdown, or a document: Word (.docx), OpenDocument, RTF
    or LaTeX (.tex). Documents need neuromatch-site[pandoc].
    """
    try:
        plan = plan_import(source)
        if not dry_run:
            write_course(plan, course)
    except ImportProblem as problem:
        raise click.ClickException(str(problem)) from problem
    except (OSError, UnicodeError, OutsideCourseError) as problem:
        raise click.ClickException(f"`{source}` cannot be imported: {problem}") from problem
    for line in _plan_lines(plan) if dry_run else ():
        echo(line)
    for note in plan.notes:
        echo_err(f"{note.path}: {note.message}")
    pages = f"{len(plan.made_from)} page{'s' * (len(plan.made_from) != 1)}"
    if dry_run:
        echo_err(f"{course} would have {pages}")
    else:
        echo_err(f"wrote {course}: {pages}; preview it with `neuromatch-site serve {course}`")


def _plan_lines(plan: Plan) -> Iterator[str]:
    """Yield what becomes of each file."""
    for path, content in plan.files.items():
        copied = "" if isinstance(content, str) else "  (copied)"
        made_from = plan.made_from.get(path, path)
        yield f"{made_from} -> {path}{copied}" if made_from != path else f"{path}{copied}"
