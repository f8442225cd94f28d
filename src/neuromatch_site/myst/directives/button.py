"""``button``, ``button-link``, ``button-ref``, ``link-button`` -> ``button``."""

from neuromatch_site.model.ast.nodes import Button, Node, Paragraph, Text
from neuromatch_site.myst.directives._options import CLASS, without_effect
from neuromatch_site.myst.parser.directive import Directive, DirectiveData, Kind, Option, Part


def run(data: DirectiveData) -> list[Node]:
    """Return a link that is drawn as a button."""
    address = data.argument
    is_page = data.text("ref-type") == "doc" or "." in address or "/" in address
    if data.name == "button-ref" and not address.startswith("#") and not is_page:
        address = f"#{address}"
    children: list[Node] = (
        data.parse_inline(data.body_source)
        if data.body_source.text.strip()
        else data.nodes("text") or [Text(position=data.argument_source.at(), value=data.argument)]
    )
    button = Button(position=data.position, url=address, classes=data.classes(), children=children)
    return [Paragraph(position=data.position, children=[button])]


DIRECTIVE = Directive(
    name="button",
    alias=("button-link", "button-ref", "link-button"),
    doc="A link that is drawn as a button.",
    run=run,
    argument=Part(Kind.TEXT, "An address, a page, or a label.", required=True),
    options={
        "class": Option(CLASS.doc, alias=("classes",)),
        "text": Option("The words on it, as sphinx-panels has them.", Kind.MYST),
        **without_effect(
            "color", "outline", "align", "expand", "click-parent", "tooltip", "shadow"
        ),
        "ref-type": Option("What a `button-ref` leads to: `doc` says that it is a page."),
        "type": Option("What a `link-button` leads to: `url`, or `ref`, a label or a page."),
    },
    body=Part(Kind.TEXT, "The words on it."),
    nodes=(Button,),
)
