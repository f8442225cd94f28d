"""``neuromatch-site check``."""

from pathlib import Path

import click

from neuromatch_site.terminal import COURSE, MESSAGES, STRICT, end, new_progress


@click.command("check")
@COURSE
@STRICT
@click.option("--external", is_flag=True, help="Ask other sites whether links to them work.")
@click.option(
    "--templates",
    type=click.Path(path_type=Path, file_okay=False, exists=True),
    help="A folder whose files replace those of the theme.",
)
@MESSAGES
def check_command(
    course: Path, templates: Path | None, message_format: str, *, strict: bool, external: bool
) -> None:
    """Say everything that a build of COURSE would say, and more. Writes nothing."""
    from neuromatch_site.check import checked
    from neuromatch_site.options import Options

    found = checked(course, Options(templates=templates), new_progress(), external=external)
    end(found, course, message_format, strict=strict)
