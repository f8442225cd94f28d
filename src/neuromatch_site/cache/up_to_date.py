"""Check whether anything has changed since the last build, without reading a page."""

import os
from collections.abc import Iterator, Sequence
from contextlib import suppress
from hashlib import blake2b
from pathlib import Path

from msgspec import MsgspecError, Struct, json

from neuromatch_site.cache.program_version import code_fingerprint
from neuromatch_site.diagnostics.diagnostic import Diagnostic
from neuromatch_site.filesystem.atomic import MARKER, MTIME_GRANULARITY, write_atomic
from neuromatch_site.filesystem.regular import is_regular, read_regular


class InputFingerprint(Struct, frozen=True):
    """The inputs of a build and the files it wrote, as times and sizes of files."""

    inputs: str
    newest: int
    """Nanoseconds since 1970: the newest time of an input."""
    program: str
    """The digest of the program."""


class LastBuild(Struct, frozen=True):
    """The last build, whose site is still in place."""

    diagnostics: Sequence[Diagnostic]
    pages: int


class _Saved(Struct, frozen=True):
    inputs: str
    site: str
    """The state of the files of the site."""
    built: LastBuild


def fingerprint_of(folders: Sequence[Path], options: str) -> InputFingerprint:
    """Return the state of everything that a build reads: folders, the program, the options."""
    program = code_fingerprint()
    states = [_state(folder) for folder in folders]
    known = [options, program.digest, *(state for state, _ in states)]
    inputs = blake2b(repr(known).encode(errors="surrogateescape"), digest_size=16)
    newest = max(program.newest, *(time for _, time in states))
    return InputFingerprint(inputs.hexdigest(), newest, program.digest)


def unchanged(stamp: InputFingerprint, output: Path | None, folder: Path) -> LastBuild | None:
    """Return the last build if neither its inputs nor its site have changed."""
    try:
        saved = json.decode(read_regular(folder / "stamp.json"), type=_Saved)
    except (OSError, MsgspecError):
        return None
    same = saved.inputs == stamp.inputs and saved.site == _site(output)
    return saved.built if same else None


def save(
    stamp: InputFingerprint, output: Path | None, folder: Path, built: LastBuild, started: int
) -> None:
    """Store a build; ``started`` is its start, in nanoseconds since 1970."""
    if started - stamp.newest < MTIME_GRANULARITY:
        return
    saved = _Saved(stamp.inputs, _site(output), built)
    with suppress(OSError):
        write_atomic(folder / "stamp.json", json.encode(saved))


def _site(output: Path | None) -> str:
    return _state(output, whole=True)[0] if output else ""


def _state(folder: Path, *, whole: bool = False) -> tuple[str, int]:
    """Return what changes when a file in the folder does, wherever it lies, and the newest time."""
    digest, newest, start = blake2b(digest_size=16), 0, len(str(folder))
    for path, state in _states(str(folder), whole=whole):
        digest.update(f"{path[start:]}\0{state}\n".encode(errors="surrogateescape"))
        newest = max(newest, state[1])
    return digest.hexdigest(), newest


def _states(folder: str, *, whole: bool) -> Iterator[tuple[str, tuple[int, int, int, int]]]:
    """Yield path, and size, times and number, of every file below a folder, in order.

    Without ``whole``, sites that lie in the folder and folders that begin with a dot are no part
    of it: no page can show a file of those.
    """
    waiting = [folder]
    while waiting:
        try:
            with os.scandir(waiting.pop()) as entries:
                entries_by_name = sorted(entries, key=lambda entry: entry.name)
        except OSError:
            continue
        for entry in entries_by_name:
            if not entry.is_dir(follow_symlinks=False):
                with suppress(OSError):  # it has gone since: what it was made of is read again
                    yield entry.path, _state_of(entry)
            elif whole or not (entry.name.startswith(".") or is_regular(f"{entry.path}/{MARKER}")):
                waiting.append(entry.path)


def _state_of(entry: os.DirEntry[str]) -> tuple[int, int, int, int]:
    """Return size, times and number of a file; of a link, those of what it leads to, if it does."""
    follow = entry.is_symlink() and os.path.exists(entry.path)  # noqa: PTH110 - (same)
    state = entry.stat(follow_symlinks=follow)
    return state.st_size, state.st_mtime_ns, state.st_ctime_ns, state.st_ino
