"""``neuromatch-site check``."""

import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

import click

from neuromatch_site.cache.folders import course_folder
from neuromatch_site.cache.up_to_date import LastBuild, fingerprint_of, save, unchanged
from neuromatch_site.commands.arguments import (
    ALL,
    ALLOW_PRIVATE,
    COURSE,
    EXECUTE,
    EXPLAIN,
    MESSAGES,
    QUIET,
    ROOT,
    STRICT,
    TEMPLATES,
    checked_root,
)
from neuromatch_site.commands.console import echo, echo_err, new_progress, report_and_exit
from neuromatch_site.diagnostics.diagnostic import Diagnostic, Rule, Severity
from neuromatch_site.pipeline.options import Options
from neuromatch_site.pipeline.output_folder import inputs


@click.command("check")
@COURSE
@STRICT
@click.option(
    "--external", is_flag=True, help="Also request every external link and report those that fail."
)
@ALLOW_PRIVATE
@click.option(
    "--publish",
    is_flag=True,
    help="Show a checklist for the first publication instead of the messages.",
)
@TEMPLATES
@ROOT
@EXECUTE
@MESSAGES
@ALL
@EXPLAIN
@QUIET
def check_command(
    course: Path,
    templates: Path | None,
    message_format: str,
    *,
    root: Path | None,
    execute: bool,
    strict: bool,
    show_all: bool,
    external: bool,
    allow_private: bool,
    publish: bool,
    quiet: bool,
) -> None:
    """Report every problem a build would report, and run extra checks. Writes nothing."""
    options = Options(templates=templates, execute=execute, root=checked_root(root, course))
    if publish:
        _checklist(course, options, external=external, private=allow_private)
        return
    diagnostics = _checked(course, options, external=external, private=allow_private)
    harmless = all(item.severity is Severity.NOTE for item in diagnostics)
    if message_format == "text" and not quiet and harmless:
        echo_err("no problems found")
    report_and_exit(
        diagnostics, course, message_format, strict=strict, show_all=show_all, quiet=quiet
    )


def _checklist(course: Path, options: Options, *, external: bool, private: bool) -> None:
    """Print what a course has and lacks; exit with 1 where something must not be published."""
    from neuromatch_site.commands.check import examined
    from neuromatch_site.commands.check.publish import State, publish_steps

    folder = course_folder("check", course, repr(options))
    checked = examined(
        course, options, new_progress(), external=external, private=private, folder=folder
    )
    if checked.context is None:
        report_and_exit(checked.diagnostics, course, "text", strict=True)
        return
    steps = publish_steps(checked.context, checked.diagnostics)
    for step in steps:
        echo(f"[{step.state}] {step.name:<12} {step.text}")
    counted = {state: sum(step.state is state for step in steps) for state in State}
    counts = (f"{number} {_MEANT[state]} [{state}]" for state, number in counted.items() if number)
    echo_err(f"\n{', '.join(counts)}")
    if counted[State.BLOCKS]:
        sys.exit(1)


_MEANT = {"x": "done", " ": "to do", "!": "to do before you publish", "?": "to look at yourself"}
"""What stands in the boxes of the list."""

_ELSEWHERE = (Rule.SPELLING,)
"""What hangs on more than files of the course: on a program that may be installed meanwhile."""


def _checked(
    course: Path, options: Options, *, external: bool, private: bool
) -> Sequence[Diagnostic]:
    """Return what is wrong; where nothing has changed since the last time, what was so then."""
    folder = course_folder("check", course, repr(options))
    if folder is None or external:
        return _check_course(course, options, folder, external=external, private=private)
    started = time.time_ns()
    about = repr([options, *_citation_files(course)])
    stamp = fingerprint_of(inputs(course, options), about)
    if last := unchanged(stamp, None, folder):
        return last.diagnostics
    diagnostics = _check_course(course, options, folder, external=False, private=False)
    if not any(item.rule in _ELSEWHERE for item in diagnostics):
        save(stamp, None, folder, LastBuild(diagnostics, 0), started)
    return diagnostics


def _check_course(
    course: Path, options: Options, folder: Path | None, *, external: bool, private: bool
) -> Sequence[Diagnostic]:
    from neuromatch_site.commands.check import (
        examined,  # half a second that a course in order need not wait
    )

    progress = new_progress()
    return examined(
        course, options, progress, external=external, private=private, folder=folder
    ).diagnostics


def _citation_files(course: Path) -> Iterator[tuple[str, int, int]]:
    """Yield the state of the citation files, which may lie above the course."""
    for folder in course.resolve().parents:
        for name in ("CITATION.cff", ".zenodo.json", ".git"):
            try:
                state = (folder / name).stat()
            except OSError:
                continue
            file = name != ".git"
            yield f"{folder}/{name}", state.st_size * file, state.st_mtime_ns * file
