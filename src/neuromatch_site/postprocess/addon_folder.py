"""A folder that another program adds to a site; the one of the site before, where it is the same.

A file in it tells of what it was made.
"""

import errno
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

from neuromatch_site.filesystem.atomic import link

_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EROFS)
"""A disk that takes no more is no mistake of the program."""
_SOURCE = "source.txt"


def generate(folder: Path, make: Callable[[], None]) -> str:
    """Make a folder; return what went wrong, and then it is not there, or nothing.

    Raises ``OSError`` where the disk is full.
    """
    try:
        make()
    except (ImportError, OSError, subprocess.SubprocessError, ValueError) as error:
        shutil.rmtree(folder, ignore_errors=True)
        if isinstance(error, OSError) and error.errno in _FULL:
            raise
        return _said(error)
    return ""


def reuse_previous(old: Path | None, folder: Path, digest: str) -> bool:
    """Put the folder of the old site in place if it was made of the same; return whether it was."""
    if old is None or _digest_of(old) != digest:
        return False
    copy_folder(old, folder, link)
    return True


def write_fingerprint(folder: Path, digest: str) -> None:
    """Write down of what the folder was made."""
    (folder / _SOURCE).write_text(digest, encoding="ascii")


def _digest_of(folder: Path) -> str:
    try:
        return (folder / _SOURCE).read_text(encoding="ascii")
    except (OSError, ValueError):
        return ""


def copy_folder(made: Path, target: Path, copy: Callable[[Path, Path], object]) -> None:
    """Copy a file, or a folder; the first refusal of the disk raises what the disk said."""
    if made.is_file():
        copy(made, target)
        return
    target.mkdir()
    for path in made.iterdir():
        copy_folder(path, target / path.name, copy)


def _said(error: Exception) -> str:
    if isinstance(error, subprocess.CalledProcessError):
        output = (error.stderr or error.stdout or b"").decode(errors="replace").strip()
        return output.splitlines()[-1] if output else f"it ended with {error.returncode}"
    return str(error) or type(error).__name__
