"""Walk a tree, select nodes of a type, replace nodes."""

from collections.abc import Callable, Iterator
from typing import TypeVar

from neuromatch_site.ast.nodes import Node, Parent

N = TypeVar("N", bound=Node)


def walk(node: Node) -> Iterator[Node]:
    """Yield the node and all below it, in the order of the text."""
    stack = [node]
    while stack:
        current = stack.pop()
        yield current
        if isinstance(current, Parent) and current.children:
            stack.extend(reversed(current.children))


def select(node: Node, kind: type[N]) -> Iterator[N]:
    """Yield every node of the class below (and including) the node, in the order of the text."""
    for found in walk(node):
        if isinstance(found, kind):
            yield found


def replace(parent: Parent, change: Callable[[Node], list[Node] | None]) -> None:
    """Put what ``change`` returns in place of each node below ``parent``; ``None`` keeps the node.

    Children are changed before their parent; what was put in place is not visited again.
    """
    children: list[Node] = []
    for child in parent.children:
        if isinstance(child, Parent):
            replace(child, change)
        put = change(child)
        if put is None:
            children.append(child)
        else:
            children.extend(put)
    parent.children = children
