"""``kbd`` -> ``keyboard``."""

from neuromatch_site.model.ast.nodes import Keyboard, Node, Text
from neuromatch_site.myst.parser.role import Role, RoleData
from neuromatch_site.myst.roles._options import put_common


def run(data: RoleData) -> list[Node]:
    """Return a key to press."""
    text = Text(position=data.value_source.at(), value=data.value)
    return [put_common(Keyboard(position=data.position, children=[text]), data)]


ROLE = Role(
    name="keyboard",
    alias=("kbd",),
    doc="A key to press: `` {kbd}`Ctrl` ``.",
    run=run,
    nodes=(Keyboard,),
)
