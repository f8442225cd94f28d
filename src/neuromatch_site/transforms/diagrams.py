"""Diagrams: the picture that ``neuromatch-site run`` drew stands before their words."""

from neuromatch_site.diagnostics.diagnostic import Diagnostics
from neuromatch_site.model.ast.nodes import Diagram, Image, Node, Root
from neuromatch_site.model.ast.visit import replace
from neuromatch_site.model.diagrams import diagram_file
from neuromatch_site.transforms._context import TransformContext


def show_diagrams(content: Root, context: TransformContext, diagnostics: Diagnostics) -> None:
    """Put the picture of each diagram before it, where the lock has one."""

    def shown(node: Diagram) -> list[Node] | None:
        path = f"/{diagram_file(node)}"
        if context.find(path, context.source.path)[1] is None:
            return None
        node.drawn = True
        return [Image(position=node.position, url=path, alt=node.alt), node]

    replace(content, Diagram, shown)
