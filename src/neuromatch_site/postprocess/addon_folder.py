"""A folder that another program adds to a site; reused from the previous site if unchanged.

A file in it has the fingerprint of its inputs. The user's own cache records that this program
created it, because a repository can contain a site with foreign scripts in such a folder.
"""

import errno
import os
import re
import shutil
import subprocess
from collections.abc import Callable, Iterable
from contextlib import suppress
from hashlib import blake2b
from pathlib import Path

from msgspec import Struct

from neuromatch_site.filesystem.atomic import link, write_atomic
from neuromatch_site.filesystem.regular import read_regular, regular_files

_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EROFS)
"""A disk that takes no more is no mistake of the program."""
_SOURCE = "source.txt"
_RAISED = re.compile(r"[\w.]*(?:Error|Exception): ")
"""How the last line of a traceback begins; programs print more after it, and warnings elsewhere."""


class AddonRecords(Struct, frozen=True):
    """Digests of the files in the add-on folders of the last site."""

    folder: Path | None = None
    """In the user's own cache; None: nothing is known of any folder."""

    def is_ours(self, addon: Path) -> bool:
        """Return whether a folder contains exactly the files that this program put there."""
        if self.folder is None:
            return False
        try:
            record = read_regular(self._file(addon))
            return record == _digest_of_files((path, addon / path) for path in regular_files(addon))
        except OSError:
            return False

    def note(self, addon: Path, files: Iterable[tuple[str, bytes | Path]]) -> None:
        """Record the files of a folder, by path in it."""
        if self.folder is not None:
            with suppress(OSError):
                write_atomic(self._file(addon), _digest_of_files(files))

    def _file(self, addon: Path) -> Path:
        name = blake2b(os.fsencode(os.path.realpath(addon)), digest_size=16).hexdigest()
        return (self.folder or Path()) / f"addon-{name}"


def _digest_of_files(files: Iterable[tuple[str, bytes | Path]]) -> bytes:
    digest = blake2b(digest_size=32)
    for path, content in sorted(files):
        data = content if isinstance(content, bytes) else read_regular(content)
        digest.update(f"{path}\0{len(data)}\0".encode(errors="surrogateescape"))
        digest.update(data)
    return digest.hexdigest().encode()


def generate(folder: Path, make: Callable[[], None]) -> str:
    """Create a folder; return an error, and then there is no folder, or nothing.

    Raises ``OSError`` if the disk is full.
    """
    try:
        make()
    except (ImportError, OSError, subprocess.SubprocessError, ValueError) as error:
        shutil.rmtree(folder, ignore_errors=True)
        if isinstance(error, OSError) and error.errno in _FULL:
            raise
        return _error_text(error)
    return ""


def reuse_previous(old: Path, folder: Path, digest: str, records: AddonRecords) -> bool:
    """Reuse the folder of the previous site if its inputs are the same; return whether it was."""
    if _digest_of(old) != digest or not records.is_ours(old):
        return False
    for path in regular_files(old):
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        link(old / path, folder / path)
    return True


def write_fingerprint(folder: Path, digest: str) -> None:
    """Write the fingerprint of the folder's inputs."""
    (folder / _SOURCE).write_text(digest, encoding="ascii")


def _digest_of(folder: Path) -> str:
    try:
        return read_regular(folder / _SOURCE).decode("ascii")
    except (OSError, ValueError):
        return ""


def _error_text(error: Exception) -> str:
    if isinstance(error, subprocess.CalledProcessError):
        printed = [(text or b"").decode(errors="replace") for text in (error.stdout, error.stderr)]
        raised = [line for text in printed for line in text.splitlines() if _RAISED.match(line)]
        problem = raised or (printed[1].strip() or printed[0].strip()).splitlines()
        return problem[-1] if problem else f"it exited with code {error.returncode}"
    return str(error) or type(error).__name__
