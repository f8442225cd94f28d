"""The course folder; no file outside of it is read."""

import os
import re
import stat
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote

from msgspec import Struct, field

from neuromatch_site.diagnostics.source import Position, line_and_column

_NOT_CONTENT = frozenset({"node_modules", "_build", "_site", "__pycache__"})
_NOT_CONTENT_MARKS = frozenset({".neuromatch-site", "pyvenv.cfg"})
"""Files that say that a folder is a site we wrote, or a Python environment."""
CONFIGURATIONS = ("myst.yml", "_config.yml", "_toc.yml")
"""Files that make a folder a course."""
_TAKES_ANY_CASE = sys.platform in ("darwin", "win32")
"""Whether a file is found by a name in other letters: not so where the course is published."""
_DEEPEST = 100
"""Folders below folders: more than any course has, less than a walk can bear."""


_KINDS = (
    (stat.S_ISLNK, "a link that leads to no file"),
    (stat.S_ISDIR, "a folder"),
    (stat.S_ISFIFO, "a pipe"),
    (stat.S_ISSOCK, "a socket"),
    (lambda mode: stat.S_ISCHR(mode) or stat.S_ISBLK(mode), "a device"),
)
"""What may stand in the place of a file, and what it is called."""


class OutsideCourseError(Exception):
    """A path that leads, or could lead, outside the course folder."""


class Folder(Struct, frozen=True):
    """A folder of the course, without hidden files, build outputs and installed packages."""

    path: str
    """POSIX path from the course folder; empty for the course folder."""
    files: tuple[str, ...]
    """Names of regular files, sorted."""
    folders: tuple["Folder", ...]
    refused: tuple[str, ...] = ()
    """Names of links that lead outside the course, or nowhere."""
    not_utf8: tuple[str, ...] = ()
    """Names that are not UTF-8, in printable form; these files are left out."""
    too_deep: tuple[str, ...] = ()
    """Names of folders that are nested too deeply; they are left out."""

    def walk(self) -> Iterator[str]:
        """Yield the path of every file, those of a folder before those below it."""
        for name in self.files:
            yield f"{self.path}/{name}" if self.path else name
        for folder in self.folders:
            yield from folder.walk()


class CourseFiles(Struct, frozen=True):
    """Access to the files of a course; no path outside the folder is ever returned."""

    root: Path
    """The real path of the course folder."""
    translation: str = ""
    """The folder of a translation, whose files replace the ones they translate."""
    outer: Path | None = None
    """The real path of a folder around it whose files can be used, too, by ``../``."""
    known: dict[str, Path | None] = field(default_factory=dict)
    """Cached results by path: a build sees one state of the folder."""
    listings: dict[str, frozenset[str]] = field(default_factory=dict)
    """Names in folders, for file systems that ignore case or Unicode form."""
    walked: list[str] = field(default_factory=list)
    """The paths of all files, once they have been listed."""

    @classmethod
    def at(cls, course: Path, root: Path | None = None, translation: str = "") -> "CourseFiles":
        """Return the files of a course, and of ``root``, a folder around it."""
        outer = Path(os.path.realpath(root)) if root else None
        return cls(Path(os.path.realpath(course)), translation, outer)

    def again(self) -> "CourseFiles":
        """Return the same files without cached results."""
        return CourseFiles(self.root, self.translation, self.outer)

    def locate(self, path: str, page: str = "") -> str:
        """Return the POSIX path, from the course folder, that ``path`` means on ``page``.

        A path that begins with ``/`` is relative to the course folder. ``%20`` is a space, unless a
        file has that name literally. Nothing is opened. Raises ``OutsideCourseError`` for paths
        that lead outside.
        """
        written, once = self._joined(path, page), unquote(path)
        if once == path:  # all but a few
            return written
        decoded = self._joined(once, page)
        self._joined(unquote(once), page)
        return written if self._existing(path, written) else decoded

    def odd_kind(self, path: str, page: str = "") -> str:
        """Return the kind of a path that is not a file, such as a folder; else empty."""
        try:
            mode = os.lstat(self.root / self.locate(path, page)).st_mode
        except (OSError, ValueError, OutsideCourseError):
            return ""
        return next((name for tells, name in _KINDS if tells(mode)), "")

    def _joined(self, path: str, page: str) -> str:
        """Return the path from the course folder; one above it where that is allowed."""
        if _is_foreign(path):
            raise OutsideCourseError(path)
        folder = "" if path.startswith("/") else page.rpartition("/")[0]
        above = self.root.relative_to(self.outer).parts if self.outer else ()
        parts = list(above)
        for part in f"{folder}/{path}".split("/"):
            if part == "..":
                if not parts:
                    raise OutsideCourseError(path)
                parts.pop()
            elif part not in ("", "."):
                parts.append(part)
        shared = next((i for i, (a, b) in enumerate(zip(above, parts, strict=False)) if a != b), -1)
        shared = min(len(above), len(parts)) if shared < 0 else shared
        return "/".join([*[".."] * (len(above) - shared), *parts[shared:]])

    def root_hint(self, path: str, page: str = "", otherwise: str = "") -> str:
        """Return a hint about ``--root`` for a file above the course, if its repository has it."""
        around = [self.root, *self.root.parents]
        top = next((folder for folder in around if (folder / ".git").exists()), None)
        beside = "" if path.startswith("/") else page.rpartition("/")[0]
        named = os.path.normpath(f"{self.root}/{beside}/{path}")
        known = any(is_file(Path(named + ending)) for ending in ("", ".md", ".ipynb"))
        if self.outer or top is None or not (known and Path(named).is_relative_to(top)):
            return otherwise
        return f"pass `--root` with the folder of the repository (`{top.name}`) to use its files"

    def find(self, path: str, page: str = "") -> Path | None:
        """Return the regular file that ``path`` means on ``page``, or None if there is none.

        Raises ``OutsideCourseError``; a symbolic link is resolved first. Files with a leading dot
        in their name or their folder's name are never returned.
        """
        located = self.locate(path, page)
        if located not in self.known:
            self.known[located] = self._existing(path, located)
        return self.known[located]

    def has(self, path: str, page: str = "") -> bool:
        """Return whether ``find`` finds a file; False for paths outside of the course."""
        try:
            return self.find(path, page) is not None
        except OutsideCourseError:
            return False

    def _existing(self, path: str, located: str) -> Path | None:
        translated = self.translation and self._regular(path, f"{self.translation}/{located}")
        return translated or self._regular(path, located)

    def translates(self, path: str) -> bool:
        """Return whether the translation has its own version of this file."""
        original = CourseFiles(self.root)
        return bool(self.translation) and bool(original.find(f"{self.translation}/{path}"))

    def _regular(self, path: str, located: str) -> Path | None:
        """Return the regular file at a path that has been located."""
        inside = located
        while inside.startswith("../"):
            inside = inside[3:]
        if inside.startswith(".") or "/." in inside:
            return None
        path_so_far, mode = str(self.root), 0
        try:
            for part in located.split("/"):
                if _TAKES_ANY_CASE and part != ".." and part not in self._names(path_so_far):
                    return None
                path_so_far = f"{path_so_far}/{part}"
                mode = os.lstat(path_so_far).st_mode
                if stat.S_ISLNK(mode):
                    return self._followed(path, located)
        except (OSError, ValueError):
            return None
        return Path(path_so_far) if stat.S_ISREG(mode) else None

    def _names(self, folder: str) -> frozenset[str]:
        """Return the names in a folder, as they are spelled there."""
        if folder not in self.listings:
            self.listings[folder] = frozenset(os.listdir(folder))  # noqa: PTH208 - names alone
        return self.listings[folder]

    def _followed(self, path: str, located: str) -> Path | None:
        """Return the regular file that a path with links in it leads to."""
        real = Path(os.path.realpath(self.root / located))
        if not real.is_relative_to(self.outer or self.root):
            raise OutsideCourseError(path)
        return real if real.is_file() else None

    def place_of(self, words: str, path: str, key: str = "") -> Position:
        """Return the first position of a text in a source of the course; its start if not found.

        If the source contains the key, only positions after it are considered.
        """
        file = self.find(path) if self.has(path) and not path.endswith(".ipynb") else None
        text = file.read_text(encoding="utf-8", errors="replace") if file else ""
        behind = re.search(rf"(?<![\w-]){key}[\"']?[ \t]*:", text) if key else None
        at = max(_place_of_word(text, words, behind.end() if behind else 0), 0)
        path = f"{self.translation}/{path}" if self.translates(path) else path
        line, column = line_and_column(text, at)
        return Position(path, line + 1, column + 1)

    def paths(self) -> list[str]:
        """Return the paths of all files of the course, read once."""
        if not self.walked:
            self.walked.extend(self.tree().walk())
        return self.walked

    def tree(self, path: str = "") -> Folder:
        """Return a folder of the course with everything below it.

        Links to files inside the course are included; links to folders are not followed, so that
        nothing is listed twice.
        """
        files: list[str] = []
        folders: list[Folder] = []
        refused: list[str] = []
        not_utf8: list[str] = []
        too_deep: list[str] = []
        for entry in _listing(self.root / path, is_root=not path):
            below = f"{path}/{entry.name}" if path else entry.name
            if not is_utf8(entry.name):
                not_utf8.append(printable(entry.name))
            elif entry.is_symlink() and not self._leads_inside(entry):
                refused.append(entry.name)
            elif entry.is_file():
                files.append(entry.name)
            elif entry.is_dir(follow_symlinks=False):
                if below.count("/") < _DEEPEST:
                    folders.append(self.tree(below))
                else:
                    too_deep.append(entry.name)
        left_out = (tuple(refused), tuple(not_utf8), tuple(too_deep))
        return Folder(path, tuple(files), tuple(folders), *left_out)

    def _leads_inside(self, entry: os.DirEntry[str]) -> bool:
        real = Path(os.path.realpath(entry.path))
        return real.is_relative_to(self.root) and real.exists()


def printable(name: str) -> str:
    """Return a file's name with unprintable characters escaped."""
    plain = os.fsencode(name).decode("utf-8", errors="backslashreplace")
    return "".join(c if c.isprintable() else f"\\x{ord(c):02x}" for c in plain)


def is_utf8(name: str) -> bool:
    """Return whether the name of a file on the disk is UTF-8."""
    return not any("\ud800" <= character <= "\udfff" for character in name)


def is_file(path: Path) -> bool:
    """Return whether a regular file exists; ``Path.is_file`` raises for overlong names."""
    return os.path.isfile(path)  # noqa: PTH113 - as it says


def is_file_in(path: Path, folder: Path) -> bool:
    """Return whether a regular file exists inside the folder, after resolving links."""
    return is_file(path) and path.resolve().is_relative_to(folder.resolve())


def is_folder(path: Path) -> bool:
    """Return whether a folder exists; ``Path.is_dir`` raises for overlong names."""
    return os.path.isdir(path)  # noqa: PTH112 - as it says


def _listing(folder: Path, *, is_root: bool) -> list[os.DirEntry[str]]:
    """Return what a folder holds, sorted; nothing where it is no part of the course's content."""
    try:
        with os.scandir(folder) as entries:
            listing = sorted(entries, key=lambda entry: entry.name)
    except OSError:
        return []
    if not is_root and any(e.name in _NOT_CONTENT_MARKS and e.is_file() for e in listing):
        return []
    return [e for e in listing if not e.name.startswith(".") and e.name not in _NOT_CONTENT]


def _place_of_word(text: str, words: str, start: int) -> int:
    """Return where words stand in a text that are no part of a longer path or name; else -1."""
    at = text.find(words, start)
    while at >= 0:
        around = text[max(at - 1, 0) : at], text[at + len(words) : at + len(words) + 1]
        if not any(map(_PART_OF_NAME.fullmatch, around)):
            return at
        at = text.find(words, at + 1)
    return at


_PART_OF_NAME = re.compile(r"[\w/.-]")


def _is_foreign(path: str) -> bool:
    drive = len(path) > 1 and path[1] == ":" and path[0].isalpha()
    return drive or path.startswith(("//", "~", "file:")) or "\\" in path or "\0" in path
