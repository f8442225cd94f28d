"""Progress of a long run: nothing, lines, or a bar."""

from collections.abc import Iterable, Iterator
from time import perf_counter
from typing import TypeVar

T = TypeVar("T")


class Progress:
    """Shows nothing, but records the duration of each stage."""

    def __init__(self) -> None:
        self.times: dict[str, float] = {}
        """Seconds by stage, in order."""
        self._last = perf_counter()

    def done(self, stage: str) -> None:
        """Record the end of a stage."""
        now = perf_counter()
        self.times[stage] = self.times.get(stage, 0.0) + now - self._last
        self._last = now

    def over(self, items: Iterable[T], what: str, total: int) -> Iterator[T]:
        """Yield the items; a subclass shows how many of ``total`` are done."""
        yield from items

    def note(self, what: str) -> None:
        """Show the current step, if a subclass does."""


class BarProgress(Progress):
    """Shows a progress bar on a terminal."""

    def over(self, items: Iterable[T], what: str, total: int) -> Iterator[T]:
        """Yield the items and draw the progress."""
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
        """Show the current step in place of the previous one."""
        import sys

        sys.stderr.write(f"\r\x1b[2K{what}")
        sys.stderr.flush()
