"""``sub`` -> ``subscript``."""

from neuromatch_site.ast.nodes import Node, Subscript
from neuromatch_site.parse.directive import Kind
from neuromatch_site.parse.role import Role, RoleData


def run(data: RoleData) -> list[Node]:
    """Return the content as a subscript."""
    return [
        Subscript(position=data.position, classes=data.classes(), children=data.value_nodes)
    ]


ROLE = Role(
    name="subscript",
    alias=("sub",),
    doc="Text below the line.",
    run=run,
    body=Kind.MYST,
    nodes=(Subscript,),
)
