"""Run the code of a course: only on request, and only what has changed.

The course folder is not changed: code runs in a copy of it. Outputs are cached page by page, by
everything they depend on, so that an interrupted run can continue.
"""

import json
import shutil
import tempfile
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Executor, as_completed
from pathlib import Path

from msgspec import Struct, field

from neuromatch_site.cache.entries import Entries
from neuromatch_site.config import Config
from neuromatch_site.diagnostics.diagnostic import Diagnostics, Rule
from neuromatch_site.diagnostics.extras import install_command
from neuromatch_site.diagnostics.source import Position
from neuromatch_site.filesystem.course_files import CourseFiles
from neuromatch_site.model.course import CellOutputs, PageSource
from neuromatch_site.pipeline.execute.program import Program, Run, read_programs
from neuromatch_site.workers.progress import Progress

_FOLDER = "executed"


class Engine(Struct, frozen=True):
    """How code is run, and the outputs of earlier runs."""

    memory: Path | None = None
    """The folder of the cache; None: nothing is cached."""
    jobs: int = 2
    """Number of parallel kernels."""
    cluster: Executor | None = None
    """Runs the code of pages, instead of this machine."""
    used: set[str] = field(default_factory=set)

    @property
    def entries(self) -> Entries | None:
        """The cached outputs in the folder."""
        return Entries(self.memory / _FOLDER) if self.memory else None

    def get(self, key: str) -> CellOutputs | None:
        """Return the cached outputs of a key; None for a damaged entry."""
        self.used.add(key)
        try:
            outputs = json.loads((self.entries and self.entries.read(key)) or b"null")
        except (ValueError, RecursionError):
            return None
        return outputs if _is_outputs(outputs) else None

    def get_all(self, keys: Mapping[str, str]) -> dict[str, CellOutputs]:
        """Return the cached outputs of pages, by path, given their keys."""
        cached = ((path, self.get(key)) for path, key in keys.items())
        return {path: outputs for path, outputs in cached if outputs is not None}

    def put(self, key: str, outputs: CellOutputs) -> None:
        """Cache the outputs of a key; write errors only cost the cache entry."""
        if self.entries is not None:
            self.entries.write(key, json.dumps(outputs).encode())

    def sweep(self) -> None:
        """Remove unused entries."""
        if self.entries is not None:
            self.entries.sweep(self.used)


def _is_outputs(value: object) -> bool:
    return isinstance(value, list) and all(
        isinstance(cell, list) and all(isinstance(item, dict) for item in cell) for cell in value
    )


def execute(
    sources: Sequence[PageSource],
    files: CourseFiles,
    config: Config,
    engine: Engine,
    progress: Progress,
    diagnostics: Diagnostics,
) -> Mapping[str, CellOutputs]:
    """Return the outputs of the cells of each page, by the page's path.

    A page whose code fails is included, with its outputs so far; a page whose kernel is not
    installed is not.
    """
    outputs_of: dict[str, CellOutputs] = {}

    def done(program: Program, run: Run) -> None:
        outputs_of[program.path] = run.outputs

    programs = list(read_programs(sources, files, config, diagnostics))
    run_all(programs, files, engine, progress, diagnostics, done)
    return outputs_of


def run_all(
    programs: Sequence[Program],
    files: CourseFiles,
    engine: Engine,
    progress: Progress,
    diagnostics: Diagnostics,
    done: Callable[[Program, Run], None],
) -> None:
    """Run the code of pages, or take cached outputs; ``done`` is called after each page.

    Failures are reported.
    """
    if not programs:
        return
    try:
        from neuromatch_site.pipeline.execute.run import kernel_descriptions
    except ImportError as error:
        message = f"cannot run code: `{error.name}` is not installed"
        _report_run(
            diagnostics, Position("myst.yml"), message, f"run `{install_command('execute')}`"
        )
        return
    kernels = kernel_descriptions()
    able = [program for program in programs if _has_kernel(program, kernels, diagnostics)]
    keys = {program.path: program.key(kernels[program.kernel]) for program in able}
    cached = engine.get_all(keys)

    def ended(program: Program, run: Run) -> None:
        if run.failure is None:
            engine.put(keys[program.path], run.outputs)
        else:
            _report_run(diagnostics, *run.failure)
        done(program, run)
        progress.note(f"ran {program.path}")

    for program in able:
        if program.path in cached:
            done(program, Run([list(cell) for cell in cached[program.path]]))
    if waiting := [program for program in able if program.path not in cached]:
        _run_all(waiting, files, engine, ended)
    progress.done("execute")
    engine.sweep()


def _run_all(
    programs: Sequence[Program],
    files: CourseFiles,
    engine: Engine,
    done: Callable[[Program, Run], None],
) -> None:
    if engine.cluster is None:
        _run(programs, files, engine.jobs, done)
    else:
        _run_there(programs, files, engine.cluster, done)


def _run(
    programs: Sequence[Program], files: CourseFiles, jobs: int, done: Callable[[Program, Run], None]
) -> None:
    """Run programs in a copy of the course."""
    from neuromatch_site.pipeline.execute.run import run_programs

    with tempfile.TemporaryDirectory() as scratch:
        _copy(files, Path(scratch))
        run_programs(programs, Path(scratch), jobs, done)


def _run_there(
    programs: Sequence[Program],
    files: CourseFiles,
    cluster: Executor,
    done: Callable[[Program, Run], None],
) -> None:
    """Have programs run by a cluster; what is lost there is run here."""
    running = {cluster.submit(_run_one, program, files): program for program in programs}
    for future in as_completed(running):
        program = running[future]
        lost = future.cancelled() or future.exception() is not None
        done(program, _run_one(program, files) if lost else future.result())


def _run_one(program: Program, files: CourseFiles) -> Run:
    runs: list[Run] = []
    _run([program], files, 1, lambda _, run: runs.append(run))
    return runs[0]


def _report_run(diagnostics: Diagnostics, at: Position, message: str, hint: str) -> None:
    diagnostics.report(Rule.CODE_CELL_EXECUTES, at, message, hint)


def _copy(files: CourseFiles, folder: Path) -> None:
    """Copy the files of the course: none that is hidden, built, or that only leads elsewhere."""
    for path in files.tree().walk():
        file = files.find(f"/{path}")
        if file is not None:
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(file, folder / path)


def _has_kernel(program: Program, kernels: Mapping[str, object], diagnostics: Diagnostics) -> bool:
    if program.kernel in kernels:
        return True
    named = ", ".join(f"`{name}`" for name in kernels) or "none"
    _report_run(
        diagnostics,
        Position(program.path),
        f"the kernel `{program.kernel}` is not installed; the page shows its stored outputs",
        f"install it, or choose one with `kernelspec:`; installed: {named}",
    )
    return False
