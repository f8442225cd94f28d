"""Captions hold paragraphs."""

from neuromatch_site.ast.nodes import Caption, Paragraph, Root
from neuromatch_site.ast.visit import select
from neuromatch_site.diagnostics import Diagnostics
from neuromatch_site.transforms._context import PageContext


def wrap_captions(content: Root, context: PageContext, diagnostics: Diagnostics) -> None:
    """Put the content of a caption into a paragraph, where it does not begin with one."""
    for caption in select(content, Caption):
        if caption.children and not isinstance(caption.children[0], Paragraph):
            position = caption.children[0].position or caption.position
            caption.children = [Paragraph(position=position, children=caption.children)]
