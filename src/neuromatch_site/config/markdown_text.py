"""A Markdown text in a data file, with its position."""

from msgspec import Struct

from neuromatch_site.config.fields import Kind, Report
from neuromatch_site.config.kinds import TEXT
from neuromatch_site.config.value import Value
from neuromatch_site.diagnostics.source import Position


class MarkdownText(Struct, frozen=True):
    """A Markdown text, parsed like that of a page."""

    text: str
    position: Position
    """The start of its value."""

    @property
    def key(self) -> str:
        """A unique key among all texts of the course."""
        return str(self.position)


def _read_markdown(value: Value, report: Report) -> MarkdownText | None:
    text = TEXT.read(value, report)
    return MarkdownText(text, value.position) if text and text.strip() else None


MARKDOWN = Kind(_read_markdown, {"type": "string"})
"""Markdown: links lead to pages of the course, `$x^2$` is a formula."""
