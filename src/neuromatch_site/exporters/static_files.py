"""``static_files``: files of the course copied to the root of the site under their own names.

Source: mystmd's guide, ``static_files``: a file, or a folder with all that is in it.
"""

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from neuromatch_site.diagnostics.diagnostic import Rule
from neuromatch_site.exporters._context import ExportContext, place_of
from neuromatch_site.filesystem.course_files import CourseFiles, OutsideCourseError
from neuromatch_site.filesystem.text import report_secret_of
from neuromatch_site.media.active_files import is_active
from neuromatch_site.model.artifact import Artifact
from neuromatch_site.model.course import Project


def static_files(project: Project, context: ExportContext) -> list[Artifact]:
    """Return the files; missing ones, and ones that a browser could run, are reported instead."""
    artifacts: dict[str, Artifact] = {}
    for written in project.config.static_files if context.files else ():
        path = written.strip().strip("/").removeprefix("./")
        name = path.rpartition("/")[2]
        inside = list(_inside(path, context.files)) if context.files else []
        if not inside and context.files:
            _report_none(written, path, context.files, context)
        for rest, file in inside:
            target = f"{name}/{rest}" if rest else name
            if is_active(target) and not project.site.options.trust:
                message = f"`{target}` is not published: in a browser, it could run scripts"
                _report_static(
                    context, written, message, "set `trust: true`, or publish it elsewhere"
                )
            elif target in context.taken:
                message = f"`{target}` is not published: the site has a file of that name"
                _report_static(context, written, message, "give it another name")
            else:
                with suppress(OSError):
                    report_secret_of(file, f"{path}/{rest}" if rest else path, context.diagnostics)
                artifacts[target] = Artifact(target, file)
    return [*artifacts.values()]


def _report_none(written: str, path: str, files: CourseFiles, context: ExportContext) -> None:
    """Report that a path leads to no file: nothing is there, or nothing that may be published."""
    try:
        files.find(f"/{path}")
    except OutsideCourseError:
        message, hint = (
            f"`{written}` is outside the course folder",
            "copy it into the course folder",
        )
        place = place_of(written, "myst.yml", context, "static_files")
        context.diagnostics.report(Rule.PATH_INSIDE_COURSE, place, message, hint)
        return
    odd = files.odd_kind(f"/{path}") if path else ""
    empty = " without files" if odd == "a folder" else ""
    hint = f"it is {odd}{empty}" if odd else "paths count from `myst.yml`"
    _report_static(context, written, f"file not found: `{written}`", hint)


def _inside(path: str, files: CourseFiles) -> Iterator[tuple[str, Path]]:
    """Yield a file, or every file of a folder with its path in there."""
    try:
        if (file := files.find(f"/{path}")) is not None:
            yield "", file
            return
    except OutsideCourseError:
        return
    for below in files.tree().walk():
        if below.startswith(f"{path}/") and (file := files.find(f"/{below}")) is not None:
            yield below.removeprefix(f"{path}/"), file


def _report_static(context: ExportContext, written: str, message: str, hint: str) -> None:
    place = place_of(written, "myst.yml", context, "static_files")
    context.diagnostics.report(Rule.STATIC_FILE_COPIED, place, message, hint)
