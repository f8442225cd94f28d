"""``neuromatch-site schema``."""

import json
from pathlib import Path

import click

from neuromatch_site.commands.console import echo_err
from neuromatch_site.config.schema import schemas
from neuromatch_site.filesystem.atomic import write_inside


@click.command("schema")
@click.argument("name", type=click.Choice(sorted(schemas())), required=False)
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, file_okay=False),
    help="Write every schema into this folder, as `NAME.schema.json`.",
)
def schema_command(name: str | None, output: Path | None) -> None:
    """Print the JSON schema of myst.yml, of front matter or of a data file, for editors."""
    texts = {name: json.dumps(schema, indent=2) + "\n" for name, schema in schemas().items()}
    if output is not None:
        output.mkdir(parents=True, exist_ok=True)
        for file_name, text in texts.items():
            write_inside(output, f"{file_name}.schema.json", text.encode())
        echo_err(f"wrote {len(texts)} schemas into {output}")
    elif name is not None:
        click.echo(texts[name], nl=False)
    else:
        raise click.UsageError(f"choose one of {', '.join(sorted(texts))}, or a folder with -o")
