"""``neuromatch-site lock``."""

from pathlib import Path

import click

from neuromatch_site.commands.arguments import (
    ALLOW_PRIVATE,
    COURSE,
    MESSAGES,
    ROOT,
    STRICT,
    checked_root,
)
from neuromatch_site.commands.console import echo_err, new_progress, report_and_exit
from neuromatch_site.diagnostics.diagnostic import Diagnostics


@click.command("lock")
@COURSE
@click.option("--check", is_flag=True, help="Only report what is missing or stale; no network.")
@click.option("--refresh", is_flag=True, help="Fetch everything again.")
@ALLOW_PRIVATE
@ROOT
@STRICT
@MESSAGES
def lock_command(
    course: Path,
    message_format: str,
    *,
    root: Path | None,
    check: bool,
    refresh: bool,
    allow_private: bool,
    strict: bool,
) -> None:
    """Fetch what COURSE needs from the network into its folder `lock`; commit that folder.

    It fetches works by DOI, titles and pictures of videos, inventories of other projects, and
    files that the configuration gives by URL. A build reads the lock and never the network. An
    interrupted run continues where it stopped.
    """
    from neuromatch_site.commands.http import HttpClient
    from neuromatch_site.commands.lock import check_lock, lock

    diagnostics, root = Diagnostics(), checked_root(root, course)
    if check:
        check_lock(course, diagnostics, root)
        report_and_exit(diagnostics.items, course, message_format, strict=strict)
        return
    try:
        web = HttpClient(private=allow_private)
        counts = lock(course, new_progress(), diagnostics, web=web, root=root, refresh=refresh)
    except KeyboardInterrupt:
        raise click.ClickException("stopped; everything fetched so far is saved") from None
    if counts is not None:
        changed = ", ".join(counts.changed) or "nothing changed"
        echo_err(f"{course / 'lock'}: {counts.fetched} fetched; {changed}")
    report_and_exit(diagnostics.items, course, message_format, strict=strict)
