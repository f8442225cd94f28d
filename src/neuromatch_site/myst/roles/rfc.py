"""``rfc``, ``pep`` -> ``link``."""

import re

from neuromatch_site.diagnostics.diagnostic import Rule
from neuromatch_site.model.ast.nodes import Link, Node, Text
from neuromatch_site.myst.parser.role import Role, RoleData
from neuromatch_site.myst.roles._target import referred

_BASES = {
    "rfc": "https://www.rfc-editor.org/rfc/rfc{}.html",
    "pep": "https://peps.python.org/pep-{:0>4}/",
}


def run(data: RoleData) -> list[Node]:
    """Return a link to the document with this number."""
    target = referred(data)
    match = re.fullmatch(r"\s*(\d{1,5})(#[\w.-]+)?\s*", target.target)
    words = f"{data.name.upper()} {target.target.strip()}"
    text = target.text or [Text(position=data.position, value=words)]
    if match is None:
        message = f"`{target.target.strip()}` is not the number of a document"
        data.report(Rule.ROLE_BODY_CORRECT, message, f"write `` {{{data.name}}}`8` ``")
        return text
    url = _BASES[data.name].format(match[1]) + (match[2] or "")
    return [Link(position=data.position, url=url, classes=data.classes(), children=text)]


ROLE = Role(
    name="rfc",
    alias=("pep",),
    doc="Links to an RFC or a PEP by its number.",
    run=run,
    nodes=(Link,),
)
