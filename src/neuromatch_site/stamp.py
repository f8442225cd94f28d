"""Whether anything has changed since the last build, told without reading a page."""

import os
from collections.abc import Iterator, Sequence
from contextlib import suppress
from hashlib import blake2b
from pathlib import Path

from msgspec import MsgspecError, Struct, json

from neuromatch_site import __version__
from neuromatch_site.diagnostics import Diagnostic
from neuromatch_site.disk import SETTLED, write_whole
from neuromatch_site.write import MARKER

_SKIPPED = frozenset({"_build", "node_modules", "__pycache__", ".git", ".neuromatch-site"})
"""Folders that a build does not read, or writes: what it remembers, where the site is inside."""


class Stamp(Struct, frozen=True):
    """What a build was made from and what it wrote, as the times and sizes of files."""

    inputs: str
    newest: int
    """Nanoseconds since 1970: the newest time of an input."""


class Unchanged(Struct, frozen=True):
    """The build that still stands."""

    diagnostics: Sequence[Diagnostic]
    pages: int


class _Kept(Struct, frozen=True):
    inputs: str
    site: str
    """The state of its files."""
    built: Unchanged


def stamp_of(folders: Sequence[Path], options: str) -> Stamp:
    """Return the state of everything that a build reads: folders, the program, the options."""
    digest = blake2b(f"{__version__}\n{options}".encode(), digest_size=16)
    newest = 0
    for folder in (*folders, Path(__file__).parent):
        for line, time in _lines(folder):
            digest.update(line)
            newest = max(newest, time)
    return Stamp(digest.hexdigest(), newest)


def unchanged(stamp: Stamp, output: Path | None, folder: Path) -> Unchanged | None:
    """Return the last build if its inputs and its site, if it has one, are as it left them."""
    try:
        kept = json.decode((folder / "stamp.json").read_bytes(), type=_Kept)
    except (OSError, MsgspecError):
        return None
    same = kept.inputs == stamp.inputs and kept.site == _site(output)
    return kept.built if same else None


def keep_stamp(
    stamp: Stamp, output: Path | None, folder: Path, built: Unchanged, started: int
) -> None:
    """Remember a build; ``started`` is when it began, in nanoseconds since 1970."""
    if started - stamp.newest < SETTLED:
        return
    kept = _Kept(stamp.inputs, _site(output), built)
    with suppress(OSError):
        write_whole(folder / "stamp.json", json.encode(kept))


def _site(output: Path | None) -> str:
    digest = blake2b(digest_size=16)
    for line, _ in _lines(output) if output else ():
        digest.update(line)
    return digest.hexdigest()


def _lines(folder: Path) -> Iterator[tuple[bytes, int]]:
    """Yield what tells the state of each file, by its path in the folder, and its time."""
    for path, state in _states(folder):
        named = path[len(str(folder)) :]
        yield f"{named}\0{state}\n".encode(errors="surrogateescape"), state[1]


def _states(folder: Path) -> Iterator[tuple[str, tuple[int, int, int]]]:
    """Yield path, and size, time and number, of every file below a folder, in order.

    Sites that lie in the folder are no part of it.
    """
    try:
        with os.scandir(folder) as entries:
            found = sorted(entries, key=lambda entry: entry.name)
    except OSError:
        return
    for entry in found:
        path = Path(entry.path)
        if not entry.is_dir(follow_symlinks=False):
            state = entry.stat(follow_symlinks=entry.is_symlink() and path.exists())
            yield entry.path, (state.st_size, state.st_mtime_ns, state.st_ino)
        elif entry.name not in _SKIPPED and not (path / MARKER).exists():
            yield from _states(path)
