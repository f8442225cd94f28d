"""``raw``, ``raw:html``, ``raw:latex``, ``raw:typst`` -> ``html`` or ``raw``."""

from neuromatch_site.model.ast.nodes import Html, Node, Raw
from neuromatch_site.myst.directives._options import CLASS
from neuromatch_site.myst.parser.directive import Directive, DirectiveData, Kind, Option, Part

_TEX, _TYPST = ("tex", "latex"), ("typ", "typst")


def run(data: DirectiveData) -> list[Node]:
    """Return HTML for pages; text for other formats is kept, but not shown."""
    lang = (data.name.partition(":")[2] or data.argument).lower()
    if lang == "html":
        return [Html(position=data.position, value=data.body)]
    return [
        Raw(
            position=data.position,
            lang=lang,
            value=data.body,
            tex=f"\n{data.body}\n" if lang in _TEX else None,
            typst=f"\n{data.body}\n" if lang in _TYPST else None,
        )
    ]


DIRECTIVE = Directive(
    name="raw",
    alias=("raw:html", "raw:latex", "raw:tex", "raw:typst", "raw:typ"),
    doc="Text for one format: HTML is sanitized and shown; other formats are for other exports.",
    run=run,
    argument=Part(Kind.TEXT, "The format: `html`, `latex`, `typst`."),
    options={"class": Option(CLASS.doc, unused=True)},
    body=Part(Kind.TEXT, "The text."),
    nodes=(Html, Raw),
)
