"""Inline nodes among blocks -> paragraphs."""

from collections.abc import Sequence

from neuromatch_site.ast.nodes import MystComment, Node, Paragraph, Text
from neuromatch_site.transforms._elements import is_inline


def in_paragraphs(nodes: Sequence[Node]) -> list[Node]:
    """Return blocks: what stands in lines is put into paragraphs, space between blocks goes."""
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


def _end_paragraph(result: list[Node], words: list[Node]) -> None:
    while words and _is_space(words[0]):
        words = words[1:]
    while words and _is_space(words[-1]):
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


def _is_space(node: Node) -> bool:
    return isinstance(node, Text) and not node.value.strip()
