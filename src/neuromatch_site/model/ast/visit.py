"""Walk a tree, select nodes of a type, replace nodes."""

from collections.abc import Callable, Iterator
from copy import copy
from functools import cache
from typing import Any, TypeVar, overload

from neuromatch_site.model.ast.nodes import Node, Parent

N = TypeVar("N", bound=Node)
M = TypeVar("M", bound=Node)
L = TypeVar("L", bound=Node)


def walk(node: Node) -> Iterator[Node]:
    """Yield the node and all its descendants, in document order."""
    stack = [node]
    while stack:
        current = stack.pop()
        yield current
        below = getattr(current, "children", None)  # to ask for the class costs three times as much
        if below:
            stack += below[::-1]


def types_in(node: Node) -> set[type[Node]]:
    """Return the classes of the node and of all its descendants."""
    nodes = [node]
    for current in nodes:  # grows as it goes: half the cost of a walk in the order of the text
        nodes += getattr(current, "children", ())
    return set(map(type, nodes))


@overload
def select(node: Node, kind: type[N], /) -> Iterator[N]: ...
@overload
def select(node: Node, kind: type[N], other: type[M], /) -> Iterator[N | M]: ...
@overload
def select(node: Node, kind: type[N], other: type[M], third: type[L], /) -> Iterator[N | M | L]: ...
@overload
def select(node: Node, *kinds: type[Node]) -> Iterator[Node]: ...
def select(node: Node, *kinds: type[Node]) -> Iterator[Node]:
    """Yield every node of these classes among the node and its descendants, in document order."""
    types = with_subclasses(*kinds)
    stack: list[Any] = [node]  # as in ``walk``: one generator is half the cost of two
    while stack:
        current = stack.pop()
        if type(current) in types:  # ``isinstance`` with several classes costs four times as much
            yield current
        below = getattr(current, "children", None)
        if below:
            stack += below[::-1]


@cache
def with_subclasses(*kinds: type[Node]) -> frozenset[type[Node]]:
    """Return the classes and all their subclasses."""
    return frozenset(kinds).union(*(with_subclasses(*kind.__subclasses__()) for kind in kinds))


def has_child(node: Node, *kinds: type[Node]) -> bool:
    """Return whether a child of the node has one of the classes."""
    return not with_subclasses(*kinds).isdisjoint(map(type, getattr(node, "children", ())))


def parents_of(node: Node, *kinds: type[Node]) -> Iterator[Parent]:
    """Yield the nodes that have a child of one of the classes, in document order.

    Children that are added to a yielded node are visited, too.
    """
    types = with_subclasses(*kinds)
    stack: list[Any] = [node]
    while stack:
        current = stack.pop()
        below = getattr(current, "children", None)
        if below:
            if not types.isdisjoint(map(type, below)):
                yield current
                below = current.children
            stack += below[::-1]


def replace(
    parent: Node, kind: type[N] | tuple[type[N], ...], change: Callable[[N], list[Node] | None]
) -> None:
    """Replace each descendant of these classes by the nodes that ``change`` returns.

    ``None`` keeps the node. Children are changed before their parent; new nodes are not visited
    again.
    """
    kinds = kind if isinstance(kind, tuple) else (kind,)
    for below in reversed(list(parents_of(parent, *kinds))):
        put = [change(node) if isinstance(node, kinds) else None for node in below.children]
        if any(nodes is not None for nodes in put):
            pairs = zip(below.children, put, strict=True)
            replaced = ([node] if nodes is None else nodes for node, nodes in pairs)
            below.children = [node for nodes in replaced for node in nodes]


def copy_of(node: N) -> N:
    """Return a copy of the tree; values other than nodes are shared."""
    copied = copy(node)
    stack: list[Node] = [copied]
    while stack:
        current = stack.pop()
        if isinstance(current, Parent):
            current.children = [copy(child) for child in current.children]
            stack += current.children
    return copied
