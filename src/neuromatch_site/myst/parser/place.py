"""The positions of tokens in their file."""

import re
from bisect import bisect_right
from collections.abc import Sequence

from markdown_it.token import Token
from msgspec import Struct, field

from neuromatch_site.diagnostics.source import Position, Source

_PIPE = re.compile(r"(?<!\\)\|")


class BlockPlace(Struct):
    """The positions of block tokens in a text."""

    source: Source
    lines: list[str]

    @classmethod
    def over(cls, source: Source) -> "BlockPlace":
        """Return the positions in a text."""
        return cls(source, source.text.split("\n"))

    def line(self, number: int) -> str:
        """Return a line of the text; empty after its end."""
        return self.lines[number] if number < len(self.lines) else ""

    def of(self, token: Token) -> Position:
        """Return the position of the token: of its marker, if it has one, else of its line."""
        number = token.map[0] if token.map else 0
        raw = self.line(number)
        column = len(raw) - len(raw.lstrip(" >\t"))
        if token.nesting == 0 and token.markup:
            column = max(raw.find(token.markup, column), column)
        return self.source.at(number, column)

    def quotation(self, token: Token, open_directives: int) -> Position:
        """Return the position of a quotation inside this many others."""
        number = token.map[0] if token.map else 0
        marks = [match.start() for match in re.finditer(">", self.line(number))]
        return self.source.at(number, marks[open_directives] if open_directives < len(marks) else 0)

    def inline(self, token: Token, after: int | None = None) -> "InlinePlace":
        """Return the positions of inline content; ``after`` is the offset to search it from."""
        number, end = token.map or (0, 1)
        first = token.content.partition("\n")[0].rstrip()
        while after is None and number + 1 < end and first not in self.line(number):
            number += 1  # a line of nothing but unusual spaces, which markdown-it takes off
        return InlinePlace(self.source, self.lines, number, token.content, after)

    def nested(self, text: str, line: int) -> Source:
        """Return a text whose lines are the ends of lines of this one, from ``line`` on."""
        columns = [
            _ends_at(self.line(line + number), words)
            for number, words in enumerate(text.split("\n"))
        ]
        if len(set(columns)) == 1:
            return self.source.part(text, line, columns[0])
        part = self.source.part(text, line)
        first_columns = part.columns or (part.first_column,) * len(columns)
        moved = tuple(first + more for first, more in zip(first_columns, columns, strict=False))
        source = self.source
        if source.fixed:
            return part
        return Source(source.path, text, part.first_line, part.first_column, source.cell, moved)

    def cells(self, token: Token) -> list[int]:
        """Return the positions of the cells in a table row."""
        raw = self.line(token.map[0] if token.map else 0)
        start = len(raw) - len(raw.lstrip(" >\t"))
        if raw.startswith("|", start):
            start += 1
        end = len(raw.rstrip().removesuffix("|")) if not raw.rstrip().endswith("\\|") else len(raw)
        pipes = [match.end() for match in _PIPE.finditer(raw, start, end)]
        return [_behind_spaces(raw, at) for at in (start, *pipes)]


def _behind_spaces(text: str, at: int) -> int:
    while at < len(text) and text[at] in " \t":
        at += 1
    return at


def _ends_at(raw: str, words: str) -> int:
    """Return where in its line a text stands that is its end, or something in it."""
    if raw.endswith(words):
        return len(raw) - len(words)
    bare = words.strip()
    index = raw.rfind(bare) if bare else -1
    return max(index - (len(words) - len(words.lstrip())), 0)


class InlinePlace(Struct):
    """The positions of inline tokens in a paragraph, a heading, a cell."""

    source: Source
    lines: Sequence[str]
    first: int
    """Line of the text with the first line of the content."""
    content: str
    after: int | None = None
    """The offset in the line to search the content from; None: it is the end of its line."""
    starts: list[int] = field(default_factory=list)
    """The offsets of lines in the content."""
    columns: dict[int, int] = field(default_factory=dict)
    """The columns where lines of the content start, as far as they have been computed."""

    def of(self, token: Token) -> Position:
        """Return the position of the token."""
        return self.at(token.map[0] if token.map else 0)

    def at(self, offset: int) -> Position:
        """Return the position of an offset in the content."""
        if not self.starts:
            self.starts = [0, *(m.end() for m in re.finditer("\n", self.content))]
        number = bisect_right(self.starts, offset) - 1
        column = self.columns.get(number)
        if column is None:
            column = self.columns[number] = self._column(number)
        return self.source.at(self.first + number, column + offset - self.starts[number])

    def part(self, text: str, offset: int) -> Source:
        """Return a nested text at an offset in the content."""
        first = self.at(offset)
        breaks = [offset + m.end() for m in re.finditer("\n", text)]
        columns = tuple(self.at(at).column for at in (offset, *breaks)) if breaks else ()
        fixed = self.source.fixed
        return Source(first.path, text, first.line, first.column, first.cell, columns, fixed)

    def _column(self, number: int) -> int:
        """Return where a line of the content begins in the text."""
        line = self.first + number
        raw = self.lines[line].rstrip() if line < len(self.lines) else ""
        begin = self.starts[number]
        end = self.starts[number + 1] - 1 if number + 1 < len(self.starts) else len(self.content)
        words = self.content[begin:end].rstrip()
        if number == 0 and self.after is not None:
            return max(raw.find(words, self.after), self.after)
        return _ends_at(raw, words)
