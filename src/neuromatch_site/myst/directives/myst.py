"""``myst``, ``myst:demo``, ``example`` -> ``div`` of ``code`` and its rendered result."""

from neuromatch_site.model.ast.nodes import Code, Div, Node
from neuromatch_site.myst.directives._options import UNNUMBERED, put_common
from neuromatch_site.myst.parser.directive import Directive, DirectiveData, Kind, Option, Part


def run(data: DirectiveData) -> list[Node]:
    """Return MyST source with its result below."""
    code = Code(position=data.position, lang="myst", value=data.body)
    example = Div(
        position=data.position,
        classes=["myst-demo__result"],
        children=data.parse_blocks(data.body_source),
    )
    node = put_common(Div(position=data.position, children=[code, example]), data)
    node.classes = ["myst-demo", *(node.classes or ())]
    return [node]


DIRECTIVE = Directive(
    name="myst",
    alias=("myst:demo", "example"),
    doc="MyST source, with its result below.",
    run=run,
    options={**UNNUMBERED, "numbering": Option("Accepted as in mystmd.", unused=True)},
    body=Part(Kind.TEXT, "The MyST.", required=True),
    nodes=(Div, Code),
)
