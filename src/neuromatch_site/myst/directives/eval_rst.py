"""``eval-rst`` -> what its reStructuredText says, read as MyST."""

from msgspec.structs import replace

from neuromatch_site.model.ast.nodes import Node
from neuromatch_site.myst.parser.directive import Directive, DirectiveData, Kind, Part
from neuromatch_site.myst.parser.restructured import as_myst


def run(data: DirectiveData) -> list[Node]:
    """Return the blocks; what MyST does not support is reported at its line."""
    return data.parse_blocks(replace(data.body_source, text=as_myst(data.body_source.text)))


DIRECTIVE = Directive(
    name="eval-rst",
    doc="reStructuredText, as in myst-parser: directives, roles, links, lists, tables.",
    run=run,
    body=Part(Kind.TEXT, "The reStructuredText.", required=True),
)
