"""Questions that people ask of a conference, with their answers."""

from msgspec import Struct

from neuromatch_site.config.fields import Field, Section, record
from neuromatch_site.config.kinds import TEXT, list_of
from neuromatch_site.config.markdown_text import MARKDOWN, MarkdownText
from neuromatch_site.diagnostics.source import Position


class Question(Struct, frozen=True, kw_only=True):
    """A question and its answer."""

    question: str
    answer: MarkdownText
    tag: str = ""
    """What it is about: questions with one tag stand together."""
    position: Position


_QUESTION = Field("question", TEXT, "What people ask.")
_ANSWER = Field("answer", MARKDOWN, "The answer, in Markdown.")
_TAG = Field("tag", TEXT, "What it is about.")


def _question(section: Section) -> Question | None:
    question, answer = section.require(_QUESTION), section.require(_ANSWER)
    if not question or not answer:
        return None
    tag = section.get(_TAG, "")
    return Question(question=question, answer=answer, tag=tag, position=section.position)


QUESTIONS = list_of(record((_QUESTION, _ANSWER, _TAG), _question))
"""A list of questions."""
