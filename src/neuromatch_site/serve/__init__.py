"""Live preview: build, show, watch, build again."""

import asyncio
import socket
import sys
import webbrowser
from collections.abc import Callable, Sequence
from pathlib import Path

from neuromatch_site.artifact import Artifact
from neuromatch_site.diagnostics import Diagnostic
from neuromatch_site.serve.inject import injected
from neuromatch_site.serve.preview import Preview
from neuromatch_site.serve.server import application

HOST = "127.0.0.1"

Rebuild = Callable[[], tuple[Sequence[Artifact], Sequence[Diagnostic]] | None]
"""Builds the site and returns it with what is wrong; None where there is none to show."""


def serve(
    rebuild: Rebuild, watched: Sequence[Path], course: Path, *, port: int, base: str, browse: bool
) -> None:
    """Show the site on this machine and build it again after each change, until interrupted."""
    listener = listen(port)
    address = f"http://localhost:{listener.getsockname()[1]}{base}"
    print(f"{address}  (Ctrl-C ends)", file=sys.stderr)  # noqa: T201 - what the command says
    if browse:
        webbrowser.open(address)
    try:
        asyncio.run(_run(rebuild, watched, course, listener, base))
    except KeyboardInterrupt:
        print(file=sys.stderr)  # noqa: T201 - on a terminal


def listen(port: int) -> socket.socket:
    """Return a socket on the port, or on the next one that is free."""
    for candidate in (*range(port, port + 50), 0):
        listener = socket.socket()
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind((HOST, candidate))
        except OSError:
            listener.close()
            continue
        listener.listen(128)
        return listener
    raise OSError(f"no port is free from {port} on")


async def _run(
    rebuild: Rebuild, watched: Sequence[Path], course: Path, listener: socket.socket, base: str
) -> None:
    from uvicorn import Config, Server

    preview = Preview()
    config = Config(
        application(preview, base, course),
        log_level="warning",
        timeout_keep_alive=5,
        timeout_graceful_shutdown=1,
        h11_max_incomplete_event_size=16_384,
        access_log=False,
    )
    server = Server(config)
    watching = asyncio.create_task(_watch(rebuild, watched, preview))
    watching.add_done_callback(lambda _: setattr(server, "should_exit", True))
    try:
        await server.serve(sockets=[listener])
    finally:
        watching.cancel()
    if watching.done() and not watching.cancelled():
        watching.result()


async def _watch(rebuild: Rebuild, watched: Sequence[Path], preview: Preview) -> None:
    from watchfiles import awatch

    await _publish(rebuild, preview)
    there = [path for path in watched if path.exists()]
    async for _changes in awatch(*there, debounce=400, step=20, rust_timeout=1000):
        await _publish(rebuild, preview)


async def _publish(rebuild: Rebuild, preview: Preview) -> None:
    """Build in a thread, so that the browser is answered meanwhile; show what came of it."""
    built = await asyncio.to_thread(rebuild)
    if built is None:
        return
    artifacts, diagnostics = built
    preview.publish([injected(artifact) for artifact in artifacts], diagnostics)
