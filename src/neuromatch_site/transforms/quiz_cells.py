"""Code cells that show a quiz of jupyterquiz -> the questions themselves."""

from collections.abc import Mapping, Sequence
from html import unescape

from neuromatch_site.diagnostics.diagnostic import Diagnostics, Rule
from neuromatch_site.diagnostics.source import Position, Source
from neuromatch_site.filesystem.course_files import OutsideCourseError
from neuromatch_site.model.ast.nodes import Block, Code, Html, Node, Parent, Root, Text
from neuromatch_site.model.ast.visit import replace, select, walk
from neuromatch_site.myst.jupyterquiz import (
    HIDDEN,
    as_myst,
    named_values,
    question_names,
    quiz_sources,
    read_questions,
)
from neuromatch_site.transforms._context import TransformContext
from neuromatch_site.urls import url_scheme


def ask_quizzes(content: Root, context: TransformContext, diagnostics: Diagnostics) -> None:
    """Put questions in the place of each cell that does nothing but show them.

    A file of questions that is not in the course is reported, and the cell stays. Questions that
    an element of the page hides are taken out of it, as are cells that only give a name to
    questions, unless the code that is left needs them: they would show the answers.
    """
    hidden: dict[str, list[str]] = {}
    values: dict[str, object] = {}

    def asked(block: Block) -> list[Node] | None:
        code = next(select(block, Code), None)
        if block.kind != "notebook-code" or code is None:
            return None
        sources = quiz_sources(code.value, values)
        if not sources:
            values.update(named_values(code.value))
            return None
        at = code.position or Position(context.source.path)
        texts = [
            text
            for source in sources
            for text in (_hidden(source, hidden) or [_text(source, at, context, diagnostics)])
        ]
        if not all(texts):
            return None
        source = Source(at.path, "\n\n".join(texts), at.line, cell=at.cell, fixed=True)
        return context.parse(source, diagnostics).children

    def unneeded(block: Block) -> list[Node] | None:
        code = next(select(block, Code), None)
        names = question_names(code.value) if code and block.kind == "notebook-code" else ()
        others = [one.value for one in select(content, Code) if one is not code]
        used = any(name in text for name in names for text in others)
        return [] if names and not used else None

    if any("display_quiz" in code.value for code in select(content, Code)):
        _take_hidden(content, hidden)
        replace(content, Block, asked)
        replace(content, Block, unneeded)


def _hidden(source: object, hidden: Mapping[str, list[str]]) -> list[str]:
    return hidden.get(source[1:], []) if isinstance(source, str) and source[:1] == "#" else []


def _take_hidden(content: Root, hidden: dict[str, list[str]]) -> None:
    """Take the questions out of the elements that hide them."""
    for parent in [node for node in walk(content) if isinstance(node, Parent)]:
        kept: list[Node] = []
        waiting = list(parent.children)
        while waiting:
            end = _hidden_end(waiting)
            text = "".join(one.value for one in waiting[:end] if isinstance(one, Html | Text))
            match = HIDDEN.fullmatch(text.strip()) if end else None
            questions = _questions(unescape(match["text"])) if match else ""
            if match and questions:
                hidden[match["name"]] = [questions]
                del waiting[:end]
            else:
                kept.append(waiting.pop(0))
        parent.children = kept


def _hidden_end(nodes: Sequence[Node]) -> int:
    """Return how many nodes are one element of HTML that holds nothing but text; 0 for none."""
    if not (isinstance(nodes[0], Html) and nodes[0].value.lstrip().startswith("<")):
        return 0
    for end, node in enumerate(nodes, 1):
        if isinstance(node, Html) and node.value.rstrip().endswith(">") and "</" in node.value:
            return end
        if not isinstance(node, Html | Text):
            return 0
    return 0


def _questions(text: str) -> str:
    try:
        return as_myst(read_questions(text))
    except ValueError:
        return ""


def _text(source: object, at: Position, context: TransformContext, diagnostics: Diagnostics) -> str:
    if not isinstance(source, str):
        return as_myst(source)
    if source.startswith("#"):
        return ""
    hint = "put the file of questions into the course, beside the page"
    if url_scheme(source):
        message = f"the questions at `{source}` are remote; the code is shown instead"
        diagnostics.report(Rule.QUIZ_ANSWER, at, message, hint)
        return ""
    try:
        found = context.read(source, context.source.path)
        text = as_myst(read_questions(found[1].decode())) if found else ""
    except (OutsideCourseError, OSError, ValueError):
        text = ""
    if not text:
        message = f"no questions can be read from `{source}`; the code is shown instead"
        diagnostics.report(Rule.QUIZ_ANSWER, at, message, hint)
    return text
