"""``neuromatch-site clean``."""

from pathlib import Path

import click

from neuromatch_site.commands.arguments import OUTPUT
from neuromatch_site.commands.console import echo_err
from neuromatch_site.pipeline.write import OutputFolderError, remove_site


@click.command("clean")
@OUTPUT
def clean_command(output: Path) -> None:
    """Remove the site that was built, and its cache."""
    from neuromatch_site.cache.folders import forget_builds

    try:
        removed = remove_site(output)
    except OutputFolderError as error:
        raise click.ClickException(str(error)) from error
    forget_builds(output)
    echo_err(f"removed {output}" if removed else f"{output} does not exist")
