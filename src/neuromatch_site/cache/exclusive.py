"""A folder that one build at a time works with."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_NAME = "in-use"


@contextmanager
def exclusive(folder: Path | None) -> Iterator[Path | None]:
    """Give the folder; None where another process works with it, or where nothing can be written.

    So a second build of a course into the same output remembers nothing, and cannot take away what
    the first one is about to put into the site. What a process has is let go when it ends.
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
