"""Cancel a build that a later change has made obsolete."""

from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

from neuromatch_site.workers.progress import Progress

T = TypeVar("T")


class SupersededError(Exception):
    """The build was cancelled; its results are cached."""


class CancellableProgress(Progress):
    """Cancels the build between two of its steps as soon as it is obsolete."""

    def __init__(self, needless: Callable[[], bool]) -> None:
        super().__init__()
        self.needless = needless

    def done(self, stage: str) -> None:
        """Record the end of a stage. Raises ``SupersededError``."""
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
