"""``lock``: fetch once what a course needs from the network, and store it in the course.

It fetches missing data, keeps existing data, removes unused data, and writes each answer at once,
so that an interrupted run can continue.
"""

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor, as_completed
from functools import partial
from pathlib import Path

from msgspec import Struct

from neuromatch_site.bibliography.locked_citations import LOCKED
from neuromatch_site.commands.http import HttpClient
from neuromatch_site.commands.lock.citations import fetch_item
from neuromatch_site.commands.lock.inventories import fetch_inventory
from neuromatch_site.commands.lock.lock_requests import Needs, VideoNeed, find_needs
from neuromatch_site.commands.lock.services import SERVICES, FetchError, Services
from neuromatch_site.commands.lock.shared import fetch_shared
from neuromatch_site.commands.lock.store import THUMBNAILS, Store
from neuromatch_site.commands.lock.videos import fetch_video
from neuromatch_site.config import load_config
from neuromatch_site.config.locked_files import FOLDER as SHARED
from neuromatch_site.config.locked_files import locked_path
from neuromatch_site.config.project import Reference
from neuromatch_site.diagnostics.diagnostic import Diagnostics, Rule
from neuromatch_site.diagnostics.source import Position
from neuromatch_site.filesystem.course_files import OutsideCourseError
from neuromatch_site.readers.inventories import LOCKED as INVENTORIES
from neuromatch_site.readers.videos import VIDEOS
from neuromatch_site.workers.progress import Progress

PARALLEL = 4
"""Number of parallel requests."""
_MOST_SHARED = 50
"""Files that a configuration, and those it extends, may name elsewhere."""
GIVE_UP = 8
"""Number of consecutive failures after which the network counts as unavailable."""

Put = Callable[[], None]
"""Stores an answer."""


class _Task(Struct, frozen=True):
    what: str
    position: Position
    fetch: Callable[[], Put]


class Locked(Struct, frozen=True):
    """The result of a run."""

    fetched: int
    changed: Sequence[str]
    """Files that were written or removed: paths from the course folder."""


def lock(
    course: Path,
    progress: Progress,
    diagnostics: Diagnostics,
    *,
    web: HttpClient | None = None,
    services: Services = SERVICES,
    root: Path | None = None,
    refresh: bool = False,
) -> Locked | None:
    """Fetch what the course needs into its ``lock/``; None if there is no course.

    Pages can use files of ``root``. With ``refresh`` everything is fetched again. What cannot be
    fetched is reported, and its old version is kept.
    """
    web = web or HttpClient()
    store = Store.open(course, diagnostics, root)
    try:
        fetched = _fetch_shared(store, web, progress, diagnostics, refresh=refresh)
        needs = find_needs(course, diagnostics, root)
        if needs is None:
            return None
        tasks = list(_tasks(needs, store, web, services, refresh=refresh))
        fetched += _run(tasks, store, progress, diagnostics)
        _drop_unneeded(needs, store)
        store.save()
    except OutsideCourseError:
        message = "the folder `lock` is a link out of the course; nothing is written"
        diagnostics.report(Rule.PATH_INSIDE_COURSE, Position("lock"), message)
        return None
    return Locked(fetched, sorted(store.changed))


def _fetch_shared(
    store: Store,
    web: HttpClient,
    progress: Progress,
    diagnostics: Diagnostics,
    *,
    refresh: bool,
) -> int:
    """Fetch the files that the configuration names, and those that they name; return how many."""
    requested: set[str] = set()
    fetched = 0
    while len(requested) < _MOST_SHARED:
        config = load_config(store.files, Diagnostics())
        remote = config.remote if config else {}
        new = [url for url in remote if url not in requested]
        missing = [url for url in new if refresh or not store.has(locked_path(url))]
        if not new:
            break
        requested.update(new)
        tasks = [
            _Task(f"`{url}`", remote[url], partial(_shared, store, web, url)) for url in missing
        ]
        fetched += _run(tasks, store, progress, diagnostics) if tasks else 0
    return fetched


def _shared(store: Store, web: HttpClient, url: str) -> Put:
    return partial(store.put, locked_path(url), fetch_shared(web, url))


def check_lock(course: Path, diagnostics: Diagnostics, root: Path | None = None) -> None:
    """Report missing and unused entries of the lock, without network access."""
    needs = find_needs(course, diagnostics, root)
    if needs is None:
        return
    store = Store.open(course, diagnostics, root)
    for task in _tasks(needs, store, None, SERVICES, refresh=False):
        message, hint = f"{task.what} is not in the lock", "run `neuromatch-site lock`"
        diagnostics.report(Rule.LOCK_CURRENT, task.position, message, hint)
    stale = [(LOCKED, f"the DOI {doi}") for doi in store.citations if not _is_used(doi, needs)]
    stale += [(VIDEOS, f"the video {key}") for key in store.videos if key not in needs.videos]
    for path, what in stale:
        message = f"{what} is in the lock but the course does not use it"
        diagnostics.report(Rule.LOCK_CURRENT, Position(path), message, "run `neuromatch-site lock`")


def _tasks(
    needs: Needs, store: Store, web: HttpClient | None, services: Services, *, refresh: bool
) -> Iterator[_Task]:
    """Yield what is missing; without ``web`` only to be named."""
    for url, place in needs.shared.items():
        if web is None and not store.has(locked_path(url)):
            yield _Task(f"`{url}`", place, lambda: lambda: None)
    for doi, place in needs.dois.items():
        if refresh or doi not in store.citations:
            yield _Task(f"the DOI {doi}", place, partial(_citation, store, web, services, doi))
    for key, need in needs.videos.items():
        known = store.videos.get(key)
        askable = not key.startswith("file:")
        if askable and (refresh or known is None or not store.has_thumbnail(known)):
            fetch = partial(_video, store, web, services, need)
            yield _Task(f"the video {key}", need.position, fetch)
    for reference in needs.references:
        if refresh or not store.has_inventory(reference.key, reference.kind):
            fetch = partial(_inventory, store, web, reference)
            yield _Task(f"the inventory of `{reference.key}`", reference.position, fetch)


def _citation(store: Store, web: HttpClient | None, services: Services, doi: str) -> Put:
    item = fetch_item(_required(web), services, doi)
    return lambda: store.citations.update({doi: item})


def _video(store: Store, web: HttpClient | None, services: Services, need: VideoNeed) -> Put:
    video, picture = fetch_video(_required(web), services, need)

    def put() -> None:
        store.videos[need.key] = video
        if picture:
            store.put(video.thumbnail, picture)

    return put


def _inventory(store: Store, web: HttpClient | None, reference: Reference) -> Put:
    path, content = fetch_inventory(_required(web), reference)
    return partial(store.put, path, content)


def _required(web: HttpClient | None) -> HttpClient:
    if web is None:  # pragma: no cover - tasks without it are never run
        raise AssertionError
    return web


def _run(tasks: Sequence[_Task], store: Store, progress: Progress, diagnostics: Diagnostics) -> int:
    """Run the tasks, a few at a time; return how many succeeded. What is fetched is saved."""
    fetched = failed = 0
    with ThreadPoolExecutor(PARALLEL, "lock") as pool:
        futures = {pool.submit(task.fetch): task for task in tasks}
        try:
            for future in progress.over(as_completed(futures), "fetching", len(tasks)):
                if _take(future, futures[future], diagnostics):
                    fetched, failed = fetched + 1, 0
                    store.save_soon()
                    continue
                failed += 1
                if failed == GIVE_UP and not fetched:
                    hint = "check the network connection"
                    message = "nothing could be fetched"
                    diagnostics.report(Rule.LOCK_FETCHED, Position("lock"), message, hint)
                    break
        finally:
            pool.shutdown(wait=True, cancel_futures=True)
            store.save()
    return fetched


def _take(future: Future[Put], task: _Task, diagnostics: Diagnostics) -> bool:
    """Put an answer into the store; return False, with a report, where there is none."""
    try:
        future.result()()
    except FetchError as error:
        diagnostics.report(Rule.LOCK_FETCHED, task.position, str(error), error.hint)
        return False
    return True


def _is_used(doi: str, needs: Needs) -> bool:
    return doi in needs.dois or doi in needs.described


def _drop_unneeded(needs: Needs, store: Store) -> None:
    store.citations = {k: v for k, v in store.citations.items() if _is_used(k, needs)}
    store.videos = {k: v for k, v in store.videos.items() if k in needs.videos}
    pictures = {video.thumbnail.rpartition("/")[2] for video in store.videos.values()}
    inventories = {f"{item.key}.{end}" for item in needs.references for end in ("json", "inv")}
    shared = {locked_path(url).rpartition("/")[2] for url in needs.shared}
    store.drop_others({THUMBNAILS: pictures, INVENTORIES: inventories, SHARED: shared})
