"""The preview: what it answers, whom it answers, and that it shows the next build."""

import asyncio
import http.client
import socket
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

import pytest
from test_incremental import COURSE, content, write
from uvicorn import Config, Server

from neuromatch_site.cache.page_cache import BuildCache
from neuromatch_site.commands.preview import listen, notice
from neuromatch_site.commands.preview.cancellation import CancellableProgress, SupersededError
from neuromatch_site.commands.preview.inject import injected
from neuromatch_site.commands.preview.preview import Preview
from neuromatch_site.commands.preview.request_timeout import TimeoutProtocol
from neuromatch_site.commands.preview.server import application
from neuromatch_site.diagnostics.diagnostic import Diagnostic, Rule, Severity
from neuromatch_site.diagnostics.source import Position
from neuromatch_site.model.artifact import Artifact
from neuromatch_site.pipeline.context import BuildContext
from neuromatch_site.pipeline.options import Options
from neuromatch_site.pipeline.site import build_site
from neuromatch_site.workers.progress import Progress

pytestmark = pytest.mark.slow

SITE = (
    Artifact("index.html", b"<html><head></head><main>front</main></html>"),
    Artifact("week-1/neurons/index.html", b"neurons"),
    Artifact("404.html", b"not here"),
    Artifact("assets/site.css", b"body{}"),
)


@dataclass
class Running:
    """A preview in a thread."""

    port: int
    preview: Preview
    loop: asyncio.AbstractEventLoop
    done: threading.Event = field(default_factory=threading.Event)

    def get(
        self, path: str, host: str = "localhost", method: str = "GET", **headers: str
    ) -> tuple[int, bytes, dict[str, str]]:
        """Return status, body and headers of an answer."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=5)
        connection.putrequest(method, path, skip_host=True)
        connection.putheader("Host", f"{host}:{self.port}" if host == "localhost" else host)
        for name, value in headers.items():
            connection.putheader(name.replace("_", "-"), value)
        connection.endheaders()
        answer = connection.getresponse()
        body = answer.read()
        connection.close()
        return answer.status, body, {k.lower(): v for k, v in answer.getheaders()}

    def publish(self, artifacts: Sequence[Artifact], found: Sequence[Diagnostic] = ()) -> None:
        """Show another build."""
        sources = {"week-1/neurons/index.html": "week-1/a.md", "index.html": "index.md"}
        self.loop.call_soon_threadsafe(self.preview.publish, artifacts, found, sources)

    def some(self, artifacts: Sequence[Artifact]) -> None:
        """Show files of the next build before it is complete."""
        self.loop.call_soon_threadsafe(self.preview.publish_some, artifacts)

    def wait(self, wanted: Callable[[], bool]) -> None:
        """Wait until the preview has seen to something; the test's own time limit ends it."""
        while not wanted():
            asyncio.run_coroutine_threadsafe(asyncio.sleep(0.001), self.loop).result()


@contextmanager
def running(base: str = "/") -> Iterator[Running]:
    """Run a preview of SITE."""
    listener = listen(0)
    started: list[Running] = []
    is_serving = threading.Event()

    async def main() -> None:
        preview = Preview()
        app = application(preview, base, Path("course"), ["hub.example.org"])
        server = Server(Config(app, log_level="error", http=TimeoutProtocol))
        started.append(Running(listener.getsockname()[1], preview, asyncio.get_running_loop()))
        task = asyncio.create_task(server.serve(sockets=[listener]))
        is_serving.set()
        await asyncio.to_thread(started[0].done.wait)
        server.should_exit = True
        server.force_exit = True
        await task

    thread = threading.Thread(target=asyncio.run, args=(main(),))
    thread.start()
    is_serving.wait()
    started[0].publish(SITE)
    try:
        yield started[0]
    finally:
        started[0].done.set()
        thread.join()
        listener.close()


def test_pages_and_files_are_shown() -> None:
    with running() as preview:
        assert preview.get("/")[:2] == (
            200,
            injected(b"<html><head></head><main>front</main></html>", 1),
        )
        assert preview.get("/week-1/neurons/")[:2] == (200, b"neurons")
        status, body, headers = preview.get("/assets/site.css")
        assert (status, body) == (200, b"body{}")
        assert headers["content-type"] == "text/css; charset=utf-8"
        assert headers["cache-control"] == "no-store"
        assert headers["x-content-type-options"] == "nosniff"
        assert "access-control-allow-origin" not in headers
        assert preview.get("/nowhere/")[:2] == (404, b"not here")
        status, _, headers = preview.get("/week-1/neurons")
        assert (status, headers["location"]) == (302, "/week-1/neurons/")


def test_the_page_for_wrong_addresses_asks_the_preview_not_the_path_of_the_course() -> None:
    page = (
        '<html data-root="/stats/"><head></head><link href="/stats/assets/site.css"><a href="/x/">'
    )
    with running() as preview:
        preview.publish([Artifact("404.html", page.encode())])
        body = preview.get("/nowhere/")[1]
        assert b'href="/assets/site.css"' in body
        assert b'data-root="/"' in body
        assert b'href="/x/"' in body


def test_a_site_below_a_path_is_shown_there() -> None:
    with running("/course/") as preview:
        assert preview.get("/course/week-1/neurons/")[:2] == (200, b"neurons")
        assert preview.get("/week-1/neurons/")[0] == 404
        status, _, headers = preview.get("/")
        assert (status, headers["location"]) == (302, "/course/")


@pytest.mark.parametrize(
    "host",
    [
        "evil.example",
        "evil.example:8000",
        "",
        "127.0.0.1.evil.example",
        "127.0.0.1:8000.evil.example",
        "127.0.0.1:8000, evil.example",
        "evil.example@127.0.0.1:8000",
        "0.0.0.0:8000",
    ],
)
def test_another_name_for_this_machine_is_refused(host: str) -> None:
    with running() as preview:
        assert preview.get("/", host)[0] == 403


def test_another_site_cannot_read() -> None:
    with running() as preview:
        assert preview.get("/-/preview/messages", sec_fetch_site="cross-site")[0] == 403
        navigation = {"sec_fetch_site": "cross-site", "sec_fetch_mode": "navigate"}
        assert preview.get("/", **navigation)[0] == 200  # a link from elsewhere may lead here


def test_it_can_only_be_read() -> None:
    with running() as preview:
        assert preview.get("/", method="POST")[0] == 405
        status, body, _ = preview.get("/", method="HEAD")
        assert (status, body) == (200, b"")


@pytest.mark.parametrize(
    "path",
    [
        "/../../etc/passwd",
        "/%2e%2e/%2e%2e/etc/passwd",
        "/%252e%252e%252fetc/passwd",
        "/..%5c..%5cetc/passwd",
        "//etc/passwd",
        "/.git/config",
        "/week-1%2fneurons/",
        "/%00",
    ],
)
def test_nothing_but_the_site_is_readable(path: str) -> None:
    with running() as preview:
        assert preview.get(path)[:2] == (404, b"not here")


def test_the_browser_hears_of_the_next_build() -> None:
    with running() as preview:
        connection = http.client.HTTPConnection("127.0.0.1", preview.port, timeout=5)
        connection.request("GET", "/-/preview/events", headers={"Host": "localhost"})
        answer = connection.getresponse()
        assert answer.getheader("content-type") == "text/event-stream"
        assert (answer.readline(), answer.readline()) == (b"data: 1\n", b"\n")
        preview.publish([Artifact("index.html", b"new")])
        assert answer.readline() == b"data: 2\n"
        assert preview.get("/")[1] == b"new"
        answer.close()
        connection.close()


def test_messages_of_a_page_lead_to_its_line() -> None:
    place = Position("week-1/a.md", 3, 7)
    found = Diagnostic(Rule.ROLE_KNOWN, Severity.ERROR, place, "there is no role `x`", "use `y`")
    with running() as preview:
        preview.publish(SITE, [found])
        preview.get("/")
        status, body, _ = preview.get("/-/preview/messages?%2Fweek-1%2Fneurons%2F")
        assert status == 200
        assert b'"place": "week-1/a.md:3:7"' in body
        assert b'"editor": "vscode://file/course/week-1/a.md:3:7"' in body
        assert preview.get("/-/preview/messages?%2F")[1] == b"[]"


def test_pages_get_the_script_and_other_files_do_not() -> None:
    with running() as preview:
        assert b'src="/-/preview/reload.js" data-version="1"' in preview.get("/")[1]
        assert preview.get("/assets/site.css")[1] == b"body{}"


def test_a_page_that_is_open_is_known_until_it_is_left() -> None:
    with running() as preview:
        connection = http.client.HTTPConnection("127.0.0.1", preview.port, timeout=5)
        asked = "/-/preview/events?%2Fweek-1%2Fneurons%2F"
        connection.request("GET", asked, headers={"Host": "localhost"})
        answer = connection.getresponse()
        answer.readline()
        assert +preview.preview.looking == {"/week-1/neurons/": 1}
        preview.some([Artifact("week-1/neurons/index.html", b"newer")])
        assert (answer.readline(), answer.readline()) == (b"\n", b"data: 2\n")
        assert preview.get("/week-1/neurons/")[1] == b"newer"
        assert preview.get("/assets/site.css")[1] == b"body{}"
        answer.close()
        connection.close()
        preview.wait(lambda: not +preview.preview.looking)


def test_a_build_without_a_site_leaves_the_last_one_and_says_why() -> None:
    found = Diagnostic(Rule.VALID_CONFIG_STRUCTURE, Severity.ERROR, Position("myst.yml", 2), "no")
    with running() as preview:
        preview.get("/")
        preview.loop.call_soon_threadsafe(preview.preview.complain, [found])
        assert b"front" in preview.get("/")[1]
        assert b'"place": "myst.yml:2' in preview.get("/-/preview/messages?%2F")[1]


def test_a_port_that_is_taken_gives_the_next_one() -> None:
    first = listen(0)
    port = first.getsockname()[1]
    second = listen(port)
    assert second.getsockname()[1] != port
    first.close()
    second.close()


def _is_over(steps: Iterator[int]) -> bool:
    return next(steps, None) is None


def test_a_build_that_is_needless_ends_and_leaves_the_memory_right(tmp_path: Path) -> None:
    write(tmp_path, COURSE)
    memory, options = BuildCache(), Options(jobs=1)
    build_site(tmp_path, BuildContext(options, Progress(), memory))
    write(tmp_path, {"myst.yml": COURSE["myst.yml"].replace("version: 1", "version: 1\n# x")})
    write(tmp_path, {"a.md": "# Another\n\nText.\n", "b.md": "# Other\n\nText.\n"})
    for steps in range(1, 12):
        progress = CancellableProgress(partial(_is_over, iter(range(steps))))
        with suppress(SupersededError):
            build_site(tmp_path, BuildContext(options, progress, memory))
    after = build_site(tmp_path, BuildContext(options, Progress(), memory))
    clean = build_site(tmp_path, BuildContext(options, Progress(), BuildCache()))
    assert content(after) == content(clean)
    assert list(after.diagnostics) == list(clean.diagnostics)


def test_the_preview_cannot_be_framed_by_another_site() -> None:
    with running() as preview:
        for path in ("/", "/assets/site.css", "/nowhere/", "/-/preview/reload.js"):
            headers = preview.get(path)[2]
            assert headers["x-frame-options"] == "DENY"
            assert headers["content-security-policy"] == "frame-ancestors 'none'"


@pytest.mark.parametrize(
    ("host", "status"),
    [
        *(("LOCALHOST", 200), ("LocalHost:80", 200), ("hub.example.org", 200)),
        *(("HUB.example.org:443", 200), ("[::1]:8000", 200)),
        *(("evil.example", 403), ("hub.example.org.evil.example", 403), ("", 403)),
        *(("localhost.evil.example", 403), ("evil@localhost", 403), ("localhost:80:80", 403)),
    ],
)
def test_only_names_that_are_allowed_are_answered(host: str, status: int) -> None:
    with running() as preview:
        assert preview.get("/", host=host)[0] == status


def test_the_addresses_of_the_preview_lie_below_the_path_of_the_site() -> None:
    """So that a proxy which knows only that path leads to them, too."""
    with running("/user/x/proxy/8000/") as preview:
        body = preview.get("/user/x/proxy/8000/")[1]
        assert b'src="/user/x/proxy/8000/-/preview/reload.js"' in body
        assert preview.get("/user/x/proxy/8000/-/preview/reload.js")[0] == 200


@pytest.mark.parametrize("begun", [b"", b"GET / HTTP/1.1\r\nHost: local"])
def test_a_connection_that_asks_nothing_is_dropped(
    monkeypatch: pytest.MonkeyPatch, begun: bytes
) -> None:
    monkeypatch.setattr("neuromatch_site.commands.preview.request_timeout.SECONDS", 0.2)
    with running() as preview:
        preview.get("/")
        with socket.create_connection(("127.0.0.1", preview.port), timeout=10) as half:
            half.sendall(begun)
            assert half.recv(1) == b""
        whole = b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n"
        with socket.create_connection(("127.0.0.1", preview.port), timeout=10) as second:
            second.sendall(whole)
            while not second.recv(65_536).endswith(b"</html>"):
                pass
            second.sendall(whole[:20])
            assert second.recv(1) == b""


def test_a_folder_of_templates_is_watched_though_it_was_made_later(tmp_path: Path) -> None:
    course, templates = tmp_path / "course", tmp_path / "templates"
    course.mkdir()

    async def watch() -> None:
        changed = asyncio.Event()
        watching = asyncio.create_task(notice([course, templates], changed, polling=False))
        await asyncio.sleep(0)
        for made in (templates.mkdir, (templates / "footer.html").touch, (course / "a").touch):
            changed.clear()
            made()
            await asyncio.wait_for(changed.wait(), timeout=20)
        watching.cancel()

    with ThreadPoolExecutor() as pool:  # where tests of a browser run too, this thread has a loop
        pool.submit(asyncio.run, watch()).result()
