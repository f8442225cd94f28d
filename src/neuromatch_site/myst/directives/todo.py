"""``todo`` and other directives for authors or for Sphinx only -> ``mystComment``."""

from neuromatch_site.model.ast.nodes import MystComment, Node
from neuromatch_site.myst.parser.directive import Directive, DirectiveData, Kind, Part


def run(data: DirectiveData) -> list[Node]:
    """Return a comment: Sphinx does not show these by default."""
    value = "\n".join(part for part in (data.argument, data.body) if part)
    return [MystComment(position=data.position, value=value)]


DIRECTIVE = Directive(
    name="todo",
    alias=(
        *("todolist", "sectionauthor", "codeauthor", "moduleauthor", "meta", "highlight"),
        *("tabularcolumns", "currentmodule", "default-role", "sectnum", "nb-exec-table"),
    ),
    doc="A note for authors; not shown.",
    run=run,
    argument=Part(Kind.TEXT, "The text."),
    body=Part(Kind.TEXT, "More text."),
    nodes=(MystComment,),
)
