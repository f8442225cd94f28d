"""Code cells that show a quiz of jupyterquiz -> the questions themselves."""

from neuromatch_site.diagnostics.diagnostic import Diagnostics, Rule
from neuromatch_site.diagnostics.source import Position, Source
from neuromatch_site.filesystem.course_files import OutsideCourseError
from neuromatch_site.model.ast.nodes import Block, Code, Node, Root
from neuromatch_site.model.ast.visit import replace, select
from neuromatch_site.myst.jupyterquiz import as_myst, quiz_sources, read_questions
from neuromatch_site.transforms._context import TransformContext
from neuromatch_site.urls import url_scheme


def ask_quizzes(content: Root, context: TransformContext, diagnostics: Diagnostics) -> None:
    """Put questions in the place of each cell that does nothing but show them.

    A file of questions that is not in the course is reported, and the cell stays.
    """

    def asked(block: Block) -> list[Node] | None:
        code = next(select(block, Code), None)
        if block.kind != "notebook-code" or code is None:
            return None
        sources = quiz_sources(code.value)
        if not sources:
            return None
        at = code.position or Position(context.source.path)
        texts = [_text(source, at, context, diagnostics) for source in sources]
        if not all(texts):
            return None
        source = Source(at.path, "\n\n".join(texts), at.line, cell=at.cell, fixed=True)
        return context.parse(source, diagnostics).children

    if any("display_quiz" in code.value for code in select(content, Code)):
        replace(content, Block, asked)


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
