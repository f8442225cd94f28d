"""The state of this program: what it makes may differ when that does."""

import os
from hashlib import blake2b
from pathlib import Path

from msgspec import Struct

from neuromatch_site import __version__


class CodeFingerprint(Struct, frozen=True):
    """The program, told from others without reading it."""

    digest: str
    """Of its version, and of the states of its files, where somebody may edit them."""
    newest: int
    """Nanoseconds since 1970: the newest time of one of them."""


def code_fingerprint() -> CodeFingerprint:
    """Return the state of the program that runs."""
    package = str(Path(__file__).parents[1])
    digest, newest = blake2b(__version__.encode(), digest_size=16), 0
    for at, folders, names in os.walk(package):
        folders[:] = sorted(name for name in folders if name != "__pycache__")
        for name in sorted(name for name in names if name.endswith(".py")):
            state = os.stat(f"{at}/{name}")  # noqa: PTH116 - a path object costs more than the look
            line = f"{at[len(package) :]}/{name}:{state.st_size}:{state.st_mtime_ns}\n"
            digest.update(line.encode(errors="surrogateescape"))
            newest = max(newest, state.st_mtime_ns)
    return CodeFingerprint(digest.hexdigest(), newest)
