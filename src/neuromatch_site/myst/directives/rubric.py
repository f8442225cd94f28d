"""``rubric``, ``centered`` -> a ``paragraph``: a heading that is not in the table of contents."""

from neuromatch_site.model.ast.nodes import Node, Paragraph, Strong
from neuromatch_site.myst.directives._options import UNNUMBERED, put_common
from neuromatch_site.myst.parser.directive import Directive, DirectiveData, Kind, Option, Part


def run(data: DirectiveData) -> list[Node]:
    """Return a bold line; ``centered`` is centred."""
    line = Strong(position=data.position, children=data.argument_nodes)
    node = put_common(Paragraph(position=data.position, children=[line]), data)
    own = "align-center" if data.name == "centered" else "rubric"
    node.classes = [*(node.classes or ()), own]
    return [node]


DIRECTIVE = Directive(
    name="rubric",
    alias=("centered",),
    doc="A heading that is not in the table of contents.",
    run=run,
    argument=Part(Kind.MYST, "The heading.", required=True),
    options={
        **UNNUMBERED,
        "heading-level": Option("Accepted as in Sphinx.", Kind.INTEGER, unused=True),
    },
    nodes=(Paragraph, Strong),
)
