"""The outline of a page ("On this page"): its headings, nested."""

from markupsafe import Markup
from msgspec import Struct, field

from neuromatch_site.model.ast.nodes import Heading, Root
from neuromatch_site.model.ast.visit import select
from neuromatch_site.render.html import RenderContext, without_links


class OutlineEntry(Struct):
    """A heading with its subheadings."""

    depth: int
    html_id: str
    content: Markup
    children: list["OutlineEntry"] = field(default_factory=list)


def outline(root: Root, context: RenderContext, maxdepth: int) -> list[OutlineEntry]:
    """Return the headings of a page down to ``maxdepth`` levels below the title."""
    top: list[OutlineEntry] = []
    stack: list[OutlineEntry] = []
    for heading in select(root, Heading):
        if heading.html_id is None or heading.depth > maxdepth:
            continue
        entry = OutlineEntry(heading.depth, heading.html_id, _heading_words(heading, context))
        while stack and stack[-1].depth >= entry.depth:
            stack.pop()
        (stack[-1].children if stack else top).append(entry)
        stack.append(entry)
    return top


def _heading_words(heading: Heading, context: RenderContext) -> Markup:
    number = Markup("{} ").format(heading.enumerator) if heading.enumerator else Markup()
    return number + context.render(without_links(heading.children))
