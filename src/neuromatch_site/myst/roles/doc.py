"""``doc`` -> ``link`` to another page."""

from neuromatch_site.model.ast.nodes import Link, Node
from neuromatch_site.myst.parser.role import Role, RoleData
from neuromatch_site.myst.roles._target import referring_link


def run(data: RoleData) -> list[Node]:
    """Return a link to a page, by its path with or without extension."""
    link = referring_link(data)
    link.internal = True
    return [link]


ROLE = Role(
    name="doc",
    doc="Links to a page, as `[](week-1/neurons.md)` does.",
    run=run,
    nodes=(Link,),
)
