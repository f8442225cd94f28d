"""Options that many directives share."""

import re
from collections.abc import Mapping
from typing import TypeVar

from neuromatch_site.diagnostics.diagnostic import Rule
from neuromatch_site.model.ast.identifiers import normalize_label
from neuromatch_site.model.ast.nodes import LiteralTarget, Target
from neuromatch_site.myst.parser.directive import DirectiveData, Kind, Option

T = TypeVar("T", bound=Target | LiteralTarget)

LABEL = Option("The label for references.", alias=("name",))
CLASS = Option("CSS classes, separated by spaces.")
ALIGN = Option("Its alignment.", choices=("left", "center", "right"))
WIDTH = Option("The width: `80%`, `300px`.", Kind.LENGTH, alias=("w",))
SCALE = Option("The size in percent of the image's own size: `50`.")
HEIGHT = Option("The height.", Kind.LENGTH, alias=("h",))
ALT = Option("Alternative text, for readers who cannot see it.")
ENUMERATED = Option("Switch the number on or off.", Kind.FLAG, alias=("numbered",))
ENUMERATOR = Option("The number to show instead of the next one.", alias=("number",))
NONUMBER = Option("Remove the number, like `enumerated: false`.", Kind.FLAG)
REMOVE_INPUT = Option("Leave out the code of a notebook cell.", Kind.FLAG)
REMOVE_OUTPUT = Option("Leave out the output of a notebook cell.", Kind.FLAG)
PLACEHOLDER = Option("An image to show instead in print.")

COLUMNS = Option("The width in twelfths of the grid: `6`, or `12 6 6 4` for four screen widths.")

COMMON: Mapping[str, Option] = {"label": LABEL, "class": CLASS}
"""Options of every directive."""
_DRAWN = Option("The colour in sphinx-design; no effect.")


def without_effect(*names: str) -> Mapping[str, Option]:
    """Return options for the appearance in sphinx-design, which have no effect."""
    return dict.fromkeys(names, _DRAWN)


NUMBERED: Mapping[str, Option] = {
    **COMMON,
    "enumerated": ENUMERATED,
    "enumerator": ENUMERATOR,
}
"""Options of directives whose node has a number."""
UNNUMBERED: Mapping[str, Option] = {
    **COMMON,
    "enumerated": Option(ENUMERATED.doc, Kind.FLAG, alias=ENUMERATED.alias, unused=True),
    "enumerator": Option(ENUMERATOR.doc, alias=ENUMERATOR.alias, unused=True),
}
"""The same for a node that never has a number, although MyST accepts these options."""

DIAGRAM: Mapping[str, Option] = {
    **UNNUMBERED,
    "alt": Option("Alternative text of the diagram."),
}
"""Options of diagrams."""


def scale_data(data: DirectiveData) -> dict[str, object] | None:
    """Return the ``data`` of ``scale``, for an image without a width of its own."""
    percent = (data.text("scale") or "").strip().removesuffix("%").strip()
    if not percent or data.text("width"):
        return None
    if not re.fullmatch(r"\d{1,4}(?:\.\d+)?", percent) or float(percent) <= 0:
        message, hint = f"`{percent}` is not a percentage", "write a number such as `50`"
        data.report(Rule.DIRECTIVE_OPTIONS_CORRECT, message, hint, option="scale")
        return None
    return {"scale": float(percent)}


def share_of(data: DirectiveData) -> dict[str, object] | None:
    """Return the ``columns`` value of the widest screen, for an item of a grid."""
    widths = (data.text("columns") or "").split()
    return {"columns": int(widths[-1])} if widths and widths[-1].isdecimal() else None


def put_common(node: T, data: DirectiveData) -> T:
    """Set label, class and number of a node from its directive, and return it."""
    label = data.text("label")
    if label:
        node.identifier, node.label = normalize_label(label)
    node.classes = data.classes()
    node.enumerated = data.choice("enumerated")
    node.enumerator = data.text("enumerator")
    return node
