"""``bibliography`` -> ``bibliography``: where the list of references goes."""

from neuromatch_site.model.ast.nodes import Bibliography, Node
from neuromatch_site.myst.parser.directive import Directive, DirectiveData, Kind, Option, Part


def run(data: DirectiveData) -> list[Node]:
    """Return the place of the list, which is filled once all citations are known."""
    works = "all" if data.flag("all") else data.text("filter")
    return [Bibliography(position=data.position, classes=data.classes(), filter=works)]


DIRECTIVE = Directive(
    name="bibliography",
    alias=("footbibliography",),
    doc="The list of references: of this page, or of the course on a page that cites nothing.",
    run=run,
    argument=Part(Kind.TEXT, "Files of Sphinx; `project.bibliography` names them here."),
    options={
        "all": Option("Every work that the course cites.", Kind.FLAG),
        "filter": Option("As mystmd takes it; `all` is every work that the course cites."),
        "style": Option(
            "As Sphinx takes it; `site.options.citation_style` sets it here.", unused=True
        ),
        "class": Option("CSS classes."),
    },
    nodes=(Bibliography,),
)
