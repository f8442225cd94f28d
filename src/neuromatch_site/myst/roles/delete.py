"""``del`` -> ``delete``."""

from neuromatch_site.model.ast.nodes import Delete, Node
from neuromatch_site.myst.parser.directive import Kind
from neuromatch_site.myst.parser.role import Role, RoleData
from neuromatch_site.myst.roles._options import put_common


def run(data: RoleData) -> list[Node]:
    """Return the content struck out."""
    return [put_common(Delete(position=data.position, children=data.value_nodes), data)]


ROLE = Role(
    name="delete",
    alias=(
        "del",
        "strike",
    ),
    doc="Struck-out text.",
    run=run,
    body=Kind.MYST,
    nodes=(Delete,),
)
