"""``text <target>``: the content of many roles."""

import re

from msgspec import Struct

from neuromatch_site.model.ast.nodes import Link, Node, Text
from neuromatch_site.myst.parser.role import RoleData

_FORM = re.compile(r"(?P<text>[^<>]+)<(?P<target>[^<>]+)>\s*$", re.DOTALL)


class Referred(Struct, frozen=True):
    """The target of a role, and its text."""

    target: str
    """As written."""
    text: list[Node]
    """Empty if there is none."""


def referred(data: RoleData) -> Referred:
    """Return the target and the text of a role."""
    match = _FORM.match(data.value)
    if match is None:
        return Referred(data.value, [])
    words = match["text"].strip()
    text: list[Node] = [Text(position=data.value_source.at(), value=words)] if words else []
    return Referred(match["target"], text)


def referring_link(data: RoleData) -> Link:
    """Return a link to the target of a role, around its text."""
    target = referred(data)
    return Link(
        position=data.position,
        url=target.target.strip(),
        classes=data.classes(),
        children=target.text,
    )
