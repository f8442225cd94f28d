"""What a conference page shows beside its editions: talks by the day, answers, pictures."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby

from msgspec import Struct

from neuromatch_site.config.conference import Conference
from neuromatch_site.config.panels import PanelFigure
from neuromatch_site.config.programme import Programme, Talk
from neuromatch_site.config.questions import Question
from neuromatch_site.diagnostics.diagnostic import Diagnostics
from neuromatch_site.diagnostics.source import Source
from neuromatch_site.model.ast.nodes import Link, Node, Parent
from neuromatch_site.model.ast.text import text_of
from neuromatch_site.myst.language import parse_myst
from neuromatch_site.render.published_files import Picture, Published


class DayView(Struct, frozen=True):
    """The talks of a day, in UTC."""

    date: str
    talks: Sequence[Talk]


class PhraseView(Struct, frozen=True):
    """A part of an answer, and where it leads."""

    text: str
    url: str = ""


class AnswerView(Struct, frozen=True):
    """A question with the paragraphs of its answer."""

    question: str
    answer: Sequence[Sequence[PhraseView]]


class TopicView(Struct, frozen=True):
    """Questions about one subject."""

    tag: str
    answers: Sequence[AnswerView]


class PanelView(Struct, frozen=True):
    """A group of pictures."""

    title: str
    figures: Sequence[tuple[PanelFigure, Picture]]


def days_of(programme: Programme) -> Sequence[DayView]:
    """Return the talks of a programme by their days."""
    grouped = groupby(programme.talks, key=lambda talk: talk.start[:10])
    return [DayView(day, list(talks)) for day, talks in grouped]


def topics_of(questions: Sequence[Question]) -> Sequence[TopicView]:
    """Return the questions by their subjects, in the order in which those first come.

    Questions without a subject stand before them.
    """
    tags = dict.fromkeys(sorted((one.tag for one in questions), key=bool))
    return [TopicView(tag, [_answer(one) for one in questions if one.tag == tag]) for tag in tags]


def panels_of(conference: Conference, published: Published) -> Sequence[PanelView]:
    """Return the groups of pictures that are on the site."""
    pictures = published.pictures
    views = (PanelView(one.title, _figures(one.figures, pictures)) for one in conference.panels)
    return [view for view in views if view.figures]


def _figures(
    figures: Sequence[PanelFigure], pictures: Mapping[str, Picture]
) -> Sequence[tuple[PanelFigure, Picture]]:
    return [(one, pictures[one.path]) for one in figures if one.path in pictures]


def _answer(question: Question) -> AnswerView:
    """Return the words and links of an answer; other marks of Markdown say nothing here."""
    position = question.position
    root = parse_myst(Source(position.path, question.answer, position.line), Diagnostics())
    paragraphs = (list(_phrases(block)) for block in root.children)
    return AnswerView(question.question, [one for one in paragraphs if one])


def _phrases(node: Node) -> Iterator[PhraseView]:
    if isinstance(node, Link):
        yield PhraseView(text_of(node) or node.url, node.url)
    elif isinstance(node, Parent):
        for child in node.children:
            yield from _phrases(child)
    elif text := text_of(node):
        yield PhraseView(text)
