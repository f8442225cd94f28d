"""Swap two folders atomically.

Linux and macOS swap in one step. Elsewhere it takes two: the old folder is moved aside first. A
failure between the steps is undone, and leftovers of a killed process are restored by the next one.
"""

import os
import re
import sys
import tempfile
import time
from pathlib import Path

from neuromatch_site.filesystem.atomic import MARKER, rename
from neuromatch_site.filesystem.regular import is_real_folder, is_regular, remove_quietly

_OLD = "site"
"""The name of the old folder in the one where it is put aside."""
_DAY = 24 * 3600
"""Seconds after which what is left beside a site belongs to no build that still runs."""


def folder_beside(target: Path) -> Path:
    """Create an empty folder beside ``target``, with a name that ``sweep_leftovers`` recognizes."""
    prefix = f".{target.name}-{os.getpid()}-"
    return Path(tempfile.mkdtemp(prefix=prefix, dir=target.parent))


def sweep_leftovers(target: Path) -> None:
    """Remove leftovers of killed processes beside ``target``; an old folder put aside is restored.

    Only folders of this user with a name from ``folder_beside`` are removed.
    """
    pattern = re.compile(rf"\.{re.escape(target.name)}-(\d+)-[a-z0-9_]{{8}}")
    for path in list(target.parent.iterdir()):
        match = pattern.fullmatch(path.name)
        if match and is_real_folder(path) and _is_abandoned(path, int(match[1])):
            if is_regular(path / _OLD / MARKER) and not target.exists():
                rename(path / _OLD, target)
            remove_quietly(path)


def _is_abandoned(path: Path, process: int) -> bool:
    """Return whether a folder is this user's, and the process that made it has gone."""
    try:
        state = path.lstat()
    except OSError:
        return False
    mine = sys.platform == "win32" or state.st_uid == os.getuid()
    return mine and (time.time() - state.st_mtime > _DAY or not _runs(process))


def _runs(process: int) -> bool:
    """Return whether a process runs; this one has no other folder, so its number is an older's."""
    if process == os.getpid():
        return False
    if sys.platform == "win32":  # there, this call would end the process
        return True
    try:
        os.kill(process, 0)
    except (ProcessLookupError, OverflowError):
        return False
    except OSError:
        return True
    return True


def exchange(new: Path, target: Path) -> None:
    """Put ``new`` in the place of ``target``, and remove the old folder, if there is one.

    Raises ``OSError`` if the system refuses; the old folder is then unchanged.
    """
    if target.exists() and _swap(new, target):
        return
    for attempt in range(_TRIES):
        try:
            replace_in_two_steps(new, target)
        except OSError:  # another build may have put its site there meanwhile
            if attempt == _TRIES - 1 or not new.exists():
                raise
        else:
            return


_TRIES = 3


def replace_in_two_steps(new: Path, target: Path) -> None:
    """Replace a folder in two steps, for systems that cannot swap atomically."""
    if not target.exists():
        rename(new, target)
        return
    aside = folder_beside(target)
    try:
        rename(target, aside / _OLD)
        try:
            rename(new, target)
        except OSError:
            if not target.exists():
                rename(aside / _OLD, target)
            raise
    finally:
        if target.exists():  # else the old folder stays aside, and the next build brings it back
            remove_quietly(aside)


_AT_FDCWD, _EXCHANGE = -100, 2


def _swap(path: Path, other: Path) -> bool:
    """Exchange two folders in one step; return False where the system cannot."""
    first, second = os.fsencode(path), os.fsencode(other)
    here = (_AT_FDCWD, first, _AT_FDCWD, second, _EXCHANGE)
    calls = {"linux": ("renameat2", here), "darwin": ("renamex_np", (first, second, _EXCHANGE))}
    name, arguments = calls.get(sys.platform, ("", ()))
    from ctypes import CDLL

    call = getattr(CDLL(None), name, None) if name else None
    return call is not None and call(*arguments) == 0
