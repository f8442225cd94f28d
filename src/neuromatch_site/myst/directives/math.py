"""``math`` -> ``math``."""

from neuromatch_site.model.ast.nodes import Math, Node
from neuromatch_site.myst.directives._options import NUMBERED, put_common
from neuromatch_site.myst.parser.directive import Directive, DirectiveData, Kind, Option, Part


def run(data: DirectiveData) -> list[Node]:
    """Return a displayed formula."""
    return [put_common(Math(position=data.position, value=data.body.strip()), data)]


DIRECTIVE = Directive(
    name="math",
    doc="A displayed formula in TeX, with a number.",
    run=run,
    options={
        **NUMBERED,
        "nowrap": Option("Accepted as in Sphinx; always on.", Kind.FLAG),
        "typst": Option("The formula for Typst."),
    },
    body=Part(Kind.TEXT, "The formula.", required=True),
    nodes=(Math,),
)
