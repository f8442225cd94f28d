"""File states that can be trusted, atomic writes, hard links."""

import errno
import os
import secrets
import shutil
import sys
import time
from contextlib import suppress
from pathlib import Path

MARKER = ".neuromatch-site"
"""A file in every folder that this program created; a folder without it is never replaced."""
MTIME_GRANULARITY = 50_000_000
"""In nanoseconds: a file that changed this recently can change again with the same time."""
_MAY_BE_BUSY = sys.platform == "win32"
_BUSY_SECONDS = 2.0
"""How long to try again while a scanner or an editor holds a file open."""


def write_atomic(path: Path, content: bytes) -> None:
    """Write a file atomically: readers find the old content, or all of the new.

    Creates its folder. A link of this name is replaced, never followed. Raises ``OSError`` on write
    errors; the old file is then unchanged.
    """
    folder, name = os.path.split(path)
    aside = os.path.join(folder, f".{name}.{secrets.token_hex(4)}.tmp")  # noqa: PTH118 - a path
    # object costs more than the call, here and below
    try:
        try:
            write_new(aside, content)
        except FileNotFoundError:
            path.parent.mkdir(parents=True, exist_ok=True)
            write_new(aside, content)
        rename(aside, path)
    except OSError:
        with suppress(OSError):
            os.unlink(aside)  # noqa: PTH108 - as above
        raise


def write_inside(folder: Path, path: str, content: bytes) -> None:
    """Write a file below a folder with ``write_atomic``; links that stay inside are followed.

    Raises ``OSError`` if a link leads out of the folder, and on write errors.
    """
    target = Path(os.path.realpath(folder / path))
    if not target.is_relative_to(os.path.realpath(folder)):
        message = f"leads out of `{folder}` through a link; nothing is written there"
        raise OSError(errno.EPERM, message, str(folder / path))
    write_atomic(target, content)


_NEW = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)


def write_new(path: str, content: bytes) -> None:
    """Write a new file, three times as fast as with a file object.

    Raises ``OSError``, ``FileExistsError`` if the name exists.
    """
    file = os.open(path, _NEW, 0o666)
    try:
        written = os.write(file, content)
        while written < len(content):  # more than 2 GB, or a disk that is nearly full
            written += os.write(file, content[written:])
    finally:
        os.close(file)


def rename(source: Path | str, target: Path) -> None:
    """Rename a file or folder; an existing file of that name is replaced. Raises ``OSError``.

    Windows refuses while another program has a file open, which rarely lasts: the call is repeated.
    """
    end = time.monotonic() + _BUSY_SECONDS
    while True:
        try:
            os.replace(source, target)  # noqa: PTH105 - as above
        except PermissionError:
            if not _MAY_BE_BUSY or time.monotonic() > end:
                raise
            time.sleep(0.05)
        else:
            return


def link(source: Path | str, target: Path | str) -> None:
    """Hard-link a regular file to another path, or copy it if links are not possible.

    An existing file there is replaced.
    """
    try:
        os.link(source, target)
    except FileExistsError:
        Path(target).unlink()
        link(source, target)
    except OSError:
        shutil.copy2(source, target)
