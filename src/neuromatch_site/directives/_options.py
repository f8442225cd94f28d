"""Options that many directives share."""

from collections.abc import Mapping
from typing import TypeVar

from neuromatch_site.ast.identifiers import normalize_label
from neuromatch_site.ast.nodes import LiteralTarget, Target
from neuromatch_site.parse.directive import DirectiveData, Kind, Option

T = TypeVar("T", Target, LiteralTarget)

LABEL = Option("A name to refer to it by.", alias=("name",))
CLASS = Option("Words for the style sheet, between spaces.")
ALIGN = Option("Where it stands.", choices=("left", "center", "right"))
WIDTH = Option("How wide it is: `80%`, `300px`.", Kind.LENGTH, alias=("w",))
HEIGHT = Option("How high it is.", Kind.LENGTH, alias=("h",))
ENUMERATED = Option("Whether it is numbered.", Kind.FLAG, alias=("numbered",))
ENUMERATOR = Option("The number to show, in place of the next one.", alias=("number",))

COMMON: Mapping[str, Option] = {"label": LABEL, "class": CLASS}
"""What every directive takes."""


def put_common(node: T, data: DirectiveData) -> T:
    """Give the node the label and class of its directive, and return it."""
    label = data.text("label")
    if label:
        node.identifier, node.label = normalize_label(label)
    node.classes = data.classes()
    return node
