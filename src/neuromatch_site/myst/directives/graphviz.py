"""``graphviz`` -> ``graphviz``: a graph in DOT, the language of Graphviz."""

from neuromatch_site.model.ast.nodes import Graphviz, Node
from neuromatch_site.myst.directives._options import DIAGRAM, put_common
from neuromatch_site.myst.parser.directive import Directive, DirectiveData, Kind, Part


def run(data: DirectiveData) -> list[Node]:
    """Return the graph as written."""
    node = Graphviz(position=data.position, value=data.body, alt=data.text("alt"))
    return [put_common(node, data)]


DIRECTIVE = Directive(
    name="graphviz",
    doc="A graph in DOT, shown as the picture that `neuromatch-site run` rendered, and as text.",
    run=run,
    options=DIAGRAM,
    body=Part(Kind.TEXT, "The graph: `digraph { a -> b }`.", required=True),
    nodes=(Graphviz,),
)
