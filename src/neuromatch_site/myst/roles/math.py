"""``math`` -> ``inlineMath``."""

from neuromatch_site.model.ast.nodes import InlineMath, Node
from neuromatch_site.myst.parser.role import Role, RoleData
from neuromatch_site.myst.roles._options import put_common


def run(data: RoleData) -> list[Node]:
    """Return an inline formula."""
    return [put_common(InlineMath(position=data.position, value=data.value), data)]


ROLE = Role(
    name="math",
    doc="An inline formula in TeX.",
    run=run,
    options={"typst": "The formula for Typst; it has no meaning here."},
    nodes=(InlineMath,),
)
