"""Parts of a page (abstract, key points, acknowledgments ...) -> blocks of its text."""

from collections.abc import Iterator

from neuromatch_site.config.downloads import Export
from neuromatch_site.config.frontmatter import Frontmatter
from neuromatch_site.config.parts import SITE_PARTS, Part, part_name
from neuromatch_site.diagnostics.diagnostic import Diagnostics, Rule
from neuromatch_site.diagnostics.source import Source
from neuromatch_site.filesystem.course_files import OutsideCourseError
from neuromatch_site.model.ast.nodes import Block, Link, List, ListItem, Node, Root, Text
from neuromatch_site.transforms._context import TransformContext
from neuromatch_site.urls import url_scheme

_BEFORE = ("dedication", "epigraph", "abstract", "keypoints", "summary")
"""Parts that are shown above the text, in this order; all others below it."""
_DOWNLOADS = "downloads"
_AFTER = (_DOWNLOADS, "data_availability", "acknowledgments")


def read_parts(content: Root, context: TransformContext, diagnostics: Diagnostics) -> None:
    """Add a block to the page for each part of its front matter, and for its downloads.

    The front page has those of the project, too. Source: mystmd's guide, "Document Parts".
    """
    frontmatters: list[Frontmatter] = [context.frontmatter]
    if context.source.url == "/":
        frontmatters.append(context.project)
    of_project = {
        name: part for name, part in frontmatters[-1].parts.items() if name not in SITE_PARTS
    }
    for name, part in {**of_project, **context.frontmatter.parts}.items():
        block = Block(position=part.position, data={"part": name})
        block.children = _part_content(name, part, context, diagnostics)
        content.children.append(block)
    offered = [
        link for frontmatter in frontmatters for link in _offered(frontmatter, context, diagnostics)
    ]
    if offered:
        items: list[Node] = [ListItem(position=link.position, children=[link]) for link in offered]
        downloads = List(position=offered[0].position, children=items)
        block = Block(position=downloads.position, data={"part": _DOWNLOADS}, children=[downloads])
        content.children.append(block)


def _offered(
    frontmatter: Frontmatter, context: TransformContext, diagnostics: Diagnostics
) -> Iterator[Link]:
    """Yield a link to each download, and to each export that is in the course.

    Exports are files that mystmd makes; one that has not been made is reported.
    """
    ids = {download.id for download in frontmatter.downloads if download.id}
    for export in frontmatter.exports:
        if export.url and _is_there(export, context):
            yield _download_link(export)
        else:
            file = f"`{export.url}`" if export.url else f"the {export.title} file"
            message = f"{file} of `exports` is not made by this program"
            hint = "make it with mystmd (`myst build`), and name it by `output:`, or remove it"
            diagnostics.report(Rule.SETTING_HAS_EFFECT, export.position, message, hint)
        ids.discard(export.id)
    for download in frontmatter.downloads:
        if download.url:
            yield _download_link(download)
        elif download.id in ids:
            message = f"no export has the id `{download.id}`"
            diagnostics.report(Rule.VALID_PAGE_FRONTMATTER, download.position, message)


def _download_link(offered: Export) -> Link:
    title = offered.title or offered.filename or offered.url.rpartition("/")[2]
    name = offered.filename or None
    return Link(
        position=offered.position,
        url=offered.url,
        static=None if url_scheme(offered.url) else True,
        data={"filename": name} if name else None,
        children=[Text(position=offered.position, value=title)],
    )


def _is_there(export: Export, context: TransformContext) -> bool:
    try:
        return context.find(export.url, export.position.path)[1] is not None
    except OutsideCourseError:
        return False


def _part_content(
    name: str, part: Part, context: TransformContext, diagnostics: Diagnostics
) -> list[Node]:
    """Return what the part says: several key points are a list, several texts paragraphs."""
    at = part.position
    sources = [Source(at.path, text, at.line, at.column, fixed=True) for text in part.texts]
    trees = [context.parse(source, diagnostics) for source in sources]
    if name == "keypoints" and len(trees) > 1:
        points: list[Node] = [ListItem(position=at, children=tree.children) for tree in trees]
        return [List(position=at, ordered=False, spread=False, children=points)]
    return [node for tree in trees for node in tree.children]


def arrange_parts(content: Root, context: TransformContext, diagnostics: Diagnostics) -> None:
    """Arrange the parts: the abstract first, acknowledgments last."""
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
        own = known in context.frontmatter.parts or known in context.project.parts
        return len(_AFTER) + 1 if own else 0

    content.children.sort(key=place)
