"""The pictures and the style sheet that ``myst.yml`` names for the site itself."""

from neuromatch_site.cache.file_cache import FileCache
from neuromatch_site.config.options import SiteOptions
from neuromatch_site.diagnostics.diagnostic import Diagnostics, Rule
from neuromatch_site.diagnostics.source import Position
from neuromatch_site.filesystem.course_files import CourseFiles
from neuromatch_site.media.pictures import Fault, PictureProblem
from neuromatch_site.readers.style_sheet import named_files, style_text

FONTS = (".woff2", ".woff", ".ttf", ".otf")
_HINT = "write the path of a file, relative to the course folder"
_RULES = {
    Fault.UNREADABLE: Rule.IMAGE_READABLE,
    Fault.TOO_LARGE: Rule.IMAGE_TOO_LARGE,
    Fault.ACTIVE: Rule.SVG_ACTIVE_CONTENT,
}


def check_site_assets(
    options: SiteOptions, files: CourseFiles, file_cache: FileCache, diagnostics: Diagnostics
) -> None:
    """Report what the site is to show and cannot: it is left out there."""
    for path in (
        *(options.logo, options.logo_dark, options.favicon, options.cover, options.ornament),
    ):
        if path:
            _check_picture(path, files, file_cache, diagnostics)
    for path in (options.font_text, options.font_ui):
        if path:
            _check_font(path, files, diagnostics)
    if options.style and not files.has(options.style.lstrip("/")):
        place = _option_position(options.style, files)
        message = f"style sheet not found: `{options.style}`"
        diagnostics.report(Rule.STATIC_FILE_COPIED, place, message, _HINT)
    elif options.style:
        _check_style(options.style, files, diagnostics)


def _check_font(path: str, files: CourseFiles, diagnostics: Diagnostics) -> None:
    if not files.has(path.lstrip("/")):
        message, hint = f"font not found: `{path}`", _HINT
    elif not path.lower().endswith(FONTS):
        message, hint = f"`{path}` is not a font", "write the path of a `.woff2` file"
    else:
        return
    diagnostics.report(Rule.STATIC_FILE_COPIED, _option_position(path, files), message, hint)


def _check_style(path: str, files: CourseFiles, diagnostics: Diagnostics) -> None:
    """Report what a style sheet names and does not get."""
    for one in named_files(style_text(path, files), path, files):
        if one.found:
            continue
        if one.path:
            message, hint = f"file not found: `{one.url}`", "paths count from the style sheet"
        else:
            message = f"`{one.url}` is not in the course; browsers do not load it"
            hint = "copy the file into the course and name it here"
        position = Position(path.lstrip("/"), one.line)
        diagnostics.report(Rule.STATIC_FILE_COPIED, position, message, hint)


def _check_picture(
    path: str, files: CourseFiles, file_cache: FileCache, diagnostics: Diagnostics
) -> None:
    if not files.has(path.lstrip("/")):
        message = f"picture not found: `{path}`"
        diagnostics.report(Rule.IMAGE_EXISTS, _option_position(path, files), message, _HINT)
        return
    file = files.find(path.lstrip("/"))
    problem = file_cache.inspect(file) if file else None
    if isinstance(problem, PictureProblem):
        said = f"`{path}` {problem.message}"
        diagnostics.report(_RULES[problem.fault], _option_position(path, files), said, problem.hint)


def _option_position(path: str, files: CourseFiles) -> Position:
    return files.place_of(path, "myst.yml")
