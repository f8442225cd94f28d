"""``blockquote``, ``epigraph``, ``pull-quote`` -> ``container`` of ``blockquote``."""

from neuromatch_site.model.ast.nodes import Blockquote, Container, Node
from neuromatch_site.myst.directives._options import UNNUMBERED, put_common
from neuromatch_site.myst.parser.directive import Directive, DirectiveData, Kind, Part


def run(data: DirectiveData) -> list[Node]:
    """Return a container of kind ``quote``; its classes give the kind of quotation."""
    quote = Blockquote(position=data.position, children=data.body_nodes)
    node = put_common(Container(position=data.position, kind="quote", children=[quote]), data)
    if data.name != "blockquote":
        node.classes = [*(node.classes or ()), data.name]
    return [node]


DIRECTIVE = Directive(
    name="blockquote",
    alias=("epigraph", "highlights", "pull-quote"),
    doc="A quotation; a last paragraph that starts with `-- ` is its attribution.",
    run=run,
    options=UNNUMBERED,
    body=Part(Kind.MYST, "The quotation.", required=True),
    nodes=(Container, Blockquote),
)
