"""Walk a tree, select nodes of a type, replace nodes."""

from collections.abc import Callable, Iterator
from copy import copy
from functools import cache
from typing import TypeVar

from neuromatch_site.model.ast.nodes import Node, Parent

N = TypeVar("N", bound=Node)


def walk(node: Node) -> Iterator[Node]:
    """Yield the node and all below it, in the order of the text."""
    stack = [node]
    while stack:
        current = stack.pop()
        yield current
        below = getattr(current, "children", None)  # to ask for the class costs three times as much
        if below:
            stack += below[::-1]


def select(node: Node, kind: type[N]) -> Iterator[N]:
    """Yield every node of the class below (and including) the node, in the order of the text."""
    kinds = _kinds(kind)
    stack: list[Node] = [node]  # as in ``walk``: one generator is half the cost of two
    while stack:
        current = stack.pop()
        if type(current) in kinds and isinstance(current, kind):  # the first is the fast one
            yield current
        below = getattr(current, "children", None)
        if below:
            stack += below[::-1]


@cache
def _kinds(kind: type[Node]) -> frozenset[type[Node]]:
    """Return the class and all below it."""
    return frozenset([kind]).union(*map(_kinds, kind.__subclasses__()))


def replace(parent: Parent, kind: type[N], change: Callable[[N], list[Node] | None]) -> None:
    """Put what ``change`` returns in place of each node of the class below ``parent``.

    ``None`` keeps the node. Children are changed before their parent; what was put in place is
    not visited again.
    """
    kinds = _kinds(kind)
    for below in reversed(list(select(parent, Parent))):
        if not kinds.isdisjoint(map(type, below.children)):
            pairs = [(node, _changed(node, kind, change)) for node in below.children]
            if any(put is not None for _, put in pairs):
                kept = ([node] if put is None else put for node, put in pairs)
                below.children = [node for nodes in kept for node in nodes]


def _changed(
    node: Node, kind: type[N], change: Callable[[N], list[Node] | None]
) -> list[Node] | None:
    return change(node) if isinstance(node, kind) else None


def copy_of(node: N) -> N:
    """Return a copy of the tree; values that are no nodes are shared."""
    copied = copy(node)
    stack: list[Node] = [copied]
    while stack:
        current = stack.pop()
        if isinstance(current, Parent):
            current.children = [copy(child) for child in current.children]
            stack += current.children
    return copied
