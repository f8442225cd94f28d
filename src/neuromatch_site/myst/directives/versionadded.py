"""``versionadded``, ``versionchanged`` ... -> ``admonition``."""

from neuromatch_site.model.ast.nodes import Admonition, AdmonitionTitle, Node, Paragraph, Text
from neuromatch_site.myst.directives._options import UNNUMBERED, put_common
from neuromatch_site.myst.parser.directive import Directive, DirectiveData, Kind, Part

_WORDS = {
    "versionadded": ("note", "New in version"),
    "versionchanged": ("note", "Changed in version"),
    "deprecated": ("warning", "Deprecated since version"),
    "versionremoved": ("warning", "Removed in version"),
}


def run(data: DirectiveData) -> list[Node]:
    """Return what changed; words behind the number belong to the text."""
    kind, words = _WORDS[data.name]
    number, _, rest = data.argument.partition(" ")
    node = put_common(Admonition(position=data.position, kind=kind), data)
    title = Text(position=data.position, value=f"{words} {number}")
    node.children.append(AdmonitionTitle(position=data.position, children=[title]))
    if rest.strip():
        at = data.argument_source.part(rest.strip(), 0, data.argument.find(rest.strip()))
        node.children.append(Paragraph(position=at.at(), children=data.parse_inline(at)))
    node.children += data.body_nodes
    return [node]


DIRECTIVE = Directive(
    name="versionadded",
    alias=("versionchanged", "deprecated", "versionremoved"),
    doc="Says since when something is there, is different, or should not be used.",
    run=run,
    argument=Part(Kind.TEXT, "The version, and perhaps a sentence.", required=True),
    options=UNNUMBERED,
    body=Part(Kind.MYST, "What changed."),
    nodes=(Admonition, AdmonitionTitle, Paragraph),
)
