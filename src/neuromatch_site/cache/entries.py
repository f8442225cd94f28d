"""Cache entries of one kind in a folder of the user: one file each, named by its key.

An entry starts with a line of its kind, its key and the digest of the rest. Entries with another
key, truncated or changed ones, links, pipes and folders are treated as missing.
"""

import os
import re
import time
from collections.abc import Collection
from contextlib import suppress
from hashlib import blake2b
from pathlib import Path

from msgspec import Struct

from neuromatch_site.filesystem.atomic import write_atomic, write_new
from neuromatch_site.filesystem.regular import is_real_folder, read_regular

_KEY = re.compile(r"([0-9a-f]{32})(-[0-9a-f]{32})?")
_LEFT_OVER = re.compile(r"\.[0-9a-f]{32}(-[0-9a-f]{32})?\.\w+\.tmp")
_DAY = 24 * 3600
"""Seconds after which a file that was being written has been left by a process that was killed."""


class Entries(Struct):
    """The entries of one kind: ``folder`` is named after it, and created with the first entry."""

    folder: Path
    usable: bool | None = None
    """Whether the folder exists and is not a link; None: not checked yet."""

    def read(self, key: str) -> bytes | None:
        """Return the content of an entry; None if there is no valid one."""
        if not self._is_usable():
            return None
        try:
            head, _, content = read_regular(self.folder / key).partition(b"\n")
        except OSError:
            return None
        return content if head == self._head(key, content) else None

    def write(self, key: str, content: bytes) -> None:
        """Write an entry; one that is cut off counts as none. A write error costs no more."""
        self.write_plain(key, b"\n".join((self._head(key, content), content)))

    def write_plain(self, key: str, content: bytes) -> None:
        """Write a file that is used in place, under the digest of its content."""
        if not self._is_usable():
            with suppress(OSError):
                self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            self.usable = None
        if self._is_usable():
            with suppress(OSError):
                self._write(f"{self.folder}/{key}", content)

    def _write(self, path: str, content: bytes) -> None:
        """Write a file in place where there is none: what is cut off is told by its digest."""
        try:
            write_new(path, content)
        except FileExistsError:
            write_atomic(Path(path), content)

    def sweep(self, live: Collection[str]) -> None:
        """Remove entries of other keys and leftovers of killed processes, and no other files."""
        if not self._is_usable():
            return
        with suppress(OSError):
            for name in os.listdir(self.folder):  # noqa: PTH208 - a path object for each costs more
                if name in live:
                    continue
                path = self.folder / name
                if _KEY.fullmatch(name) or _is_left_over(path):
                    with suppress(OSError):
                        path.unlink()

    def _head(self, key: str, content: bytes) -> bytes:
        digest = blake2b(content, digest_size=16).hexdigest()
        return f"{self.folder.name} {key} {digest}".encode()

    def _is_usable(self) -> bool:
        if self.usable is None:
            self.usable = is_real_folder(self.folder)
        return self.usable


def _is_left_over(path: Path) -> bool:
    if not _LEFT_OVER.fullmatch(path.name):
        return False
    return time.time() - path.lstat().st_mtime > _DAY
