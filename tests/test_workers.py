"""Work spread over processes comes back in order, also when a process is lost."""

import os
import pickle
import signal
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, Future
from functools import partial
from pathlib import Path
from typing import ParamSpec, TypeVar

import pytest
from arrivals import Known

from neuromatch_site.workers import pool
from neuromatch_site.workers.pool import (
    MIN_PARALLEL,
    MIN_SPAWNED,
    BatchExecutor,
    ForkExecutor,
    InlineExecutor,
    SpawnExecutor,
    Workers,
    run_in_background,
    spawned,
)

P = ParamSpec("P")
T = TypeVar("T")

forks = pytest.mark.skipif(not hasattr(os, "fork"), reason="this system cannot fork")
EXECUTORS = [
    pytest.param(InlineExecutor(), id="here"),
    pytest.param(ForkExecutor(2), id="two", marks=forks),
    pytest.param(ForkExecutor(5), id="five", marks=forks),
    pytest.param(SpawnExecutor(2, MIN_PARALLEL), id="anew"),
]


@pytest.fixture(autouse=True)
def ended() -> Iterator[None]:
    """End the processes that a test started."""
    yield
    for executor in (parameter.values[0] for parameter in EXECUTORS):
        if isinstance(executor, SpawnExecutor):
            executor.__exit__()


def twice(number: int) -> int:
    """Return the number two times."""
    return 2 * number


@pytest.mark.parametrize("executor", EXECUTORS)
@pytest.mark.parametrize("count", [0, 1, MIN_PARALLEL - 1, MIN_PARALLEL, 3 * MIN_PARALLEL + 1])
def test_results_come_in_order(executor: Executor, count: int) -> None:
    assert list(executor.map(twice, range(count))) == [2 * number for number in range(count)]


@pytest.mark.parametrize("executor", EXECUTORS)
def test_a_mistake_of_ours_is_raised(executor: Executor) -> None:
    with pytest.raises(ZeroDivisionError):
        list(executor.map(lambda number: 1 // (number - 7), range(2 * MIN_PARALLEL)))


@forks
def test_what_a_lost_process_had_to_do_is_done() -> None:
    parent = os.getpid()

    def work(number: int) -> int:
        if os.getpid() != parent and number == MIN_PARALLEL + 1:
            os.kill(os.getpid(), signal.SIGKILL)
        return number

    assert list(ForkExecutor(2).map(work, range(2 * MIN_PARALLEL))) == list(range(2 * MIN_PARALLEL))


def unless_lost(parent: int, number: int) -> int:
    """Return the number; end the process that is not ``parent`` at one of them."""
    if os.getpid() != parent and number == MIN_PARALLEL + 1:
        os._exit(1)
    return number


def test_what_a_lost_process_that_started_anew_had_to_do_is_done() -> None:
    with SpawnExecutor(2, MIN_PARALLEL) as executor:
        results = executor.map(partial(unless_lost, os.getpid()), range(2 * MIN_PARALLEL))
        assert list(results) == list(range(2 * MIN_PARALLEL))


def here(_: int) -> int:
    """Return the process."""
    return os.getpid()


def test_processes_that_start_anew_do_the_work_and_stay_for_more() -> None:
    with SpawnExecutor(2, MIN_PARALLEL) as executor:
        first = set(executor.map(here, range(20 * MIN_PARALLEL)))
        second = set(executor.map(here, range(20 * MIN_PARALLEL)))
    assert os.getpid() not in first | second
    assert len(first | second) <= 2


def test_few_items_start_no_process() -> None:
    with SpawnExecutor(2, MIN_PARALLEL + 1) as executor:
        assert set(executor.map(here, range(MIN_PARALLEL))) == {os.getpid()}
        assert os.getpid() not in set(executor.map(here, range(MIN_PARALLEL + 1)))
        assert os.getpid() not in set(executor.map(here, range(MIN_PARALLEL)))  # they are there


def test_processes_that_were_asked_for_are_started(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where none can fork, the default waits for a course that is worth it; ``--jobs`` does not."""
    monkeypatch.setattr(pool, "_FORKS", False)
    for jobs, fewest in ((2, MIN_PARALLEL), (3, MIN_PARALLEL)):
        with spawned(jobs) as executor:
            assert executor is not None
            assert (executor.processes, executor.fewest) == (jobs, fewest)
            assert Workers(jobs, None, executor).for_items(MIN_PARALLEL) is executor
    with spawned(1) as executor:
        assert executor is None
    monkeypatch.setattr(pool, "process_count", lambda jobs: jobs or 8)
    with spawned(0) as executor:
        assert executor is not None
        assert (executor.processes, executor.fewest) == (8, MIN_SPAWNED)


def test_what_a_function_knows_is_sent_once_to_each_process(tmp_path: Path) -> None:
    arrivals = tmp_path / "arrivals"
    with SpawnExecutor(2, MIN_PARALLEL) as executor:
        assert list(executor.map(Known(arrivals), range(64 * 12))) == list(range(64 * 12))
    processes = arrivals.read_text().split()
    assert len(processes) == len(set(processes)) <= 2


class Counting(InlineExecutor):
    """Counts the bytes that another process would be sent."""

    def __init__(self) -> None:
        self.bytes: list[int] = []

    def submit(self, fn: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> "Future[T]":
        """Return the result, worked out."""
        self.bytes.append(len(pickle.dumps((fn, args, kwargs))))
        return super().submit(fn, *args, **kwargs)


def test_batches_hold_items_and_not_what_is_known(tmp_path: Path) -> None:
    counting, shared = Counting(), []

    def share(fn: object) -> Callable[[int], int]:
        shared.append(fn)
        return twice

    known = Known(tmp_path / "arrivals")
    assert list(BatchExecutor(counting, share).map(known, range(64 * 12)))[:3] == [0, 2, 4]
    assert shared == [known]
    assert len(counting.bytes) == 64
    assert max(counting.bytes) < 1_000


@forks
def test_results_come_while_others_are_worked_out() -> None:
    begun: list[int] = []

    def work(number: int) -> int:
        begun.append(number)
        return number

    results = ForkExecutor(2).map(work, range(10 * MIN_PARALLEL))
    assert next(results) == 0
    assert len(begun) < 10 * MIN_PARALLEL
    del results  # the other process ends too


@forks
def test_results_larger_than_a_pipe_come_whole() -> None:
    large = list(
        ForkExecutor(2).map(lambda number: bytes([number]) * 3_000_000, range(MIN_PARALLEL))
    )
    assert large == [bytes([number]) * 3_000_000 for number in range(MIN_PARALLEL)]


@forks
def test_processes_know_what_this_one_knows() -> None:
    known = {number: str(number) for number in range(2 * MIN_PARALLEL)}
    assert list(ForkExecutor(2).map(lambda number: known[number], known)) == list(known.values())


def test_one_thing_at_a_time_can_be_given_too() -> None:
    assert InlineExecutor().submit(twice, 3).result() == 6
    with pytest.raises(ZeroDivisionError):
        InlineExecutor().submit(lambda: 1 // 0).result()


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux forks safely")
def test_little_work_stays_in_this_process() -> None:
    assert not isinstance(Workers(2).for_items(MIN_PARALLEL - 1), ForkExecutor)
    assert isinstance(Workers(2).for_items(MIN_PARALLEL), ForkExecutor)
    assert not isinstance(Workers(1).for_items(10_000), ForkExecutor)


@pytest.mark.parametrize("jobs", [1, 2])
def test_work_is_done_aside(jobs: int) -> None:
    result = run_in_background(lambda: os.getpid(), jobs)  # noqa: PLW0108 - asked where it runs
    assert (result() == os.getpid()) == (jobs == 1 or sys.platform != "linux")


@forks
def test_what_a_lost_process_had_to_do_aside_is_done_here() -> None:
    parent = os.getpid()

    def work() -> int:
        if os.getpid() != parent:
            os.kill(os.getpid(), signal.SIGKILL)
        return 1

    assert run_in_background(work, 2)() == 1
