"""A folder that only one build uses at a time."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_NAME = "in-use"


@contextmanager
def exclusive(folder: Path | None) -> Iterator[Path | None]:
    """Return the folder; None if another process uses it, or if it is not writable.

    A second build of a course into the same output therefore has no cache, and cannot remove files
    that the first one is about to publish. The lock is released when the process ends.
    """
    if folder is None:
        yield None
        return
    flags = os.O_CREAT | os.O_RDWR | getattr(os, "O_NOFOLLOW", 0)
    try:
        file = os.open(folder / _NAME, flags, 0o600)
    except OSError:
        yield None
        return
    try:
        yield folder if _lock(file) else None
    finally:
        os.close(file)


def _lock(file: int) -> bool:
    """Lock a file for this process, and not for those that fork from it; return whether it is."""
    try:
        if sys.platform == "win32":
            import msvcrt

            msvcrt.locking(file, msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.lockf(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True
