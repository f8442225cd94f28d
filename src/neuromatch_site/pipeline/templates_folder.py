"""The folder that overrides templates: from the command line, or beside the course.

Templates are code. A folder ``templates`` beside the course is only used if it belongs to the user
who builds: in a folder that others can write to, anyone could add one.
"""

import os
import sys
from pathlib import Path

from neuromatch_site.diagnostics.diagnostic import Diagnostics, Rule
from neuromatch_site.diagnostics.source import Position
from neuromatch_site.filesystem.course_files import CourseFiles
from neuromatch_site.filesystem.theme_files import theme_folder
from neuromatch_site.model.variants import VariantSet
from neuromatch_site.pipeline.options import Options

FOLDER = "templates"


def overrides_of(files: CourseFiles, options: Options, variants: VariantSet | None) -> Path | None:
    """Return the folder that overrides files of the theme, if there is one."""
    below = variants is not None and bool(variants.current.folder)
    return options.templates or (None if below else own_templates(files.root))


def own_templates(course: Path) -> Path | None:
    """Return the folder ``templates`` beside the course folder, if the user has one there."""
    folder = course.parent / FOLDER
    usable = folder.is_dir() and folder != theme_folder() and not _is_foreign(folder)
    return folder if usable else None


def report_foreign_templates(course: Path, options: Options, diagnostics: Diagnostics) -> None:
    """Report a folder ``templates`` beside the course that belongs to another user."""
    folder = course.parent / FOLDER
    if options.templates is None and folder.is_dir() and _is_foreign(folder):
        message = f"`../{FOLDER}` belongs to another user and is not used: templates are code"
        hint = f"if you trust it, name it: `--templates {folder}`"
        diagnostics.report(Rule.TEMPLATES_OWNED, Position(f"../{FOLDER}"), message, hint)


def _is_foreign(folder: Path) -> bool:
    """Return whether a folder belongs to another user than this one and the administrator."""
    if sys.platform == "win32":
        return False
    return folder.stat().st_uid not in (os.getuid(), 0)
