"""``span`` -> ``span``."""

from neuromatch_site.model.ast.nodes import Node, Span
from neuromatch_site.myst.parser.directive import Kind
from neuromatch_site.myst.parser.role import Role, RoleData
from neuromatch_site.myst.roles._options import put_common


def run(data: RoleData) -> list[Node]:
    """Return the content with its class and label."""
    return [put_common(Span(position=data.position, children=data.value_nodes), data)]


ROLE = Role(
    name="span",
    doc="Text with a CSS class or a label: ``{span .small #here}`text```.",
    run=run,
    body=Kind.MYST,
    nodes=(Span,),
)
