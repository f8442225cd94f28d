"""``neuromatch-site cite``."""

import os
import sys
from collections.abc import Sequence
from pathlib import Path

import click
from msgspec import Struct

from neuromatch_site.commands.arguments import COURSE, MESSAGES, STRICT
from neuromatch_site.commands.console import echo_err, new_progress, report_and_exit
from neuromatch_site.config import Config
from neuromatch_site.diagnostics.diagnostic import Diagnostics, Severity
from neuromatch_site.filesystem.course_files import CourseFiles
from neuromatch_site.pipeline.build import BuildResult


class _Wish(Struct, frozen=True, kw_only=True):
    """What is to be deposited, and how far."""

    sandbox: bool
    api: str
    publish: str | None
    files: Sequence[Path]
    replace: bool


@click.command("cite")
@COURSE
@click.option("--write", is_flag=True, help="Write CITATION.cff and .zenodo.json.")
@click.option("--check", is_flag=True, help="Fail if they are out of date with myst.yml.")
@click.option(
    "--deposit", is_flag=True, help="Create or update a draft on Zenodo (needs ZENODO_TOKEN)."
)
@click.option(
    "--sandbox", is_flag=True, help="With --deposit: use sandbox.zenodo.org, for testing."
)
@click.option(
    "--api",
    metavar="URL",
    default="",
    help="With --deposit: the API URL of another InvenioRDM server.",
)
@click.option(
    "--publish",
    metavar="TITLE",
    help="With --deposit: publish the draft (cannot be undone); TITLE is the course's title.",
)
@click.option(
    "--replace",
    is_flag=True,
    help="With --deposit: also remove files and metadata that were added on Zenodo.",
)
@click.option(
    "--file",
    "files",
    multiple=True,
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="With --deposit: upload this file instead of the course and its site.",
)
@STRICT
@MESSAGES
def cite_command(
    course: Path,
    message_format: str,
    api: str,
    publish: str | None,
    files: Sequence[Path],
    *,
    write: bool,
    check: bool,
    deposit: bool,
    sandbox: bool,
    replace: bool,
    strict: bool,
) -> None:
    """Show how COURSE is cited; write, check and deposit what others need for it."""
    from neuromatch_site.commands.citation.citation_files import (
        check_citation,
        citation_lines,
        repository_root,
        write_citation,
    )
    from neuromatch_site.config import load_config
    from neuromatch_site.pipeline.context import BuildContext
    from neuromatch_site.pipeline.options import Options
    from neuromatch_site.pipeline.site import build_site

    if (sandbox or api or publish or files or replace) and not deposit:
        raise click.UsageError(
            "`--sandbox`, `--api`, `--publish`, `--replace` and `--file` need `--deposit`"
        )
    diagnostics = Diagnostics()
    config = load_config(CourseFiles(Path(os.path.realpath(course))), diagnostics)
    if config is None:
        report_and_exit(diagnostics.found, course, message_format, strict=strict)
        return
    root = repository_root(course)
    if not (write or check or deposit):
        click.echo(citation_lines(config))
    for path in write_citation(root, config) if write else ():
        echo_err(f"wrote {os.path.relpath(path)}")
    if check or deposit:
        check_citation(root, course, config, diagnostics)
    report_and_exit(diagnostics.found, course, message_format, strict=strict)
    if deposit:
        wish = _Wish(sandbox=sandbox, api=api, publish=publish, files=files, replace=replace)
        if wish.publish not in (None, title := config.project.title):
            raise click.UsageError(f"to publish, type the title: --publish {title!r}")
        built = build_site(course, BuildContext(Options(), new_progress()))
        errors = [item for item in built.diagnostics if item.severity is Severity.ERROR]
        if not config.project.licenses.content:
            raise click.ClickException(
                "nothing is deposited: the course has no licence, and Zenodo would take CC-BY-4.0\n"
                "  hint: write `license:` below `project:` in myst.yml"
            )
        if errors or not built.is_complete:
            echo_err("nothing is deposited: a record cannot be undone, and the course has errors")
            report_and_exit(built.diagnostics, course, message_format, strict=strict)
            sys.exit(1)
        _deposit(course, config, wish, built)


def _deposit(course: Path, config: Config, wish: _Wish, built: BuildResult) -> None:
    """Make the draft, and say where it is."""
    from neuromatch_site.commands.citation.zenodo_deposit import (
        PREFIXES,
        DepositError,
        File,
        Zenodo,
        choose_host,
        deposit,
    )
    from neuromatch_site.commands.http import HttpClient
    from neuromatch_site.exporters.zenodo import zenodo_metadata

    project = config.project
    try:
        api, token = choose_host(os.environ, sandbox=wish.sandbox, api=wish.api)
        doi = project.concept_doi or project.doi
        known = doi if doi.startswith(PREFIXES.get(api, "")) else ""
        zenodo = Zenodo(HttpClient(private=bool(wish.api)), token, api)
        metadata = zenodo_metadata(project, config.site)
        files = [
            File(name=name, content=made) for name, made in _files(course, config, wish, built)
        ]
        publish = wish.publish is not None
        draft = deposit(zenodo, metadata, files, known, publish=publish, replace=wish.replace)
    except DepositError as error:
        hint = f"\n  hint: {error.hint}" if error.hint else ""
        raise click.ClickException(f"{error}{hint}") from error
    kind = "published" if draft.published else "resumed draft" if draft.resumed else "new draft"
    echo_err(f"{kind}: {draft.url}")
    echo_err(f"DOI of this version: {draft.doi}")
    if draft.concept_doi:
        echo_err(f"DOI of the course, for `project.concept_doi`: {draft.concept_doi}")
    if not draft.published:
        echo_err("review it there, then publish it there or with `--publish TITLE`")


def _files(
    course: Path, config: Config, wish: _Wish, built: BuildResult
) -> list[tuple[str, bytes]]:
    """Return the files to upload by name: those that were given, else the course and its site."""
    from neuromatch_site.commands.citation.archive import course_archive
    from neuromatch_site.commands.citation.citation_files import repository_root

    if wish.files:
        return [(path.name, path.read_bytes()) for path in wish.files]
    root = repository_root(course)
    beside = [*sorted(root.glob("LICENSE*")), root / "CITATION.cff"]
    content = course_archive(
        CourseFiles(Path(os.path.realpath(course))),
        built.artifacts,
        [path for path in beside if path.is_file()],
    )
    name = config.project.id or "course"
    version = f"-{config.project.version}" if config.project.version else ""
    return [(f"{name}{version}.zip", content)]
