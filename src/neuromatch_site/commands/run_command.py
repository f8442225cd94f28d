"""``neuromatch-site run``."""

import os
import sys
from pathlib import Path

import click

from neuromatch_site.commands.arguments import COURSE, MESSAGES, STRICT
from neuromatch_site.commands.console import echo_err, new_progress, report_and_exit
from neuromatch_site.diagnostics.diagnostic import Diagnostics, Rule
from neuromatch_site.diagnostics.source import Position
from neuromatch_site.filesystem.course_files import OutsideCourseError
from neuromatch_site.pipeline.options import Options


@click.command("run")
@COURSE
@click.option("--check", is_flag=True, help="Run nothing; fail if outputs are missing or stale.")
@click.option("--force", is_flag=True, help="Run all code again, even if it has not changed.")
@click.option(
    "--jobs", type=click.IntRange(min=1), default=None, help="Kernels to run at the same time."
)
@STRICT
@MESSAGES
def run_command(
    course: Path,
    message_format: str,
    *,
    jobs: int | None,
    check: bool,
    force: bool,
    strict: bool,
) -> None:
    """Run the notebooks and code cells of COURSE; keep their outputs in `lock/outputs`.

    Commit that folder, or keep it in a cache: every command then shows these outputs without
    running anything. Only pages whose code has changed are run. Needs [execute].

    Diagrams are drawn and kept in `lock/diagrams`: Mermaid needs [diagrams], graphs need `dot`.
    """
    from neuromatch_site.cache.folders import course_folder
    from neuromatch_site.commands.lock.store import Store
    from neuromatch_site.pipeline.diagrams import check_diagrams, draw_diagrams
    from neuromatch_site.pipeline.execute import Engine
    from neuromatch_site.pipeline.execute.lock_outputs import check_outputs, lock_outputs
    from neuromatch_site.pipeline.read_course import read_course

    diagnostics = Diagnostics()
    site_map = read_course(course, Options(), None, Diagnostics())
    if site_map is None:
        read_course(course, Options(), None, diagnostics)
        report_and_exit(diagnostics.items, course, message_format, strict=strict)
        sys.exit(1)
    if check:
        stale = check_outputs(site_map, diagnostics) + check_diagrams(site_map, diagnostics)
        report_and_exit(diagnostics.items, course, message_format, strict=strict or bool(stale))
        echo_err("all outputs are those of the code")
        return
    store = Store(site_map.files)
    engine = Engine(
        None if force else course_folder("run", course, ""), jobs or os.cpu_count() or 2
    )
    try:
        progress = new_progress()
        diagrams = draw_diagrams(site_map, engine.jobs, progress, diagnostics, store.put)
        result = lock_outputs(site_map, engine, progress, diagnostics, store.put, force=force)
    except KeyboardInterrupt:
        raise click.ClickException("stopped; the outputs of finished pages are kept") from None
    except OutsideCourseError:
        message = "the folder `lock` leads out of the course, so nothing is written"
        diagnostics.report(Rule.PATH_INSIDE_COURSE, Position("lock"), message)
    else:
        failed = f", {len(result.failed)} failed" if result.failed else ""
        counts = f"{len(result.ran)} run, {len(result.current)} current{failed}"
        echo_err(f"{course / 'lock/outputs'}: {counts}")
        if diagrams.new or diagrams.current or diagrams.failed:
            failed = f", {diagrams.failed} failed" if diagrams.failed else ""
            counts = f"{diagrams.new} drawn, {diagrams.current} current{failed}"
            echo_err(f"{course / 'lock/diagrams'}: {counts}")
    report_and_exit(diagnostics.items, course, message_format, strict=strict)
