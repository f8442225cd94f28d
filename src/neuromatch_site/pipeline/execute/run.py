"""Run code in Jupyter kernels, several at a time, each within its limits."""

import asyncio
import logging
import re
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from subprocess import DEVNULL
from time import monotonic
from typing import Any

from jupyter_client.kernelspec import KernelSpecManager, NoSuchKernel
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError
from nbclient.util import ensure_async
from nbformat import NotebookNode

from neuromatch_site.media.widget_state import STATE, Widgets
from neuromatch_site.pipeline.execute.program import Failure, Program, ProgramCell, Run

MAX_OUTPUT = 10_000_000
"""Limit on the characters of outputs per page."""
_STARTUP = 60
_COLOURS = re.compile(r"\x1b\[[\d;]*m")
_FRAME = re.compile(r"^(?:Cell|Input) In ?\[\d+\],? line:? ?(\d+)", re.MULTILINE)


def kernel_descriptions() -> Mapping[str, Mapping[str, object]]:
    """Return the installed kernels: their specifications by name."""
    manager = KernelSpecManager()
    descriptions = {}
    for name in sorted(manager.find_kernel_specs()):
        try:
            spec = manager.get_kernel_spec(name)
        except NoSuchKernel:
            continue
        descriptions[name] = {"argv": spec.argv, "language": spec.language, "env": spec.env}
    return descriptions


def run_programs(
    programs: Sequence[Program], folder: Path, jobs: int, done: Callable[[Program, Run], None]
) -> None:
    """Run code in the folders of its pages below ``folder``; ``done`` is called for each page."""
    with ThreadPoolExecutor(1) as pool:  # whoever calls may have an event loop in this thread
        pool.submit(asyncio.run, _run_all(programs, folder, jobs, done)).result()


async def _run_all(
    programs: Sequence[Program], folder: Path, jobs: int, done: Callable[[Program, Run], None]
) -> None:
    free = asyncio.Semaphore(max(jobs, 1))

    async def run_one(program: Program) -> None:
        async with free:
            done(program, await _run(program, folder))

    async with asyncio.TaskGroup() as group:
        for program in programs:
            group.create_task(run_one(program))


async def _run(program: Program, folder: Path) -> Run:
    client = _client(program, folder)
    run = Run()
    began = monotonic()
    reached = 0
    try:
        async with client.async_setup_kernel(stdout=DEVNULL, stderr=DEVNULL):
            for number, cell in enumerate(program.cells):
                left = program.page_timeout - (monotonic() - began)
                client.timeout = max(1, min(program.timeout, round(left)))
                run.failure = await _run_cell(client, number, cell)
                reached = number + 1
                if run.failure is not None:
                    break
    except (DeadKernelError, RuntimeError, OSError, TimeoutError) as error:
        _go_on_or_stop()
        at = program.cells[reached if reached < len(program.cells) else 0]
        lines = str(error).strip().splitlines()
        message = (
            f"the kernel `{program.kernel}` does not start: {lines[-1] if lines else 'no reason'}"
        )
        run.failure = Failure(at.position, message)
    client.set_widgets_metadata()
    widgets = Widgets.from_metadata(client.nb.metadata.get("widgets", {}).get(STATE))
    # At the end: a cell may change what another one showed (`display(..., display_id=...)`).
    run.outputs = [
        [
            {key: _without_folder(value, str(folder)) for key, value in output.items()}
            for output in widgets.with_state(cell.outputs)
        ]
        for cell in client.nb.cells[:reached]
    ]
    return run


def _without_folder(value: object, folder: str) -> object:
    """Return an output without the name of the folder where it was made: tracebacks tell it."""
    if isinstance(value, str):
        return value.replace(f"{folder}/", "").replace(folder, ".") if folder in value else value
    if isinstance(value, dict):
        return {key: _without_folder(item, folder) for key, item in value.items()}
    if isinstance(value, list):
        return [_without_folder(item, folder) for item in value]
    return value


def _go_on_or_stop() -> None:
    """Let a build that is being stopped stop: nbclient calls that a dead kernel."""
    task = asyncio.current_task()
    if task is not None and task.cancelling():
        raise asyncio.CancelledError


def _client(program: Program, folder: Path) -> "_Client":
    cells = [_notebook_cell(cell) for cell in program.cells]
    place = folder / program.path
    return _Client(
        _node(nbformat=4, nbformat_minor=5, metadata=_node(), cells=cells),
        kernel_name=program.kernel,
        allow_errors=program.allow_errors,
        resources={"metadata": {"path": str(place.parent)}},
        startup_timeout=_STARTUP,
        shutdown_kernel="immediate",
        record_timing=False,
        log=_silent(),
    )


def _notebook_cell(cell: ProgramCell) -> NotebookNode:
    tags = ["raises-exception"] * cell.raises + ["skip-execution"] * cell.skipped
    return _node(
        cell_type="code",
        source=cell.code,
        metadata=_node(tags=tags),
        execution_count=None,
        outputs=[],
    )


def _node(**values: object) -> NotebookNode:
    return NotebookNode(values)  # type: ignore[no-untyped-call]  # nbformat has no types


def _silent() -> logging.Logger:
    log = logging.getLogger("neuromatch_site.pipeline.execute")
    log.propagate = False
    log.setLevel(logging.CRITICAL + 1)
    return log


class _Client(NotebookClient):
    """Runs cells; stops one that puts out without end."""

    put_out = 0
    flooded = False

    def output(
        self,
        outs: list[NotebookNode],
        msg: dict[str, Any],
        display_id: str | None,
        cell_index: int,
    ) -> NotebookNode | None:
        """Store an output, up to the limit."""
        self.put_out += _size(msg["content"])
        if self.put_out <= MAX_OUTPUT:
            return super().output(outs, msg, display_id, cell_index)
        if not self.flooded:
            self.flooded = True
            asyncio.get_running_loop().create_task(self._interrupt())
        return None

    async def _interrupt(self) -> None:
        if self.km is not None:
            await ensure_async(self.km.interrupt_kernel())


def _size(content: Mapping[str, Any]) -> int:
    data = content.get("data")
    texts = [content.get("text"), *(data.values() if isinstance(data, dict) else ())]
    return sum(len(text) for text in texts if isinstance(text, str))


async def _run_cell(client: _Client, number: int, cell: ProgramCell) -> Failure | None:
    try:
        await client.async_execute_cell(client.nb.cells[number], number)
    except CellTimeoutError:
        message = f"this cell did not finish within {client.timeout} seconds"
        return Failure(cell.position, message, "allow more time with `execute: timeout:`")
    except DeadKernelError:
        _go_on_or_stop()
        hint = "it exits the process, or needs more memory than available"
        return Failure(cell.position, "this cell crashed the kernel", hint)
    except CellExecutionError as error:
        if client.flooded:
            return _flood(cell)
        return _failed(cell, client.nb.cells[number].outputs, error)
    return _flood(cell) if client.flooded else None


def _flood(cell: ProgramCell) -> Failure:
    message = f"the output of this cell is larger than {MAX_OUTPUT // 1_000_000} MB"
    return Failure(cell.position, message, "print less")


def _failed(
    cell: ProgramCell, outputs: Sequence[Mapping[str, Any]], error: CellExecutionError
) -> Failure:
    """Return the error, at the line of the cell where it began; the page shows its traceback."""
    raised = next((output for output in outputs if output["output_type"] == "error"), None)
    text = "\n".join(raised["traceback"]) if raised is not None else str(error.traceback)
    frame = _FRAME.search(_COLOURS.sub("", text))
    line = int(frame[1]) - 1 if frame else 0
    lines = cell.code.splitlines()
    where = f" at `{lines[line].strip()}`" if frame and line < len(lines) else ""
    position = cell.position._replace(line=cell.position.line + line)
    what = "expression" if cell.inline else "cell"
    message = f"this {what} fails{where}: {error.ename}: {error.evalue[:300]}"
    tag = "" if cell.inline else ", or tag it `raises-exception` if the error is intentional"
    hint = f"fix it{tag}"
    return Failure(position, message, hint)
