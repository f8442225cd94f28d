"""A course as one zip file for archiving: its sources and its site."""

from collections.abc import Iterable
from pathlib import Path

from neuromatch_site.filesystem.course_files import CourseFiles
from neuromatch_site.filesystem.zip import zipped
from neuromatch_site.model.artifact import Artifact


def course_archive(
    files: CourseFiles, site: Iterable[Artifact], extra: Iterable[Path] = ()
) -> bytes:
    """Return the zip: ``course/``, ``site/``, and further files at its root."""
    members: list[tuple[str, bytes | Path]] = [
        (f"course/{path}", files.root / path) for path in files.tree().walk()
    ]
    members += [(f"site/{artifact.path}", artifact.content) for artifact in site]
    members += [(path.name, path) for path in extra]
    return zipped(sorted(members, key=lambda member: member[0]))
