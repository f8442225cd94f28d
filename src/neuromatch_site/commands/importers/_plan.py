"""The files that an import would write, and its messages."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from msgspec import Struct, field

Entry = dict[str, object]
"""An entry of a toc, in the format of ``myst.yml``."""


class ImportProblem(Exception):  # noqa: N818 - what is wrong, not an error of ours
    """Nothing was written; the message says why."""


class Note(Struct, frozen=True):
    """A message for the person who runs the import."""

    path: str
    """In the source."""
    message: str


class Plan(Struct):
    """A course folder before it is written."""

    files: dict[str, str | bytes | Path] = field(default_factory=dict)
    """Text, bytes, or the file to copy, by path in the course."""
    config: dict[str, object] = field(default_factory=dict)
    """The contents of ``myst.yml``."""
    made_from: dict[str, str] = field(default_factory=dict)
    """Path of a page in the course -> path in the source."""
    old: dict[str, Sequence[str]] = field(default_factory=dict)
    """Path of a page in the course -> its URLs on the old site."""
    frame_hosts: set[str] = field(default_factory=set)
    """Hosts of embedded pages."""
    launched: set[str] = field(default_factory=set)
    """URL prefixes of launch buttons, up to the name of the repository."""
    withheld: list[str] = field(default_factory=list)
    """Notebooks of the source whose badges open solutions: they get no launch buttons."""
    unlisted: list[str] = field(default_factory=list)
    """Notebooks of the source with code for which no badge was found."""
    notes: list[Note] = field(default_factory=list)

    def note(self, path: str, message: str) -> None:
        """Add a message."""
        self.notes.append(Note(path, message))

    def note_counts(self, path: str, counts: Mapping[str, int], before: str = "") -> None:
        """Add the number of changes of each kind; zeros are left out."""
        for what, number in sorted(counts.items()):
            if number:
                often = "once" if number == 1 else f"{number} times"
                self.note(path, f"{before}{what} ({often})")


class Cell(Struct):
    """A cell of a notebook during the import."""

    kind: str
    """``markdown``, ``code`` or ``raw``."""
    text: str
    tags: tuple[str, ...] = ()
    outputs: Sequence[object] = ()
    attachments: Mapping[str, object] = field(default_factory=dict)
