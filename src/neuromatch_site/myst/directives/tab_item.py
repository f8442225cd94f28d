"""``tab-item`` -> ``tabItem``."""

from neuromatch_site.model.ast.nodes import Node, TabItem, TabSet
from neuromatch_site.myst.directives._options import UNNUMBERED, without_effect
from neuromatch_site.myst.directives._tab import tab_item
from neuromatch_site.myst.parser.directive import Directive, DirectiveData, Kind, Option, Part


def run(data: DirectiveData) -> list[Node]:
    """Return a tab; outside of a set, which is reported, it becomes its own set."""
    node = tab_item(data)
    if data.parent not in DIRECTIVE.parents:
        return [TabSet(position=data.position, children=[node])]
    return [node]


DIRECTIVE = Directive(
    name="tab-item",
    alias=("tabItem",),
    doc="One tab of a set.",
    run=run,
    argument=Part(Kind.MYST, "The title."),
    options={
        **UNNUMBERED,
        "sync": Option("A key: tabs with the same key are selected together.", alias=("key",)),
        "selected": Option("Select this tab at first.", Kind.FLAG),
        **without_effect("class-container", "class-label", "class-content"),
    },
    body=Part(Kind.MYST, "The content."),
    parents=("tab-set",),
    nodes=(TabItem,),
)
