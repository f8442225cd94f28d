"""A text, its file, and positions in it."""

from typing import NamedTuple

from msgspec import Struct
from msgspec.structs import replace


class Position(NamedTuple):
    """A position in a source file."""

    path: str
    """POSIX path from the course folder."""
    line: int = 1
    """From 1; within the cell, if there is one."""
    column: int = 1
    """In characters, from 1."""
    cell: int | None = None
    """The notebook cell, from 1."""

    def __str__(self) -> str:
        """Return ``path:line:column``; ``path:cell N:line:column`` in a notebook."""
        cell = "" if self.cell is None else f"cell {self.cell}:"
        return f"{self.path}:{cell}{self.line}:{self.column}"


def line_and_column(text: str, offset: int) -> tuple[int, int]:
    """Return the line and the column of an offset in a text, all from 0."""
    return text.count("\n", 0, offset), offset - text.rfind("\n", 0, offset) - 1


class Source(Struct, frozen=True):
    """A text and its position in a file."""

    path: str
    """POSIX path from the course folder."""
    text: str
    first_line: int = 1
    """Line of the file where the text starts."""
    first_column: int = 1
    """Column of the file where each line starts."""
    cell: int | None = None
    """The notebook cell, from 1."""
    columns: tuple[int, ...] = ()
    """The columns where lines start, from 1, if they differ."""
    fixed: bool = False
    """Whether every position in the text is its first one: the text comes from elsewhere, as in a
    substitution.
    """

    def at(self, line: int = 0, column: int = 0) -> Position:
        """Return the position in the file of a position in the text; both count from 0 here."""
        if self.fixed:
            return Position(self.path, self.first_line, self.first_column, self.cell)
        first = self.columns[line] if line < len(self.columns) else self.first_column
        return Position(self.path, self.first_line + line, first + column, self.cell)

    def part(self, text: str, line: int, column: int = 0) -> "Source":
        """Return a nested text that begins at ``line`` and ``column`` (from 0) of this one."""
        if self.fixed:
            return replace(self, text=text)
        return Source(
            self.path,
            text,
            self.first_line + line,
            self.first_column + column,
            self.cell,
            tuple(first + column for first in self.columns[line:]),
        )
