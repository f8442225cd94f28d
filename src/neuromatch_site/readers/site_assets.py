"""The pictures and the style sheet that ``myst.yml`` names for the site itself."""

from neuromatch_site.cache.file_cache import FileCache
from neuromatch_site.config.site import SiteOptions
from neuromatch_site.diagnostics.diagnostic import Diagnostics, Rule
from neuromatch_site.diagnostics.source import Position
from neuromatch_site.filesystem.course_files import CourseFiles, OutsideCourseError
from neuromatch_site.media.pictures import Fault, PictureProblem

_HINT = "write the path of a file, relative to the course folder"
_RULES = {
    Fault.UNREADABLE: Rule.IMAGE_READABLE,
    Fault.TOO_LARGE: Rule.IMAGE_TOO_LARGE,
    Fault.ACTIVE: Rule.SVG_ACTIVE_CONTENT,
}


def check_furniture(
    options: SiteOptions, files: CourseFiles, seen: FileCache, diagnostics: Diagnostics
) -> None:
    """Report what the site is to show and cannot: it is left out there."""
    for path in (options.logo, options.logo_dark, options.favicon, options.cover):
        if path:
            _check_picture(path, files, seen, diagnostics)
    if options.style and not _is_there(options.style, files):
        place = _place(options.style, files)
        message = f"style sheet not found: `{options.style}`"
        diagnostics.report(Rule.STATIC_FILE_COPIED, place, message, _HINT)


def _check_picture(
    path: str, files: CourseFiles, seen: FileCache, diagnostics: Diagnostics
) -> None:
    if not _is_there(path, files):
        message = f"picture not found: `{path}`"
        diagnostics.report(Rule.IMAGE_EXISTS, _place(path, files), message, _HINT)
        return
    file = files.find(path.lstrip("/"))
    problem = seen.inspect(file) if file else None
    if isinstance(problem, PictureProblem):
        said = f"`{path}` {problem.message}"
        diagnostics.report(_RULES[problem.fault], _place(path, files), said, problem.hint)


def _is_there(path: str, files: CourseFiles) -> bool:
    try:
        return files.find(path.lstrip("/")) is not None
    except OutsideCourseError:
        return False


def _place(path: str, files: CourseFiles) -> Position:
    return files.place_of(path, "myst.yml")
