"""``emphasis``, ``dfn`` ... -> ``emphasis``."""

from neuromatch_site.model.ast.nodes import Emphasis, Node
from neuromatch_site.myst.parser.directive import Kind
from neuromatch_site.myst.parser.role import Role, RoleData
from neuromatch_site.myst.roles._options import put_common


def run(data: RoleData) -> list[Node]:
    """Return stressed words."""
    return [put_common(Emphasis(position=data.position, children=data.value_nodes), data)]


ROLE = Role(
    name="emphasis",
    alias=("dfn", "title-reference", "title", "t"),
    doc="Emphasized text; `dfn` for the definition of a term. Same as `*words*`.",
    run=run,
    body=Kind.MYST,
    nodes=(Emphasis,),
)
