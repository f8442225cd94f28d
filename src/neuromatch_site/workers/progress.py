"""Progress of a long run: nothing, lines, or a bar."""

from collections.abc import Iterable, Iterator
from time import perf_counter
from typing import TypeVar

T = TypeVar("T")


class Progress:
    """Says nothing, but knows how long each stage took."""

    def __init__(self) -> None:
        self.times: dict[str, float] = {}
        """Seconds by stage, in order."""
        self._last = perf_counter()

    def done(self, stage: str) -> None:
        """Note that a stage ended now."""
        now = perf_counter()
        self.times[stage] = self.times.get(stage, 0.0) + now - self._last
        self._last = now

    def over(self, items: Iterable[T], what: str, total: int) -> Iterator[T]:
        """Yield the items; a subclass shows how many of ``total`` are done."""
        yield from items

    def note(self, what: str) -> None:
        """Tell what is being done now, if a subclass does."""


class BarProgress(Progress):
    """Draws a bar on a terminal while many items are worked on."""

    def over(self, items: Iterable[T], what: str, total: int) -> Iterator[T]:
        """Yield the items and draw how far it is."""
        import sys

        every = max(1, total // 100)
        for number, item in enumerate(items, 1):
            if number % every == 0 or number == total:
                filled = 24 * number // max(total, 1)
                bar = "━" * filled + "─" * (24 - filled)
                sys.stderr.write(f"\r{what:<8} {bar} {number}/{total} ")
                sys.stderr.flush()
            yield item
        sys.stderr.write("\r\x1b[2K")
        sys.stderr.flush()

    def note(self, what: str) -> None:
        """Write what is being done now over what was done before."""
        import sys

        sys.stderr.write(f"\r\x1b[2K{what}")
        sys.stderr.flush()
