"""``doc`` -> ``link`` to another page."""

from neuromatch_site.ast.nodes import Link, Node
from neuromatch_site.parse.role import Role, RoleData
from neuromatch_site.roles._target import referred


def run(data: RoleData) -> list[Node]:
    """Return a link to a page, by its path with or without the ending of its file."""
    found = referred(data)
    return [
        Link(
            position=data.position,
            url=found.target.strip(),
            internal=True,
            classes=data.classes(),
            children=found.text,
        )
    ]


ROLE = Role(
    name="doc",
    doc="Links to a page, as `[](week-1/neurons.md)` does.",
    run=run,
    nodes=(Link,),
)
