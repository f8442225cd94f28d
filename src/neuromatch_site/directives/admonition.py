"""``admonition``, ``note``, ``tip`` ... -> ``admonition``."""

from neuromatch_site.ast.nodes import Admonition, AdmonitionTitle, Node
from neuromatch_site.directives._options import COMMON, put_common
from neuromatch_site.parse.directive import Directive, DirectiveData, Kind, Option, Part

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
    """Return an admonition; its kind is the name it was written with, or a class that is one."""
    name = data.name.removesuffix("admonition").rstrip("-").removeprefix(".callout-")
    words = data.classes() or []
    kind = name if name in KINDS else next((word for word in words if word in KINDS), None)
    node = put_common(Admonition(position=data.position, kind=kind), data)
    node.icon = False if data.options.get("icon") is False else None
    node.open = None if data.options.get("open") is None else data.options["open"] is True
    if data.argument_nodes:
        title = AdmonitionTitle(position=data.position, children=data.argument_nodes)
        node.children.append(title)
    node.children.extend(data.body_nodes)
    return [node]


DIRECTIVE = Directive(
    name="admonition",
    alias=KINDS,
    doc="An aside that asks for attention.",
    run=run,
    argument=Part(Kind.MYST, "The title."),
    options={
        **COMMON,
        "icon": Option("`false` leaves the icon out.", Kind.FLAG),
        "open": Option("With `:class: dropdown`: whether it starts unfolded.", Kind.FLAG),
    },
    body=Part(Kind.MYST, "What it says."),
    nodes=(Admonition, AdmonitionTitle),
)
