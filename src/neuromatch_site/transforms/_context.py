"""What a page transform may know beside the tree."""

import hashlib
import os
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from neuromatch_site.ast.nodes import Root
from neuromatch_site.config.frontmatter import PageFrontmatter
from neuromatch_site.config.project import ProjectConfig
from neuromatch_site.config.site import SiteOptions
from neuromatch_site.diagnostics import Diagnostics
from neuromatch_site.files import CourseFiles, OutsideCourseError
from neuromatch_site.pictures import FILMS, FORMATS
from neuromatch_site.project import PageSource
from neuromatch_site.source import Source


@dataclass(frozen=True, slots=True, kw_only=True)
class PageContext:
    """One page while it is transformed."""

    source: PageSource
    frontmatter: PageFrontmatter
    files: CourseFiles
    project: ProjectConfig
    options: SiteOptions
    parse: Callable[[Source, Diagnostics], Root]
    """Reads an included text as MyST."""
    dependencies: dict[str, str] = field(default_factory=dict)
    """Other files that were looked for: path from the course folder -> what
    ``is_unchanged`` compares."""

    def find(self, path: str, page: str) -> tuple[str, Path | None]:
        """Return where ``path`` on ``page`` leads, from the course folder, and the file there.

        Notes that the page depends on whether there is one. Raises ``OutsideCourseError``.
        """
        located = self.files.locate(path, page)
        file = self.files.find(path, page)
        self.dependencies.setdefault(located, _THERE if file else _ABSENT)
        return located, file

    def look(self, path: str, page: str) -> tuple[str, Path | None]:
        """Return the same as ``find``, and note that the page depends on the content too."""
        located, file = self.find(path, page)
        if file is not None and self.dependencies[located] == _THERE:
            self.dependencies[located] = _digest(file)
        return located, file

    def read(self, path: str, page: str) -> tuple[str, bytes] | None:
        """Return where the file lies and what it holds; None where there is none.

        Notes the dependency. Raises ``OutsideCourseError`` and ``OSError``.
        """
        located, file = self.look(path, page)
        return None if file is None else (located, file.read_bytes())

    def names(self, folder: str) -> list[str]:
        """Return the names in a folder of the course, for hints; none where there is no folder."""
        try:
            real = Path(os.path.realpath(self.files.root / folder))
            inside = real.is_relative_to(self.files.root)
            return sorted(file.name for file in real.iterdir()) if inside else []
        except OSError:
            return []


_ABSENT, _THERE = "absent", "there"
_HEAD = 1 << 16
_PICTURES = frozenset({*FORMATS, *FILMS} - {".svg"})


def is_unchanged(files: CourseFiles, path: str, noted: str) -> bool:
    """Return whether a file is still what was noted of it when a page was made with it."""
    try:
        file = files.find(path)
    except OutsideCourseError:
        file = None
    if file is None or noted in (_ABSENT, _THERE):
        return noted == (_THERE if file else _ABSENT)
    return noted == _digest(file)


def _digest(file: Path) -> str:
    """Return what tells the content of the file from any other.

    Of a picture that is its size and its first 64 kB, which hold the header: a page depends on
    no more of it.
    """
    try:
        with file.open("rb") as stream:
            size = os.fstat(stream.fileno()).st_size
            short = size > _HEAD and file.suffix.lower() in _PICTURES
            content = stream.read(_HEAD) if short else stream.read()
    except OSError:
        return "unreadable"
    return f"{size}-{hashlib.blake2b(content, digest_size=12).hexdigest()}"
