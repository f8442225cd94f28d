"""``badge``, ``link-badge`` of sphinx-panels -> ``span``: text as a badge."""

import re

from neuromatch_site.model.ast.nodes import Link, Node, Span, Text
from neuromatch_site.myst.parser.role import Role, RoleData

_SETTING = re.compile(r"\s*(?:cls|type|tooltip)\s*=")


def run(data: RoleData) -> list[Node]:
    """Return the text with the class ``span--badge``; for a ``link-badge``, as a link."""
    words, *rest = data.value.split(",")
    place = data.value_source.at()
    inside: Node = Text(position=place, value=words.strip())
    if data.name == "link-badge":
        label = next((part.strip() for part in rest if not _SETTING.match(part)), words)
        text = Text(position=place, value=label.strip("\"'"))
        inside = Link(position=place, url=words.strip(), children=[text])
    return [Span(position=data.position, classes=["span--badge"], children=[inside])]


ROLE = Role(
    name="badge",
    alias=("link-badge",),
    doc="Text as a badge, as in sphinx-panels; use `bdg` in new pages.",
    run=run,
    nodes=(Span,),
)
