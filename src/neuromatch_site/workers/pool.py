"""Process many items: in this process, in forked or spawned processes, or on a cluster."""

import os
import pickle
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Executor, Future
from contextlib import contextmanager, suppress
from functools import lru_cache, partial
from itertools import starmap
from pathlib import Path
from select import select
from tempfile import TemporaryDirectory, TemporaryFile
from typing import Any, Generic, NoReturn, ParamSpec, Self, TypeVar

from msgspec import Struct

P = ParamSpec("P")
T = TypeVar("T")

_FORKS = sys.platform == "linux"
"""Elsewhere forks may hang: libraries of macOS start threads; Windows has no forks."""
MIN_PARALLEL = 24
"""Number of items below which another process costs more than it saves."""
MIN_SPAWNED = 200
"""The same for spawned processes, which load the program and their data first.

At 100 pages two of them take 1.5 times the processor time of one: too little to gain.
"""
_BATCHES = 64
"""Into so many the work of a large course is cut: enough for many workers, each worth sending."""


class InlineExecutor(Executor):
    """Processes items in this process, when their results are requested."""

    def submit(self, fn: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> "Future[T]":
        """Return the result, already computed."""
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


class ForkExecutor(InlineExecutor):
    """Processes items in this process and in forked ones, which share its data.

    Nothing is sent to them; their results come back pickled. Each takes the next item as soon as it
    is free. The work of a lost process is repeated here.
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
        """Yield the results in order, as soon as all previous ones are available."""
        items = list(zip(*iterables, strict=False))
        count = min(self.processes, max(1, len(items) // (MIN_PARALLEL // 2)))
        with TemporaryFile() as queue:
            queue.write(b"".join(number.to_bytes(4, "big") for number in range(len(items))))
            queue.seek(0)
            waiting = queue.fileno()
            work = partial(_work, fn, items, waiting)
            children = [_Child(work) for _ in range(count - 1)]
            try:
                yield from _in_order(fn, items, waiting, children)
            finally:
                for child in children:
                    child.end()


class _Child(Generic[T]):
    """A process that forked from this one, does some work and sends each result."""

    def __init__(self, work: Callable[[], Iterable[T]]) -> None:
        self._reading, writing = os.pipe()
        self._process = os.fork()
        if not self._process:
            _send(work, self._reading, writing)
        os.close(writing)
        self._rest = bytearray()
        self.works = True
        """Whether more results can come."""

    def fileno(self) -> int:
        """Return the file descriptor to wait for."""
        return self._reading

    def received(self) -> list[T]:
        """Return the received results; waits if there are none."""
        content = os.read(self._reading, _AHEAD)
        self.works = bool(content)
        self._rest += content
        results: list[T] = []
        while len(self._rest) > _LENGTH:
            end = _LENGTH + int.from_bytes(self._rest[:_LENGTH], "big")
            if len(self._rest) < end:
                break
            # A view, no copy: a search index has megabytes.
            with memoryview(self._rest) as rest, rest[_LENGTH:end] as content_sent:
                results.append(pickle.loads(content_sent))  # noqa: S301 - our own child
            del self._rest[:end]
        return results

    def end(self) -> None:
        """Wait for its end; unsent results are lost."""
        os.close(self._reading)
        os.waitpid(self._process, 0)


_AHEAD = 1 << 20
"""Bytes of results that a child may have sent before somebody takes them."""
_LENGTH = 8
"""Bytes that tell how long a result is."""


def _send(work: Callable[[], Iterable[object]], reading: int, writing: int) -> NoReturn:
    """Be the child."""
    from fcntl import F_SETPIPE_SZ, fcntl  # on Linux, where alone we fork

    try:
        os.close(reading)
        with suppress(OSError):
            fcntl(writing, F_SETPIPE_SZ, _AHEAD)
        with os.fdopen(writing, "wb") as stream:
            for result in work():
                content = pickle.dumps(result, pickle.HIGHEST_PROTOCOL)
                stream.write(len(content).to_bytes(_LENGTH, "big") + content)
                stream.flush()
    finally:
        os._exit(0)


def _in_order(
    fn: Callable[..., T],
    items: Sequence[tuple[Any, ...]],
    waiting: int,
    children: Sequence["_Child[tuple[int, T]]"],
) -> Iterator[T]:
    """Yield the results of the items in order: those of the children, those worked out here."""
    done: dict[int, T] = {}
    for at, item in enumerate(items):
        while at not in done:
            number = os.read(waiting, 4)
            if number:
                mine = int.from_bytes(number, "big")
                done[mine] = fn(*items[mine])
            working = [child for child in children if child.works]
            ready = select(working, [], [], 0 if number else None)[0] if working else []
            done.update(result for child in ready for result in child.received())
            if at not in done and not number and not working:
                done[at] = fn(*item)  # its process was lost
        yield done.pop(at)


def _work(
    fn: Callable[..., T], items: Sequence[tuple[Any, ...]], waiting: int
) -> Iterator[tuple[int, T]]:
    """Yield the results of items that wait, with their numbers.

    ``waiting`` is a file of their numbers, four bytes each; how far it is read is known to all
    processes that forked with it.
    """
    while number := os.read(waiting, 4):
        at = int.from_bytes(number, "big")
        yield at, fn(*items[at])


class BatchExecutor(InlineExecutor):
    """Processes batches of items with another executor.

    The data of the function is sent there once, by ``share``, which returns a reference to use in
    each batch: it can be a hundred times as large as the items. Failed batches are processed here,
    so that an error of ours is raised here, too.
    """

    def __init__(self, executor: Executor, share: Callable[[object], Any]) -> None:
        self.executor = executor
        self.share = share
        self.lost = 0
        """Number of batches that were processed here."""

    def submit(self, fn: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> "Future[T]":
        """Return the result of the other executor."""
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
        size = max(MIN_PARALLEL // 2, len(items) // _BATCHES)
        batches = [items[first : first + size] for first in range(0, len(items), size)]
        known = self.share(fn)
        sent = [self.executor.submit(_all_of, known, batch) for batch in batches]
        for batch, future in zip(batches, sent, strict=True):
            try:
                yield from future.result()
            except Exception:  # noqa: BLE001 - whatever became of the worker
                self.lost += 1
                yield from _all_of(fn, batch)


def _all_of(fn: Callable[..., T], items: Sequence[tuple[Any, ...]]) -> list[T]:
    return [fn(*item) for item in items]


class SpawnExecutor(InlineExecutor):
    """Processes items in spawned processes, for macOS and Windows.

    They start on request or when there is enough work, and end with the ``with`` block. The data of
    a function is written once, and read once by each process. Source: Python's ``multiprocessing``,
    "Contexts and start methods".
    """

    def __init__(self, processes: int, fewest: int = MIN_SPAWNED) -> None:
        self.processes = processes
        self.fewest = fewest
        """Number of items below which no process is started."""
        self._pool: Executor | None = None

    def start(self, first: Callable[[], object] = object) -> Executor:
        """Start the processes if they are not running; ``first`` is the first call in each."""
        if self._pool is None:
            # Loaded only here, where they are needed: each costs a start some milliseconds.
            from concurrent.futures import ProcessPoolExecutor
            from multiprocessing import get_context

            self._pool = ProcessPoolExecutor(self.processes, mp_context=get_context("spawn"))
            for _ in range(self.processes):
                self._pool.submit(first)
        return self._pool

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self._pool is not None:
            self._pool.shutdown(cancel_futures=True)
        self._pool = None

    def map(
        self,
        fn: Callable[..., T],
        *iterables: Iterable[Any],
        timeout: float | None = None,
        chunksize: int = 1,
    ) -> Iterator[T]:
        """Yield the results in order; what cannot be pickled is processed here."""
        items = list(zip(*iterables, strict=False))
        if len(items) < (MIN_PARALLEL if self._pool else self.fewest):
            yield from starmap(fn, items)
            return
        with TemporaryDirectory() as folder:
            known = Path(folder, "known")
            try:
                known.write_bytes(pickle.dumps(fn, pickle.HIGHEST_PROTOCOL))
            except (pickle.PicklingError, AttributeError, TypeError, OSError):
                yield from starmap(fn, items)
                return
            shared = BatchExecutor(self.start(), lambda _: _Known(str(known)))
            yield from shared.map(fn, *zip(*items, strict=True))


class _Known(Struct, frozen=True):
    """A function that lies in a file, for processes that start anew."""

    path: str

    def __call__(self, *item: Any) -> Any:  # noqa: ANN401 - whatever the function takes and gives
        return _load(self.path)(*item)


@lru_cache(1)
def _load(path: str) -> Callable[..., Any]:
    """Return the function; read once in each process, from a folder that only this build has."""
    loaded: Callable[..., Any] = pickle.loads(Path(path).read_bytes())  # noqa: S301 - we wrote it
    return loaded


class Workers(Struct, frozen=True):
    """The processes that read and render pages."""

    jobs: int = 0
    """Number of processes of this machine; 0: automatic."""
    cluster: Executor | None = None
    """A cluster to use instead."""
    spawned: SpawnExecutor | None = None
    """Spawned processes, if forks are not possible."""

    def for_items(self, items: int) -> Executor:
        """Return the executor for this many items: this process alone for few."""
        if items < MIN_PARALLEL:
            return InlineExecutor()
        return self.cluster or self.spawned or forked(self.jobs, items)


@contextmanager
def spawned(jobs: int) -> Iterator[SpawnExecutor | None]:
    """Return spawned processes; None if forks are possible, or if one process does everything.

    ``jobs`` is the requested number, which is then used even for few items; 0: automatic.
    """
    if _FORKS or process_count(jobs) < 2:
        yield None
        return
    with SpawnExecutor(process_count(jobs), MIN_PARALLEL if jobs else MIN_SPAWNED) as executor:
        yield executor


def forked(jobs: int, items: int) -> Executor:
    """Return the executor for this many items without sending data: forks, or this process.

    For work that is cheaper than sending its data, such as writing files.
    """
    if several(jobs) and items >= MIN_PARALLEL:
        return ForkExecutor(process_count(jobs))
    return InlineExecutor()


def run_in_background(work: Callable[[], T], jobs: int) -> Callable[[], T]:
    """Start the work in another process, if possible; return a function that awaits it."""
    if not several(jobs):
        return work
    child = _Child(lambda: [work()])

    def result() -> T:
        results: list[T] = []
        while child.works and not results:
            results += child.received()
        child.end()
        return results[0] if results else work()

    return result


def several(jobs: int) -> bool:
    """Return whether this process can fork others."""
    return _FORKS and process_count(jobs) > 1


def process_count(jobs: int) -> int:
    """Return the number of processes: as requested, or one per core."""
    if jobs:
        return jobs
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
