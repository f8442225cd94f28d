"""``run``: the outputs of a course's code -> ``lock/outputs/``, page by page."""

import re
from collections.abc import Callable, Container, Iterator, Mapping, Sequence

from msgspec import Struct, field

from neuromatch_site.diagnostics.diagnostic import Diagnostics, Rule
from neuromatch_site.diagnostics.source import Position
from neuromatch_site.filesystem.course_files import CourseFiles
from neuromatch_site.media.interactive import Drawing, plotly_picture, vega_picture
from neuromatch_site.model.course import LockedCell, LockedOutputs
from neuromatch_site.pipeline.execute import Engine, run_all
from neuromatch_site.pipeline.execute.program import Program, Run, read_programs
from neuromatch_site.pipeline.read_course import SiteMap
from neuromatch_site.readers.locked_outputs import (
    FOLDER,
    locked_path,
    locked_text,
    read_locked_outputs,
)
from neuromatch_site.workers.progress import Progress

Put = Callable[[str, bytes], None]
"""Writes a file of the course atomically; without content, removes it."""


class OutputsRun(Struct):
    """The result of a run, by the paths of pages."""

    ran: list[str] = field(default_factory=list)
    current: list[str] = field(default_factory=list)
    """Pages whose outputs were up to date."""
    failed: list[str] = field(default_factory=list)
    """Pages whose outputs were kept because of a failure."""


def lock_outputs(
    site_map: SiteMap,
    engine: Engine,
    progress: Progress,
    diagnostics: Diagnostics,
    put: Put,
    *,
    force: bool = False,
) -> OutputsRun:
    """Run the code of changed pages, or with ``force`` of all, and store the outputs.

    Each page is stored as soon as it is done, so that an interrupted run can continue. A page whose
    code fails is reported and keeps its outputs. Raises ``OutsideCourseError`` if ``lock/`` leads
    out of the course, and ``OSError`` on write errors.
    """
    put(f"{FOLDER}nothing", b"")  # before any code runs: may this folder be written to?
    files = site_map.files
    programs = _programs(site_map, diagnostics)
    result = OutputsRun()
    refused: list[OSError] = []
    waiting = []
    drawable: list[tuple[Program, Run]] = []
    for program in programs:
        if force or why_stale(program, files, Diagnostics()):
            waiting.append(program)
        else:
            result.current.append(program.path)

    def done(program: Program, run: Run) -> None:
        if run.failure is None:
            try:
                put(locked_path(program.path), locked_text(_locked(program, run)))
            except OSError as error:  # kernels are running: they end before it is raised
                refused.append(error)
            if any(_is_plotly(data) for outputs in run.outputs for data in _unpictured(outputs)):
                drawable.append((program, run))
        (result.failed if run.failure else result.ran).append(program.path)

    run_all(waiting, files, engine, progress, diagnostics, done)
    for program, run in drawable:  # a browser draws: no kernel should have to wait for it
        put(locked_path(program.path), locked_text(_locked(program, run, plotly=True)))
    if refused:
        raise refused[0]
    for path in left_over(FOLDER, _locked_paths(programs), files):
        put(path, b"")
    return result


def check_outputs(site_map: SiteMap, diagnostics: Diagnostics) -> int:
    """Report pages with missing or stale outputs; return their number."""
    files = site_map.files
    programs = _programs(site_map, diagnostics)
    hint = "run `neuromatch-site run`"
    stale = 0
    for program in programs:
        if why := why_stale(program, files, diagnostics):
            diagnostics.report(Rule.OUTPUTS_CURRENT, Position(program.path), why, hint)
            stale += 1
    for path in left_over(FOLDER, _locked_paths(programs), files):
        message = "no page has the code of these outputs any more"
        diagnostics.report(Rule.OUTPUTS_CURRENT, Position(path), message, hint)
        stale += 1
    return stale


def _locked_paths(programs: Sequence[Program]) -> set[str]:
    return {locked_path(program.path) for program in programs}


def _programs(site_map: SiteMap, diagnostics: Diagnostics) -> list[Program]:
    sources, files, config = site_map.toc.sources, site_map.files, site_map.config
    return list(read_programs(sources, files, config, diagnostics))


def why_stale(program: Program, files: CourseFiles, diagnostics: Diagnostics) -> str:
    """Return why code has to run again; empty if its outputs are in the lock."""
    locked, _ = read_locked_outputs(program.path, files, diagnostics)
    if locked is None:
        return "the code of this page was not run"
    if [cell.digest for cell in program.cells] != [cell.code for cell in locked.cells]:
        return "the code of this page has changed since it was run"
    if program.kernel != locked.kernel:
        return f"the code of this page was run by the kernel `{locked.kernel}`"
    changed = sorted(path for path, now in program.files.items() if locked.files.get(path) != now)
    return f"`{changed[0]}` has changed since the code that reads it was run" if changed else ""


def _unpictured(outputs: Sequence[Mapping[str, object]]) -> Iterator[dict[str, object]]:
    """Yield what outputs hold that hold no picture."""
    for output in outputs:
        data = output.get("data")
        if isinstance(data, dict) and not any(str(form).startswith("image/") for form in data):
            yield data


def _is_plotly(data: Mapping[str, object]) -> bool:
    return any(form.startswith(_PLOTLY) for form in data)


def _drawing_of_figure(data: Mapping[str, object], *, plotly: bool) -> Drawing:
    for form, value in data.items():
        if form.startswith(_VEGA):
            return Drawing("image/svg+xml", vega_picture(value))
        if form.startswith(_PLOTLY) and plotly:
            return plotly_picture(value)
    return Drawing()


_ADDRESS = re.compile(r" at 0x[0-9a-f]{6,16}(?=>)")
"""``<Membrane object at 0x7f12ab34cd56>``."""
_PLOTLY, _VEGA = "application/vnd.plotly.", "application/vnd.vegalite."


def _locked(program: Program, run: Run, *, plotly: bool = False) -> LockedOutputs:
    cells = [
        LockedCell(cell.digest, [_reproducible(output, plotly=plotly) for output in outputs])
        for cell, outputs in zip(program.cells, run.outputs, strict=True)
    ]
    return LockedOutputs(program.kernel, dict(program.files), cells)


def _reproducible(output: Mapping[str, object], *, plotly: bool) -> dict[str, object]:
    """Return an output without what changes from run to run: its count, places in memory.

    A figure of Vega gets its picture, where the extra ``interactive`` is installed, and with
    ``plotly`` one of Plotly.
    """
    fields = {name: value for name, value in output.items() if name != "execution_count" and value}
    data = fields.get("data")
    if isinstance(data, dict) and isinstance(text := data.get("text/plain"), str):
        fields["data"] = {**data, "text/plain": _ADDRESS.sub("", text)}
    for data in _unpictured([fields]):
        picture = _drawing_of_figure(data, plotly=plotly)
        if picture.text:
            fields["data"] = {**data, picture.form: picture.text}
        if picture.width:
            fields["metadata"] = {picture.form: {"width": picture.width}}
    return fields


def left_over(folder: str, paths: Container[str], files: CourseFiles) -> list[str]:
    """Return the unused files in a folder of the lock."""
    return [path for path in files.tree(folder.rstrip("/")).walk() if path not in paths]
