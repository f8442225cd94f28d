"""Diagrams: put the picture that ``neuromatch-site run`` rendered before their source."""

from neuromatch_site.diagnostics.diagnostic import Diagnostics, Rule
from neuromatch_site.diagnostics.source import Position
from neuromatch_site.model.ast.nodes import Diagram, Image, Node, Root
from neuromatch_site.model.ast.visit import replace
from neuromatch_site.model.diagrams import diagram_file
from neuromatch_site.transforms._context import TransformContext
from neuromatch_site.transforms._steps import changes


@changes(Diagram)
def show_diagrams(content: Root, context: TransformContext, diagnostics: Diagnostics) -> None:
    """Put the picture of each diagram before it, if the lock has one; report the others."""

    def replace_diagram(node: Diagram) -> list[Node] | None:
        path = f"/{diagram_file(node)}"
        if context.find(path, context.source.path)[1] is None:
            place = node.position or Position(context.source.path)
            message = "this diagram was not drawn, so it is shown as text"
            diagnostics.report(Rule.DIAGRAM_PICTURE, place, message, "run `neuromatch-site run`")
            return None
        node.drawn = True
        return [Image(position=node.position, url=path, alt=node.alt), node]

    replace(content, Diagram, replace_diagram)
