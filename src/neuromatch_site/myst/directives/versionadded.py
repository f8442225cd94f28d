"""``versionadded``, ``versionchanged`` ... -> ``admonition``."""

from neuromatch_site.model.ast.nodes import Admonition, Node, Paragraph
from neuromatch_site.myst.directives._options import UNNUMBERED, put_common
from neuromatch_site.myst.parser.directive import Directive, DirectiveData, Kind, Part


def run(data: DirectiveData) -> list[Node]:
    """Return what changed; text after the version belongs to the body."""
    kind = "warning" if data.name in ("deprecated", "versionremoved") else "note"
    number, _, rest = data.argument.partition(" ")
    node = put_common(Admonition(position=data.position, kind=kind), data)
    node.data = {**(node.data or {}), "change": data.name, "version": number}
    if rest.strip():
        at = data.argument_source.part(rest.strip(), 0, data.argument.find(rest.strip()))
        node.children.append(Paragraph(position=at.at(), children=data.parse_inline(at)))
    node.children += data.body_nodes
    return [node]


DIRECTIVE = Directive(
    name="versionadded",
    alias=("versionchanged", "deprecated", "versionremoved"),
    doc="The version since which something exists, has changed, or is deprecated.",
    run=run,
    argument=Part(Kind.TEXT, "The version, with an optional sentence.", required=True),
    options=UNNUMBERED,
    body=Part(Kind.MYST, "What changed."),
    nodes=(Admonition, Paragraph),
)
