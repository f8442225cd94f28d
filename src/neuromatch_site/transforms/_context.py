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
    """The context of one page during transforms."""

    source: PageSource
    frontmatter: PageFrontmatter
    files: CourseFiles
    project: ProjectConfig
    options: SiteOptions
    file_cache: FileCache = field(default_factory=FileCache)
    """Results computed from files."""
    parse: Callable[[Source, Diagnostics], Root]
    """Parses an included text as MyST."""
    glued: Callable[[str], Mapping[str, Sequence[Node]]] = lambda _: {}
    """Returns the values that the cells of another page stored with ``glue``, by key."""
    named: str = ""
    """The title derived from the file name, for a page without another one."""
    title: list[Node] = field(default_factory=list)
    """The nodes of the title, if the first heading has markup."""
    solutions: bool = True
    """Whether solutions are shown."""
    formulas: Formulas = field(default_factory=Formulas)
    """Rendered formulas of the page: from the cache, and new ones."""
    common_formulas: Formulas = field(default_factory=Formulas)
    """Those of other pages, with the macros of the course."""
    listings: dict[str, list[str]] = field(default_factory=dict)
    """Names in folders, for hints."""
    texts: dict[str, str] = field(default_factory=dict)
    """The texts that were read, by path: the page, and its includes."""
    dependencies: dict[str, str] = field(default_factory=dict)
    """Other files that were looked up: path from the course folder -> value for ``is_unchanged``.
    """

    def find(self, path: str, page: str) -> tuple[str, Path | None]:
        """Return the path that ``path`` means on ``page``, from the course folder, and its file.

        In a data file, paths are relative to the file or to the course folder. Records the
        dependency. Raises ``OutsideCourseError``.
        """
        located = self.files.locate(path, page)
        file = self.files.find(path, page)
        self.dependencies.setdefault(located, _THERE if file else ABSENT)
        if file is None and page.endswith(_DATA) and not path.startswith(("/", "..")):
            return self.find(path, "")
        return located, file

    def picture(self, path: str, page: str) -> tuple[str, Path | None, PictureProblem | None]:
        """Return the same as ``find``, and why an image cannot be shown.

        Records the dependency. Videos are not inspected.
        """
        located, file = self.find(path, page)
        if file is None:
            return located, None, None
        problem = _problem_of(file, self.file_cache)
        self.dependencies[located] = _SHOWN + str(problem or "")
        return located, file, problem

    def read(self, path: str, page: str) -> tuple[str, bytes] | None:
        """Return the path and the content of a file; None if it does not exist.

        Records the dependency. Raises ``OutsideCourseError`` and ``OSError``.
        """
        located, file = self.find(path, page)
        if file is None:
            return None
        content = file.read_bytes()
        self.dependencies[located] = content_digest(content)
        return located, content

    def names(self, folder: str) -> list[str]:
        """Return the names in a folder of the course, for hints; none if it does not exist."""
        if folder not in self.listings:
            self.listings[folder] = self._listed(folder)
        return self.listings[folder]

    def elsewhere(self, path: str, page: str) -> str:
        """Return a hint with the file of the course that may be meant, or an empty one.

        It has the same path except for case, or the same name in another folder.
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
    """Return whether a file is unchanged since a page was built with it."""
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
