"""``sup`` -> ``superscript``."""

from neuromatch_site.model.ast.nodes import Node, Superscript
from neuromatch_site.myst.parser.directive import Kind
from neuromatch_site.myst.parser.role import Role, RoleData
from neuromatch_site.myst.roles._options import put_common


def run(data: RoleData) -> list[Node]:
    """Return the content as superscript."""
    return [put_common(Superscript(position=data.position, children=data.value_nodes), data)]


ROLE = Role(
    name="superscript",
    alias=("sup",),
    doc="Superscript.",
    run=run,
    body=Kind.MYST,
    nodes=(Superscript,),
)
