"""Results computed from files, cached by the state of each file.

It is stored between builds as JSON; damaged data is treated as missing.
"""

import hashlib
import time
from base64 import b64decode
from contextlib import suppress
from io import BytesIO
from pathlib import Path, PurePosixPath

from msgspec import MsgspecError, Struct, field, json

from neuromatch_site.diagnostics.diagnostic import Diagnostics
from neuromatch_site.filesystem.atomic import MTIME_GRANULARITY, write_atomic
from neuromatch_site.filesystem.course_files import CourseFiles
from neuromatch_site.filesystem.regular import read_regular
from neuromatch_site.filesystem.text import report_secret_of
from neuromatch_site.media.pictures import (
    FORMATS,
    MAX_BYTES,
    PLAYED_FORMATS,
    Picture,
    PictureProblem,
    inspect,
    inspect_content,
)

State = tuple[str, int, int, int, int]
"""Path, size, times of change, inode: a file with the same state has the same content."""


class FileCache(Struct):
    """Digests and inspections by the state of the file; stored between builds."""

    digests: dict[State, str] = field(default_factory=dict)
    inspected: dict[State, Picture | PictureProblem | None] = field(default_factory=dict)
    harmless: set[State] = field(default_factory=set)
    """Files without tokens and keys."""
    used: set[State] = field(default_factory=set)
    carried: dict[str, tuple[bytes, Picture | PictureProblem | None]] = field(default_factory=dict)
    """Data embedded in pages, by a name derived from its content."""
    carried_before: dict[str, tuple[bytes, Picture | PictureProblem | None]] = field(
        default_factory=dict
    )

    def digest(self, file: Path) -> str:
        """Return the ``content_digest`` of a file. Raises ``OSError``."""
        state, settled = self._state(file)
        digest = self.digests.get(state)
        if digest is None:
            digest = _digest_of_file(file)
            if settled:
                self.digests[state] = digest
        return digest

    def inspect(self, file: Path) -> Picture | PictureProblem | None:
        """Return the format of an image; None for video and audio files. Raises ``OSError``."""
        if file.suffix.lower() in PLAYED_FORMATS:
            return None
        state, settled = self._state(file)
        if state in self.inspected:
            return self.inspected[state]
        picture = inspect(file)
        if settled:
            self.inspected[state] = picture
        return picture

    def report_secret(self, file: Path, path: str, diagnostics: Diagnostics) -> None:
        """Report a token or a private key in a published file. Raises ``OSError``."""
        state, settled = self._state(file)
        if state in self.harmless:
            return
        before = len(diagnostics.items)
        report_secret_of(file, path, diagnostics)
        if settled and len(diagnostics.items) == before:
            self.harmless.add(state)

    def unpack(self, name: str, text: str) -> tuple[bytes, Picture | PictureProblem | None]:
        """Return the decoded base64 text, and its image format; ``name`` identifies the content."""
        unpacked = self.carried.get(name) or self.carried_before.get(name)
        if unpacked is None:
            content, suffix = b64decode(text), PurePosixPath(name).suffix
            played = suffix in PLAYED_FORMATS
            looked = None if played else inspect_content(BytesIO(content), len(content), suffix)
            unpacked = content, looked
        self.carried[name] = unpacked
        return unpacked

    def learn(self, file: Path) -> None:
        """Inspect an image or video in advance, unless it is too large to be shown."""
        with suppress(OSError):
            if file.stat().st_size <= MAX_BYTES:
                self.digest(file)
                self.inspect(file)

    def keep(self, folder: Path) -> None:
        """Write the cache into a folder; write errors are ignored."""
        known = list(self.digests.items()), list(self.inspected.items()), list(self.harmless)
        with suppress(OSError, UnicodeEncodeError):  # paths that are not UTF-8
            write_atomic(folder / _NAME, json.encode(known))

    def sweep(self) -> None:
        """Remove the states that have not been used since the last sweep."""
        for known in (self.digests, self.inspected):
            for state in [state for state in known if state not in self.used]:
                del known[state]
        self.harmless &= self.used
        self.used.clear()
        self.carried_before, self.carried = self.carried, {}

    def _state(self, file: Path) -> tuple[State, bool]:
        """Return the state of a file, and whether it can be told from the next one."""
        s = file.stat()
        state = (str(file), s.st_size, s.st_mtime_ns, s.st_ctime_ns, s.st_ino)
        self.used.add(state)
        return state, time.time_ns() - max(s.st_mtime_ns, s.st_ctime_ns) > MTIME_GRANULARITY


def recalled(folder: Path | None) -> FileCache:
    """Return the cache stored in a folder; an empty one if it is damaged."""
    try:
        known = _KEPT.decode(read_regular(folder / _NAME)) if folder else ([], [], [])
    except (OSError, MsgspecError):
        return FileCache()
    return FileCache(dict(known[0]), dict(known[1]), set(known[2]))


_NAME = "files.json"
_KEPT = json.Decoder(
    tuple[list[tuple[State, str]], list[tuple[State, Picture | PictureProblem | None]], list[State]]
)


def prefetch(course: Path, folder: Path | None) -> FileCache:
    """Return the cache stored in a folder, and inspect every image and video of the course."""
    file_cache = recalled(folder)
    files = CourseFiles.at(course)
    for path in files.tree().walk():
        if path.lower().endswith((*FORMATS, *PLAYED_FORMATS)):
            file_cache.learn(files.root / path)
    return file_cache


ABSENT = "absent"
"""Placeholder for the digest of a missing file."""


def content_digest(content: bytes) -> str:
    """Return a digest of this content."""
    return hashlib.sha256(content).hexdigest()[:_LENGTH]


def _digest_of_file(file: Path) -> str:
    with file.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()[:_LENGTH]


_LENGTH = 32
"""SHA-256, which processors of today have built in, takes half as long as BLAKE2; so much of it
tells files apart."""
