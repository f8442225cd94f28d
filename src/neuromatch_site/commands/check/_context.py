"""The input of a check."""

from collections.abc import Collection, Mapping, Sequence
from pathlib import Path

from msgspec import Struct

from neuromatch_site.config import Config
from neuromatch_site.diagnostics.diagnostic import Diagnostic
from neuromatch_site.filesystem.course_files import CourseFiles
from neuromatch_site.model.course import Project


class CheckContext(Struct, frozen=True, kw_only=True):
    """A course that was built."""

    files: CourseFiles
    config: Config
    project: Project
    """The project; its pages have their trees."""
    site: Mapping[str, bytes | Path]
    """The files of the site by path."""
    lookups: Collection[str]
    """Values that pages looked up in the course, from ``resolve_page``."""
    diagnostics: Sequence[Diagnostic]
    """Messages of the build."""
