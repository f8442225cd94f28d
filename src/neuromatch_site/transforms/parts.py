"""The parts of a page (abstract, key points, acknowledgments ...) -> blocks of its text."""

from neuromatch_site.config.frontmatter import Part
from neuromatch_site.config.parts import part_name
from neuromatch_site.diagnostics.diagnostic import Diagnostics
from neuromatch_site.diagnostics.source import Source
from neuromatch_site.model.ast.nodes import Block, List, ListItem, Node, Root
from neuromatch_site.transforms._context import TransformContext

_BEFORE = ("dedication", "epigraph", "abstract", "keypoints", "summary")
"""Parts that are shown above the text, in this order; all others below it."""
_AFTER = ("data_availability", "acknowledgments")


def read_parts(content: Root, context: TransformContext, diagnostics: Diagnostics) -> None:
    """Add a block to the page for each part that its front matter has.

    Source: mystmd's guide, "Document Parts".
    """
    for name, part in context.frontmatter.parts.items():
        block = Block(position=part.position, data={"part": name})
        block.children = _read(name, part, context, diagnostics)
        content.children.append(block)


def _read(name: str, part: Part, context: TransformContext, diagnostics: Diagnostics) -> list[Node]:
    """Return what the part says: several key points are a list, several texts paragraphs."""
    at = part.position
    sources = [Source(at.path, text, at.line, at.column, fixed=True) for text in part.texts]
    trees = [context.parse(source, diagnostics) for source in sources]
    if name == "keypoints" and len(trees) > 1:
        points: list[Node] = [ListItem(position=at, children=tree.children) for tree in trees]
        return [List(position=at, ordered=False, spread=False, children=points)]
    return [node for tree in trees for node in tree.children]


def arrange_parts(content: Root, context: TransformContext, diagnostics: Diagnostics) -> None:
    """Put the parts where readers look for them: the abstract first, acknowledgments last."""
    places = {name: index for index, name in enumerate(_BEFORE, -len(_BEFORE))}
    places |= {name: index for index, name in enumerate(_AFTER, 1)}

    def place(node: Node) -> int:
        name = node.data.get("part") if isinstance(node, Block) and node.data else None
        if not isinstance(name, str) or not isinstance(node, Block):
            return 0
        known = part_name(name)
        node.data = {**(node.data or {}), "part": known}
        if known in places:
            return places[known]
        return len(_AFTER) + 1 if known in context.frontmatter.parts else 0

    content.children.sort(key=place)
