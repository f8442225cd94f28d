"""The version of this program's code: a cache key, because a change may change the output."""

import os
from hashlib import blake2b
from pathlib import Path

from msgspec import Struct

from neuromatch_site import __version__


class CodeFingerprint(Struct, frozen=True):
    """The version of the program, detected without reading its files."""

    digest: str
    """Of its version, and of its files: from the installer's record, or from their states."""
    newest: int
    """Nanoseconds since 1970: the newest time of one of them."""


def code_fingerprint() -> CodeFingerprint:
    """Return the fingerprint of the running program.

    The same wheel gives the same fingerprint wherever and whenever it is installed, so that a
    workflow can reuse the cache of an earlier run.
    """
    package = str(Path(__file__).parents[1])
    states, newest = [], 0
    for at, folders, names in os.walk(package):
        folders[:] = sorted(name for name in folders if name != "__pycache__")
        for name in sorted(name for name in names if name.endswith((".py", ".js"))):
            state = os.stat(f"{at}/{name}")  # noqa: PTH116 - a path object costs more than the look
            states.append(f"{at[len(package) :]}/{name}:{state.st_size}:{state.st_mtime_ns}\n")
            newest = max(newest, state.st_mtime_ns)
    record = _installer_record(Path(package), newest)
    parts = [__version__.encode(), record or "".join(states).encode(errors="surrogateescape")]
    return CodeFingerprint(blake2b(b"\0".join(parts), digest_size=16).hexdigest(), newest)


def _installer_record(package: Path, newest: int) -> bytes:
    """Return the installer's list of our files, which has their digests; nothing if there is none.

    It counts only while no file is newer: somebody may edit an installed program.
    """
    record = package.parent / f"{package.name}-{__version__}.dist-info" / "RECORD"
    try:
        if record.stat().st_mtime_ns < newest:
            return b""
        lines = record.read_bytes().splitlines()
    except OSError:
        return b""
    return b"\n".join(sorted(line for line in lines if line.startswith(package.name.encode())))
