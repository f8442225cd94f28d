"""``download`` -> ``link`` to a file."""

from neuromatch_site.ast.nodes import Link, Node
from neuromatch_site.parse.role import Role, RoleData
from neuromatch_site.roles._target import referred


def run(data: RoleData) -> list[Node]:
    """Return a link to a file of the course, to be downloaded under its own name."""
    found = referred(data)
    return [
        Link(
            position=data.position,
            url=found.target.strip(),
            static=True,
            classes=data.classes(),
            children=found.text,
        )
    ]


ROLE = Role(
    name="download",
    doc="Links to a file of the course: ``{download}`the data <data/spikes.csv>```.",
    run=run,
    nodes=(Link,),
)
