"""``eval`` -> ``inlineExpression``: its value, if the code of the page has been run."""

from neuromatch_site.model.ast.nodes import InlineExpression, Node
from neuromatch_site.myst.parser.role import Role, RoleData
from neuromatch_site.myst.roles._options import put_common


def run(data: RoleData) -> list[Node]:
    """Return the expression; its value is added when the page is read."""
    return [put_common(InlineExpression(position=data.position, value=data.value), data)]


ROLE = Role(
    name="eval",
    doc=(
        "The value of an expression, computed after the cells before it by `neuromatch-site "
        "run` or `--execute`; until then it is shown as written."
    ),
    run=run,
    nodes=(InlineExpression,),
)
