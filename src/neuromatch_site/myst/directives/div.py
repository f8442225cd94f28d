"""``div`` -> ``div``; also what braces without a name mean: ``:::{.class}``."""

import re

from neuromatch_site.model.ast.nodes import Div, Node
from neuromatch_site.myst.directives._options import NUMBERED, put_common
from neuromatch_site.myst.parser.directive import Directive, DirectiveData, Kind, Part


def run(data: DirectiveData) -> list[Node]:
    """Return the body with its classes, which may stand behind the braces, too.

    Words there that are no classes are the first line of the body, as docutils takes them.
    """
    node = put_common(Div(position=data.position, children=data.body_nodes), data)
    if data.name == "container" or _CLASS.fullmatch(data.argument):
        node.classes = [*(node.classes or ()), *data.argument.split()] or None
    elif data.argument and data.name != "card-carousel":
        node.children = [*data.parse_blocks(data.argument_source), *node.children]
    return [node]


_CLASS = re.compile(r"[a-z]+(?:-[a-z0-9]+)+")
"""One word with a hyphen, such as ``full-width``."""

DIRECTIVE = Directive(
    name="div",
    alias=("container", "compound", "acks", "card-carousel"),
    doc="Blocks with a class for the style sheet.",
    run=run,
    argument=Part(Kind.TEXT, "Classes, in place of `:class:`."),
    options=NUMBERED,
    body=Part(Kind.MYST, "The blocks."),
    nodes=(Div,),
)
