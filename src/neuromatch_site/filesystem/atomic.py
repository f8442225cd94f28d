"""What holds of files on every disk: when one can be trusted, how one is written or shared."""

import os
import shutil
from contextlib import suppress
from pathlib import Path

MARKER = ".neuromatch-site"
"""Lies in every folder that we made; a folder without it is never replaced."""
MTIME_GRANULARITY = 50_000_000
"""Nanoseconds: a file changed so shortly before may change again with the same time."""


def write_atomic(path: Path, content: bytes) -> None:
    """Write a file so that whoever reads it finds the old content, or all of the new.

    Makes its folder. Raises ``OSError`` where the disk refuses; the old file then stands.
    """
    aside = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        try:
            aside.write_bytes(content)
        except FileNotFoundError:
            path.parent.mkdir(parents=True, exist_ok=True)
            aside.write_bytes(content)
        aside.replace(path)
    except OSError:
        with suppress(OSError):
            aside.unlink(missing_ok=True)
        raise


def link(source: Path | str, target: Path | str) -> None:
    """Put a file in another place too: the same one, where the disk can, or else a copy.

    What is in that place gives way.
    """
    try:
        os.link(source, target)
    except FileExistsError:
        Path(target).unlink()
        link(source, target)
    except OSError:
        shutil.copy2(source, target)
