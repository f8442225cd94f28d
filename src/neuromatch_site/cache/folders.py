"""Cache folders of this user only.

They are in the user's cache folder (``XDG_CACHE_HOME``; on macOS and Windows that of platformdirs),
never in a checkout: anyone who can change a repository could add entries there.
"""

import os
import re
import stat
import sys
import time
from contextlib import suppress
from hashlib import blake2b
from pathlib import Path

from neuromatch_site.filesystem.regular import is_real_folder, remove_quietly

_LONG = 60 * 24 * 3600
"""Seconds after which a course that nobody asked about is forgotten."""
_NAME = re.compile(r"[0-9a-f]{32}")


def own_folder(*names: str) -> Path | None:
    """Return a folder that only the user can write to; None if there is none.

    It is created if missing. No level of its path may be a link, belong to another user, or be
    writable by others.
    """
    from platformdirs import user_cache_path

    folder = user_cache_path("neuromatch-site", appauthor=False)
    with suppress(OSError):
        folder.parent.mkdir(parents=True, exist_ok=True)
    for level in (folder, *(folder := folder / name for name in names)):
        if not _make(level):
            return None
    return folder if os.access(folder, os.W_OK) else None


def _make(folder: Path) -> bool:
    """Make a folder if it is missing; return whether it is the user's alone."""
    try:
        folder.mkdir(mode=0o700, exist_ok=True)
        state = folder.lstat()
    except OSError:
        return False
    return is_real_folder(folder) and is_own(state)


def is_own(state: os.stat_result) -> bool:
    """Return whether a file or folder belongs to this user, and no other can write to it.

    Always true on Windows, where the cache folder is the user's, and the mode says nothing.
    """
    if sys.platform == "win32":
        return True
    return state.st_uid == os.getuid() and not state.st_mode & (stat.S_IWGRP | stat.S_IWOTH)


def compiled_folder() -> Path | None:
    """Return the user's folder for compiled templates; None if there is none.

    It contains code, like Python's ``__pycache__``. It is therefore in a folder that only the user
    can write to, never in a course or beside a site, and there is none if Python is told to write
    no bytecode.
    """
    return None if sys.dont_write_bytecode else own_folder("templates")


def course_folder(command: str, course: Path, options: str) -> Path | None:
    """Return the user's cache folder for a command and a course, if there is one.

    ``options`` distinguishes different runs for one course. Folders unused for two months are
    removed.
    """
    return _kept_folder(command, _folder_name(f"{os.path.realpath(course)}\0{options}"))


def build_folder(course: Path, output: Path) -> Path | None:
    """Return the user's cache folder for builds of a course into an output."""
    folder = _kept_folder("build", _output_name(output))
    return (
        own_folder("build", folder.name, _folder_name(os.path.realpath(course))) if folder else None
    )


def forget_builds(output: Path) -> None:
    """Remove the caches of builds into an output, of whichever course."""
    folder = own_folder("build")
    if folder is not None:
        _remove(folder / _output_name(output))


def _output_name(output: Path) -> str:
    return _folder_name(os.path.realpath(output))


def _folder_name(text: str) -> str:
    return blake2b(text.encode(errors="surrogateescape"), digest_size=16).hexdigest()


def _kept_folder(kind: str, name: str) -> Path | None:
    folder = own_folder(kind)
    if folder is not None and not (folder / name).exists():
        _forget(folder)
    folder_kept = own_folder(kind, name) if folder else None
    if folder_kept is not None:
        with suppress(OSError):
            os.utime(folder_kept)
    return folder_kept


def _forget(folder: Path) -> None:
    """Remove what nobody asked about for long: only what has a name that is given here."""
    before = time.time() - _LONG
    with suppress(OSError):
        for path in list(folder.iterdir()):
            if _NAME.fullmatch(path.name) and path.lstat().st_mtime < before:
                _remove(path)


def _remove(folder: Path) -> None:
    if is_real_folder(folder):
        remove_quietly(folder)
