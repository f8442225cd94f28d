"""A course as one zip file, to be kept: its sources, and the site made of them."""

import io
import zipfile
from collections.abc import Iterable
from pathlib import Path

from neuromatch_site.artifact import Artifact
from neuromatch_site.files import CourseFiles

_DAY_ONE = (1980, 1, 1, 0, 0, 0)
"""The first date a zip knows: the same course gives the same bytes on every day."""


def course_archive(
    files: CourseFiles, site: Iterable[Artifact], extra: Iterable[Path] = ()
) -> bytes:
    """Return the zip: ``course/``, ``site/``, and further files at its root."""
    members: list[tuple[str, bytes | Path]] = [
        (f"course/{path}", files.root / path) for path in files.tree().walk()
    ]
    members += [(f"site/{artifact.path}", artifact.content) for artifact in site]
    members += [(path.name, path) for path in extra]
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in sorted(members, key=lambda member: member[0]):
            info = zipfile.ZipInfo(name, _DAY_ONE)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.external_attr = 0o644 << 16
            archive.writestr(info, content if isinstance(content, bytes) else content.read_bytes())
    return stream.getvalue()
