"""Files -> a zip; the same files always give the same bytes."""

import zipfile
from collections.abc import Iterable
from io import BytesIO
from pathlib import Path, PurePosixPath

COMMENT = b"made by neuromatch-site"
"""Comment of every archive that this program creates: others are never replaced."""
_DAY_ONE = (1980, 1, 1, 0, 0, 0)
"""The first date a zip knows."""
_DENSE = frozenset(".png .jpg .jpeg .gif .webp .avif .mp4 .webm .woff2 .zip .pdf".split())
"""Files that are compressed already."""


def zipped(members: Iterable[tuple[str, bytes | Path]]) -> bytes:
    """Return the zip of these files, by name, in the given order."""
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.comment = COMMENT
        for name, content in members:
            put(archive, name, content, dense=PurePosixPath(name).suffix.lower() in _DENSE)
    return stream.getvalue()


def is_ours(path: Path) -> bool:
    """Return whether a file is an archive that this program created."""
    try:
        with path.open("rb") as file:
            file.seek(-min(len(COMMENT), path.stat().st_size), 2)
            return file.read() == COMMENT
    except OSError:
        return False


def put(archive: zipfile.ZipFile, name: str, content: bytes | Path, *, dense: bool = False) -> None:
    """Add a file to a zip; one that is ``dense`` is stored uncompressed."""
    info = zipfile.ZipInfo(name, _DAY_ONE)
    info.compress_type = zipfile.ZIP_STORED if dense else zipfile.ZIP_DEFLATED
    info.create_system = 3  # as everywhere: the system that makes it leaves no trace
    info.external_attr = 0o644 << 16
    archive.writestr(info, content if isinstance(content, bytes) else content.read_bytes())
