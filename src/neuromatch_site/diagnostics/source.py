"""A text, the file it came from, and places in it."""

from typing import NamedTuple

from msgspec import Struct
from msgspec.structs import replace


class Position(NamedTuple):
    """A place in a source file, as an author would look for it."""

    path: str
    """POSIX path from the course folder."""
    line: int = 1
    """From 1; within the cell, where there is one."""
    column: int = 1
    """In characters, from 1."""
    cell: int | None = None
    """The notebook cell, from 1."""

    def __str__(self) -> str:
        """Return ``path:line:column``; ``path:cell N:line:column`` in a notebook."""
        cell = "" if self.cell is None else f"cell {self.cell}:"
        return f"{self.path}:{cell}{self.line}:{self.column}"


class Source(Struct, frozen=True):
    """A text that knows which lines of which file it is."""

    path: str
    """POSIX path from the course folder."""
    text: str
    first_line: int = 1
    """Line of the file that holds the first line of the text."""
    first_column: int = 1
    """Column of the file that holds the first character of each line."""
    cell: int | None = None
    """The notebook cell, from 1."""
    columns: tuple[int, ...] = ()
    """Where lines of the text begin at different columns: that of each line, from 1."""
    fixed: bool = False
    """Whether every place in the text is its first one: the text stands elsewhere, as that of
    a substitution does."""

    def at(self, line: int = 0, column: int = 0) -> Position:
        """Return the place in the file of a place in the text; both count from 0 here."""
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
