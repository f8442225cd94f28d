"""``load`` of a ``code-cell`` -> the code of that file."""

from neuromatch_site.cache.file_cache import ABSENT, content_digest
from neuromatch_site.diagnostics.diagnostic import Diagnostics, Rule
from neuromatch_site.diagnostics.source import Position
from neuromatch_site.filesystem.course_files import CourseFiles, OutsideCourseError
from neuromatch_site.model.ast.nodes import Block, Code, Root
from neuromatch_site.model.ast.visit import select

MAX_BYTES = 1_000_000


def load_code(
    content: Root, page: str, files: CourseFiles, diagnostics: Diagnostics
) -> dict[str, str]:
    """Put the code of files into the cells that load them, in place of their own.

    Returns the files that were looked up: path from the course folder -> digest, or ``ABSENT``.
    Source: MyST-NB's guide, "Code from files".
    """
    read: dict[str, str] = {}
    for block in select(content, Block):
        path = block.data.pop("load", None) if block.data else None
        code = next(select(block, Code), None)
        if not isinstance(path, str) or code is None:
            continue
        block.data = block.data or None
        place = block.position or Position(page)
        try:
            located, file = files.locate(path, page), files.find(path, page)
            text = file.read_bytes()[: MAX_BYTES + 1] if file else None
        except OutsideCourseError:
            message = f"`{path}` is outside the course folder"
            diagnostics.report(Rule.PATH_INSIDE_COURSE, place, message)
            continue
        except OSError as error:
            message = f"`{path}` cannot be read: {error.strerror}"
            diagnostics.report(Rule.INCLUDE_CONTENT_LOADS, place, message)
            continue
        if text is None:
            read[located] = ABSENT
            message, hint = f"file not found: `{path}`", f"paths are relative to `{page}`"
            diagnostics.report(Rule.INCLUDE_CONTENT_LOADS, place, message, hint)
        elif len(text) > MAX_BYTES:
            message = f"`{path}` has more than {MAX_BYTES // 1_000_000} MB"
            diagnostics.report(Rule.INCLUDE_TOO_LARGE, place, message)
        else:
            read[located] = content_digest(text)
            code.value = text.decode(errors="replace").rstrip("\n")
    return read
