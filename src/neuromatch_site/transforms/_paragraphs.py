"""Inline nodes among blocks -> paragraphs."""

from collections.abc import Iterator, Sequence

from neuromatch_site.model.ast import nodes
from neuromatch_site.transforms._elements import is_inline

TITLES = (nodes.AdmonitionTitle, nodes.Heading, nodes.Summary)
"""Nodes that contain one line of text."""


def in_paragraphs(content: Sequence[nodes.Node]) -> list[nodes.Node]:
    """Return blocks: inline nodes are put into paragraphs, space between blocks is removed."""
    result: list[nodes.Node] = []
    words: list[nodes.Node] = []
    for node in content:
        if is_inline(node):
            words.append(node)
            continue
        _end_paragraph(result, words)
        words = []
        result.append(node)
    _end_paragraph(result, words)
    return result


def unwrap_line(content: list[nodes.Node]) -> list[nodes.Node]:
    """Return the blocks of a table cell: inline nodes if it has only a paragraph."""
    if len(content) == 1 and isinstance(content[0], nodes.Paragraph):
        return content[0].children
    return content


def with_blocks_outside(node: nodes.Node, *, inline: bool) -> nodes.Node:
    """Return the node without blocks inside a line of text, where HTML would end the line.

    ``inline``: the node is in a line itself. Such nodes, links, headings, titles and summaries keep
    the text of the blocks; anything else becomes a block.
    """
    if not isinstance(node, nodes.Parent) or all(is_inline(child) for child in node.children):
        return node
    if inline or isinstance(node, (nodes.Link, *TITLES)):
        node.children = list(_inline_nodes(node.children))
    elif is_inline(node) or isinstance(node, nodes.Paragraph):
        return nodes.Div(children=in_paragraphs(node.children))
    return node


def _inline_nodes(content: Sequence[nodes.Node]) -> Iterator[nodes.Node]:
    stack = list(content[::-1])
    while stack:
        node = stack.pop()
        if is_inline(node):
            yield node
        elif isinstance(node, nodes.Problem):
            yield nodes.Text(position=node.position, value=node.value or "")
        elif isinstance(node, nodes.Parent):
            stack += node.children[::-1]
        elif isinstance(node, nodes.Literal):
            yield nodes.InlineCode(position=node.position, value=node.value)


def _end_paragraph(result: list[nodes.Node], words: list[nodes.Node]) -> None:
    while words and is_space(words[0]):
        words = words[1:]
    while words and is_space(words[-1]):
        words = words[:-1]
    if not words:
        return
    first, last = words[0], words[-1]
    if isinstance(first, nodes.Text):
        first.value = first.value.lstrip()
    if isinstance(last, nodes.Text):
        last.value = last.value.rstrip()
    if all(isinstance(word, nodes.MystComment) for word in words):
        result.extend(words)
    else:
        result.append(nodes.Paragraph(position=first.position, children=words))


def is_space(node: nodes.Node) -> bool:
    """Return whether a node is a text without a word."""
    return isinstance(node, nodes.Text) and not node.value.strip()
