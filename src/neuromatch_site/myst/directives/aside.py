"""``aside``, ``margin``, ``sidebar``, ``topic`` -> ``aside``."""

from neuromatch_site.model.ast.nodes import AdmonitionTitle, Aside, Node
from neuromatch_site.myst.directives._options import UNNUMBERED, put_common
from neuromatch_site.myst.directives._title import titled_body
from neuromatch_site.myst.parser.directive import Directive, DirectiveData, Kind, Part


def run(data: DirectiveData) -> list[Node]:
    """Return an aside, with its title."""
    kind = data.name if data.name in ("sidebar", "topic") else None
    node = put_common(Aside(position=data.position, kind=kind), data)
    node.children.extend(titled_body(data))
    return [node]


DIRECTIVE = Directive(
    name="aside",
    alias=("margin", "sidebar", "topic"),
    doc="A note beside the text.",
    run=run,
    argument=Part(Kind.MYST, "The title."),
    options=UNNUMBERED,
    body=Part(Kind.MYST, "The text.", required=True),
    nodes=(Aside, AdmonitionTitle),
)
