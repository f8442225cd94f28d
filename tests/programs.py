"""Our program in processes of their own, which fork from one that has loaded it.

Each is what ``python -m neuromatch_site`` is, but for the half second of a start; what depends on
how Python itself is started (encodings, closed streams, the order of sets) is tried with that.
"""

import multiprocessing
import os
import sys
from collections.abc import Callable, Mapping
from functools import cache
from multiprocessing.context import BaseContext
from pathlib import Path
from subprocess import CompletedProcess
from tempfile import TemporaryDirectory

SECONDS = 100


def run_program(
    *arguments: str, cwd: Path | None = None, environment: Mapping[str, str] | None = None
) -> CompletedProcess[bytes]:
    """Run a command of ours to its end; return what it printed."""
    return run_aside(program, *arguments, cwd=cwd, environment=environment)


def run_aside(
    function: Callable[..., None],
    *arguments: str,
    cwd: Path | None = None,
    environment: Mapping[str, str] | None = None,
) -> CompletedProcess[bytes]:
    """Call a function of a module in a process of its own; return what it printed."""
    with TemporaryDirectory() as folder:
        streams = [Path(folder, name) for name in ("out", "err")]
        around = (str(cwd or Path.cwd()), {**os.environ, **(environment or {})})
        process = _context().Process(  # type: ignore[attr-defined]
            target=_become, args=(streams, *around, function, arguments)
        )
        process.start()
        process.join(SECONDS)
        code = process.exitcode
        process.kill()
        process.join()
        process.close()
        assert code is not None, f"{arguments} ran for {SECONDS} s"
        return CompletedProcess(arguments, code, *(path.read_bytes() for path in streams))


@cache
def _context() -> BaseContext:
    if sys.platform != "linux":
        return multiprocessing.get_context("spawn")
    context = multiprocessing.get_context("forkserver")
    loaded = ("pytest", "commands.build_command", "pipeline.site", "pipeline.addons")
    context.set_forkserver_preload([loaded[0], *(f"neuromatch_site.{name}" for name in loaded[1:])])
    return context


def _become(
    streams: list[Path],
    folder: str,
    environment: Mapping[str, str],
    function: Callable[..., None],
    arguments: tuple[str, ...],
) -> None:
    for number, path in enumerate(streams, 1):
        os.dup2(os.open(path, os.O_WRONLY | os.O_CREAT), number)
    sys.stdout = open(1, "w", encoding="utf-8", closefd=False)  # noqa: SIM115 - it stays open
    sys.stderr = open(2, "w", encoding="utf-8", closefd=False)  # noqa: SIM115 - it stays open
    os.environ.clear()
    os.environ.update(environment)
    os.chdir(folder)
    function(*arguments)


def program(*arguments: str) -> None:
    """Be our program with these arguments; there is no coming back."""
    from neuromatch_site.__main__ import run

    sys.argv = ["neuromatch-site", *arguments]
    run()
