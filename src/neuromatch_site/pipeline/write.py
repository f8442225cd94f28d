"""Artifacts -> disk. The site on disk is always complete: the previous or the new one."""

import os
import shutil
from collections.abc import Callable, Collection, Sequence
from contextlib import suppress
from functools import partial
from pathlib import Path

from msgspec import Struct

from neuromatch_site.filesystem.atomic import MARKER, link, write_new
from neuromatch_site.filesystem.exchange import exchange, folder_beside, sweep_leftovers
from neuromatch_site.filesystem.regular import (
    is_link,
    is_regular,
    leads_down,
    leads_out,
    regular_files,
    remove_folder,
    remove_quietly,
)
from neuromatch_site.model.artifact import Artifact
from neuromatch_site.workers.pool import forked

_SHARE = 200
"""Files that a process lays out at a time; it takes some thousand until a second one helps."""


class OutputFolderError(Exception):
    """The site cannot be written to this folder; the message says why and what to do."""


class Written(Struct, frozen=True):
    """The result of a write: numbers of files."""

    changed: int
    unchanged: int
    removed: int


def check_output_folder(target: Path, course: Path, *, foreign: bool = False) -> None:
    """Raise ``OutputFolderError`` for a folder that is not ours to write to.

    ``foreign``: it can contain files that this program did not write.
    """
    real, source = Path(os.path.realpath(target)), Path(os.path.realpath(course))
    if real == source or source.is_relative_to(real):
        raise OutputFolderError(
            f"`{target}` contains the course itself; choose another folder with -o"
        )
    _check_not_current(target)
    if is_link(target) or (target.exists() and not target.is_dir()):
        raise OutputFolderError(f"`{target}` is not a folder; choose another one with -o")
    if outside := leads_out(target, source.parent):
        hint = f"give the real folder: -o {outside}"
        raise OutputFolderError(f"`{target}` leads through a link to `{outside}`; {hint}")
    above = next(path for path in (target, *target.absolute().parents) if path.exists())
    if not above.is_dir():
        raise OutputFolderError(f"`{above}` is not a folder; choose another one with -o")
    if (
        not foreign
        and target.is_dir()
        and any(target.iterdir())
        and not is_regular(target / MARKER)
    ):
        hint = "remove it, or choose another folder with -o"
        raise OutputFolderError(
            f"`{target}` contains files that neuromatch-site did not write; {hint}"
        )


def _check_not_current(target: Path) -> None:
    """Raise ``OutputFolderError`` for the current folder, or one above: it cannot be replaced."""
    if Path.cwd().is_relative_to(os.path.realpath(target)):
        hint = "run the command from elsewhere, or name a folder in it, such as -o _site"
        raise OutputFolderError(f"`{target}` is the current folder or holds it; {hint}")


def remove_site(target: Path) -> bool:
    """Remove a site that we wrote; return whether there was one.

    Raises ``OutputFolderError`` for a folder that is not ours.
    """
    if not target.exists():
        return False
    if is_link(target) or not is_regular(target / MARKER):
        raise OutputFolderError(f"`{target}` was not written by neuromatch-site; it is not removed")
    _check_not_current(target)
    remove_folder(target)
    return True


def write_site(
    artifacts: Sequence[Artifact],
    target: Path,
    rest: Callable[[Path], Sequence[Artifact]] | None = None,
    jobs: int = 0,
) -> Written:
    """Make ``target`` contain these files and no others.

    The files are written to a folder beside it, to which ``rest`` can add more, and then the two
    folders are swapped. Files with unchanged content keep their inode and time. ``jobs`` is the
    number of processes; 0: automatic. Raises ``OSError`` on write errors; the previous site is then
    unchanged.
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    sweep_leftovers(target)
    staging = folder_beside(target)
    old = frozenset(regular_files(target))
    try:
        place = partial(_place_all, staging=staging, site=target, old=old)
        own = [Artifact(MARKER, b""), *_fences(target, artifacts)]
        changed = _lay_out([*own, *artifacts], staging, place, jobs)
        late = rest(staging) if rest else ()
        changed += _lay_out(late, staging, place, jobs=1)
        staging.chmod(0o777 & ~_umask())
        left = old.difference(artifact.path for artifact in (*artifacts, *late))
        removed = sum(not is_regular(f"{staging}/{path}") for path in left)
        exchange(staging, target)
    finally:
        remove_quietly(staging)
    return Written(changed, len(own) + len(artifacts) + len(late) - changed, removed)


def _fences(target: Path, artifacts: Sequence[Artifact]) -> list[Artifact]:
    """Return what keeps mystmd out of a site that lies in a project of its own.

    It takes the Markdown and BibTeX that stand beside pages for more of them, unless the folder
    is a project itself.
    """
    inside = any((folder / _PROJECT).is_file() for folder in target.absolute().parents)
    taken = any(artifact.path == _PROJECT for artifact in artifacts)
    return [Artifact(_PROJECT, _FENCE)] if inside and not taken else []


_PROJECT = "myst.yml"
_FENCE = b"# This folder is a site: with this file mystmd does not take it for pages.\nversion: 1\n"


def _lay_out(
    artifacts: Sequence[Artifact],
    staging: Path,
    place: Callable[[Sequence[Artifact]], int],
    jobs: int,
) -> int:
    """Put the files into ``staging``; return how many of them are not as they were."""
    for artifact in artifacts:
        if not leads_down(artifact.path):
            raise OutputFolderError(f"`{artifact.path}` would be outside the site")
    for folder in sorted({artifact.path.rpartition("/")[0] for artifact in artifacts}):
        os.makedirs(f"{staging}/{folder}", exist_ok=True)  # noqa: PTH103 - as below
    starts = range(0, len(artifacts), _SHARE)
    shares = [artifacts[start : start + _SHARE] for start in starts]
    return sum(forked(jobs, len(shares)).map(place, shares))


def _place_all(
    artifacts: Sequence[Artifact], staging: Path, site: Path, old: Collection[str]
) -> int:
    """Place files; return how many changed. A path object costs more than to look at a file.

    ``old`` are the regular files of the old site that no link leads to: only they are kept.
    """
    return sum(
        _write_or_link(
            artifact,
            f"{staging}/{artifact.path}",
            f"{site}/{artifact.path}" if artifact.path in old else "",
        )
        for artifact in artifacts
    )


def _write_or_link(artifact: Artifact, path: str, old: str) -> bool:
    """Write one file, or link the old one where it is the same; return whether it changed."""
    content = artifact.content
    if old and _same(content, old):
        link(old, path)
        return False
    if isinstance(content, bytes):
        try:
            write_new(path, content)
        except FileExistsError:
            os.unlink(path)  # noqa: PTH108 - as above: a link, maybe: what it leads to stays
            write_new(path, content)
    elif not is_regular(content):
        raise OSError(f"{content} is not a regular file any more")
    elif artifact.linked:
        link(content, path)
    else:
        with suppress(FileNotFoundError):
            os.unlink(path)  # noqa: PTH108 - (same)
        shutil.copyfile(content, path)
    return True


def _same(content: bytes | Path, old: str) -> bool:
    """Return whether the old file holds what is to be written.

    Its name and its size prove nothing: a repository can bring a site of its own making.
    """
    try:
        state = os.stat(old)  # noqa: PTH116 - as above
        if isinstance(content, bytes):
            return state.st_size == len(content) and _file_content(old) == content
        new = os.stat(content)  # noqa: PTH116 - (same)
        return os.path.samestat(state, new) or (
            state.st_size == new.st_size and _alike(content, old)
        )
    except OSError:
        return False


def _file_content(path: str) -> bytes:
    with open(path, "rb") as file:  # noqa: PTH123 - a path object costs more than to read the file
        return file.read()


def _alike(path: Path, other: str) -> bool:
    """Return whether two files of one size hold the same."""
    with path.open("rb") as first, open(other, "rb") as second:  # noqa: PTH123 - as above
        while piece := first.read(_PIECE):
            if second.read(_PIECE) != piece:
                return False
    return True


_PIECE = 1 << 20


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
