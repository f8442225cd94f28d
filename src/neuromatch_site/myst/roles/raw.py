"""``raw:html``, ``raw:latex``, ``raw:typst`` -> ``html`` or ``raw``."""

from neuromatch_site.model.ast.nodes import Html, Node, Raw
from neuromatch_site.myst.parser.role import Role, RoleData

_TEX, _TYPST = ("tex", "latex"), ("typ", "typst")


def run(data: RoleData) -> list[Node]:
    """Return HTML for pages; text for other formats is kept, but not shown."""
    lang = data.name.rpartition(":")[2]
    if lang == "html":
        return [Html(position=data.position, value=data.value)]
    return [
        Raw(
            position=data.position,
            lang="tex" if lang in _TEX else "typst" if lang in _TYPST else lang,
            value=data.value,
            tex=data.value if lang in _TEX else None,
            typst=data.value if lang in _TYPST else None,
        )
    ]


ROLE = Role(
    name="raw",
    alias=("raw:html", "raw:latex", "raw:tex", "raw:typst", "raw:typ"),
    doc="Text for one format: HTML is sanitized and shown; other formats are for other exports.",
    run=run,
    nodes=(Html, Raw),
)
