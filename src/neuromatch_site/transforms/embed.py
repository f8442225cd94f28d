"""Fill embeds with the nodes of their labels."""

from collections.abc import Sequence

from neuromatch_site.diagnostics.diagnostic import Diagnostics, Rule
from neuromatch_site.diagnostics.source import Position
from neuromatch_site.model.ast import nodes
from neuromatch_site.model.ast.identifiers import normalize_label
from neuromatch_site.model.ast.visit import copy_of, has_child, replace, select
from neuromatch_site.model.course import Embedded
from neuromatch_site.transforms._course_index import CourseIndex
from neuromatch_site.transforms._elements import is_inline
from neuromatch_site.transforms._paragraphs import TITLES, with_blocks_outside
from neuromatch_site.transforms._steps import changes
from neuromatch_site.transforms._unlink import unlink

MAX_EMBEDS = 500
"""Of one page, including those in embedded content."""
MAX_CHARACTERS = 400_000
"""Limit on the characters that a page embeds: as many as a page can have."""
_LINES = (nodes.Paragraph, *TITLES)


@changes(nodes.Embed)
def fill_embeds(content: nodes.Root, lookup: CourseIndex, diagnostics: Diagnostics) -> None:
    """Put a copy of the labelled content into each ``embed``.

    ``source`` is the page of the content, where references in it are resolved.
    """
    stack: list[tuple[nodes.Parent, tuple[str, ...]]] = [(content, ())]
    count = size = 0
    while stack:
        tree, chain = stack.pop()
        for node in list(select(tree, nodes.Embed)):
            if node.children:
                continue
            count += 1
            full = count > MAX_EMBEDS or size > MAX_CHARACTERS
            identifier = _fill(node, chain, lookup, diagnostics, full=full)
            if identifier:
                size += sum(len(literal.value) for literal in select(node, nodes.Literal))
                stack.append((node, (*chain, identifier)))
    if count:
        _keep_own_captions(content)
        parents = list(select(content, nodes.Parent))
        for parent in parents:
            if isinstance(parent, nodes.LINKS) and any(select(parent, nodes.Embed)):
                unlink(parent)
        for parent in parents:
            parent.children = [_with_blocks_outside(child) for child in parent.children]


def _keep_own_captions(content: nodes.Root) -> None:
    """Show, in a figure with a caption of its own, only the content of what it embeds.

    Source: the figure directive of mystmd, whose argument may be a label.
    """
    for container in select(content, nodes.Container):
        if has_child(container, nodes.Caption):
            for child in container.children:
                if isinstance(child, nodes.Embed):
                    child.children = _without_captions(child.children)


def _without_captions(siblings: Sequence[nodes.Node]) -> list[nodes.Node]:
    remaining: list[nodes.Node] = []
    for node in siblings:
        if isinstance(node, nodes.Container):
            remaining += _without_captions(node.children)
        elif isinstance(node, nodes.Block):
            node.children = _without_captions(node.children)
            remaining.append(node)
        elif not isinstance(node, nodes.Caption | nodes.Legend):
            remaining.append(node)
    return remaining


def _with_blocks_outside(line: nodes.Node) -> nodes.Node:
    """Return a line of text without the blocks that were embedded amid its words."""
    if not isinstance(line, _LINES) or not any(map(_shows_block, select(line, nodes.Embed))):
        return line
    for node in list(select(line, nodes.Parent)):
        if is_inline(node):
            with_blocks_outside(node, inline=True)
    return with_blocks_outside(line, inline=False)


def _shows_block(node: nodes.Embed) -> bool:
    return not all(is_inline(child) for child in node.children)


def _fill(
    node: nodes.Embed,
    chain: tuple[str, ...],
    lookup: CourseIndex,
    diagnostics: Diagnostics,
    *,
    full: bool,
) -> str:
    """Fill one embed; return the identifier of what it shows, nothing where that is nothing."""
    place = node.position or Position(lookup.page.source.path)
    target = (node.source or {}).get("label")
    label = target if isinstance(target, str) else ""
    identifier = normalize_label(label.rpartition("#")[2])[0]
    message, hint = "", ""
    if label.startswith(("xref:", "myst:")):
        message = f"`{label}` belongs to another project; a build does not fetch it"
        hint = "link to it instead"
    elif identifier in chain or full:
        message = f"`{label}` embeds itself" if identifier in chain else "too many embeds"
    content = None if message else lookup.embedded(identifier)
    if content is None:
        if not message:
            message, hint = lookup.unknown(identifier, label, diagnostics)
        diagnostics.report(Rule.REFERENCE_TARGET_RESOLVES, place, message, hint)
        node.children = [nodes.Problem(position=place, message=message, value=label)]
        return ""
    _show(node, content, label, lookup)
    return identifier


def _show(node: nodes.Embed, content: Embedded, label: str, lookup: CourseIndex) -> None:
    siblings = [copy_of(child) for child in content.nodes]
    holder = nodes.Root(children=siblings)
    for child in siblings:  # what is removed from its own page may be shown elsewhere
        if isinstance(child, nodes.Block) and child.visibility == "remove":
            child.visibility = None
    if node.remove_output:
        replace(holder, nodes.Output, lambda _: [])
        replace(holder, nodes.Outputs, lambda _: [])
    if node.remove_input:
        _remove_input(holder)
    page = lookup.page_of(content.page)
    node.source = {
        "label": label,
        "path": content.page,
        "url": page.source.url if page else "",
        "title": page.facts.title if page else "",
    }
    node.children = holder.children


def _remove_input(holder: nodes.Root) -> None:
    """Leave out the code of cells; code that is only text stays."""
    for parent in select(holder, nodes.Parent):
        is_cell = isinstance(parent, nodes.Block) and parent.kind == "notebook-code"
        has_outputs = has_child(parent, nodes.Outputs)
        if is_cell or has_outputs:
            parent.children = [
                child for child in parent.children if not isinstance(child, nodes.Code)
            ]
