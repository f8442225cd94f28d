"""The title of a box, from the argument of its directive."""

from neuromatch_site.model.ast.nodes import AdmonitionTitle, Node
from neuromatch_site.myst.parser.directive import DirectiveData


def titled_body(data: DirectiveData) -> list[Node]:
    """Return the argument as a title, if there is one, followed by the body."""
    title: list[Node] = []
    if data.argument_nodes:
        place = data.argument_nodes[0].position
        title.append(AdmonitionTitle(position=place, children=data.argument_nodes))
    return [*title, *data.body_nodes]
