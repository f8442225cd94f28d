"""Fill embeds with the nodes of their labels."""

from collections.abc import Sequence

from neuromatch_site.diagnostics.diagnostic import Diagnostics, Rule
from neuromatch_site.diagnostics.source import Position
from neuromatch_site.model.ast.identifiers import normalize_label
from neuromatch_site.model.ast.nodes import (
    LINKS,
    Block,
    Caption,
    Code,
    Container,
    Embed,
    Legend,
    Literal,
    Node,
    Output,
    Outputs,
    Paragraph,
    Parent,
    Problem,
    Root,
)
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
_LINES = (Paragraph, *TITLES)


@changes(Embed)
def fill_embeds(content: Root, lookup: CourseIndex, diagnostics: Diagnostics) -> None:
    """Put a copy of the labelled content into each ``embed``.

    ``source`` is the page of the content, where references in it are resolved.
    """
    stack: list[tuple[Parent, tuple[str, ...]]] = [(content, ())]
    count = size = 0
    while stack:
        tree, chain = stack.pop()
        for node in list(select(tree, Embed)):
            if node.children:
                continue
            count += 1
            full = count > MAX_EMBEDS or size > MAX_CHARACTERS
            identifier = _fill(node, chain, lookup, diagnostics, full=full)
            if identifier:
                size += sum(len(literal.value) for literal in select(node, Literal))
                stack.append((node, (*chain, identifier)))
    if count:
        _keep_own_captions(content)
        parents = list(select(content, Parent))
        for parent in parents:
            if isinstance(parent, LINKS) and any(select(parent, Embed)):
                unlink(parent)
        for parent in parents:
            parent.children = [_with_blocks_outside(child) for child in parent.children]


def _keep_own_captions(content: Root) -> None:
    """Show, in a figure with a caption of its own, only the content of what it embeds.

    Source: the figure directive of mystmd, whose argument may be a label.
    """
    for container in select(content, Container):
        if has_child(container, Caption):
            for child in container.children:
                if isinstance(child, Embed):
                    child.children = _without_captions(child.children)


def _without_captions(nodes: Sequence[Node]) -> list[Node]:
    remaining: list[Node] = []
    for node in nodes:
        if isinstance(node, Container):
            remaining += _without_captions(node.children)
        elif isinstance(node, Block):
            node.children = _without_captions(node.children)
            remaining.append(node)
        elif not isinstance(node, Caption | Legend):
            remaining.append(node)
    return remaining


def _with_blocks_outside(line: Node) -> Node:
    """Return a line of text without the blocks that were embedded amid its words."""
    if not isinstance(line, _LINES) or not any(map(_shows_block, select(line, Embed))):
        return line
    for node in list(select(line, Parent)):
        if is_inline(node):
            with_blocks_outside(node, inline=True)
    return with_blocks_outside(line, inline=False)


def _shows_block(node: Embed) -> bool:
    return not all(is_inline(child) for child in node.children)


def _fill(
    node: Embed,
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
        node.children = [Problem(position=place, message=message, value=label)]
        return ""
    _show(node, content, label, lookup)
    return identifier


def _show(node: Embed, content: Embedded, label: str, lookup: CourseIndex) -> None:
    nodes = [copy_of(child) for child in content.nodes]
    holder = Root(children=nodes)
    for child in nodes:  # what is removed from its own page may be shown elsewhere
        if isinstance(child, Block) and child.visibility == "remove":
            child.visibility = None
    if node.remove_output:
        replace(holder, Output, lambda _: [])
        replace(holder, Outputs, lambda _: [])
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


def _remove_input(holder: Root) -> None:
    """Leave out the code of cells; code that is only text stays."""
    for parent in select(holder, Parent):
        is_cell = isinstance(parent, Block) and parent.kind == "notebook-code"
        has_outputs = has_child(parent, Outputs)
        if is_cell or has_outputs:
            parent.children = [child for child in parent.children if not isinstance(child, Code)]
