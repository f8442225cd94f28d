"""``button``, ``button-link``, ``button-ref``, ``link-button`` -> ``button``."""

from neuromatch_site.diagnostics.diagnostic import Rule
from neuromatch_site.model.ast.nodes import Button, Node, Paragraph, Text
from neuromatch_site.myst.directives._options import CLASS, without_effect
from neuromatch_site.myst.parser.directive import Directive, DirectiveData, Kind, Option, Part
from neuromatch_site.urls import url_scheme


def run(data: DirectiveData) -> list[Node]:
    """Return a link styled as a button."""
    address, words = _split(data)
    is_page = data.text("ref-type") == "doc" or "." in address or "/" in address
    if data.name == "button-ref" and not address.startswith("#") and not is_page:
        address = f"#{address}"
    children: list[Node] = (
        data.parse_inline(data.body_source)
        if data.body_source.text.strip()
        else data.nodes("text") or [Text(position=data.argument_source.at(), value=words)]
    )
    button = Button(position=data.position, url=address, classes=data.classes(), children=children)
    return [Paragraph(position=data.position, children=[button])]


def _split(data: DirectiveData) -> tuple[str, str]:
    """Return the address and the words on the button, which an author may write behind it."""
    address, _, words = data.argument.partition(" ")
    if not words or not url_scheme(address):
        return data.argument, data.argument
    message = f"the address of `{data.name}` has a space in it: it ends before `{words}`"
    hint = "write the words on the next line"
    data.diagnostics.warn(Rule.DIRECTIVE_ARGUMENT_CORRECT, data.position, message, hint)
    return address, words


DIRECTIVE = Directive(
    name="button",
    alias=("button-link", "button-ref", "link-button"),
    doc="A link styled as a button.",
    run=run,
    argument=Part(Kind.TEXT, "A URL, a page, or a label.", required=True),
    options={
        "class": Option(CLASS.doc, alias=("classes",)),
        "text": Option("The text of the button, as in sphinx-panels.", Kind.MYST),
        **without_effect(
            "color", "outline", "align", "expand", "click-parent", "tooltip", "shadow"
        ),
        "ref-type": Option("The target type of a `button-ref`: `doc` for a page."),
        "type": Option(
            "The target type of a `link-button`: `url`, or `ref` for a label or a page."
        ),
    },
    body=Part(Kind.TEXT, "The text of the button."),
    nodes=(Button,),
)
