"""Pages in the course folder that no toc entry and no page leads to."""

from collections.abc import Collection

from neuromatch_site.config import Config
from neuromatch_site.diagnostics.diagnostic import Diagnostics, Rule
from neuromatch_site.diagnostics.source import Position
from neuromatch_site.filesystem.course_files import CourseFiles
from neuromatch_site.filesystem.globs import is_excluded
from neuromatch_site.readers.addresses import page_name
from neuromatch_site.readers.implied_toc import is_page

_REPOSITORY_FILES = frozenset(
    "readme license licence contributing changelog code_of_conduct security citation".split()
)
"""What is written for those who come to the repository."""


def report_orphans(
    config: Config, files: CourseFiles, used: Collection[str], diagnostics: Diagnostics
) -> None:
    """Report pages that are neither in the toc nor ``used`` otherwise, such as includes.

    A toc implied by the folders has every page.
    """
    if not config.toc_path:
        return
    for path in files.tree().walk():
        known = path in used or page_name(path).lower() in _REPOSITORY_FILES
        if is_page(path) and not known and not is_excluded(path, config.project.exclude):
            message = f"`{path}` is not in the toc and not part of the site"
            hint = f"add it to `{config.toc_path}`, or list it under `exclude:`"
            diagnostics.report(Rule.PAGE_ORPHAN, Position(path), message, hint)
