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
from neuromatch_site.files import CourseFiles
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
    """Other files that were looked for: path from the course folder -> ``digest_of`` the file."""

    def look(self, path: str, page: str) -> tuple[str, Path | None]:
        """Return where ``path`` on ``page`` leads, from the course folder, and the file there.

        Notes the dependency. Raises ``OutsideCourseError``.
        """
        located = self.files.locate(path, page)
        file = self.files.find(path, page)
        if located not in self.dependencies:
            self.dependencies[located] = digest_of(file)
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


_HEAD = 1 << 16
_PICTURES = frozenset({*FORMATS, *FILMS} - {".svg"})


def digest_of(file: Path | None) -> str:
    """Return what tells whether a file that a page was made with has changed.

    That is its content; of a picture its size and its first 64 kB, which hold the header: a page
    depends on no more. Empty where there is no file.
    """
    if file is None:
        return ""
    try:
        with file.open("rb") as stream:
            size = os.fstat(stream.fileno()).st_size
            head = stream.read(_HEAD)
    except OSError:
        return "unreadable"
    whole = head if size <= _HEAD or file.suffix.lower() in _PICTURES else file.read_bytes()
    return f"{size}-{hashlib.blake2b(whole, digest_size=12).hexdigest()}"
