"""``embed`` -> ``embed``; a transform fills it with the labelled node."""

from neuromatch_site.model.ast.identifiers import normalize_label
from neuromatch_site.model.ast.nodes import Embed, Node
from neuromatch_site.myst.directives._options import (
    REMOVE_INPUT,
    REMOVE_OUTPUT,
    UNNUMBERED,
    put_common,
)
from neuromatch_site.myst.parser.directive import Directive, DirectiveData, Kind, Part


def run(data: DirectiveData) -> list[Node]:
    """Return a placeholder for the labelled content."""
    label = normalize_label(data.argument.removeprefix("#"))[1]
    embed = Embed(
        position=data.position,
        source={"label": label},
        remove_input=data.choice("remove-input"),
        remove_output=data.choice("remove-output"),
    )
    return [put_common(embed, data)]


DIRECTIVE = Directive(
    name="embed",
    doc="Embed content of another page: a figure, a notebook cell.",
    run=run,
    argument=Part(Kind.TEXT, "The label of the content: `#my-figure`.", required=True),
    options={**UNNUMBERED, "remove-input": REMOVE_INPUT, "remove-output": REMOVE_OUTPUT},
    nodes=(Embed,),
)
