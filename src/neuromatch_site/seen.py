"""What files hold, looked up once for every state that a file is in."""

import hashlib
import time
from dataclasses import dataclass, field
from pathlib import Path

from neuromatch_site.pictures import FILMS, Picture, PictureProblem, inspect

_CHUNK = 1 << 20
_SETTLED = 50_000_000
"""Nanoseconds: a file changed so shortly before may change again with the same time."""

State = tuple[str, int, int, int, int]
"""Path, size, times of change, number: a file with the same ones holds the same."""


@dataclass(slots=True)
class Seen:
    """Digests and inspections by the state of the file; kept from one build to the next."""

    digests: dict[State, str] = field(default_factory=dict)
    inspected: dict[State, Picture | PictureProblem | None] = field(default_factory=dict)
    used: set[State] = field(default_factory=set)

    def digest(self, file: Path) -> str:
        """Return the ``content_digest`` of a file. Raises ``OSError``."""
        state, settled = self._state(file)
        found = self.digests.get(state)
        if found is None:
            found = _digest_of_file(file)
            if settled:
                self.digests[state] = found
        return found

    def inspect(self, file: Path) -> Picture | PictureProblem | None:
        """Return what a picture file is; None for a film. Raises ``OSError``."""
        if file.suffix.lower() in FILMS:
            return None
        state, settled = self._state(file)
        if state in self.inspected:
            return self.inspected[state]
        found = inspect(file)
        if settled:
            self.inspected[state] = found
        return found

    def sweep(self) -> None:
        """Forget the states that nobody asked about since the last time."""
        for known in (self.digests, self.inspected):
            for state in [state for state in known if state not in self.used]:
                del known[state]
        self.used.clear()

    def _state(self, file: Path) -> tuple[State, bool]:
        """Return the state of a file, and whether it can be told from the next one."""
        s = file.stat()
        state = (str(file), s.st_size, s.st_mtime_ns, s.st_ctime_ns, s.st_ino)
        self.used.add(state)
        return state, time.time_ns() - max(s.st_mtime_ns, s.st_ctime_ns) > _SETTLED


def content_digest(content: bytes) -> str:
    """Return what tells this content from all other."""
    return hashlib.blake2b(content, digest_size=16).hexdigest()


def _digest_of_file(file: Path) -> str:
    digest = hashlib.blake2b(digest_size=16)
    with file.open("rb") as stream:
        while chunk := stream.read(_CHUNK):
            digest.update(chunk)
    return digest.hexdigest()
