"""Code cells that show a jupyterquiz -> questions."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from html import unescape

from neuromatch_site.diagnostics.diagnostic import Diagnostics, Rule
from neuromatch_site.diagnostics.source import Position, Source
from neuromatch_site.filesystem.course_files import OutsideCourseError
from neuromatch_site.filesystem.text import checked
from neuromatch_site.model.ast.nodes import Block, Code, Html, Node, Root, Text
from neuromatch_site.model.ast.visit import parents_of, replace, select
from neuromatch_site.myst.jupyterquiz import (
    HIDDEN,
    as_myst,
    named_questions,
    named_values,
    question_names,
    quiz_sources,
    read_questions,
)
from neuromatch_site.transforms._context import TransformContext
from neuromatch_site.transforms._steps import changes
from neuromatch_site.urls import url_scheme

MAX_SHOWN = 200
"""Limit on question sets per page."""
MAX_CHARACTERS = 400_000
"""Limit on the characters of all questions of a page: as many as a page can have."""


_REMOVED = re.compile(r"remove[-_](?:input|cell)")


@changes(Code)
def ask_quizzes(content: Root, context: TransformContext, diagnostics: Diagnostics) -> None:
    """Replace each cell that only shows questions by these questions.

    A missing file of questions is reported, and the cell stays. Hidden elements with questions are
    removed, and so are cells that only assign questions to names, unless other code needs them:
    they would show the answers.
    """
    hidden: dict[str, list[str]] = {}
    values: dict[str, object] = {}
    count = size = 0

    def replace_cell(block: Block) -> list[Node] | None:
        nonlocal count, size
        code = next(select(block, Code), None)
        if block.kind != "notebook-code" or code is None:
            return None
        sources = quiz_sources(code.value, values)
        if not sources:
            values.update(named_values(code.value))
            return None
        at = code.position or Position(context.source.path)
        texts: list[str] = []
        for source in sources:
            if count >= MAX_SHOWN or size > MAX_CHARACTERS:
                message = "the page has too many questions; the code is shown instead"
                diagnostics.report(Rule.QUIZ_ANSWER, at, message, "put them on another page")
                return None
            texts += _hidden(source, hidden) or [_questions_of(source, at, context, diagnostics)]
            count, size = count + 1, size + len(texts[-1])
        if not all(texts):
            return None
        source = Source(at.path, "\n\n".join(texts), at.line, cell=at.cell, fixed=True)
        return context.parse(source, diagnostics).children

    def unneeded(block: Block) -> list[Node] | None:
        code = next(select(block, Code), None)
        names = question_names(code.value) if code and block.kind == "notebook-code" else ()
        return [] if names and all(words[name] == 1 for name in names) else None

    if any("display_quiz" in code.value for code in select(content, Code)):
        _take_hidden(content, hidden)
        replace(content, Block, replace_cell)
        codes = [code.value for code in select(content, Code)]
        words = Counter(word for code in codes for word in set(re.findall(r"\w+", code)))
        replace(content, Block, unneeded)
        _report_answers(content, diagnostics)


def _report_answers(content: Root, diagnostics: Diagnostics) -> None:
    """Report code that stays, for it does more than ask, and shows the answers to its questions."""
    for block in select(content, Block):
        code = next(select(block, Code), None)
        if block.kind != "notebook-code" or code is None or not named_questions(code.value):
            continue
        if not _REMOVED.search(f"{(block.data or {}).get('tags')} {code.value}"):
            message = "the code of this cell shows the answers to its questions"
            hint = "name the questions in a cell of their own, or tag this one `remove-input`"
            place = code.position or Position("")
            diagnostics.report(Rule.QUIZ_ANSWER_HIDDEN, place, message, hint)


def _hidden(source: object, hidden: Mapping[str, list[str]]) -> list[str]:
    return hidden.get(source[1:], []) if isinstance(source, str) and source[:1] == "#" else []


def _take_hidden(content: Root, hidden: dict[str, list[str]]) -> None:
    """Take the questions out of the elements that hide them."""
    for parent in list(parents_of(content, Html)):
        remaining: list[Node] = []
        children, place = parent.children, 0
        while place < len(children):
            end = _hidden_end(children, place)
            text = "".join(
                node.value for node in children[place:end] if isinstance(node, Html | Text)
            )
            match = HIDDEN.fullmatch(text.strip())
            questions = _questions(unescape(match["text"])) if match else ""
            if match and questions:
                hidden[match["name"]] = [questions]
            else:
                end = place + 1
                remaining.append(children[place])
            place = end
        parent.children = remaining


def _hidden_end(nodes: Sequence[Node], start: int) -> int:
    """Return where an element of HTML ends that holds nothing but text; ``start`` for none."""
    first = nodes[start]
    if not (isinstance(first, Html) and first.value.lstrip().startswith("<")):
        return start
    for end in range(start, len(nodes)):
        node = nodes[end]
        if isinstance(node, Html) and node.value.rstrip().endswith(">") and "</" in node.value:
            return end + 1
        if not isinstance(node, Text) and end > start:  # each is looked at from one start only
            return start
    return start


def _questions(text: str) -> str:
    try:
        return as_myst(read_questions(text))
    except ValueError:
        return ""


def _questions_of(
    questions: object, at: Position, context: TransformContext, diagnostics: Diagnostics
) -> str:
    if not isinstance(questions, str):
        return as_myst(questions)
    if questions.startswith("#"):
        return ""
    hint = "put the file of questions into the course, beside the page"
    if url_scheme(questions):
        message = f"the questions at `{questions}` are remote; the code is shown instead"
        diagnostics.report(Rule.QUIZ_ANSWER, at, message, hint)
        return ""
    try:
        file = context.read(questions, context.source.path)
        text = as_myst(read_questions(file[1].decode())) if file else ""
    except (OutsideCourseError, OSError, ValueError):
        text = ""
    if not text:
        message = f"no questions can be read from `{questions}`; the code is shown instead"
        diagnostics.report(Rule.QUIZ_ANSWER, at, message, hint)
    source = Source(at.path, text, at.line, cell=at.cell, fixed=True)
    return checked(source, diagnostics).text
