"""``blank`` -> ``blank``: a gap in a sentence of a ``quiz``."""

from neuromatch_site.diagnostics.diagnostic import Rule
from neuromatch_site.model.ast.nodes import Blank, Node
from neuromatch_site.model.quiz import AnswerError, read_number, read_texts
from neuromatch_site.myst.parser.role import Role, RoleData


def run(data: RoleData) -> list[Node]:
    """Return a gap; anything but a number is a text."""
    value = data.value.strip()
    number = read_number(value)
    try:
        accepts = [number[0]] if number else read_texts(value)
    except AnswerError as error:
        data.report(Rule.QUIZ_ANSWER, str(error))
        accepts = [{"text": value}]
    return [Blank(position=data.position, classes=data.classes(), value=value, accepts=accepts)]


ROLE = Role(
    name="blank",
    doc=(
        "A gap in a sentence of a `quiz`, with its answer: `` {blank}`sodium | Na+` ``, `` "
        "{blank}`20 ± 1` ``, `` {blank}`/na(\\+)?/` ``."
    ),
    run=run,
    nodes=(Blank,),
)
