"""``sub`` -> ``subscript``."""

from neuromatch_site.model.ast.nodes import Node, Subscript
from neuromatch_site.myst.parser.directive import Kind
from neuromatch_site.myst.parser.role import Role, RoleData
from neuromatch_site.myst.roles._options import put_common


def run(data: RoleData) -> list[Node]:
    """Return the content as subscript."""
    return [put_common(Subscript(position=data.position, children=data.value_nodes), data)]


ROLE = Role(
    name="subscript",
    alias=("sub",),
    doc="Subscript.",
    run=run,
    body=Kind.MYST,
    nodes=(Subscript,),
)
