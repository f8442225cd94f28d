"""A build that the next change makes needless, and ends."""

from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

from neuromatch_site.workers.progress import Progress

T = TypeVar("T")


class SupersededError(Exception):
    """The build was ended; what it worked out is remembered."""


class CancellableProgress(Progress):
    """Ends the build between two of its steps as soon as it is needless."""

    def __init__(self, needless: Callable[[], bool]) -> None:
        super().__init__()
        self.needless = needless

    def done(self, stage: str) -> None:
        """Note that a stage ended. Raises ``SupersededError``."""
        super().done(stage)
        self._go_on()

    def over(self, items: Iterable[T], what: str, total: int) -> Iterator[T]:
        """Yield the items. Raises ``SupersededError`` between two of them."""
        for item in items:
            yield item
            self._go_on()

    def _go_on(self) -> None:
        if self.needless():
            raise SupersededError
