"""``eval`` -> ``inlineExpression``: shown as it is written, never executed."""

from neuromatch_site.diagnostics.diagnostic import Rule
from neuromatch_site.model.ast.nodes import InlineCode, InlineExpression, Node
from neuromatch_site.myst.parser.role import Role, RoleData
from neuromatch_site.myst.roles._options import put_common


def run(data: RoleData) -> list[Node]:
    """Return the expression as code; it is reported that it is not executed."""
    message = f"`{data.value}` is shown as written, not executed"
    data.report(Rule.INLINE_EXPRESSION_RENDERS, message, "write its value")
    code = InlineCode(position=data.value_source.at(), value=data.value)
    node = InlineExpression(position=data.position, value=data.value, children=[code])
    return [put_common(node, data)]


ROLE = Role(
    name="eval",
    doc="An expression that a kernel would compute; it is shown as it is written.",
    run=run,
    nodes=(InlineExpression, InlineCode),
)
