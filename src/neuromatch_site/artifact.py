"""One file of the built site."""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Artifact:
    """A file of the site: its bytes, or the file that is copied as it is."""

    path: str
    """POSIX path from the root of the site, such as ``week-1/neurons/index.html``."""
    content: bytes | Path
