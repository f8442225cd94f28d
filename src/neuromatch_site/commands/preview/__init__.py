"""``serve``: live preview; build, show, watch, build again."""

import asyncio
import gc
import socket
import sys
import threading
import time
import webbrowser
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from msgspec import Struct

from neuromatch_site.commands.preview.cancellation import CancellableProgress, SupersededError
from neuromatch_site.commands.preview.optimistic_refresh import refresh
from neuromatch_site.commands.preview.preview import Preview
from neuromatch_site.commands.preview.server import application
from neuromatch_site.diagnostics.diagnostic import Diagnostics
from neuromatch_site.model.artifact import Artifact
from neuromatch_site.pipeline.build import BuildResult
from neuromatch_site.pipeline.context import OpenPages
from neuromatch_site.postprocess.search import index_site
from neuromatch_site.workers.progress import Progress

HOST = "127.0.0.1"

Rebuild = Callable[[OpenPages, Progress], BuildResult]
"""Builds the site; can show pages that are open in a browser before all others are done."""


class Reach(Struct, frozen=True, kw_only=True):
    """The address of the preview, and who can reach it."""

    port: int
    base: str = "/"
    """The path of the site."""
    host: str = HOST
    """The address to listen on."""
    allowed: Sequence[str] = ()
    """Further host names that browsers can request: of a JupyterHub, of a container."""
    polling: bool = False
    """Files are polled, for systems that do not report changes."""

    @property
    def is_local(self) -> bool:
        """Whether only this machine can reach it."""
        return self.host in (HOST, "::1", "localhost")


def serve(
    rebuild: Rebuild, watched: Sequence[Path], course: Path, reach: Reach, *, browse: bool
) -> None:
    """Show the site and rebuild it after each change, until interrupted."""
    listener = listen(reach.port, reach.host)
    address = f"http://localhost:{listener.getsockname()[1]}{reach.base}"
    if not reach.is_local:
        warning = f"everybody who can reach {reach.host} of this machine can read the preview"
        print(f"warning: {warning}", file=sys.stderr)  # noqa: T201 - what the command says
    print(f"{address}  (Ctrl-C ends)", file=sys.stderr)  # noqa: T201 - what the command says
    if browse:
        webbrowser.open(address)
    sys.setswitchinterval(0.001)  # a build must not keep the browser waiting
    try:
        asyncio.run(_run(rebuild, watched, course, listener, reach))
    except KeyboardInterrupt:
        print(file=sys.stderr)  # noqa: T201 - on a terminal


def listen(port: int, host: str = HOST) -> socket.socket:
    """Return a socket on the port, or on the next free one."""
    kind = socket.AF_INET6 if ":" in host else socket.AF_INET
    for candidate in (*range(port, port + 50), 0):
        listener = socket.socket(kind)
        listener.setsockopt(socket.SOL_SOCKET, _ALONE, 1)
        try:
            listener.bind((host, candidate))
        except OSError:
            listener.close()
            continue
        listener.listen(128)
        return listener
    raise OSError(f"no free port from {port} on")


_ALONE = getattr(socket, "SO_EXCLUSIVEADDRUSE", socket.SO_REUSEADDR)
"""On Windows, ``SO_REUSEADDR`` would let two previews share a port."""


async def _run(
    rebuild: Rebuild, watched: Sequence[Path], course: Path, listener: socket.socket, reach: Reach
) -> None:
    from uvicorn import Config, Server

    from neuromatch_site.commands.preview.request_timeout import TimeoutProtocol

    preview = Preview()
    config = Config(
        application(preview, reach.base, course, reach.allowed),
        http=TimeoutProtocol,
        log_level="warning",
        timeout_keep_alive=5,
        timeout_graceful_shutdown=1,
        h11_max_incomplete_event_size=16_384,
        access_log=False,
    )
    server = Server(config)
    watching = asyncio.create_task(_watch(rebuild, watched, preview, polling=reach.polling))
    watching.add_done_callback(lambda _: setattr(server, "should_exit", True))
    try:
        await server.serve(sockets=[listener])
    finally:
        watching.cancel()
    if watching.done() and not watching.cancelled():
        watching.result()


async def _watch(
    rebuild: Rebuild, watched: Sequence[Path], preview: Preview, *, polling: bool
) -> None:
    """BuildResult now and after each change; index for search when there is nothing else to do."""
    changed = asyncio.Event()
    noticing = asyncio.create_task(notice(watched, changed, polling=polling))
    await asyncio.sleep(0)  # the watch is there before the build: nothing is missed
    last: BuildResult | None = None
    try:
        while not noticing.done():
            changed.clear()
            last = await _publish(rebuild, preview, changed.is_set, last) or last
            indexing = asyncio.create_task(_index(preview))
            await changed.wait()
            indexing.cancel()
    finally:
        noticing.cancel()


async def notice(watched: Sequence[Path], changed: asyncio.Event, *, polling: bool) -> None:
    """Set ``changed`` when a file below one of the paths changes, or when one comes or goes."""
    from watchfiles import awatch

    force = True if polling else None  # else watchfiles decides, as it does for WSL
    while True:
        there = [path for path in watched if path.exists()]
        async for changes in awatch(
            *there,
            debounce=_LONGEST,
            step=_QUIET,
            rust_timeout=1000,
            yield_on_timeout=True,
            force_polling=force,
        ):
            moved = there != [path for path in watched if path.exists()]
            if changes or moved:
                changed.set()
            if moved:  # a folder of templates was made, or removed
                break


_QUIET = 5
"""Milliseconds without another change: an editor writes a file in several steps."""
_LONGEST = 400
"""Milliseconds after which a build begins though files still change."""


async def _publish(
    rebuild: Rebuild, preview: Preview, changed: Callable[[], bool], last: BuildResult | None
) -> BuildResult | None:
    """BuildResult in a thread, so that the browser is answered meanwhile; show what came of it.

    Once those who look have their pages, the rest does not keep the next change waiting.
    Returns the build; None where there is no site, or where it was ended.
    """
    loop = asyncio.get_running_loop()
    published = threading.Event()

    def show(artifacts: Sequence[Artifact]) -> None:
        if preview.shows(artifacts):
            return
        preview.fetched.clear()
        loop.call_soon_threadsafe(preview.publish_some, artifacts)
        end = time.monotonic() + _PATIENCE
        if preview.fetched.wait(_PATIENCE):  # what the page needs is asked for next
            published.set()
            while time.monotonic() < min(end, preview.last_request + _STEP_ASIDE) and not changed():
                time.sleep(_STEP_ASIDE / 10)

    open_pages = OpenPages(lambda: [url for url, count in preview.looking.items() if count], show)
    progress = CancellableProgress(lambda: published.is_set() and changed())

    def build() -> BuildResult:
        if last and last.rendering:
            refresh(last.rendering, open_pages)
        return rebuild(open_pages, progress)

    try:
        built = await asyncio.to_thread(build)
    except SupersededError:
        return None
    if not built.is_complete:
        preview.complain(built.diagnostics)
        return None
    preview.publish(built.artifacts, built.diagnostics, built.sources, built.parts)
    return built


_STEP_ASIDE = 0.1
"""Seconds without a question of the browser: it had this process to itself meanwhile."""
_PATIENCE = 0.5
"""Seconds that a build waits for that at most."""


async def _index(preview: Preview) -> None:
    """Make the search index of what is shown, once nothing has changed for a while."""
    await asyncio.sleep(_IDLE)
    gc.collect()  # the program turns it off, for builds
    showing = await preview.current()
    pages = [Artifact(path, content) for path, content in showing.files.items()]
    index = partial(index_site, pages, Diagnostics(), parts=showing.parts)
    preview.search = {file.path: file.content for file in await asyncio.to_thread(index)}


_IDLE = 1.0
"""Seconds without a change before the search index is made."""
