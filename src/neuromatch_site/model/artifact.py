"""One file of the built site."""

from pathlib import Path

from msgspec import Struct


class Artifact(Struct, frozen=True):
    """A file of the site: its bytes, or the file that is copied as it is."""

    path: str
    """POSIX path from the root of the site, such as ``week-1/neurons/index.html``."""
    content: bytes | Path
    """Bytes, or a file to copy."""
    named: bool = False
    """The path has a digest in it, and tells the content."""
    linked: bool = False
    """The file to copy belongs to the cache of the build: the site may have it under a link."""
