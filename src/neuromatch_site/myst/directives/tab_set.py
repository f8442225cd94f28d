"""``tab-set`` -> ``tabSet`` of ``tabItem``."""

from neuromatch_site.diagnostics.diagnostic import Rule
from neuromatch_site.model.ast import nodes
from neuromatch_site.model.ast.visit import select
from neuromatch_site.myst.directives._options import UNNUMBERED, put_common, without_effect
from neuromatch_site.myst.parser.directive import Directive, DirectiveData, Kind, Part


def run(data: DirectiveData) -> list[nodes.Node]:
    """Return a set of tabs; other content is reported and shown above it."""
    tabs = [node for node in data.body_nodes if _is_tab(node)]
    others = [node for node in data.body_nodes if not _is_tab(node)]
    for node in others:
        reported = next(select(node, nodes.TabItem), None)  # as a tab in the wrong place
        if not reported and not isinstance(node, nodes.MystComment | nodes.MystTarget):
            data.diagnostics.report(
                Rule.DIRECTIVE_BODY_CORRECT,
                node.position or data.position,
                f"`{data.name}` can only contain tabs; this is shown above them",
                "put it inside a `tab-item`",
            )
            break
    return [*others, put_common(nodes.TabSet(position=data.position, children=tabs), data)]


def _is_tab(node: nodes.Node) -> bool:
    return isinstance(node, nodes.MystDirective) and any(
        isinstance(c, nodes.TabItem) for c in node.children
    )


DIRECTIVE = Directive(
    name="tab-set",
    alias=("tabSet", "tabs"),
    doc="Tabs, of which one is shown.",
    run=run,
    options={**UNNUMBERED, **without_effect("sync-group")},
    body=Part(Kind.MYST, "A `tab-item` for each tab.", required=True),
    nodes=(nodes.TabSet,),
)
