"""Inline nodes among blocks -> paragraphs."""

from collections.abc import Iterator, Sequence

from neuromatch_site.model.ast.nodes import (
    AdmonitionTitle,
    Div,
    Heading,
    InlineCode,
    Link,
    Literal,
    MystComment,
    Node,
    Paragraph,
    Parent,
    Problem,
    Summary,
    Text,
)
from neuromatch_site.transforms._elements import is_inline

TITLES = (AdmonitionTitle, Heading, Summary)
"""Nodes that contain one line of text."""


def in_paragraphs(nodes: Sequence[Node]) -> list[Node]:
    """Return blocks: inline nodes are put into paragraphs, space between blocks is removed."""
    result: list[Node] = []
    words: list[Node] = []
    for node in nodes:
        if is_inline(node):
            words.append(node)
            continue
        _end_paragraph(result, words)
        words = []
        result.append(node)
    _end_paragraph(result, words)
    return result


def unwrap_line(nodes: list[Node]) -> list[Node]:
    """Return the blocks of a table cell: inline nodes if it has only a paragraph."""
    if len(nodes) == 1 and isinstance(nodes[0], Paragraph):
        return nodes[0].children
    return nodes


def with_blocks_outside(node: Node, *, inline: bool) -> Node:
    """Return the node without blocks inside a line of text, where HTML would end the line.

    ``inline``: the node is in a line itself. Such nodes, links, headings, titles and summaries keep
    the text of the blocks; anything else becomes a block.
    """
    if not isinstance(node, Parent) or all(is_inline(child) for child in node.children):
        return node
    if inline or isinstance(node, (Link, *TITLES)):
        node.children = list(_inline_nodes(node.children))
    elif is_inline(node) or isinstance(node, Paragraph):
        return Div(children=in_paragraphs(node.children))
    return node


def _inline_nodes(nodes: Sequence[Node]) -> Iterator[Node]:
    stack = list(nodes[::-1])
    while stack:
        node = stack.pop()
        if is_inline(node):
            yield node
        elif isinstance(node, Problem):
            yield Text(position=node.position, value=node.value or "")
        elif isinstance(node, Parent):
            stack += node.children[::-1]
        elif isinstance(node, Literal):
            yield InlineCode(position=node.position, value=node.value)


def _end_paragraph(result: list[Node], words: list[Node]) -> None:
    while words and is_space(words[0]):
        words = words[1:]
    while words and is_space(words[-1]):
        words = words[:-1]
    if not words:
        return
    first, last = words[0], words[-1]
    if isinstance(first, Text):
        first.value = first.value.lstrip()
    if isinstance(last, Text):
        last.value = last.value.rstrip()
    if all(isinstance(word, MystComment) for word in words):
        result.extend(words)
    else:
        result.append(Paragraph(position=first.position, children=words))


def is_space(node: Node) -> bool:
    """Return whether a node is a text without a word."""
    return isinstance(node, Text) and not node.value.strip()
