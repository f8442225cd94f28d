"""Frequently asked questions of a conference, with answers."""

from typing import Annotated

from msgspec import Struct

from neuromatch_site.config.fields import Key, struct_of
from neuromatch_site.config.kinds import TEXT, list_of
from neuromatch_site.config.markdown_text import MARKDOWN, MarkdownText
from neuromatch_site.config.plain_text import PLAIN_TEXT
from neuromatch_site.diagnostics.source import Position


class Question(Struct, frozen=True, kw_only=True):
    """A question and its answer."""

    question: Annotated[str, Key(PLAIN_TEXT, "The question.")]
    answer: Annotated[MarkdownText, Key(MARKDOWN, "The answer, in Markdown.")]
    tag: Annotated[str, Key(TEXT, "The topic.")] = ""
    """Questions with one tag stand together."""
    position: Position


QUESTIONS = list_of(struct_of(Question))
"""A list of questions."""
