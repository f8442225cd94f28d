"""Headings: take the title of the page from the first one, set labels and levels."""

from msgspec.structs import replace

from neuromatch_site.config.page import PageFrontmatter
from neuromatch_site.diagnostics.diagnostic import Diagnostics, Rule
from neuromatch_site.diagnostics.source import Position, Source
from neuromatch_site.model.ast import nodes
from neuromatch_site.model.ast.identifiers import html_id, normalize_label
from neuromatch_site.model.ast.text import text_of
from neuromatch_site.model.ast.visit import replace as replace_nodes
from neuromatch_site.model.ast.visit import select
from neuromatch_site.transforms._context import TransformContext
from neuromatch_site.transforms._steps import changes

DEEPEST = 6


@changes(nodes.Heading)
def check_heading_order(
    content: nodes.Root, context: TransformContext, diagnostics: Diagnostics
) -> None:
    """Report every heading that is more than one level below the one before it.

    The title of the front matter has level 1.
    """
    before = 1 if context.frontmatter.title and not context.frontmatter.hide_title else 0
    for heading in select(content, nodes.Heading):
        if before and heading.depth > before + 1:
            diagnostics.report(
                Rule.HEADING_ORDER,
                heading.position or Position(context.source.path),
                f"a heading of level {heading.depth} follows one of level {before}",
                f"write `{'#' * (before + 1)} {text_of(heading)}`",
            )
        before = heading.depth


def lift_title(
    content: nodes.Root, context: TransformContext, diagnostics: Diagnostics
) -> PageFrontmatter:
    """Return the front matter with title and label of the first heading.

    A first heading of level 1 that is the title is removed from the text, even if it is inside a
    block. Another first heading gives its title and stays; ``content_includes_title`` is then True.
    A page without headings has the title of the toc, or that of its file's name, which is reported.
    Source: ``getFrontmatter`` of myst-transforms.
    """
    frontmatter = context.frontmatter
    words = _with_formulas(frontmatter.written_title, context)
    if words:
        context.title.extend(words)
        frontmatter = replace(frontmatter, title=text_of(nodes.Root(children=words)).strip())
    heading = next(select(content, nodes.Heading), None)
    title = text_of(heading).strip() if heading is not None else ""
    if heading is None or not title:
        return _without_heading(content, frontmatter, context, diagnostics)
    titled = replace(
        frontmatter, title=frontmatter.title or title, content_includes_title=not frontmatter.title
    )
    if heading.depth != 1 or titled.title != title or not _take(content, heading):
        return titled
    context.title[:] = _marked_up(heading)
    return replace(
        titled, content_includes_title=False, label=frontmatter.label or heading.label or ""
    )


_MARK_UP = (
    *(nodes.Text, nodes.InlineMath, nodes.InlineCode, nodes.Emphasis, nodes.Strong),
    *(nodes.Subscript, nodes.Superscript, nodes.Smallcaps, nodes.Underline, nodes.Delete),
)


def _marked_up(heading: nodes.Heading | nodes.Paragraph) -> list[nodes.Node]:
    """Return the words of a title as they can stand above a page and in links to it.

    Nothing where they are plain.
    """
    holder = nodes.Root(children=list(heading.children))
    replace_nodes(holder, nodes.Node, _without_other_mark_up)
    is_plain = all(isinstance(node, nodes.Text) for node in holder.children)
    return [] if is_plain else holder.children


def _without_other_mark_up(node: nodes.Node) -> list[nodes.Node] | None:
    if isinstance(node, _MARK_UP):
        return None
    if isinstance(node, nodes.Parent):
        return node.children
    return [nodes.Text(position=node.position, value=words)] if (words := text_of(node)) else []


def _with_formulas(title: str, context: TransformContext) -> list[nodes.Node]:
    """Return the words of a title of the front matter in which formulas stand; else nothing."""
    if "$" not in title:
        return []
    parsed = context.parse(Source(context.source.path, title), Diagnostics())
    match parsed.children:
        case [nodes.Paragraph() as words] if any(select(words, nodes.InlineMath)):
            return _marked_up(words)
    return []


def _without_heading(
    content: nodes.Root,
    frontmatter: PageFrontmatter,
    context: TransformContext,
    diagnostics: Diagnostics,
) -> PageFrontmatter:
    source = context.source
    if frontmatter.title:
        return frontmatter
    unread = all(isinstance(child, nodes.Problem) for child in content.children)  # or empty
    reported = any(
        diagnostic.rule is Rule.FRONTMATTER_IS_YAML and diagnostic.position.path == source.path
        for diagnostic in diagnostics.items
    )
    if not source.title and not unread and not reported:
        message = f"the page has no title; `{context.named}` is shown"
        hint = "start it with `# Title`, or set `title:` in the front matter"
        diagnostics.report(Rule.PAGE_NO_TITLE, Position(source.path), message, hint)
    return replace(frontmatter, title=source.title or context.named)


def _take(content: nodes.Root, heading: nodes.Heading) -> bool:
    """Take the title out of the text, where it stands between blocks; return whether it does.

    What is before it, such as a badge, a banner or a cell that nobody sees, stays. Sphinx has the
    title on top, too.
    """
    parents: list[nodes.Parent] = [
        content,
        *(c for c in content.children if isinstance(c, nodes.Block)),
    ]
    for parent in parents:
        if any(child is heading for child in parent.children):
            parent.children = [child for child in parent.children if child is not heading]
            if not parent.children and parent is not content:
                content.children = [child for child in content.children if child is not parent]
            return True
    return False


@changes(nodes.Heading)
def label_headings(
    content: nodes.Root, context: TransformContext, diagnostics: Diagnostics
) -> None:
    """Label each heading without a label by its text."""
    for heading in select(content, nodes.Heading):
        if heading.label or heading.identifier:
            continue
        identifier, label = normalize_label(text_of(heading))
        if identifier:
            heading.identifier = heading.html_id = html_id(identifier)
            heading.label = label
            heading.implicit = True


@changes(nodes.Heading)
def level_headings(
    content: nodes.Root, context: TransformContext, diagnostics: Diagnostics
) -> None:
    """Renumber the levels of headings below the title, without gaps.

    A page has one heading of level 1, its title, even if a heading in the text is the same. Source:
    ``headingDepthTransform`` of myst-transforms.
    """
    headings = list(select(content, nodes.Heading))
    depths = sorted({heading.depth for heading in headings})
    for heading in headings:
        heading.depth = min(depths.index(heading.depth) + 2, DEEPEST)
