"""The images and the style sheet that ``myst.yml`` sets for the site itself."""

from collections.abc import Iterable
from pathlib import Path

from neuromatch_site.cache.file_cache import FileCache
from neuromatch_site.config.credits import people_of
from neuromatch_site.config.frontmatter import Frontmatter
from neuromatch_site.config.options import SiteOptions
from neuromatch_site.diagnostics.diagnostic import Diagnostics, Rule
from neuromatch_site.diagnostics.source import Position
from neuromatch_site.filesystem.course_files import CourseFiles, OutsideCourseError
from neuromatch_site.media.pictures import Fault, PictureProblem
from neuromatch_site.readers.style_sheet import named_files, style_sheets, style_text
from neuromatch_site.urls import url_scheme

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
    """Report invalid or missing assets of the site, which are left out."""
    for key in ("logo", "logo_dark", "favicon", "cover", "ornament"):
        if file := _file_of(key, "picture", Rule.IMAGE_EXISTS, options, files, diagnostics):
            _check_picture(key, file, options, files, file_cache, diagnostics)
    for key in ("font_text", "font_ui"):
        font = _file_of(key, "font", Rule.STATIC_FILE_COPIED, options, files, diagnostics)
        if font and not getattr(options, key).lower().endswith(FONTS):
            message = f"`{getattr(options, key)}` is not a font"
            place = _option_position(key, options, files)
            hint = "write the path of a `.woff2` file"
            diagnostics.report(Rule.STATIC_FILE_COPIED, place, message, hint)
    if _file_of("style", "style sheet", Rule.STATIC_FILE_COPIED, options, files, diagnostics):
        for path in style_sheets(options.style.lstrip("/"), files):
            _check_style(path, files, diagnostics)


def check_named_pictures(
    config: Frontmatter,
    pages: Iterable[tuple[str, Frontmatter]],
    files: CourseFiles,
    file_cache: FileCache,
    diagnostics: Diagnostics,
) -> None:
    """Report invalid images of the course, its people and its pages (path, front matter).

    They are left out.
    """
    named = [("myst.yml", "image", person.image) for person in people_of(config)]
    for page, written in (("myst.yml", config), *pages):
        named += [(page, "thumbnail", written.thumbnail), (page, "banner", written.banner)]
    for page, key, path in dict.fromkeys(named):
        if path and url_scheme(path) != "https":
            _check_named(page, key, path, files, file_cache, diagnostics)


def _check_named(
    page: str,
    key: str,
    path: str,
    files: CourseFiles,
    file_cache: FileCache,
    diagnostics: Diagnostics,
) -> None:
    def report(rule: Rule, message: str, hint: str) -> None:
        diagnostics.report(rule, files.place_of(path, page, key), message, hint)

    if scheme := url_scheme(path):
        message = f"a picture cannot have a `{scheme}:` URL"
        return report(Rule.URL_SCHEME, message, "use a file of the course")
    try:
        file = files.find(path, page)
    except OutsideCourseError:
        message = f"`{path}` is outside the course folder"
        return report(Rule.PATH_INSIDE_COURSE, message, "copy it into the course folder")
    if file is None:
        hint = f"paths are relative to the folder of `{page}`"
        return report(Rule.IMAGE_EXISTS, f"picture not found: `{path}`", hint)
    problem = file_cache.inspect(file)
    if isinstance(problem, PictureProblem):
        report(_RULES[problem.fault], f"`{path}` {problem.message}", problem.hint)
    return None


def _file_of(
    key: str,
    kind: str,
    rule: Rule,
    options: SiteOptions,
    files: CourseFiles,
    diagnostics: Diagnostics,
) -> Path | None:
    """Return the file that a key names; None where it names none, or none that is there."""
    path: str = getattr(options, key)
    try:
        file = files.find(path.lstrip("/")) if path else None
    except OutsideCourseError:
        message, hint = f"`{path}` is outside the course folder", "copy it into the course folder"
        place = _option_position(key, options, files)
        diagnostics.report(Rule.PATH_INSIDE_COURSE, place, message, hint)
        return None
    if path and file is None:
        place = _option_position(key, options, files)
        diagnostics.report(rule, place, f"{kind} not found: `{path}`", _HINT)
    return file


def _check_style(path: str, files: CourseFiles, diagnostics: Diagnostics) -> None:
    """Report what a style sheet names and does not get."""
    for file in named_files(style_text(path, files), path, files):
        if file.exists:
            continue
        if file.path:
            message, hint = f"file not found: `{file.url}`", "paths count from the style sheet"
        else:
            message = f"`{file.url}` is not in the course; browsers do not load it"
            hint = "copy the file into the course and name it here"
        position = Position(path, file.line)
        diagnostics.report(Rule.STATIC_FILE_COPIED, position, message, hint)


def _check_picture(
    key: str,
    file: Path,
    options: SiteOptions,
    files: CourseFiles,
    file_cache: FileCache,
    diagnostics: Diagnostics,
) -> None:
    problem = file_cache.inspect(file)
    if isinstance(problem, PictureProblem):
        message = f"`{getattr(options, key)}` {problem.message}"
        place = _option_position(key, options, files)
        diagnostics.report(_RULES[problem.fault], place, message, problem.hint)


def _option_position(key: str, options: SiteOptions, files: CourseFiles) -> Position:
    return files.place_of(getattr(options, key), "myst.yml", key)
