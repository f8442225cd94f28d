"""Bibliography files -> their text, within size limits."""

import hashlib
import io

from neuromatch_site.diagnostics.diagnostic import Diagnostics, Rule
from neuromatch_site.diagnostics.source import Position, Source
from neuromatch_site.filesystem.course_files import CourseFiles, OutsideCourseError

MAX_FILE = 5_000_000
"""In characters."""
MAX_ENTRIES = 20_000
_MOST_BYTES = 4 * MAX_FILE
"""A character of UTF-8 has four bytes at most; what lies behind is read by nobody."""


def read_source(
    files: CourseFiles,
    path: str,
    digests: dict[str, str],
    diagnostics: Diagnostics,
    *,
    optional: bool = False,
) -> Source | None:
    """Return the text of a file; None, with a report unless ``optional``, if it is missing.

    The digest of the text is added to ``digests``; empty for a missing file.
    """
    digests[path] = ""
    try:
        file = files.find(path)
        content = b"" if file is None else _head(file.open("rb"))
    except OutsideCourseError:
        message = f"`{path}` is outside the course folder"
        diagnostics.report(Rule.PATH_INSIDE_COURSE, _mention(files, path), message)
        return None
    except OSError as error:
        message = f"`{path}` cannot be read: {error.strerror}"
        diagnostics.report(Rule.BIB_FILE_EXISTS, _mention(files, path), message)
        return None
    if file is None:
        if not optional:
            _report_missing(files, path, diagnostics)
        return None
    digests[path] = hashlib.sha256(content).hexdigest()
    return Source(path, _decoded(path, content, diagnostics))


def _head(stream: io.BufferedReader) -> bytes:
    with stream:
        return stream.read(_MOST_BYTES)


def _decoded(path: str, content: bytes, diagnostics: Diagnostics) -> str:
    """Return the text; old files in Latin-1 are read as that, and reported."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        place = Position(path, content.count(b"\n", 0, error.start) + 1)
        message = f"byte 0x{content[error.start]:02X} is not UTF-8; it is read as Latin-1"
        diagnostics.report(Rule.ENCODING, place, message, "save the file as UTF-8")
        text = content.decode("latin-1")
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "\ufffd")


def _report_missing(files: CourseFiles, path: str, diagnostics: Diagnostics) -> None:
    if path.startswith(("http:", "https:")):
        message = f"the bibliography `{path}` is not part of the course"
        hint = "a build does not use the network: save the file in the course folder"
    elif not path:
        message, hint = "an entry of `bibliography` is empty", "write the path of a `.bib` file"
    else:
        message, hint = f"bibliography file not found: `{path}`", ""
    diagnostics.report(Rule.BIB_FILE_EXISTS, _mention(files, path), message, hint)


def _mention(files: CourseFiles, path: str) -> Position:
    """Return where the configuration names the file."""
    return files.place_of(path or "bibliography", "myst.yml", "bibliography" if path else "")
