"""``toc``, ``tableofcontents``, ``toctree``, ``contents`` -> ``toc``."""

from neuromatch_site.model.ast.nodes import Heading, Node, Toc
from neuromatch_site.myst.directives._options import CLASS
from neuromatch_site.myst.parser.directive import Directive, DirectiveData, Kind, Option, Part

CONTEXTS = ("project", "children", "page", "section")
_SPHINX = "Accepted as in Sphinx."


def run(data: DirectiveData) -> list[Node]:
    """Return a placeholder for a table of contents, filled once all pages are known."""
    if data.flag("hidden"):
        return []
    kind = data.text("context") or ("section" if data.name == "contents" else "project")
    node = Toc(
        position=data.position,
        kind=kind,
        depth=data.integer("depth"),
        classes=data.classes(),
    )
    words = data.argument_nodes or data.nodes("caption")
    if words:
        place = words[0].position
        node.children = [Heading(position=place, depth=2, enumerated=False, children=words)]
    return [node]


DIRECTIVE = Directive(
    name="toc",
    alias=("tableofcontents", "table-of-contents", "toctree", "contents"),
    doc="A table of contents of the course, of the pages below this one, or of the page.",
    run=run,
    argument=Part(Kind.MYST, "A heading above it."),
    options={
        "context": Option(
            "The scope: the project, the children of the page, the page, the section.",
            choices=CONTEXTS,
            alias=("kind",),
        ),
        "depth": Option("The number of levels.", Kind.INTEGER, alias=("maxdepth",), least=1),
        "class": CLASS,
        "caption": Option("A heading above it, as in Sphinx.", Kind.MYST),
        "hidden": Option("Show nothing, as in Sphinx.", Kind.FLAG),
        "local": Option("Accepted as in Sphinx; always on.", Kind.FLAG),
        "numbered": Option(_SPHINX, Kind.FLAG, unused=True),
        "titlesonly": Option(_SPHINX, Kind.FLAG, unused=True),
        "glob": Option("Accepted as in Sphinx; always on.", Kind.FLAG),
        "reversed": Option(_SPHINX, Kind.FLAG, unused=True),
        "includehidden": Option("Accepted as in Sphinx; always on.", Kind.FLAG),
    },
    body=Part(Kind.TEXT, "Pages, as in Sphinx; use `toc` of `myst.yml` instead."),
    nodes=(Toc, Heading),
)
