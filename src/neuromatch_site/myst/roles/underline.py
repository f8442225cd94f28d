"""``u`` -> ``underline``."""

from neuromatch_site.model.ast.nodes import Node, Underline
from neuromatch_site.myst.parser.directive import Kind
from neuromatch_site.myst.parser.role import Role, RoleData
from neuromatch_site.myst.roles._options import put_common


def run(data: RoleData) -> list[Node]:
    """Return the content underlined."""
    return [put_common(Underline(position=data.position, children=data.value_nodes), data)]


ROLE = Role(
    name="underline",
    alias=("u",),
    doc="Underlined text.",
    run=run,
    body=Kind.MYST,
    nodes=(Underline,),
)
