"""``strong``, ``guilabel``, ``menuselection`` -> ``strong``."""

from neuromatch_site.model.ast.nodes import Node, Strong, Text
from neuromatch_site.myst.parser.role import Role, RoleData
from neuromatch_site.myst.roles._options import put_common


def run(data: RoleData) -> list[Node]:
    """Return bold text: labels without accelerator keys, menus with arrows."""
    value = data.value
    if data.name in ("guilabel", "menuselection"):
        value = value.replace("&&", "\0").replace("&", "").replace("\0", "&")
        value = value.replace("-->", "\N{RIGHTWARDS ARROW}")
    text = Text(position=data.value_source.at(), value=value)
    return [put_common(Strong(position=data.position, children=[text]), data)]


ROLE = Role(
    name="strong",
    alias=("guilabel", "menuselection"),
    doc="Bold text; the label of a button, or a path through menus: `File --> Save`.",
    run=run,
    nodes=(Strong,),
)
