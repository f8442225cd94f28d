"""``bdg``, ``bdg-primary``, ``bdg-link-info`` ... -> ``span`` or ``link``: text as a badge."""

from neuromatch_site.model.ast.nodes import Node, Span, Text
from neuromatch_site.myst.parser.role import Role, RoleData
from neuromatch_site.myst.roles._target import referring_link

_COLOURS = "primary secondary success info warning danger light muted dark white black".split()
_KINDS = ("bdg", "bdg-ref", "bdg-link")


def run(data: RoleData) -> list[Node]:
    """Return the text with the class ``span--badge``; inside its link or reference, if any."""
    if data.name.startswith("bdg-link"):
        inside: Node = referring_link(data)
    elif data.name.startswith("bdg-ref"):
        inside = referring_link(data)
        inside.url = f"#{inside.url}"
    else:
        inside = Text(position=data.value_source.at(), value=data.value)
    classes = [*(data.classes() or ()), "span--badge"]
    return [Span(position=data.position, classes=classes, children=[inside])]


ROLE = Role(
    name="bdg",
    alias=_KINDS[1:],
    variants=(
        *(f"{kind}-{colour}" for kind in _KINDS for colour in _COLOURS),
        *(f"{kind}-{colour}-line" for kind in _KINDS for colour in _COLOURS),
    ),
    doc="Text as a badge, as in sphinx-design, in the colour of the text.",
    run=run,
    nodes=(Span,),
)
