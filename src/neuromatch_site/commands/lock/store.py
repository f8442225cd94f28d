"""The folder ``lock/`` of a course: read it, and write it atomically."""

import json
import os
from collections.abc import Mapping
from pathlib import Path
from time import monotonic

from msgspec import Struct, field

from neuromatch_site.bibliography.csl import CslItem
from neuromatch_site.bibliography.locked_citations import LOCKED, locked_text, read_locked
from neuromatch_site.diagnostics.diagnostic import Diagnostics
from neuromatch_site.diagnostics.source import Source
from neuromatch_site.filesystem.atomic import write_atomic
from neuromatch_site.filesystem.course_files import CourseFiles, OutsideCourseError
from neuromatch_site.model.course import LockedVideo
from neuromatch_site.readers.inventories import LOCKED as INVENTORIES
from neuromatch_site.readers.videos import VIDEOS, read_videos, videos_text

THUMBNAILS = "lock/thumbnails/"
_EVERY = 2.0
"""Seconds between two writes while answers come in."""


class Store(Struct):
    """The contents of the lock."""

    files: CourseFiles
    citations: dict[str, CslItem] = field(default_factory=dict)
    videos: dict[str, LockedVideo] = field(default_factory=dict)
    changed: list[str] = field(default_factory=list)
    """Paths from the course folder that were written or removed."""
    _saved: float = 0.0

    @classmethod
    def open(cls, course: Path, diagnostics: Diagnostics, root: Path | None = None) -> "Store":
        """Return the lock of a course; damaged files are reported and left out."""
        store = cls(CourseFiles.at(course, root))
        text = _read_text(store.files, LOCKED)
        if text is not None:
            works = read_locked(Source(LOCKED, text), diagnostics)
            store.citations = {doi: item for doi, (item, _) in works.items()}
        store.videos = read_videos(store.files, diagnostics)
        return store

    def has_inventory(self, key: str, kind: str) -> bool:
        """Return whether the inventory of another project is in the lock."""
        endings = {"myst": ("json",), "intersphinx": ("inv",)}.get(kind, ("json", "inv"))
        return any(self.has(f"{INVENTORIES}{key}.{ending}") for ending in endings)

    def has(self, path: str) -> bool:
        """Return whether a file is in the lock."""
        return self.files.has(f"/{path}")

    def has_thumbnail(self, video: LockedVideo) -> bool:
        """Return whether the picture of a video is in the lock, if it has one."""
        return not video.thumbnail or self.has(video.thumbnail)

    def save_soon(self) -> None:
        """Write, unless the last write was recent."""
        if monotonic() - self._saved > _EVERY:
            self.save()

    def save(self) -> None:
        """Write both lists; files with the same content are not touched."""
        self._saved = monotonic()
        self.put(LOCKED, locked_text(self.citations).encode() if self.citations else b"")
        self.put(VIDEOS, videos_text(self.videos).encode() if self.videos else b"")

    def put(self, path: str, content: bytes) -> None:
        """Write a file atomically, or remove it if there is no content.

        Raises ``OutsideCourseError`` if ``lock/`` leads out of the course.
        """
        target = self.files.root / self.files.locate(path)
        folder = target.parent
        if not Path(os.path.realpath(folder)).is_relative_to(self.files.root):
            raise OutsideCourseError(path)
        before = target.read_bytes() if target.is_file() else b""
        if before == content:
            return
        if path not in self.changed:
            self.changed.append(path)
        if not content:
            target.unlink()
            return
        write_atomic(target, content)

    def drop_others(self, keep: Mapping[str, set[str]]) -> None:
        """Remove all other files from a folder of the lock."""
        for folder, names in keep.items():
            place = self.files.root / folder
            for path in sorted(place.iterdir()) if place.is_dir() else ():
                if path.name not in names and path.is_file():
                    self.put(f"{folder}{path.name}", b"")


def _read_text(files: CourseFiles, path: str) -> str | None:
    try:
        file = files.find(f"/{path}")
        return file.read_text(encoding="utf-8", errors="replace") if file else None
    except (OSError, OutsideCourseError):
        return None


def as_json(data: object) -> bytes:
    """Return formatted JSON; equal data gives equal text."""
    return (json.dumps(data, ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode()
