"""The files used by the style sheet of the course: fonts, images.

They are published beside it, and its URLs are rewritten; a style sheet cannot load from other sites
(SECURITY requirements B.2).
"""

import posixpath
import re
from collections.abc import Callable, Iterator
from urllib.parse import unquote

from msgspec import Struct

from neuromatch_site.filesystem.course_files import CourseFiles, OutsideCourseError

_COMMENT = re.compile(r"/\*.*?(?:\*/|\Z)", re.DOTALL)
_URL = re.compile(
    r"""(?P<import>@import\s+)?(?:url\(\s*+(?P<quote>["']?)(?P<url>[^"')]{1,4096}+)(?P=quote)\s*+\)"""
    r"""|(?<=@import )["'](?P<bare>[^"']+)["'])"""
)


class NamedFile(Struct, frozen=True):
    """A file used by a style sheet."""

    url: str
    """As written."""
    path: str
    """From the course folder; empty for other sites, and outside of the course."""
    line: int
    exists: bool


def style_text(path: str, files: CourseFiles) -> str:
    """Return a style sheet of the course; empty if it does not exist."""
    try:
        file = files.find(path.lstrip("/"))
    except OutsideCourseError:
        return ""
    return file.read_text(encoding="utf-8", errors="replace") if file else ""


def named_files(text: str, path: str, files: CourseFiles) -> Iterator[NamedFile]:
    """Yield the files used by a style sheet at ``path``, without ``data:`` and ``#id``."""
    blank = _COMMENT.sub(lambda match: re.sub(r"[^\n]", " ", match[0]), text)
    line, at = 1, 0
    for match in _URL.finditer(blank):
        line, at = line + blank.count("\n", at, match.start()), match.start()
        url = (match["url"] or match["bare"] or "").strip()
        if url.startswith(("data:", "#")):
            continue
        located = _located(url, path)
        yield NamedFile(url, located, line, bool(located) and files.has(located))


def style_sheets(path: str, files: CourseFiles) -> list[str]:
    """Return the style sheet at ``path`` with the ones it imports before it."""
    sheets: dict[str, None] = {}
    visited = {path}

    def add(sheet: str) -> None:
        for file in named_files(style_text(sheet, files), sheet, files):
            if file.exists and file.path.endswith(".css") and file.path not in visited:
                visited.add(file.path)
                add(file.path)
        sheets[sheet] = None

    add(path)
    return [*sheets]


def rewrite(text: str, path: str, address: Callable[[str], str]) -> str:
    """Return the style sheet with ``address(path)`` instead of each file that has one."""

    def replaced(match: re.Match[str]) -> str:
        url = address(_located((match["url"] or match["bare"] or "").strip(), path))
        return f'{match["import"] or ""}url("{url}")' if url else match[0]

    return _URL.sub(replaced, text)


def _located(url: str, path: str) -> str:
    bare = unquote(url.partition("#")[0].partition("?")[0])
    if ":" in bare or bare.startswith("//"):
        return ""
    folder = "" if bare.startswith("/") else posixpath.dirname(path.lstrip("/"))
    located = posixpath.normpath(posixpath.join(folder, bare.lstrip("/")))
    return "" if located.startswith("..") else located
