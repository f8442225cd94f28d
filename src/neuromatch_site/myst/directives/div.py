"""``div`` -> ``div``; also what braces without a name mean: ``:::{.class}``."""

from neuromatch_site.model.ast.nodes import Div, Node
from neuromatch_site.myst.directives._options import NUMBERED, put_common
from neuromatch_site.myst.parser.directive import Directive, DirectiveData, Kind, Part


def run(data: DirectiveData) -> list[Node]:
    """Return the body with its classes."""
    return [put_common(Div(position=data.position, children=data.body_nodes), data)]


DIRECTIVE = Directive(
    name="div",
    doc="Blocks with a class for the style sheet.",
    run=run,
    options=NUMBERED,
    body=Part(Kind.MYST, "The blocks."),
    nodes=(Div,),
)
