"""Built sites, served on this machine below a path, as project pages are."""

import functools
import http.server
import re
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import BrowserContext

BASE = "/course/"


@dataclass(frozen=True, slots=True)
class Site:
    """A site on this machine."""

    url: str
    """Its root, with a slash at the end."""
    folder: Path

    def pages(self) -> list[str]:
        """Return the addresses of all pages, from the root."""
        folders = (path.parent.relative_to(self.folder) for path in self.folder.rglob("index.html"))
        return sorted("" if folder == Path() else f"{folder.as_posix()}/" for folder in folders)


Open = Callable[..., BrowserContext]
"""Opens a window with nothing remembered: ``open(width, height, **options of Playwright)``."""


class _Handler(http.server.SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the library's name
        """Say nothing."""

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        """Answer as GitHub Pages does: with ``404.html``, wherever the address lies."""
        del message, explain
        body = (Path(str(self.directory)) / BASE.strip("/") / "404.html").read_bytes()
        self.send_response(code)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


@contextmanager
def built_and_served(course: Path, folder: Path, *, mistakes: bool = False) -> Iterator[Site]:
    """Build the course into a new folder, and serve it while the context lasts.

    ``mistakes``: the course has some, and its site is written all the same.
    """
    out = folder / BASE.strip("/")
    command = [sys.executable, "-m", "neuromatch_site", "build", str(course), "-o", str(out)]
    run = subprocess.run(
        [*command, "--base-url", BASE], capture_output=True, text=True, check=False
    )
    assert run.returncode == int(mistakes), run.stdout + run.stderr
    assert "Traceback" not in run.stderr, run.stderr
    handler = functools.partial(_Handler, directory=str(folder))
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield Site(f"http://127.0.0.1:{server.server_address[1]}{BASE}", out)
    finally:
        server.shutdown()
        server.server_close()


@contextmanager
def previewed(course: Path) -> Iterator[str]:
    """Run ``serve`` on the course while the context lasts; yield its address."""
    command = [sys.executable, "-m", "neuromatch_site", "serve", str(course), "--port", "8760"]
    process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
    try:
        assert process.stderr is not None
        said = re.search(r"http://\S+", process.stderr.readline())
        assert said is not None
        yield said[0]
    finally:
        process.terminate()
        process.communicate()


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """Serve the files of a folder while the context lasts; yield its address, with a slash."""
    handler = functools.partial(http.server.SimpleHTTPRequestHandler, directory=str(folder))
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}/"
    finally:
        server.shutdown()
        server.server_close()
