"""Work on many items: here, in processes that fork from this one, or where an executor does."""

import os
import pickle
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Executor, Future
from functools import partial
from tempfile import TemporaryFile
from typing import Any, Generic, NamedTuple, ParamSpec, TypeVar

from msgspec import Struct

P = ParamSpec("P")
T = TypeVar("T")

WORTH = 24
"""Items below which starting another process costs more than it saves."""
_BATCHES = 64
"""Into so many the work of a large course is cut: enough for many workers, each worth sending."""


class Here(Executor):
    """Works in this process, one item after the other, as the results are asked for."""

    def submit(self, fn: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> "Future[T]":
        """Return the result, worked out."""
        future: Future[T] = Future()
        try:
            future.set_result(fn(*args, **kwargs))
        except Exception as error:  # noqa: BLE001 - whatever it is, the future holds it
            future.set_exception(error)
        return future

    def map(
        self,
        fn: Callable[..., T],
        *iterables: Iterable[Any],
        timeout: float | None = None,
        chunksize: int = 1,
    ) -> Iterator[T]:
        """Yield the results in order."""
        return map(fn, *iterables)


class Forked(Here):
    """Works in this process and in others that fork from it: they know all that it knows.

    Nothing is sent to them; their results come back pickled. Each takes the next item as soon as
    it is free. What a lost process would have done is done here.
    """

    def __init__(self, processes: int) -> None:
        self.processes = processes

    def map(
        self,
        fn: Callable[..., T],
        *iterables: Iterable[Any],
        timeout: float | None = None,
        chunksize: int = 1,
    ) -> Iterator[T]:
        """Return the results in order."""
        items = list(zip(*iterables, strict=False))
        count = min(self.processes, max(1, len(items) // (WORTH // 2)))
        with TemporaryFile() as waiting:
            waiting.write(b"".join(number.to_bytes(4, "big") for number in range(len(items))))
            waiting.seek(0)
            work = partial(_work, fn, items, waiting.fileno())
            children = [_fork(work) for _ in range(count - 1)]
            done = work()
            for child in children:
                if found := _collect(child):
                    done |= found
        return iter([done[at] if at in done else fn(*item) for at, item in enumerate(items)])


def _work(fn: Callable[..., T], items: Sequence[tuple[Any, ...]], waiting: int) -> dict[int, T]:
    """Return the results of items that wait, by number.

    ``waiting`` is a file of their numbers, four bytes each; how far it is read is known to all
    processes that forked with it.
    """
    done = {}
    while number := os.read(waiting, 4):
        at = int.from_bytes(number, "big")
        done[at] = fn(*items[at])
    return done


class Sent(Here):
    """Has batches of the items worked on by another executor.

    What the function knows is sent once by ``share``, where there is one, else with each batch.
    What could not be done there is done here: a mistake of ours is raised here too.
    """

    def __init__(self, executor: Executor, share: Callable[[object], Any] | None = None) -> None:
        self.executor = executor
        self.share = share
        self.lost = 0
        """Batches that had to be done here."""

    def submit(self, fn: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> "Future[T]":
        """Return the result, as the other executor will have it."""
        return self.executor.submit(fn, *args, **kwargs)

    def map(
        self,
        fn: Callable[..., T],
        *iterables: Iterable[Any],
        timeout: float | None = None,
        chunksize: int = 1,
    ) -> Iterator[T]:
        """Yield the results in order."""
        items = list(zip(*iterables, strict=False))
        size = max(WORTH // 2, len(items) // _BATCHES)
        batches = [items[first : first + size] for first in range(0, len(items), size)]
        known = self.share(fn) if self.share else fn
        sent = [self.executor.submit(_all_of, known, batch) for batch in batches]
        for batch, future in zip(batches, sent, strict=True):
            try:
                yield from future.result()
            except Exception:  # noqa: BLE001 - whatever became of the worker
                self.lost += 1
                yield from _all_of(fn, batch)


def _all_of(fn: Callable[..., T], items: Sequence[tuple[Any, ...]]) -> list[T]:
    return [fn(*item) for item in items]


class Workers(Struct, frozen=True):
    """Who works on the pages of a course."""

    jobs: int = 0
    """Processes of this machine; 0: as many as help."""
    cluster: Executor | None = None
    """What works in their place."""

    def for_items(self, items: int) -> Executor:
        """Return what works on so many items: nobody is called for a few."""
        if items < WORTH:
            return Here()
        if self.cluster is not None:
            return self.cluster
        processes = _processes(self.jobs)
        return Forked(processes) if processes > 1 else Here()


def aside(work: Callable[[], T], jobs: int) -> Callable[[], T]:
    """Begin the work in another process, if there may be one; return what waits for its result."""
    if _processes(jobs) == 1:
        return work
    child = _fork(lambda: [work()])

    def result() -> T:
        found = _collect(child)
        return found[0] if found else work()

    return result


def _processes(jobs: int) -> int:
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else 1
    return (jobs or cores) if sys.platform == "linux" else 1


class _Child(NamedTuple, Generic[T]):
    process: int
    reading: int
    """Where its result comes from."""


def _fork(work: Callable[[], T]) -> _Child[T]:
    """Start a process that does the work."""
    reading, writing = os.pipe()
    process = os.fork()
    if process:
        os.close(writing)
        return _Child(process, reading)
    status = 1
    try:
        os.close(reading)
        with os.fdopen(writing, "wb") as stream:
            pickle.dump(work(), stream, pickle.HIGHEST_PROTOCOL)
        status = 0
    finally:
        os._exit(status)


def _collect(child: _Child[T]) -> T | None:
    """Return the result of a process; None where it was lost."""
    with os.fdopen(child.reading, "rb") as stream:
        content = stream.read()
    _, status = os.waitpid(child.process, 0)
    found: T | None = pickle.loads(content) if status == 0 else None  # noqa: S301 - our own child
    return found
