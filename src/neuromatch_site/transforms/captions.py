"""Wrap the text of captions in paragraphs."""

from neuromatch_site.diagnostics.diagnostic import Diagnostics
from neuromatch_site.model.ast.nodes import Caption, Paragraph, Root
from neuromatch_site.model.ast.visit import select
from neuromatch_site.transforms._context import TransformContext
from neuromatch_site.transforms._paragraphs import in_paragraphs
from neuromatch_site.transforms._steps import changes


@changes(Caption)
def wrap_captions(content: Root, context: TransformContext, diagnostics: Diagnostics) -> None:
    """Wrap the text of a caption in a paragraph, unless it starts with one."""
    for caption in select(content, Caption):
        if caption.children and not isinstance(caption.children[0], Paragraph):
            caption.children = in_paragraphs(caption.children)
