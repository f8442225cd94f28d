"""``sc`` -> ``smallcaps``."""

from neuromatch_site.model.ast.nodes import Node, Smallcaps
from neuromatch_site.myst.parser.directive import Kind
from neuromatch_site.myst.parser.role import Role, RoleData
from neuromatch_site.myst.roles._options import put_common


def run(data: RoleData) -> list[Node]:
    """Return the content in small capitals."""
    return [put_common(Smallcaps(position=data.position, children=data.value_nodes), data)]


ROLE = Role(
    name="smallcaps",
    alias=("sc",),
    doc="Text in small capitals.",
    run=run,
    body=Kind.MYST,
    nodes=(Smallcaps,),
)
