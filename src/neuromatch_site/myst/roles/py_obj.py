"""``py:func``, ``py:class`` ... -> ``inlineCode``: names in a programming language."""

from neuromatch_site.model.ast.nodes import InlineCode, Node, Text
from neuromatch_site.model.ast.text import text_of
from neuromatch_site.myst.parser.role import Role, RoleData
from neuromatch_site.myst.roles._options import put_common
from neuromatch_site.myst.roles._target import referred

_KINDS = "obj func class mod meth attr exc data const type property".split()


def run(data: RoleData) -> list[Node]:
    """Return the name: with `~` only its last part, functions with parentheses."""
    target = referred(data)
    name = target.target.strip()
    if name.startswith("~"):
        name = name.rpartition(".")[2].lstrip("~")
    if data.name.endswith(("func", "meth")) and not name.endswith(")"):
        name += "()"
    words = text_of(target.text).strip() if target.text else name.lstrip("!")
    code = put_common(InlineCode(position=data.position, value=words), data)
    return [code] if words else [Text(position=data.position, value=data.value)]


ROLE = Role(
    name="py:obj",
    variants=(*(f"py:{kind}" for kind in _KINDS[1:]), *_KINDS),
    doc="The name of a function, class, module ..., as in Sphinx.",
    run=run,
    nodes=(InlineCode,),
)
