"""``download`` -> ``link`` to a file."""

from neuromatch_site.model.ast.nodes import Link, Node
from neuromatch_site.myst.parser.role import Role, RoleData
from neuromatch_site.myst.roles._target import referring_link


def run(data: RoleData) -> list[Node]:
    """Return a link that downloads a file of the course under its own name."""
    link = referring_link(data)
    link.static = True
    return [link]


ROLE = Role(
    name="download",
    doc="Links to a file of the course: `` {download}`the data <data/spikes.csv>` ``.",
    run=run,
    nodes=(Link,),
)
