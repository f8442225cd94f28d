"""``code-cell`` -> ``block`` of ``code`` and ``outputs``."""

import re

from neuromatch_site.config.yaml import load_yaml
from neuromatch_site.diagnostics.diagnostic import Rule
from neuromatch_site.diagnostics.source import Source
from neuromatch_site.model.ast.nodes import Block, Code, Node, Outputs
from neuromatch_site.myst.directives._code import CODE_OPTIONS, put_code_options
from neuromatch_site.myst.directives._options import UNNUMBERED, put_common
from neuromatch_site.myst.parser.directive import Directive, DirectiveData, Kind, Option, Part


def run(data: DirectiveData) -> list[Node]:
    """Return a cell as in a notebook; a transform reads its caption and tags."""
    code = Code(
        position=data.body_source.at(),
        lang=data.argument or None,
        executable=True,
        value=data.body,
    )
    put_code_options(code, data)
    outputs = Outputs(position=data.position)
    block = Block(position=data.position, kind="notebook-code", children=[code, outputs])
    put_common(block, data)
    tags = re.split(r"[\s,]+", (data.text("tags") or "").strip(" []"))
    known = {
        "tags": [tag.strip("'\"") for tag in tags if tag],
        "caption": data.text("caption"),
        "mystnb": _read_mystnb(data),
        "load": data.text("load"),
    }
    block.data = {key: value for key, value in known.items() if value} or None
    return [block]


def _read_mystnb(data: DirectiveData) -> object:
    """Return ``mystnb:``, or ``render:`` of old, as data: mappings of figure and image."""
    text = data.text("mystnb")
    place = data.places.get("mystnb", data.position)
    source = Source(place.path, text or "", place.line, place.column, place.cell)
    read = load_yaml(source, data.diagnostics, Rule.DIRECTIVE_OPTIONS_CORRECT) if text else None
    return read.plain if read is not None else None


DIRECTIVE = Directive(
    name="code-cell",
    doc="A code cell, as in a notebook; its output is shown below it.",
    run=run,
    argument=Part(Kind.TEXT, "The language; by default, that of the page."),
    options={
        **UNNUMBERED,
        **CODE_OPTIONS,
        "caption": Option("A caption, which makes the output a figure."),
        "tags": Option("Tags such as `hide-input`, separated by commas.", alias=("tag",)),
        "load": Option("The path of a file with the code, instead of the body."),
        "mystnb": Option(
            "Settings of MyST-NB: `{figure: {caption: ..., name: ...}, image: {width: ...}}`.",
            alias=("render",),
        ),
    },
    body=Part(Kind.TEXT, "The code."),
    nodes=(Block, Code, Outputs),
)
