"""``figure-md`` -> ``container``: a figure whose body begins with a Markdown picture."""

from neuromatch_site.model.ast.identifiers import normalize_label
from neuromatch_site.model.ast.nodes import Container, Node
from neuromatch_site.myst.directives._options import NUMBERED, put_common
from neuromatch_site.myst.parser.directive import Directive, DirectiveData, Kind, Part


def run(data: DirectiveData) -> list[Node]:
    """Return a figure; a transform arranges its content."""
    node = Container(position=data.position, kind="figure", children=data.body_nodes)
    put_common(node, data)
    if data.argument and not node.label:
        node.identifier, node.label = normalize_label(data.argument)
    return [node]


DIRECTIVE = Directive(
    name="figure-md",
    doc="A figure whose body starts with a Markdown image, as in Sphinx.",
    run=run,
    argument=Part(Kind.TEXT, "The label for references."),
    options=NUMBERED,
    body=Part(Kind.MYST, "The image, then a paragraph as its caption.", required=True),
    nodes=(Container,),
)
