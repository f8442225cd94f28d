"""``div`` -> ``div``; also ``:::{.class}``, braces without a name."""

import re

from neuromatch_site.diagnostics.diagnostic import Rule
from neuromatch_site.model.ast.nodes import Div, Node
from neuromatch_site.myst.directives._options import UNNUMBERED, put_common
from neuromatch_site.myst.parser.directive import Directive, DirectiveData, Kind, Option, Part
from neuromatch_site.myst.parser.put_attributes import is_language


def run(data: DirectiveData) -> list[Node]:
    """Return the body with its classes, which can also be after the braces.

    Other text there is the first line of the body, as in docutils.
    """
    node = put_common(Div(position=data.position, children=data.body_nodes), data)
    if data.name == "container" or _CLASS.fullmatch(data.argument):
        node.classes = [*(node.classes or ()), *data.argument.split()] or None
    elif data.argument and data.name != "card-carousel":
        node.children = [*data.parse_blocks(data.argument_source), *node.children]
    for name in ("lang", "dir"):
        value = data.text(name)
        if value and is_language(name, value):
            node.data = {**(node.data or {}), name: value}
        elif value:
            message = f"`{value}` is not a {'language' if name == 'lang' else 'direction'}"
            hint = "such as `de`, `zh-Hant`" if name == "lang" else "write `ltr`, `rtl` or `auto`"
            data.report(Rule.DIRECTIVE_OPTIONS_CORRECT, message, hint, option=name)
    return [node]


_CLASS = re.compile(r"[a-z]+(?:-[a-z0-9]+)+")
"""One word with a hyphen, such as ``full-width``."""

DIRECTIVE = Directive(
    name="div",
    alias=("container", "compound", "acks", "card-carousel"),
    doc="Blocks with a CSS class.",
    run=run,
    argument=Part(Kind.TEXT, "CSS classes, instead of `:class:`."),
    options={
        **UNNUMBERED,
        "lang": Option("The language of the blocks, such as `de`.", Kind.TEXT),
        "dir": Option("The writing direction: `ltr`, `rtl`.", Kind.TEXT),
    },
    body=Part(Kind.MYST, "The blocks."),
    nodes=(Div,),
)
