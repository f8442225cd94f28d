"""The course folder, and nothing outside of it."""

import os
import stat
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote


class OutsideCourseError(Exception):
    """A path that leads, or could lead, outside the course folder."""


@dataclass(frozen=True, slots=True)
class CourseFiles:
    """The only way to the files of a course; what it answers is inside the folder."""

    root: Path
    """The real path of the course folder."""

    def locate(self, path: str, page: str = "") -> str:
        """Return the POSIX path, from the course folder, that ``path`` means on ``page``.

        A path that begins with ``/`` counts from the course folder. Nothing is opened.
        Raises ``OutsideCourseError`` for what would lead elsewhere.
        """
        for form in (path, unquote(path), unquote(unquote(path))):
            if _is_foreign(form):
                raise OutsideCourseError(path)
            _join(form, page)
        return _join(unquote(path), page)

    def find(self, path: str, page: str = "") -> Path | None:
        """Return the regular file that ``path`` means on ``page``, or None where there is none.

        Raises ``OutsideCourseError``; a symbolic link counts by where it really leads.
        """
        located = self.locate(path, page)
        real = Path(os.path.realpath(self.root / located))
        if not real.is_relative_to(self.root):
            raise OutsideCourseError(path)
        try:
            mode = real.stat().st_mode
        except (OSError, ValueError):
            return None
        return real if stat.S_ISREG(mode) else None


def _is_foreign(path: str) -> bool:
    drive = len(path) > 1 and path[1] == ":" and path[0].isalpha()
    return drive or path.startswith(("//", "~", "file:")) or "\\" in path or "\0" in path


def _join(path: str, page: str) -> str:
    folder = "" if path.startswith("/") else page.rpartition("/")[0]
    parts: list[str] = []
    for part in f"{folder}/{path}".split("/"):
        if part == "..":
            if not parts:
                raise OutsideCourseError(path)
            parts.pop()
        elif part not in ("", "."):
            parts.append(part)
    return "/".join(parts)
