"""``abbr`` -> ``abbreviation``."""

import re

from neuromatch_site.model.ast.nodes import Abbreviation, Node, Text
from neuromatch_site.myst.parser.role import Role, RoleData
from neuromatch_site.myst.roles._options import put_common

_FORM = re.compile(r"(.+)\(([^()]+)\)\s*$", re.DOTALL)


def run(data: RoleData) -> list[Node]:
    """Return the abbreviation with its long form as title."""
    match = _FORM.match(data.value)
    short = match[1] if match else data.value
    text = Text(position=data.value_source.at(), value=short.strip())
    title = match[2].strip() if match else None
    return [put_common(Abbreviation(position=data.position, title=title, children=[text]), data)]


ROLE = Role(
    name="abbreviation",
    alias=("abbr",),
    doc="An abbreviation and its long form: `` {abbr}`LIF (leaky integrate-and-fire)` ``.",
    run=run,
    nodes=(Abbreviation,),
)
