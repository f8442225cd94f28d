"""Attributes in braces before or after a node -> fields of the node."""

import re

from neuromatch_site.diagnostics.diagnostic import Diagnostics, Rule
from neuromatch_site.diagnostics.source import Position
from neuromatch_site.model.ast import nodes
from neuromatch_site.model.ast.identifiers import normalize_label
from neuromatch_site.myst.parser.attributes import Attributes

_LENGTH = re.compile(r"\d{1,6}(?:\.\d{1,6})?(?:%|px|em|rem|ex|ch|cm|mm|in|pt|pc|vw|vh)?$")
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{1,8})*")
_ALIGN = ("left", "center", "right")


def put_attributes(
    node: nodes.Node, attributes: Attributes, position: Position, diagnostics: Diagnostics
) -> None:
    """Set classes, label and other attributes of a node; unknown ones are reported."""
    if attributes.classes:
        node.classes = [*(node.classes or []), *attributes.classes]
    if attributes.identifier:
        if isinstance(node, nodes.Target | nodes.LiteralTarget):
            node.identifier, node.label = normalize_label(attributes.identifier)
        else:
            message = f"`{node.type}` takes no label, such as `#{attributes.identifier}`"
            diagnostics.report(Rule.DIRECTIVE_OPTIONS_CORRECT, position, message)
    for key, value in attributes.values.items():
        if not _put(node, key, value):
            message = f"`{key}={value}` has no effect on `{node.type}`"
            diagnostics.report(Rule.DIRECTIVE_OPTIONS_CORRECT, position, message)


def is_language(key: str, value: str) -> bool:
    """Return whether the attribute is a language (BCP 47) or a writing direction."""
    if key == "lang":
        return _LANGUAGE.fullmatch(value) is not None
    return key == "dir" and value in ("ltr", "rtl", "auto")


def _put(node: nodes.Node, key: str, value: str) -> bool:
    """Set a field; return whether the node has it and the value may be."""
    if isinstance(node, nodes.InlineCode) and key in ("l", "lang", "language"):
        node.lang = value
        return True
    if isinstance(node, nodes.Span | nodes.Div) and is_language(key, value):
        node.data = {**(node.data or {}), key: value}
        return True
    if not isinstance(node, nodes.Image):
        return False
    if key in ("width", "w") and _LENGTH.match(value):
        node.width = value
    elif key in ("height", "h") and _LENGTH.match(value):
        node.height = value
    elif key == "align" and value in _ALIGN:
        node.align = value
    elif key == "alt":
        node.alt = value
    else:
        return False
    return True
