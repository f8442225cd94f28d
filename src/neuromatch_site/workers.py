"""Work on many items: here, in processes that fork from this one, or where an executor does."""

import os
import pickle
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Executor, Future
from typing import Any, ParamSpec, TypeVar

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

    Nothing is sent to them; their results come back pickled. What a lost process would have
    done is done here.
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
        """Return the results in order; every process takes each n-th item."""
        items = list(zip(*iterables, strict=False))
        count = min(self.processes, max(1, len(items) // (WORTH // 2)))
        shares = [items[first::count] for first in range(count)]
        children = [_fork(fn, share) for share in shares[1:]]
        done = [[fn(*item) for item in shares[0]]]
        done += [_collect(child) for child in children]
        shared = zip(shares, done, strict=True)
        done = [_repaired(fn, share, results) for share, results in shared]
        return iter([done[index % count][index // count] for index in range(len(items))])


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
                yield from _repaired(fn, batch, future.result())
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
    child = _fork(work, [()])
    return lambda: _repaired(work, [()], _collect(child))[0]


def _processes(jobs: int) -> int:
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else 1
    return (jobs or cores) if sys.platform == "linux" else 1


def _fork(fn: Callable[..., T], items: Sequence[tuple[Any, ...]]) -> tuple[int, int]:
    """Start a process; return its number, and where its results are read from."""
    reading, writing = os.pipe()
    process = os.fork()
    if process:
        os.close(writing)
        return process, reading
    status = 1
    try:
        os.close(reading)
        with os.fdopen(writing, "wb") as stream:
            pickle.dump([fn(*item) for item in items], stream, pickle.HIGHEST_PROTOCOL)
        status = 0
    finally:
        os._exit(status)


def _collect(child: tuple[int, int]) -> list[T]:
    """Return the results of a process; none where it was lost."""
    process, reading = child
    with os.fdopen(reading, "rb") as stream:
        content = stream.read()
    _, status = os.waitpid(process, 0)
    results: list[T] = pickle.loads(content) if status == 0 else []  # noqa: S301 - our own child
    return results


def _repaired(fn: Callable[..., T], items: Sequence[tuple[Any, ...]], results: list[T]) -> list[T]:
    return results if len(results) == len(items) else [fn(*item) for item in items]
