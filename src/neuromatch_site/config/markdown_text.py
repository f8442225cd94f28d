"""A text in Markdown that a data file holds, and where it stands."""

from msgspec import Struct

from neuromatch_site.config.fields import Kind, Report
from neuromatch_site.config.kinds import TEXT
from neuromatch_site.config.value import Value
from neuromatch_site.diagnostics.source import Position


class MarkdownText(Struct, frozen=True):
    """A text, which is read like that of a page."""

    text: str
    position: Position
    """Where its value begins."""

    @property
    def key(self) -> str:
        """What tells it from all other texts of the course."""
        return str(self.position)


def _read(value: Value, report: Report) -> MarkdownText | None:
    text = TEXT.read(value, report)
    return MarkdownText(text, value.position) if text and text.strip() else None


MARKDOWN = Kind(_read, {"type": "string"})
"""Markdown: links lead to pages of the course, `$x^2$` is a formula."""
