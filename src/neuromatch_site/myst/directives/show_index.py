"""``show-index`` -> ``genindex``: the index of the course."""

from neuromatch_site.model.ast.nodes import GenIndex, Heading, Node
from neuromatch_site.myst.directives._options import CLASS
from neuromatch_site.myst.parser.directive import Directive, DirectiveData, Kind, Part


def run(data: DirectiveData) -> list[Node]:
    """Return a placeholder for the index, filled once all pages are known."""
    node = GenIndex(position=data.position, classes=data.classes())
    if data.argument_nodes:
        at = data.argument_nodes[0].position
        title = Heading(position=at, depth=2, enumerated=False, children=data.argument_nodes)
        node.children = [title]
    return [node]


DIRECTIVE = Directive(
    name="show-index",
    alias=("genindex",),
    doc="The index of the course: all `index` entries, in alphabetical order.",
    run=run,
    argument=Part(Kind.MYST, "A heading above it."),
    options={"class": CLASS},
    nodes=(GenIndex,),
)
