"""``literal``, ``code`` -> ``inlineCode``."""

from neuromatch_site.model.ast.nodes import InlineCode, Node
from neuromatch_site.myst.parser.role import Role, RoleData
from neuromatch_site.myst.roles._options import put_common


def run(data: RoleData) -> list[Node]:
    """Return inline code, with its language."""
    lang = data.options.get("lang") or data.options.get("language")
    value = data.value
    if value[0] == value[-1] == " ":  # as in CommonMark's code spans
        value = value[1:-1]
    return [put_common(InlineCode(position=data.position, lang=lang, value=value), data)]


ROLE = Role(
    name="literal",
    alias=("code",),
    doc="Inline code, with its language: ``{code lang=python}`x + 1```.",
    run=run,
    options={"lang": "The language.", "language": "The language."},
    nodes=(InlineCode,),
)
