"""``tab``, ``tabbed`` -> ``tabSet`` of one ``tabItem``; a transform joins consecutive ones."""

from neuromatch_site.model.ast.nodes import Node, TabItem, TabSet
from neuromatch_site.myst.directives._options import UNNUMBERED, without_effect
from neuromatch_site.myst.directives._tab import tab_item
from neuromatch_site.myst.parser.directive import Directive, DirectiveData, Kind, Option, Part


def run(data: DirectiveData) -> list[Node]:
    """Return a tab: of a ``tab-set``, or of consecutive ``tab`` directives."""
    node = tab_item(data)
    if data.parent == "tab-set":
        return [node]
    joins = not data.flag("new-set")
    return [TabSet(position=data.position, data={"joins": joins}, children=[node])]


DIRECTIVE = Directive(
    name="tab",
    alias=("tabbed",),
    doc="One of several consecutive tabs without a `tab-set`.",
    run=run,
    argument=Part(Kind.MYST, "The title.", required=True),
    options={
        **UNNUMBERED,
        "sync": Option("A key: tabs with the same key are selected together.", alias=("key",)),
        "selected": Option("Select this tab at first.", Kind.FLAG),
        "new-set": Option("Start a new tab set.", Kind.FLAG, alias=("new-group",)),
        **without_effect("class-label", "class-content"),
    },
    body=Part(Kind.MYST, "The content."),
    nodes=(TabSet, TabItem),
)
