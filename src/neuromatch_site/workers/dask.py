"""Workers of a Dask cluster (extra ``distributed``)."""

from collections.abc import Callable, Iterator
from concurrent.futures import Executor, Future
from contextlib import contextmanager
from functools import partial
from typing import Any

from neuromatch_site import __version__
from neuromatch_site.diagnostics.extras import install_command
from neuromatch_site.workers.pool import BatchExecutor, P, T

_SECONDS = 5
_RETRIES = 3


class ClusterError(Exception):
    """The cluster cannot be used; the message says why and what to do."""


@contextmanager
def cluster_at(scheduler: str) -> Iterator[BatchExecutor | None]:
    """Return the cluster of a scheduler; None if no URL is given.

    The workers need this version of the program, and the course at the same path. Raises
    ``ClusterError``.
    """
    if not scheduler:
        yield None
        return
    client = _connect(scheduler)
    with client:
        check_versions(client.run(_version))
        share = partial(client.scatter, broadcast=True, hash=False)
        yield BatchExecutor(_ClientExecutor(client), share)


class _ClientExecutor(Executor):
    """Has a client of Dask do the work; each future ends, whatever is lost.

    The client's own executor leaves one without an end where a result is lost on its way and
    nobody can work it out again: whoever waits for it waits forever.
    """

    def __init__(self, client: Any) -> None:  # noqa: ANN401 - `distributed` has no types
        self.client = client

    def submit(self, fn: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> "Future[T]":
        """Return the result, as a worker will have it."""
        future: Future[T] = Future()
        remote = self.client.submit(fn, *args, retries=_RETRIES, pure=False, **kwargs)
        remote.add_done_callback(partial(_pass_on, future))
        return future


def _pass_on(future: "Future[T]", remote: Any) -> None:  # noqa: ANN401 - as above
    try:
        future.set_result(remote.result())
    except Exception as error:  # noqa: BLE001 - whatever it is, the future holds it
        future.set_exception(error)


def _connect(scheduler: str) -> Any:  # noqa: ANN401 - `distributed` has no types
    try:
        from distributed import Client
    except ImportError:
        hint = f"run `{install_command('distributed')}`"
        raise ClusterError(f"`distributed` is not installed; {hint}") from None
    connect: Callable[..., Any] = Client
    try:
        return connect(scheduler, timeout=_SECONDS, set_as_default=False)
    except (OSError, ValueError) as error:
        hint = "start one with `dask scheduler`"
        raise ClusterError(f"no scheduler answers at `{scheduler}`; {hint}") from error


def _version() -> str:
    return __version__


def check_versions(versions: dict[str, str]) -> None:
    """Raise ``ClusterError`` if there is no worker, or one with another version.

    ``versions`` are those of the workers, by address.
    """
    if not versions:
        raise ClusterError("the cluster has no workers; start some with `dask worker`")
    for worker, version in versions.items():
        if version != __version__:
            message = f"the worker {worker} has neuromatch-site {version}, this is {__version__}"
            raise ClusterError(f"{message}; install the same one")
