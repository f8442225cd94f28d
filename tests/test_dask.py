"""Pages are read and rendered by the workers of a cluster: real ones, on loopback."""

import os
import signal
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, wait
from functools import partial
from pathlib import Path
from types import ModuleType

import pytest
from arrivals import Known
from click.testing import CliRunner

from neuromatch_site.cache.page_cache import BuildCache
from neuromatch_site.commands.cli import main
from neuromatch_site.pipeline.context import BuildContext
from neuromatch_site.pipeline.options import Options
from neuromatch_site.pipeline.site import build_site
from neuromatch_site.workers.dask import ClusterError, check_versions, cluster_at
from neuromatch_site.workers.pool import MIN_PARALLEL, SpawnExecutor, Workers
from neuromatch_site.workers.progress import Progress

pytestmark = pytest.mark.slow

PAGES = 2 * MIN_PARALLEL


@pytest.fixture(scope="module", autouse=True)
def distributed() -> ModuleType:
    """Return the module, where it is installed."""
    module: ModuleType = pytest.importorskip("distributed")
    return module


@pytest.fixture(scope="module")
def scheduler(distributed: ModuleType) -> Iterator[str]:
    """Run a scheduler and two worker processes; return the scheduler's address."""
    started = distributed.LocalCluster(
        n_workers=2,
        threads_per_worker=1,
        processes=True,
        host="127.0.0.1",
        dashboard_address="127.0.0.1:0",
    )
    with started:
        yield started.scheduler_address


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make a course whose pages refer to each other."""
    folder = tmp_path_factory.mktemp("cluster") / "course"
    folder.mkdir()
    (folder / "myst.yml").write_text("version: 1\nproject:\n  title: Course\nsite: {}\n")
    (folder / "index.md").write_text("# Front\n\n[](#page-3)\n")
    for number in range(PAGES):
        following = (number + 1) % PAGES
        (folder / f"p{number}.md").write_text(
            f"(page-{number})=\n# Page {number}\n\n$$ x_{number} $$ (eq-{number})\n\n"
            f"After it comes [](#page-{following}), with [](#eq-{following}).\n"
        )
    return folder


def site(
    course: Path, cluster: Executor | None, cache: BuildCache | None = None
) -> dict[str, bytes]:
    """Return the files of a site."""
    built = build_site(
        course, BuildContext(Options(), cache=cache or BuildCache(), cluster=cluster)
    )
    assert [item.message for item in built.diagnostics] == []
    assert (built.read, built.rendered) == (PAGES + 1, PAGES + 1)
    return {
        file.path: file.content if isinstance(file.content, bytes) else file.content.read_bytes()
        for file in built.artifacts
    }


def test_a_cluster_makes_the_same_bytes(course: Path, scheduler: str) -> None:
    with cluster_at(scheduler) as cluster:
        assert site(course, cluster) == site(course, None)
        assert cluster is not None
        assert cluster.lost == 0


def test_what_a_cluster_read_is_remembered(course: Path, scheduler: str, tmp_path: Path) -> None:
    with cluster_at(scheduler) as cluster:
        site(course, cluster, BuildCache(tmp_path))
    again = build_site(course, BuildContext(Options(), Progress(), BuildCache(tmp_path)))
    assert (again.read, again.rendered) == (0, 0)


def test_processes_that_start_anew_make_the_same_bytes(course: Path) -> None:
    with SpawnExecutor(2, MIN_PARALLEL) as executor:
        assert site(course, executor) == site(course, None)


def test_what_a_function_knows_is_not_sent_with_each_batch(scheduler: str, tmp_path: Path) -> None:
    """Once to each worker; Dask copies it a second time where the first answer is slow."""
    arrivals = tmp_path / "arrivals"
    with cluster_at(scheduler) as cluster:
        assert cluster is not None
        assert list(cluster.map(Known(arrivals), range(64 * 12))) == list(range(64 * 12))
        assert cluster.lost == 0
    processes = arrivals.read_text().split()
    assert len(set(processes)) <= 2
    assert max(map(processes.count, processes)) <= 2  # of twelve batches


CODE = """---
kernelspec:
  name: python3
---
# A page that tells who runs it

```{code-cell}
import os
print("started by", os.getppid(), ".")
```
"""


def test_code_runs_on_a_cluster(tmp_path: Path, scheduler: str) -> None:
    pytest.importorskip("nbclient")
    course = tmp_path / "course"
    course.mkdir()
    (course / "myst.yml").write_text("version: 1\nproject:\n  title: Course\nsite: {}\n")
    (course / "index.md").write_text(CODE)
    with cluster_at(scheduler) as cluster:
        built = build_site(course, BuildContext(Options(execute=True), cluster=cluster))
    assert [item.message for item in built.diagnostics] == []
    front = next(file.content for file in built.artifacts if file.path == "index.html")
    assert isinstance(front, bytes)
    assert b"started by " in front
    assert f"started by {os.getpid()} .".encode() not in front


def die_once(number: int, flag: Path) -> int:
    """Return the number; the process that is first to come to half of all is lost."""
    if number == PAGES // 2 and not flag.exists():
        flag.touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return number


def test_a_lost_worker_changes_nothing(scheduler: str, tmp_path: Path) -> None:
    work = partial(die_once, flag=tmp_path / "died")
    with cluster_at(scheduler) as cluster:
        assert list(Workers(1, cluster).for_items(PAGES).map(work, range(PAGES))) == list(
            range(PAGES)
        )
    assert (tmp_path / "died").exists()


def test_nothing_waits_for_what_the_only_worker_knew(
    distributed: ModuleType, tmp_path: Path
) -> None:
    """Results on their way are lost with it, and so is the function: no other can work them out."""
    work = partial(die_once, flag=tmp_path / "died")
    with (
        distributed.LocalCluster(
            n_workers=1, host="127.0.0.1", dashboard_address="127.0.0.1:0"
        ) as alone,
        cluster_at(alone.scheduler_address) as cluster,
    ):
        assert cluster is not None
        known = cluster.share(work)
        assert not wait([cluster.submit(_of, known, at) for at in range(PAGES)], 60).not_done


def _of(work: Callable[[int], int], number: int) -> bytes:
    return bytes(1_000_000 + work(number))


def test_the_command_builds_on_a_cluster(course: Path, scheduler: str, tmp_path: Path) -> None:
    made = CliRunner().invoke(
        main, ["build", str(course), "-o", str(tmp_path / "site"), "--scheduler", scheduler]
    )
    assert made.exit_code == 0, made.output
    assert (tmp_path / "site" / "index.html").is_file()


def test_a_scheduler_that_does_not_answer(course: Path, tmp_path: Path) -> None:
    site = tmp_path / "site"
    made = CliRunner().invoke(
        main, ["build", str(course), "-o", str(site), "--scheduler", "tcp://127.0.0.1:9"]
    )
    assert made.exit_code == 1
    assert "no scheduler answers at `tcp://127.0.0.1:9`; start one with" in made.output
    assert not site.exists()


def test_a_cluster_without_workers(distributed: ModuleType) -> None:
    with (
        distributed.LocalCluster(
            n_workers=0, host="127.0.0.1", dashboard_address="127.0.0.1:0"
        ) as empty,
        pytest.raises(ClusterError, match="has no workers"),
        cluster_at(empty.scheduler_address),
    ):
        pass


def test_a_worker_with_another_version() -> None:
    with pytest.raises(ClusterError, match=r"has neuromatch-site 0\.0\.1, this"):
        check_versions({"tcp://a:1": "0.0.1"})
