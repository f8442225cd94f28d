"""What a page transform may know beside the tree."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from neuromatch_site.ast.nodes import Root
from neuromatch_site.config.frontmatter import PageFrontmatter
from neuromatch_site.config.project import ProjectConfig
from neuromatch_site.config.site import SiteOptions
from neuromatch_site.diagnostics import Diagnostics
from neuromatch_site.files import CourseFiles
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
    """Other files that were read, or looked for: path from the course folder -> digest of
    what was read; empty for what was not there."""

    def read(self, path: str, page: str) -> tuple[str, bytes] | None:
        """Return where the file lies and what it holds; None where there is none.

        Notes the dependency. Raises ``OutsideCourseError`` and ``OSError``.
        """
        located = self.files.locate(path, page)
        file = self.files.find(path, page)
        content = None if file is None else file.read_bytes()
        self.dependencies[located] = "" if content is None else digest(content)
        return None if content is None else (located, content)


def digest(content: bytes) -> str:
    """Return what tells this content from any other."""
    return hashlib.sha256(content).hexdigest()


def digest_of(file: Path) -> str:
    """Return the digest of a file's content, read in pieces."""
    with file.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
