"""Run Pandoc as a subprocess, with limits on time and memory."""

import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path

from neuromatch_site.commands.importers._plan import ImportProblem
from neuromatch_site.diagnostics.extras import install_command

_SECONDS = 20
"""Of processor time, for a document and all its pages."""
_WAIT = 6 * _SECONDS
"""Of the clock: a busy machine gives pandoc a part of its time, and Windows counts no other."""
_MEGABYTES = 500
_DATA = 425_000_000
"""Bytes of them that the system lets it take: pandoc itself counts late, and is not small."""
_LARGEST_TREE = 25_000_000
"""Bytes of pandoc's answer: about fifteen times as much when it is read; 300 pages take 6 MB."""
_LARGEST_PICTURES = 250_000_000
_EXHAUSTED = 251
"""What a program of Haskell returns at the limit of its memory."""


def pandoc_program(name: str) -> str:
    """Return the path of Pandoc: of the extra, or an installed one.

    Raises ``ImportProblem`` if there is none, which says that the file ``name`` needs it.
    """
    try:
        return str(import_module("pypandoc").get_pandoc_path())
    except (ImportError, OSError):
        program = shutil.which("pandoc")
    if program is None:
        raise ImportProblem(
            f"`{name}` is read by pandoc, which is not installed; run `{install_command('pandoc')}`"
        )
    return program


class Pandoc:
    """Pandoc for one document, with the remaining time and memory."""

    def __init__(self, name: str) -> None:
        self.program, self.name = pandoc_program(name), name
        self._end, self._begun = time.monotonic() + _WAIT, _processor_time()

    def run(self, arguments: Sequence[str], text: str, folder: Path) -> bytes:
        """Return its output. ``folder`` is its working directory, where it writes images.

        Raises ``ImportProblem`` if it exceeds the limits, or cannot read its input.
        """
        limited = [self.program, "+RTS", f"-M{_MEGABYTES}M", "-RTS", *arguments]
        answer = folder / "answer"
        seconds = _SECONDS - int(_processor_time() - self._begun)
        before = None if sys.platform == "win32" else lambda: _limit(max(seconds, 1))
        try:
            with answer.open("wb") as out:
                done = subprocess.run(  # noqa: S603 - of our own extra, in its sandbox
                    limited, input=text.encode(errors="replace"), cwd=folder, stdout=out,
                    stderr=subprocess.PIPE, timeout=max(self._end - time.monotonic(), 1),
                    check=False, preexec_fn=before,
                )  # fmt: skip
        except subprocess.TimeoutExpired as error:
            raise self._too_much() from error
        message = " ".join(done.stderr.decode(errors="replace").split())
        is_ended = done.returncode in _LIMITS or (done.returncode and "out of memory" in message)
        if is_ended or self._is_large(folder):
            raise self._too_much()
        if done.returncode:
            raise ImportProblem(f"pandoc cannot read `{self.name}`: {message[:300]}")
        return answer.read_bytes()

    def _is_large(self, folder: Path) -> bool:
        sizes = [path.stat().st_size for path in (folder / "figures").rglob("*") if path.is_file()]
        answer = (folder / "answer").stat().st_size
        return answer > _LARGEST_TREE or sum(sizes) > _LARGEST_PICTURES

    def _too_much(self) -> ImportProblem:
        return ImportProblem(
            f"`{self.name}` takes pandoc more than {_SECONDS} s or {_MEGABYTES} MB; import it in "
            "parts, at its chapters say, or make its pictures smaller"
        )


if sys.platform == "win32":
    _LIMITS: tuple[int, ...] = (_EXHAUSTED,)

    def _processor_time() -> float:
        return 0.0
else:
    import resource

    _LIMITS = (_EXHAUSTED, -signal.SIGXCPU, -signal.SIGXFSZ, -signal.SIGKILL)

    def _processor_time() -> float:
        """Return the seconds that the programs which were started took until now."""
        spent = resource.getrusage(resource.RUSAGE_CHILDREN)
        return spent.ru_utime + spent.ru_stime

    def _limit(seconds: int) -> None:
        """Let this process, which becomes pandoc, take as much and no more."""
        resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
        resource.setrlimit(resource.RLIMIT_DATA, (_DATA, _DATA))
        resource.setrlimit(resource.RLIMIT_FSIZE, (_LARGEST_PICTURES, _LARGEST_PICTURES))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
