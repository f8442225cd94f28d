"""Files of pages in a cache folder of the user, hard-linked into the site.

A program that writes into a file of the site in place also changes the file here. A file is
therefore only used if it is unchanged for certain: it has not been touched since the end of the
last build, or its digest matches its name.
"""

import os
from collections.abc import Collection
from contextlib import suppress
from hashlib import blake2b
from pathlib import Path
from stat import S_ISREG

from msgspec import Struct

from neuromatch_site.cache.entries import Entries
from neuromatch_site.filesystem.atomic import write_atomic
from neuromatch_site.filesystem.regular import read_regular

_ENDED = "ended"
"""A file whose time says when the last build that wrote a site had done so."""


class PageFile(Struct, frozen=True, array_like=True):
    """A file of a page, as it was written."""

    name: str
    """The digest of the path on the site and the content."""
    size: int
    time: int
    """Nanoseconds since 1970: the time when its content was written."""


class PageFiles(Struct):
    """The files of pages in ``folder/files``."""

    folder: Path
    entries: Entries
    ended: int | None = None
    """Nanoseconds since 1970: the end of the last build; None: not checked yet."""

    def path(self, file: PageFile) -> Path:
        """Return the path of a file."""
        return self.entries.folder / file.name

    def write(self, path: str, content: bytes) -> PageFile | None:
        """Write a file for a path on the site; return None on a write error.

        A file with the same content is kept, with all its hard links.
        """
        name = _file_name(path, content)
        place = self.entries.folder / name
        try:
            same = read_regular(place) == content
        except OSError:
            same = False
        if not same:
            self.entries.write_plain(name, content)
        try:
            state = os.lstat(place)
        except OSError:
            return None
        whole = S_ISREG(state.st_mode) and state.st_size == len(content)
        return PageFile(name, state.st_size, state.st_mtime_ns) if whole else None

    def holds(self, file: PageFile, path: str) -> bool:
        """Return whether a file still has the content that was written for a path on the site.

        Every change of a file, including a new link, gives it a new ``ctime``, even if other times
        are reset. On Windows ``ctime`` is the time of creation, so only size and ``mtime`` are
        compared.
        """
        try:
            state = os.lstat(f"{self.entries.folder}/{file.name}")
            if not S_ISREG(state.st_mode) or state.st_size != file.size:
                return False
            if state.st_mtime_ns == file.time and state.st_ctime_ns < self._ended():
                return True
            return file.name == _file_name(path, read_regular(self.path(file)))
        except OSError:
            return False

    def sweep(self, live: Collection[str]) -> None:
        """Remove the files with other names."""
        self.entries.sweep(live)

    def end(self) -> None:
        """Record the end of a build: later changes come from elsewhere."""
        with suppress(OSError):  # written, not told: the clock of the disk gives files their times
            write_atomic(self.folder / _ENDED, b"")
        self.ended = None

    def _ended(self) -> int:
        if self.ended is None:
            try:
                self.ended = os.lstat(self.folder / _ENDED).st_mtime_ns
            except OSError:
                self.ended = 0
        return self.ended


def _file_name(path: str, content: bytes) -> str:
    digest = blake2b(f"{path}\0".encode(errors="surrogatepass"), digest_size=16)
    digest.update(content)
    return digest.hexdigest()
