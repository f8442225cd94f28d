"""``mermaid`` -> ``mermaid``: a Mermaid diagram."""

from neuromatch_site.model.ast.nodes import Mermaid, Node
from neuromatch_site.myst.directives._options import DIAGRAM, put_common
from neuromatch_site.myst.parser.directive import Directive, DirectiveData, Kind, Part


def run(data: DirectiveData) -> list[Node]:
    """Return the diagram as written."""
    node = Mermaid(position=data.position, value=data.body, alt=data.text("alt"))
    return [put_common(node, data)]


DIRECTIVE = Directive(
    name="mermaid",
    doc=(
        "A Mermaid diagram, shown as the picture that `neuromatch-site run` rendered, and as text."
    ),
    run=run,
    options=DIAGRAM,
    body=Part(Kind.TEXT, "The diagram.", required=True),
    nodes=(Mermaid,),
)
