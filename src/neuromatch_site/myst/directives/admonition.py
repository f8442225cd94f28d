"""``admonition``, ``note``, ``tip`` ... -> ``admonition``."""

from neuromatch_site.model.ast.nodes import Admonition, AdmonitionTitle, Node, Paragraph
from neuromatch_site.myst.directives._options import UNNUMBERED, put_common
from neuromatch_site.myst.parser.directive import Directive, DirectiveData, Kind, Option, Part

KINDS = (
    "attention",
    "caution",
    "danger",
    "error",
    "hint",
    "important",
    "note",
    "seealso",
    "tip",
    "warning",
)


def run(data: DirectiveData) -> list[Node]:
    """Return an admonition; its kind is the name it was written with."""
    kind = data.name if data.name in KINDS else None
    node = put_common(Admonition(position=data.position, kind=kind), data)
    node.icon = False if data.choice("icon") is False else None
    if (folded := data.choice("open")) is not None:
        node.open = folded or None
        if "dropdown" not in (node.classes or ()):
            node.classes = [*(node.classes or ()), "dropdown"]
    if data.argument_nodes:
        title = AdmonitionTitle if data.body_nodes else Paragraph
        place = data.argument_nodes[0].position
        node.children.append(title(position=place, children=data.argument_nodes))
    node.children.extend(data.body_nodes)
    return [node]


DIRECTIVE = Directive(
    name="admonition",
    alias=KINDS,
    doc="A note, tip, warning ...: a box with a title; its name is the kind.",
    run=run,
    argument=Part(Kind.MYST, "The title, or the text if there is no body."),
    options={
        **UNNUMBERED,
        "icon": Option("`false` removes the icon.", Kind.FLAG),
        "open": Option("Make it collapsible; `true` shows it open at first.", Kind.FLAG),
    },
    body=Part(Kind.MYST, "The text; `:class: dropdown` makes it collapsible."),
    nodes=(Admonition, AdmonitionTitle),
)
