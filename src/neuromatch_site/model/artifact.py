"""One file of the built site."""

from pathlib import Path

from msgspec import Struct


class Artifact(Struct, frozen=True):
    """A file of the site: its bytes, or a file to copy."""

    path: str
    """POSIX path from the root of the site, such as ``week-1/neurons/index.html``."""
    content: bytes | Path
    """Bytes, or a file to copy."""
    named: bool = False
    """The path contains a digest of the content."""
    linked: bool = False
    """The file to copy is in the build cache, and can be hard-linked into the site."""
