"""The input of a page transform besides the tree."""

import os
import posixpath
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from msgspec import Struct, field

from neuromatch_site.cache.file_cache import ABSENT, FileCache, content_digest
from neuromatch_site.config.options import SiteOptions
from neuromatch_site.config.page import PageFrontmatter
from neuromatch_site.config.project import ProjectConfig
from neuromatch_site.diagnostics.diagnostic import Diagnostics
from neuromatch_site.diagnostics.source import Source
from neuromatch_site.filesystem.course_files import CourseFiles, OutsideCourseError, is_utf8
from neuromatch_site.media.pictures import Fault, PictureProblem
from neuromatch_site.model.ast.nodes import Node, Root
from neuromatch_site.model.course import PageSource
from neuromatch_site.transforms.katex import Formulas


class TransformContext(Struct, frozen=True, kw_only=True):
    """One page while it is transformed."""

    source: PageSource
    frontmatter: PageFrontmatter
    files: CourseFiles
    project: ProjectConfig
    options: SiteOptions
    file_cache: FileCache = field(default_factory=FileCache)
    """What files hold."""
    parse: Callable[[Source, Diagnostics], Root]
    """Reads an included text as MyST."""
    glued: Callable[[str], Mapping[str, Sequence[Node]]] = lambda _: {}
    """Returns what the cells of another page stored with ``glue``, by key; of no page, nothing."""
    named: str = ""
    """The title that the name of the file gives, for a page that has no other."""
    title: list[Node] = field(default_factory=list)
    """The words of the title with their mark-up, where the first heading has any."""
    solutions: bool = True
    """Whether solutions are shown."""
    formulas: Formulas = field(default_factory=Formulas)
    """What is known of the page's formulas from an earlier time; then what is known now."""
    common_formulas: Formulas = field(default_factory=Formulas)
    """Those of other pages, with the macros of the course."""
    listings: dict[str, list[str]] = field(default_factory=dict)
    """Names in folders, for hints."""
    texts: dict[str, str] = field(default_factory=dict)
    """The texts that were read, by path: of the page, and of what it includes."""
    dependencies: dict[str, str] = field(default_factory=dict)
    """Other files that were looked for: path from the course folder -> what
    ``is_unchanged`` compares."""

    def find(self, path: str, page: str) -> tuple[str, Path | None]:
        """Return where ``path`` on ``page`` leads, from the course folder, and the file there.

        In a data file, what is not beside it is looked for from the course folder, where all other
        paths of data count from. Notes that the page depends on whether there is one. Raises
        ``OutsideCourseError``.
        """
        located = self.files.locate(path, page)
        file = self.files.find(path, page)
        self.dependencies.setdefault(located, _THERE if file else ABSENT)
        if file is None and page.endswith(_DATA) and not path.startswith(("/", "..")):
            return self.find(path, "")
        return located, file

    def picture(self, path: str, page: str) -> tuple[str, Path | None, PictureProblem | None]:
        """Return the same as ``find``, and what keeps the picture from being shown.

        Notes that the page depends on that. Videos are not looked into.
        """
        located, file = self.find(path, page)
        if file is None:
            return located, None, None
        problem = _problem_of(file, self.file_cache)
        self.dependencies[located] = _SHOWN + str(problem or "")
        return located, file, problem

    def read(self, path: str, page: str) -> tuple[str, bytes] | None:
        """Return where the file lies and what it holds; None where there is none.

        Notes the dependency. Raises ``OutsideCourseError`` and ``OSError``.
        """
        located, file = self.find(path, page)
        if file is None:
            return None
        content = file.read_bytes()
        self.dependencies[located] = content_digest(content)
        return located, content

    def names(self, folder: str) -> list[str]:
        """Return the names in a folder of the course, for hints; none where there is no folder."""
        if folder not in self.listings:
            self.listings[folder] = self._listed(folder)
        return self.listings[folder]

    def elsewhere(self, path: str, page: str) -> str:
        """Return a hint that names the one file of the course that may be meant, or no words.

        It has the same path but for capital letters, else the same name in another folder.
        """
        low = path.lower()
        name = low.rpartition("/")[2]
        ending = f"/{name}"
        named = [file for file in self.files.paths() if f"/{file}".lower().endswith(ending)]
        alternatives = [file for file in named if file.lower() == low] or named
        if len(alternatives) != 1:
            return ""
        return f"write `{posixpath.relpath(alternatives[0], posixpath.dirname(page) or '.')}`"

    def _listed(self, folder: str) -> list[str]:
        try:
            real = Path(os.path.realpath(self.files.root / folder))
            inside = real.is_relative_to(self.files.root)
            names = [file.name for file in real.iterdir()] if inside else []
            return sorted(name for name in names if name[0] != "." and is_utf8(name))
        except OSError:
            return []


_DATA = (".yml", ".yaml", ".csv", ".tsv", ".json", ".xml")
_THERE, _SHOWN = "there", "shown "


def is_unchanged(
    files: CourseFiles, path: str, noted: str, file_cache: FileCache | None = None
) -> bool:
    """Return whether a file is still what was noted of it when a page was made with it."""
    file_cache = file_cache or FileCache()
    try:
        file = files.find(path)
    except OutsideCourseError:
        file = None
    if file is None or noted in (ABSENT, _THERE):
        return noted == (_THERE if file else ABSENT)
    if noted.startswith(_SHOWN):
        return noted == _SHOWN + str(_problem_of(file, file_cache) or "")
    try:
        return noted == file_cache.digest(file)
    except OSError:
        return False


def _problem_of(file: Path, file_cache: FileCache) -> PictureProblem | None:
    try:
        picture = file_cache.inspect(file)
    except OSError as error:
        return PictureProblem(Fault.UNREADABLE, f"cannot be read: {error.strerror}")
    return picture if isinstance(picture, PictureProblem) else None
