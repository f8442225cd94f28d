"""Steps of a tree, in order; steps without a matching node on a page are skipped."""

from collections.abc import Callable, Sequence
from typing import Generic, TypeVar

from neuromatch_site.diagnostics.diagnostic import Diagnostics
from neuromatch_site.model.ast.nodes import Node, Root
from neuromatch_site.model.ast.visit import types_in, with_subclasses

C = TypeVar("C")
Change = Callable[[Root, C, Diagnostics], None]


class Step(Generic[C]):
    """A change of a tree that only affects nodes of some classes."""

    def __init__(self, kinds: frozenset[type[Node]], change: Change[C]) -> None:
        self.kinds = kinds
        self.change = change
        self.__name__, self.__doc__ = change.__name__, change.__doc__

    def __call__(self, content: Root, context: C, diagnostics: Diagnostics) -> None:
        self.change(content, context, diagnostics)


def changes(*kinds: type[Node]) -> Callable[[Change[C]], Step[C]]:
    """Decorate a function that changes nothing in a tree without a node of these classes.

    ``tests/test_transforms.py`` calls each step on trees without them, and compares.
    """
    return lambda change: Step(with_subclasses(*kinds), change)


def run_steps(
    steps: Sequence[Change[C]], content: Root, context: C, diagnostics: Diagnostics
) -> None:
    """Apply the steps to a tree in order, skipping those without a matching node.

    A page has few kinds of nodes and there are sixty steps: most would only walk it.
    """
    kinds = types_in(content)
    for step in steps:
        if not isinstance(step, Step):
            step(content, context, diagnostics)
        elif not step.kinds.isdisjoint(kinds):
            step(content, context, diagnostics)
            kinds = types_in(content)
