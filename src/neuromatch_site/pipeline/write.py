"""Artifacts -> disk. The site on disk is always whole: the old one or the new one."""

import os
import re
import shutil
import stat
import sys
import tempfile
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from msgspec import Struct

from neuromatch_site.filesystem.atomic import MARKER, link
from neuromatch_site.model.artifact import Artifact
from neuromatch_site.workers.pool import Workers

_SHARE = 200
"""Files that a process lays out at a time; it takes some thousand until a second one helps."""


class OutputFolderError(Exception):
    """The site cannot be written to this folder; the message says why and what to do."""


class Written(Struct, frozen=True):
    """What a write did: counts of files."""

    changed: int
    kept: int
    removed: int


def check_output_folder(target: Path, course: Path) -> None:
    """Raise ``OutputFolderError`` for a folder that is not ours to replace."""
    real, source = Path(os.path.realpath(target)), Path(os.path.realpath(course))
    if real == source or source.is_relative_to(real):
        raise OutputFolderError(f"`{target}` holds the course itself; give another folder with -o")
    if target.is_symlink() or (target.exists() and not target.is_dir()):
        raise OutputFolderError(f"`{target}` is not a folder; give another one with -o")
    above = next(path for path in (target, *target.absolute().parents) if path.exists())
    if not above.is_dir():
        raise OutputFolderError(f"`{above}` is not a folder; give another one with -o")
    if target.is_dir() and any(target.iterdir()) and not (target / MARKER).is_file():
        hint = "remove it, or give another folder with -o"
        raise OutputFolderError(f"`{target}` holds files that this program did not write; {hint}")


def remove_site(target: Path) -> bool:
    """Remove a site that we wrote; return whether there was one.

    Raises ``OutputFolderError`` for a folder that is not ours.
    """
    if not target.exists():
        return False
    if target.is_symlink() or not (target / MARKER).is_file():
        raise OutputFolderError(f"`{target}` was not written by this program; it stays")
    shutil.rmtree(target)
    return True


def write_site(
    artifacts: Sequence[Artifact],
    target: Path,
    rest: Callable[[Path], Sequence[Artifact]] | None = None,
    jobs: int = 0,
) -> Written:
    """Make ``target`` hold these files and no others.

    The files are laid out in a folder beside it, ``rest`` may add to them there and returns
    more, and then the two folders change places. Files that stay the same keep their inode and
    time. ``jobs`` are processes that may work on it; 0: as many as help.
    Raises ``OSError`` where the disk refuses; the old site then stands as it was.
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    _sweep(target)
    staging = _folder_beside(target)
    try:
        changed = _lay_out([Artifact(MARKER, b""), *artifacts], staging, target, jobs)
        late = rest(staging) if rest else ()
        changed += _lay_out(late, staging, target, jobs=1)
        staging.chmod(0o777 & ~_umask())
        removed = _count_missing(target, staging)
        _exchange(staging, target)
    finally:
        shutil.rmtree(staging, ignore_errors=True)
    return Written(changed, len(artifacts) + len(late) + 1 - changed, removed)


def _folder_beside(target: Path) -> Path:
    prefix = f".{target.name}-{os.getpid()}-"
    return Path(tempfile.mkdtemp(prefix=prefix, dir=target.parent))


def _sweep(target: Path) -> None:
    """Remove what builds that were killed left beside the site."""
    pattern = re.compile(rf"\.{re.escape(target.name)}-(\d+)-\w+")
    for path in target.parent.iterdir():
        match = pattern.fullmatch(path.name)
        if match and path.is_dir() and not _runs(int(match[1])):
            shutil.rmtree(path, ignore_errors=True)


def _runs(process: int) -> bool:
    if sys.platform == "win32":
        return True
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True


def _lay_out(artifacts: Sequence[Artifact], staging: Path, old: Path, jobs: int) -> int:
    """Put the files into ``staging``; return how many of them differ from those in ``old``."""
    for artifact in artifacts:
        if not _is_below(artifact.path):
            raise OutputFolderError(f"`{artifact.path}` would lie outside the site")
    for folder in sorted({artifact.path.rpartition("/")[0] for artifact in artifacts}):
        os.makedirs(f"{staging}/{folder}", exist_ok=True)  # noqa: PTH103 - as below
    starts = range(0, len(artifacts), _SHARE)
    shares = [artifacts[start : start + _SHARE] for start in starts]
    place = partial(_place_all, staging=staging, old=old)
    return sum(Workers(jobs).for_items(len(shares)).map(place, shares))


def _place_all(artifacts: Sequence[Artifact], staging: Path, old: Path) -> int:
    """Place files; return how many changed. A path object costs more than to look at a file."""
    places = ((one, f"{staging}/{one.path}", f"{old}/{one.path}") for one in artifacts)
    return sum(_place(artifact, path, before) for artifact, path, before in places)


def _is_below(path: str) -> bool:
    """Return whether a path leads nowhere but down, on every system."""
    parts = path.replace("\\", "/").split("/")
    return parts[0] != "" and ".." not in parts and not os.path.splitdrive(path)[0]


def _place(artifact: Artifact, path: str, old: str) -> bool:
    """Write one file, or link the old one where it is the same; return whether it changed."""
    if _same(artifact, old):
        link(old, path)
        return False
    if isinstance(artifact.content, Path):
        shutil.copyfile(artifact.content, path)
    else:
        with open(path, "wb") as file:  # noqa: PTH123 - as above
            file.write(artifact.content)
    return True


def _same(artifact: Artifact, old: str) -> bool:
    """Return whether the old file is what is to be written."""
    content = artifact.content
    try:
        state = os.lstat(old)
        if not stat.S_ISREG(state.st_mode):
            return False
        if isinstance(content, Path):
            like = state.st_size == os.stat(content).st_size  # noqa: PTH116 - as above
            return like and (artifact.named or _alike(content, old))
        return state.st_size == len(content) and _read(old) == content
    except OSError:
        return False


def _read(path: str) -> bytes:
    with open(path, "rb") as file:  # noqa: PTH123 - a path object costs more than to read the file
        return file.read()


def _alike(one: Path, other: str) -> bool:
    """Return whether two files of one size hold the same."""
    with one.open("rb") as first, open(other, "rb") as second:  # noqa: PTH123 - as above
        while piece := first.read(_PIECE):
            if second.read(_PIECE) != piece:
                return False
    return True


_PIECE = 1 << 20


def _count_missing(old: Path, new: Path) -> int:
    return len(_files(old) - _files(new))


def _files(folder: Path) -> set[str]:
    """Return the path of every file below a folder, from there."""
    start = len(str(folder))
    return {f"{at[start:]}/{name}" for at, _, names in os.walk(folder) for name in names}


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def _exchange(staging: Path, target: Path) -> None:
    """Put ``staging`` in the place of ``target``, at once where the system can."""
    if not target.exists():
        staging.rename(target)
        return
    if _swap(staging, target):
        return
    aside = _folder_beside(target)
    target.rename(aside / "site")
    staging.rename(target)
    shutil.rmtree(aside, ignore_errors=True)


_AT_FDCWD, _EXCHANGE = -100, 2


def _swap(one: Path, other: Path) -> bool:
    """Exchange two folders in one step; return False where the system cannot."""
    first, second = os.fsencode(one), os.fsencode(other)
    here = (_AT_FDCWD, first, _AT_FDCWD, second, _EXCHANGE)
    calls = {"linux": ("renameat2", here), "darwin": ("renamex_np", (first, second, _EXCHANGE))}
    name, arguments = calls.get(sys.platform, ("", ()))
    from ctypes import CDLL

    call = getattr(CDLL(None), name, None) if name else None
    return call is not None and call(*arguments) == 0
