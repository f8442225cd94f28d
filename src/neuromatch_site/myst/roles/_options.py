"""Options that every role has."""

from typing import TypeVar

from neuromatch_site.diagnostics.diagnostic import Rule
from neuromatch_site.model.ast.identifiers import normalize_label
from neuromatch_site.model.ast.nodes import InlineMath, Node, Target
from neuromatch_site.myst.parser.role import RoleData

N = TypeVar("N", bound=Node)


def put_common(node: N, data: RoleData) -> N:
    """Set label and class of a node from its role, and return it."""
    node.classes = data.classes()
    label = data.options.get("label")
    if label and isinstance(node, Target | InlineMath):
        node.identifier, node.label = normalize_label(label)
    elif label:
        message = f"`{data.name}` takes no label, such as `#{label}`"
        data.report(Rule.DIRECTIVE_OPTIONS_CORRECT, message, "put a `span` around it")
    return node
