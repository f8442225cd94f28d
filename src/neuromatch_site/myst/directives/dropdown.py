"""``dropdown``, ``toggle`` -> ``details`` with a ``summary``."""

from neuromatch_site.model.ast.nodes import Details, Node, Summary
from neuromatch_site.myst.directives._options import UNNUMBERED, put_common, without_effect
from neuromatch_site.myst.parser.directive import Directive, DirectiveData, Kind, Option, Part


def run(data: DirectiveData) -> list[Node]:
    """Return collapsible content with a title."""
    node = put_common(Details(position=data.position, open=data.flag("open")), data)
    if data.argument_nodes:
        place = data.argument_nodes[0].position
        node.children.append(Summary(position=place, children=data.argument_nodes))
    node.children.extend(data.body_nodes)
    return [node]


DIRECTIVE = Directive(
    name="dropdown",
    alias=("toggle",),
    doc="Collapsible content.",
    run=run,
    argument=Part(Kind.MYST, "The title."),
    options={
        **UNNUMBERED,
        "open": Option("Show it open at first.", Kind.FLAG, alias=("show",)),
        **without_effect("color", "icon", "chevron", "animate", "margin"),
        **without_effect("class-container", "class-title", "class-body"),
        **without_effect("container", "title", "body", "marker", "column"),  # of sphinx-panels
    },
    body=Part(Kind.MYST, "The content.", required=True),
    nodes=(Details, Summary),
)
