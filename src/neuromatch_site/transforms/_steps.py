"""Steps of a tree, in order; steps without a matching node on a page are skipped."""

from collections.abc import Callable, Sequence
from typing import Generic, TypeVar

from neuromatch_site.diagnostics.diagnostic import Diagnostics
from neuromatch_site.model.ast.nodes import Node, Root
from neuromatch_site.model.ast.visit import types_in, with_subclasses

C = TypeVar("C")
Change = Callable[[Root, C, Diagnostics], None]


class Step(Generic[C]):
    """A change of a tree that has an effect only where the tree holds a node of some classes."""

    def __init__(self, kinds: frozenset[type[Node]], change: Change[C]) -> None:
        self.kinds = kinds
        self.change = change
        self.__name__, self.__doc__ = change.__name__, change.__doc__

    def __call__(self, content: Root, context: C, diagnostics: Diagnostics) -> None:
        self.change(content, context, diagnostics)


def changes(*kinds: type[Node]) -> Callable[[Change[C]], Step[C]]:
    """Make a step of a function that does nothing to a tree without a node of these classes.

    ``tests/test_transforms.py`` calls each step on trees that have none, and compares.
    """
    return lambda change: Step(with_subclasses(*kinds), change)


def run_steps(
    steps: Sequence[Change[C]], content: Root, context: C, diagnostics: Diagnostics
) -> None:
    """Change a tree by the steps, in order, but for those whose nodes it does not hold.

    A page has few kinds of nodes and there are sixty steps: most of them would only walk it.
    """
    kinds = types_in(content)
    for step in steps:
        if not isinstance(step, Step):
            step(content, context, diagnostics)
        elif not step.kinds.isdisjoint(kinds):
            step(content, context, diagnostics)
            kinds = types_in(content)
