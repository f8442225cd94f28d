"""``glue``, ``glue:text`` ... -> a ``span`` that a transform fills from a cell of the page."""

from neuromatch_site.model.ast.nodes import Node, Span
from neuromatch_site.myst.parser.role import Role, RoleData


def run(data: RoleData) -> list[Node]:
    """Return a placeholder for a value, optionally of another page: ``page.ipynb::key:.2f``."""
    page, _, key = data.value.strip().rpartition("::")
    form = ""
    if data.name == "glue:text":
        key, _, form = key.partition(":")
    fields = {"key": key, "format": form, "math": data.name == "glue:math", "doc": page}
    return [Span(position=data.position, classes=data.classes(), data={"glue": fields})]


ROLE = Role(
    name="glue",
    alias=("glue:", "glue:any", "glue:text", "glue:math", "glue:md"),
    doc="A value that a cell of the page stored with MyST-NB's `glue(key, value)`.",
    run=run,
    nodes=(Span,),
)
