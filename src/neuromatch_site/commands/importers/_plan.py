"""What an import would write, and what it has to say."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from msgspec import Struct, field

Entry = dict[str, object]
"""An entry of a toc, as ``myst.yml`` has it."""


class ImportProblem(Exception):  # noqa: N818 - what is wrong, not an error of ours
    """Nothing was written; the message says why."""


class Note(Struct, frozen=True):
    """Something that a person should know, or look at."""

    path: str
    """In the source."""
    message: str


class Plan(Struct):
    """A course folder before it is written."""

    files: dict[str, str | bytes | Path] = field(default_factory=dict)
    """Text, content, or the file that is copied, by path in the course."""
    config: dict[str, object] = field(default_factory=dict)
    """What ``myst.yml`` says."""
    made_from: dict[str, str] = field(default_factory=dict)
    """Path of a page in the course -> path in the source."""
    old: dict[str, Sequence[str]] = field(default_factory=dict)
    """Path of a page in the course -> addresses that the old site had for it."""
    frame_hosts: set[str] = field(default_factory=set)
    """Whose pages are embedded."""
    launched: set[str] = field(default_factory=set)
    """Where learners open notebooks, up to the name of the repository."""
    withheld: list[str] = field(default_factory=list)
    """Notebooks of the source whose badges open solutions: learners get no link to them."""
    unlisted: list[str] = field(default_factory=list)
    """Notebooks of the source with code for which no badge was found."""
    notes: list[Note] = field(default_factory=list)

    def note(self, path: str, message: str) -> None:
        """Add something to look at."""
        self.notes.append(Note(path, message))

    def note_counts(self, path: str, counts: Mapping[str, int], before: str = "") -> None:
        """Add what was done how often; what was not done is not said."""
        for what, number in sorted(counts.items()):
            if number:
                often = "once" if number == 1 else f"{number} times"
                self.note(path, f"{before}{what} ({often})")


class Cell(Struct):
    """A cell of a notebook while it is imported."""

    kind: str
    """``markdown``, ``code`` or ``raw``."""
    text: str
    tags: tuple[str, ...] = ()
    outputs: Sequence[object] = ()
    attachments: Mapping[str, object] = field(default_factory=dict)
