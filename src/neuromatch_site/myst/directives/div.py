"""``div`` -> ``div``; also what braces without a name mean: ``:::{.class}``."""

from neuromatch_site.model.ast.nodes import Div, Node
from neuromatch_site.myst.directives._options import NUMBERED, put_common
from neuromatch_site.myst.parser.directive import Directive, DirectiveData, Kind, Part


def run(data: DirectiveData) -> list[Node]:
    """Return the body with its classes, which may stand behind the braces, too."""
    node = put_common(Div(position=data.position, children=data.body_nodes), data)
    words = data.argument.split() if data.name in ("div", "container") else []
    node.classes = [*(node.classes or ()), *words] or None
    return [node]


DIRECTIVE = Directive(
    name="div",
    alias=("container", "compound", "acks", "card-carousel"),
    doc="Blocks with a class for the style sheet.",
    run=run,
    argument=Part(Kind.TEXT, "Classes, in place of `:class:`."),
    options=NUMBERED,
    body=Part(Kind.MYST, "The blocks."),
    nodes=(Div,),
)
