"""``hlist`` -> its list, in a ``div``."""

from neuromatch_site.model.ast.nodes import Div, Node
from neuromatch_site.myst.directives._options import UNNUMBERED, put_common
from neuromatch_site.myst.parser.directive import Directive, DirectiveData, Kind, Option, Part


def run(data: DirectiveData) -> list[Node]:
    """Return the list, without columns."""
    return [put_common(Div(position=data.position, children=data.body_nodes), data)]


DIRECTIVE = Directive(
    name="hlist",
    doc="A short list; in Sphinx, it has columns.",
    run=run,
    options={**UNNUMBERED, "columns": Option("Accepted as in Sphinx.", unused=True)},
    body=Part(Kind.MYST, "The list.", required=True),
    nodes=(Div,),
)
