"""Folders of this user, and of nobody else, where the program remembers things."""

import os
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from hashlib import blake2b
from pathlib import Path

_LONG = 60 * 24 * 3600
"""Seconds after which a course that nobody asked about is forgotten."""


def own_folder(name: str) -> Path | None:
    """Return a folder that only the user writes; None where there is none to have."""
    from platformdirs import user_cache_path

    folder = user_cache_path("neuromatch-site") / name
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        state = folder.stat()
    except OSError:
        return None
    mine = not hasattr(os, "getuid") or state.st_uid == os.getuid()
    return folder if mine and os.access(folder, os.W_OK) and not state.st_mode & 0o022 else None


def compiled_folder() -> Path | None:
    """Return the folder of this user for compiled templates; None where there is none to have.

    It holds code, as Python's ``__pycache__`` does: so it lies where only the user writes, never
    in a course or beside a site, and there is none where Python is told to write none.
    """
    return None if sys.dont_write_bytecode else own_folder("templates")


def course_folder(command: str, course: Path, options: str) -> Path | None:
    """Return the folder of this user where a command remembers a course, if there is one.

    ``options`` tells runs for one course apart. Nothing is written beside the course. Courses
    that nobody asked about for two months are forgotten.
    """
    folder = own_folder(command)
    if folder is None:
        return None
    name = blake2b(f"{course.resolve()}\0{options}".encode(errors="surrogateescape"))
    found = folder / name.hexdigest()[:32]
    with suppress(OSError):
        if not found.is_dir():
            _forget(folder)
        found.mkdir(exist_ok=True)
        os.utime(found)
    return found


def _forget(folder: Path) -> None:
    for old in _old(folder, time.time() - _LONG):
        from shutil import rmtree

        rmtree(old, ignore_errors=True)


def _old(folder: Path, before: float) -> Iterator[Path]:
    with suppress(OSError):
        yield from (one for one in folder.iterdir() if one.stat().st_mtime < before)
