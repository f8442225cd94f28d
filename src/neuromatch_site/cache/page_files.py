"""Files of pages in a folder of the user, linked into the site: the same file under two names.

Whoever writes into a file of the site in place changes the one here with it. So one counts only
while it surely holds what was written: since the last build ended nothing has touched it, or else
it is read and compared with its name, which tells the content.
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
    """The digest of the path on the site and the content, whatever it was made from."""
    size: int
    time: int
    """Nanoseconds since 1970: when its content was written."""


class PageFiles(Struct):
    """The files of pages in ``folder/files``."""

    folder: Path
    entries: Entries
    ended: int | None = None
    """Nanoseconds since 1970: when the last build ended; None: nobody has looked yet."""

    def path(self, file: PageFile) -> Path:
        """Return where a file lies."""
        return self.entries.folder / file.name

    def write(self, path: str, content: bytes) -> PageFile | None:
        """Write what a page gives for a path on the site; None where the disk refuses.

        A file that holds the same stays, with all its names.
        """
        name = _digest(path, content)
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
        """Return whether a file still holds what was written for a path on the site.

        Every change of a file gives it a new ``ctime``, whatever other times are put back; to
        link it does so too. On Windows that is the time when it was made, and size and ``mtime``
        alone tell.
        """
        try:
            state = os.lstat(f"{self.entries.folder}/{file.name}")
            if not S_ISREG(state.st_mode) or state.st_size != file.size:
                return False
            if state.st_mtime_ns == file.time and state.st_ctime_ns < self._ended():
                return True
            return file.name == _digest(path, read_regular(self.path(file)))
        except OSError:
            return False

    def sweep(self, live: Collection[str]) -> None:
        """Remove the files of other names."""
        self.entries.sweep(live)

    def end(self) -> None:
        """Note that a build has ended: from here on every change comes from elsewhere."""
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


def _digest(path: str, content: bytes) -> str:
    digest = blake2b(f"{path}\0".encode(errors="surrogatepass"), digest_size=16)
    digest.update(content)
    return digest.hexdigest()
