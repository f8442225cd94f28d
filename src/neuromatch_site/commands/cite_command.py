"""``neuromatch-site cite``."""

import os
import sys
from collections.abc import Sequence
from pathlib import Path

import click
from msgspec import Struct

from neuromatch_site.commands.arguments import COURSE, MESSAGES, ROOT, STRICT, checked_root
from neuromatch_site.commands.console import echo, echo_err, new_progress, report_and_exit
from neuromatch_site.config import Config
from neuromatch_site.diagnostics.diagnostic import Diagnostics, Severity, without_controls
from neuromatch_site.filesystem.course_files import CourseFiles
from neuromatch_site.pipeline.build import BuildResult


class _Wish(Struct, frozen=True, kw_only=True):
    """What is to be deposited, and how far."""

    sandbox: bool
    api: str
    publish: str | None
    root: Path | None
    files: Sequence[Path]
    replace: bool


@click.command("cite")
@COURSE
@click.option("--write", is_flag=True, help="Write CITATION.cff and .zenodo.json.")
@click.option("--check", is_flag=True, help="Fail if they are out of date with myst.yml.")
@click.option(
    "--tag",
    metavar="TAG",
    help="With --check: fail if the version is not that of this release tag.",
)
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
    is_flag=False,
    flag_value="",
    help="With --deposit: publish the draft (cannot be undone). TITLE is the course's title; "
    "without it, the command asks.",
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
@ROOT
@STRICT
@MESSAGES
def cite_command(
    course: Path,
    message_format: str,
    api: str,
    publish: str | None,
    tag: str | None,
    files: Sequence[Path],
    *,
    root: Path | None,
    write: bool,
    check: bool,
    deposit: bool,
    sandbox: bool,
    replace: bool,
    strict: bool,
) -> None:
    """Show the citation of COURSE; write or check its citation files; deposit it on Zenodo."""
    from neuromatch_site.commands.citation.citation_files import (
        citation_lines,
        repository_root,
        write_citation,
    )
    from neuromatch_site.config import load_config

    if (sandbox or api or publish is not None or files or replace) and not deposit:
        raise click.UsageError(
            "`--sandbox`, `--api`, `--publish`, `--replace` and `--file` need `--deposit`"
        )
    if tag and not check:
        raise click.UsageError("`--tag` needs `--check`")
    diagnostics = Diagnostics()
    config = load_config(CourseFiles.at(course, checked_root(root, course)), diagnostics)
    if config is None:
        report_and_exit(diagnostics.items, course, message_format, strict=strict)
        return
    repository = repository_root(course)
    if not (write or check or deposit):
        echo(citation_lines(config))
    for path in write_citation(repository, config) if write else ():
        echo_err(f"wrote {os.path.relpath(path)}")
    everything = write or check or deposit
    _check_citation(repository, course, config, diagnostics, files=everything, tag=tag or "")
    report_and_exit(diagnostics.items, course, message_format, strict=strict)
    if deposit:
        wish = _Wish(
            sandbox=sandbox, api=api, publish=publish, root=root, files=files, replace=replace
        )
        _deposit(course, config, wish, _built(course, config, wish, message_format, strict=strict))


def _check_citation(
    root: Path, course: Path, config: Config, diagnostics: Diagnostics, *, files: bool, tag: str
) -> None:
    """Report what the citation claims wrongly; with ``files``, all else that is wrong with it."""
    from neuromatch_site.commands.citation.citation_files import (
        check_citation,
        check_claims,
        check_tag,
    )

    check_claims(root, config, diagnostics)
    if files:
        check_citation(root, course, config, diagnostics)
    if tag:
        check_tag(tag, config, diagnostics)


def _built(
    course: Path, config: Config, wish: _Wish, message_format: str, *, strict: bool
) -> BuildResult:
    """Return the site of a course that may be deposited; end where it may not."""
    from neuromatch_site.pipeline.context import BuildContext
    from neuromatch_site.pipeline.options import Options
    from neuromatch_site.pipeline.site import build_site

    if wish.publish not in (None, "", title := config.project.title):
        title = without_controls(title)
        raise click.UsageError(f"to publish, type the title: --publish {title!r}")
    if not config.project.licenses.content:
        raise click.ClickException(
            "nothing is deposited: the course has no licence;"
            " Zenodo would publish it under CC-BY-4.0\n"
            "  hint: write `license:` below `project:` in myst.yml"
        )
    built = build_site(course, BuildContext(Options(root=wish.root), new_progress()))
    errors = [item for item in built.diagnostics if item.severity is Severity.ERROR]
    if errors or not built.is_complete:
        echo_err(
            "nothing is deposited: the course has errors, and a published record cannot be removed"
        )
        report_and_exit(built.diagnostics, course, message_format, strict=strict)
        sys.exit(1)
    return built


def _deposit(course: Path, config: Config, wish: _Wish, built: BuildResult) -> None:
    """Make the draft, say where it is, and publish it where that is wanted."""
    from neuromatch_site.commands.citation.zenodo_client import (
        DepositError,
        File,
        Zenodo,
        choose_host,
    )
    from neuromatch_site.commands.citation.zenodo_deposit import (
        deposit,
        has_doi,
        publication_lines,
        publish,
    )
    from neuromatch_site.commands.http import HttpClient

    project = config.project
    try:
        api, token = choose_host(os.environ, sandbox=wish.sandbox, api=wish.api)
        zenodo = Zenodo(HttpClient(private=bool(wish.api)), token, api)
        files = [
            File(name=name, content=content)
            for name, content in _files(course, config, wish, built)
        ]
        draft = deposit(zenodo, project, config.site, files, replace=wish.replace)
        echo_err(f"{'resumed' if draft.resumed else 'new'} draft: {draft.url}")
        place = "" if wish.sandbox or has_doi(draft, project) else ", for `project.doi`"
        echo_err(f"DOI of this version{place}: {draft.doi}")
        if wish.publish is not None:
            echo_err("\n".join(["", *publication_lines(draft, project, sandbox=wish.sandbox)]))
        if wish.publish is not None and _is_included(config, wish):
            draft = publish(zenodo, draft, project.deposit.communities)
            echo_err(f"published: {draft.url}")
    except DepositError as error:
        hint = f"\n  hint: {error.hint}" if error.hint else ""
        raise click.ClickException(f"{error}{hint}") from error
    if draft.concept_doi:
        place = "" if wish.sandbox else ", for `project.concept_doi`"
        echo_err(f"DOI of the course{place}: {draft.concept_doi}")
    if not draft.published:
        echo_err("review it there, then publish it there or with `--publish TITLE`")


def _is_included(config: Config, wish: _Wish) -> bool:
    """Ask whether to publish it, where the title was not typed already."""
    title = config.project.title
    if wish.publish:
        return True
    typed: str = click.prompt(
        "Type the title to publish it", default="", show_default=False, err=True
    )
    if typed != title:
        echo_err("not published: that is not the title")
    return typed == title


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
        CourseFiles.at(course),
        built.artifacts,
        [path for path in beside if path.is_file()],
    )
    name = config.project.id or "course"
    version = f"-{config.project.version}" if config.project.version else ""
    return [(f"{name}{version}.zip", content)]
