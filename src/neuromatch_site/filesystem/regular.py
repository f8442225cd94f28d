"""Regular files in folders that the program writes; symbolic links are not followed.

A repository can contain links that lead anywhere, even in place of the program's own files.
"""

import os
import stat
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

_READ = (
    os.O_RDONLY
    | getattr(os, "O_NOFOLLOW", 0)
    | getattr(os, "O_NONBLOCK", 0)  # to open a pipe would wait for somebody to write
    | getattr(os, "O_BINARY", 0)
)


def read_regular(path: Path) -> bytes:
    """Return the content of a regular file. Raises ``OSError`` for a link, a pipe, a device."""
    with open(os.open(path, _READ), "rb") as file:  # noqa: PTH123 - the flags make it safe
        if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
            raise OSError(f"{path} is not a regular file")
        return file.read()


def is_regular(path: Path | str) -> bool:
    """Return whether a regular file exists; a link is not one."""
    try:
        return stat.S_ISREG(os.lstat(path).st_mode)
    except (OSError, ValueError):
        return False


def is_real_folder(path: Path | str) -> bool:
    """Return whether a folder exists; a link (on Windows also a junction) is not one."""
    try:
        state = os.lstat(path)
    except (OSError, ValueError):
        return False
    return stat.S_ISDIR(state.st_mode) and not _is_junction(state)


def is_link(path: Path | str) -> bool:
    """Return whether a path is a symbolic link, or on Windows a junction."""
    try:
        state = os.lstat(path)
    except (OSError, ValueError):
        return False
    return stat.S_ISLNK(state.st_mode) or _is_junction(state)


def _is_junction(state: os.stat_result) -> bool:
    return getattr(state, "st_reparse_tag", 0) == 0xA000_0003  # IO_REPARSE_TAG_MOUNT_POINT


def leads_down(path: str) -> bool:
    """Return whether a relative path has no ``..`` or absolute part, on every system."""
    parts = path.replace("\\", "/").split("/")
    return parts[0] != "" and ".." not in parts and not os.path.splitdrive(path)[0]


def leads_out(path: Path, folder: Path) -> Path | None:
    """Return the real target of a path, if a link below ``folder`` leads out of it.

    ``folder`` is a real path. A path that starts outside of it is the user's choice.
    """
    whole = Path(os.path.abspath(path))  # noqa: PTH100 - to resolve would follow links
    inside = [Path(os.path.realpath(above)) == folder for above in whole.parents]
    real = Path(os.path.realpath(path))
    return real if any(inside) and not real.is_relative_to(folder) else None


def links_out(folder: Path) -> Iterator[str]:
    """Yield the POSIX path of every link below a folder that leads out of it.

    Git's own folders are skipped.
    """
    real = Path(os.path.realpath(folder))
    waiting = [""]
    while waiting:
        path = waiting.pop()
        with suppress(OSError), os.scandir(f"{real}/{path}") as entries:
            for entry in entries:
                if is_link(entry.path):
                    if not Path(os.path.realpath(entry.path)).is_relative_to(real):
                        yield path + entry.name
                elif entry.is_dir(follow_symlinks=False) and entry.name != ".git":
                    waiting.append(f"{path}{entry.name}/")


def remove_folder(folder: Path | str) -> None:
    """Remove a folder and everything below it, however deep; links are removed, not followed.

    Raises ``OSError`` for the first file that cannot be removed.
    """
    folders = [str(folder)]
    for path in folders:  # grows while it is walked: each folder stands before those in it
        with os.scandir(path) as entries:
            items = list(entries)
        for entry in items:
            if entry.is_dir(follow_symlinks=False) and is_real_folder(entry.path):
                folders.append(entry.path)
            else:
                os.unlink(entry.path)  # noqa: PTH108 - a path object costs more
    for path in reversed(folders):
        os.rmdir(path)  # noqa: PTH106 - (same)


def remove_quietly(folder: Path | str) -> None:
    """Remove a folder like ``remove_folder``, but ignore errors."""
    with suppress(OSError):
        remove_folder(folder)


def regular_files(folder: Path | str) -> Iterator[str]:
    """Yield the POSIX path, from the folder, of every regular file below it.

    Links are skipped; if the folder itself is a link, nothing is yielded.
    """
    waiting = [""] if is_real_folder(folder) else []
    while waiting:
        path = waiting.pop()
        try:
            with os.scandir(f"{folder}/{path}") as entries:
                items = list(entries)
        except OSError:
            continue
        yield from (path + entry.name for entry in items if entry.is_file(follow_symlinks=False))
        waiting += [
            f"{path}{entry.name}/"
            for entry in items
            if entry.is_dir(follow_symlinks=False) and is_real_folder(entry.path)
        ]
