"""``mermaid`` -> ``mermaid``: a diagram in mermaid's words, shown as labelled code."""

from neuromatch_site.model.ast.nodes import Mermaid, Node
from neuromatch_site.myst.directives._options import UNNUMBERED, put_common
from neuromatch_site.myst.parser.directive import Directive, DirectiveData, Kind, Part


def run(data: DirectiveData) -> list[Node]:
    """Return the diagram as it is written."""
    return [put_common(Mermaid(position=data.position, value=data.body), data)]


DIRECTIVE = Directive(
    name="mermaid",
    doc="A diagram in mermaid's words; its text is shown, no script draws it.",
    run=run,
    options=UNNUMBERED,
    body=Part(Kind.TEXT, "The diagram.", required=True),
    nodes=(Mermaid,),
)
