"""Questions: give each a unique key on its page, and each gap a number."""

from neuromatch_site.diagnostics.diagnostic import Diagnostics, Rule
from neuromatch_site.diagnostics.source import Position
from neuromatch_site.model.ast.nodes import Blank, Node, Quiz, Root, Text
from neuromatch_site.model.ast.visit import replace, select
from neuromatch_site.transforms._context import TransformContext
from neuromatch_site.transforms._steps import changes


@changes(Quiz, Blank)
def name_quizzes(content: Root, context: TransformContext, diagnostics: Diagnostics) -> None:
    """Make the keys of questions unique, and number their gaps.

    A gap outside of a question is reported and shown as its text.
    """
    counts: dict[str, int] = {}
    for quiz in select(content, Quiz):
        key = quiz.key or "quiz"
        counts[key] = counts.get(key, 0) + 1
        quiz.key = key if counts[key] == 1 else f"{key}-{counts[key]}"
        for number, blank in enumerate(select(quiz, Blank), 1):
            blank.number = number

    def as_text(blank: Blank) -> list[Node] | None:
        if blank.number is not None:
            return None
        place = blank.position or Position(context.source.path)
        message = "`blank` is a gap in a question, and this is not in a `quiz`"
        diagnostics.report(Rule.QUIZ_ANSWER, place, message, "put the sentence into a `quiz`")
        return [Text(position=blank.position, value=blank.value)]

    replace(content, Blank, as_text)
