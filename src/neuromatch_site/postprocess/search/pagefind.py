"""Client for pagefind's program, by the same protocol as its Node and Python libraries.

If pagefind reads a folder itself, its index depends on the order of files on the disk, which
differs between machines. Here it is the order in which pages are first added.
"""

import os
import subprocess
import sys
from base64 import b64decode, b64encode
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext, suppress
from select import select
from tempfile import TemporaryFile
from threading import Timer

from msgspec import Struct, json

TIME_LIMIT = 300
"""In seconds, for one answer: the longest one, the index of a large course, takes one."""
_AHEAD = 32
"""Pages that it is given before its answers are read: those of so many fit into any pipe."""


class IndexFile(Struct, frozen=True):
    """A file of an index."""

    path: str
    """Relative to the folder of the index."""
    content: bytes


class Pagefind:
    """The program, with one index under construction.

    Starting it raises ``OSError``, or ``ImportError`` if it is not installed. Requests raise
    ``SubprocessError`` if it has ended, and ``ValueError`` with its message if it refuses.
    """

    def __init__(self) -> None:
        from pagefind_bin import get_executable

        command = [str(get_executable()), "--service"]
        self._complaints = TemporaryFile()  # noqa: SIM115 - lives as long as the program
        try:
            self._process = subprocess.Popen(  # noqa: S603 - the program of our own dependency
                command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=self._complaints
            )
        except OSError:
            self._complaints.close()
            raise
        self._answers = bytearray()
        self._waiting = 0
        self._ask(type="NewIndex")

    def add(self, name: str, html: str) -> None:
        """Add or replace the page with this path on the site."""
        self._settle(_AHEAD)
        self._ask(type="AddFile", index_id=0, file_path=name, file_contents=html)

    def ask_files(self) -> None:
        """Request the files of the index of all these pages: ``files`` waits for them."""
        self.settle()
        self._ask(type="GetFiles", index_id=0)

    def files(self) -> list[IndexFile]:
        """Return the requested files of the index.

        They are not written by the program, which reports completion before they are complete.
        """
        return self._answer().files

    def settle(self) -> None:
        """Wait until all requests are done."""
        self._settle(1)

    def end(self) -> None:
        """End the program."""
        self._process.kill()
        for pipe in (self._process.stdin, self._process.stdout, self._complaints):
            with suppress(OSError):  # what it was not told yet is lost
                pipe.close() if pipe else None
        self._process.wait()

    def _ask(self, **payload: object) -> None:
        message = json.encode({"message_id": 1, "payload": payload})
        pipe = self._process.stdin
        try:
            if pipe is not None:
                pipe.write(b64encode(message) + b",")
                pipe.flush()
        except BrokenPipeError:
            raise self._ended() from None
        self._waiting += 1

    def _settle(self, fewer: int) -> None:
        """Read answers until fewer are waited for."""
        while self._waiting >= fewer:
            self._answer()

    def _answer(self) -> "_Payload":
        while (end := self._answers.find(b",")) < 0:
            self._answers += self._read()
        payload = _ANSWER.decode(b64decode(self._answers[:end])).payload
        del self._answers[: end + 1]
        self._waiting -= 1
        if payload.type == "Error":
            raise ValueError(payload.message)
        return payload

    def _read(self) -> bytes:
        pipe = self._process.stdout
        if pipe is None or not (
            sys.platform == "win32" or bool(select([pipe.fileno()], [], [], TIME_LIMIT)[0])
        ):
            raise subprocess.TimeoutExpired("pagefind", TIME_LIMIT)
        with _ending(self._process) if sys.platform == "win32" else nullcontext():
            chunk = os.read(pipe.fileno(), 1 << 20)
        if chunk:
            return chunk
        raise self._ended()

    def _ended(self) -> subprocess.CalledProcessError:
        code = self._process.wait()
        self._complaints.seek(0)
        complaints = self._complaints.read()
        self.end()
        return subprocess.CalledProcessError(code, "pagefind", stderr=complaints)


def words_of(error: Exception) -> str:
    """Return the error message of the program, or of the system."""
    if isinstance(error, subprocess.CalledProcessError):
        text = (error.stderr or b"").decode(errors="replace").strip()
        return text.splitlines()[-1] if text else f"it exited with code {error.returncode}"
    return str(error) or type(error).__name__


@contextmanager
def _ending(process: "subprocess.Popen[bytes]") -> Iterator[None]:
    """End a program that says nothing in time: whoever reads from it finds its end."""
    timer = Timer(TIME_LIMIT, process.kill)
    timer.start()
    try:
        yield
    finally:
        timer.cancel()


class _Payload(Struct):
    type: str
    message: str = ""
    files: list[IndexFile] = []


class _Answer(Struct):
    payload: _Payload


_ANSWER = json.Decoder(_Answer)
