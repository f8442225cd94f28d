"""``bibliography`` -> ``bibliography``: where the list of references goes."""

from neuromatch_site.model.ast.nodes import Bibliography, Node
from neuromatch_site.myst.parser.directive import Directive, DirectiveData, Kind, Option, Part


def run(data: DirectiveData) -> list[Node]:
    """Return the list of references, which is filled once all citations are known."""
    works = "all" if data.flag("all") else data.text("filter")
    return [Bibliography(position=data.position, classes=data.classes(), filter=works)]


DIRECTIVE = Directive(
    name="bibliography",
    alias=("footbibliography",),
    doc="The list of references of the page, or of the course on a page without citations.",
    run=run,
    argument=Part(Kind.TEXT, "Bibliography files in Sphinx; use `project.bibliography` instead."),
    options={
        "all": Option("All works that the course cites.", Kind.FLAG),
        "filter": Option("Accepted as in mystmd; `all` lists all works that the course cites."),
        "style": Option(
            "Accepted as in Sphinx; use `site.options.citation_style` instead.", unused=True
        ),
        "class": Option("CSS classes."),
    },
    nodes=(Bibliography,),
)
