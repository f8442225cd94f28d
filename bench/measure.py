"""What a command costs: wall time, CPU time of it and all its children, peak memory."""

import os
import subprocess
import sys
import threading
import time
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

_SAMPLE_SECONDS = 0.02


@dataclass(frozen=True, slots=True)
class Cost:
    """What one run cost."""

    wall: float
    """Seconds."""
    cpu: float
    """Seconds, user and system, of the process and of every child it waited for."""
    memory: int = 0
    """Bytes, at the peak, of all processes together; 0 where it was not asked for."""


def run(command: Sequence[str], folder: Path, log: Path, *, memory: bool = False) -> Cost:
    """Return the cost of the command, run in the folder; what it prints goes to the log.

    With ``memory`` it is watched while it runs, which costs time: such runs are not for timing.
    Raises ``RuntimeError`` when it cannot be started. Its exit code is not looked at: what it
    made is checked by who asked.
    """
    environment = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    with log.open("ab") as stream:
        stream.write(f"\n$ {' '.join(command)}\n".encode())
        stream.flush()
        start = time.perf_counter()
        process = subprocess.Popen(
            command, cwd=folder, env=environment, stdout=stream, stderr=subprocess.STDOUT
        )
        watch = _Watch(process.pid) if memory else None
        _, status, usage = os.wait4(process.pid, 0)
        wall = time.perf_counter() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    peak = watch.stop() if watch else 0
    return Cost(wall, usage.ru_utime + usage.ru_stime, peak or _resident(usage.ru_maxrss))


def _resident(maximum: int) -> int:
    """Return bytes: Linux counts kilobytes, macOS bytes; the largest single process."""
    return maximum if sys.platform == "darwin" else maximum * 1024


class _Watch:
    """Adds up the memory of a process and all below it, again and again, until stopped."""

    def __init__(self, pid: int) -> None:
        self._pid = pid
        self._peak = 0
        self._done = threading.Event()
        self._thread = threading.Thread(target=self._sample, daemon=True)
        self._thread.start()

    def stop(self) -> int:
        """Return the peak in bytes; 0 on systems without ``/proc``."""
        self._done.set()
        self._thread.join()
        return self._peak

    def _sample(self) -> None:
        while not self._done.wait(_SAMPLE_SECONDS):
            self._peak = max(self._peak, sum(_proportional(pid) for pid in _family(self._pid)))


def _family(pid: int) -> list[int]:
    family = [pid]
    for member in family:
        with suppress(OSError):  # it may end at any moment
            for children in Path(f"/proc/{member}/task").glob("*/children"):
                family.extend(int(child) for child in children.read_text().split())
    return family


def _proportional(pid: int) -> int:
    """Return bytes; a page that processes share counts once among them."""
    try:
        rollup = Path(f"/proc/{pid}/smaps_rollup").read_text()
    except OSError:
        return 0
    return next((int(line.split()[1]) * 1024 for line in rollup.splitlines() if "Pss:" in line), 0)
