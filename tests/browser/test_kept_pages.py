"""With `site.options.offline`, visited pages are kept, by a worker that a new build replaces."""

import functools
import http.server
import threading
from collections.abc import Iterator, Mapping
from pathlib import Path

import axe_playwright_python
import pytest
from courses import picture
from playwright.sync_api import Page, expect
from sites import Open

from neuromatch_site.pipeline.options import Options
from neuromatch_site.pipeline.output_folder import build_to_folder
from neuromatch_site.workers.progress import Progress

pytestmark = pytest.mark.browser

BASE = "/a/b/"
_AXE = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text(encoding="utf-8")
_CONFIG = """version: 1
project:
  title: Kept
  toc:
    - file: index.md
    - title: Week 1
      children: [{file: one.md}, {file: two.md}]
    - title: Week 2
      children: [{file: three.md}, {file: four.md}]
site:
  options:
    offline: true
"""
_FILES: dict[str, str | bytes] = {
    "myst.yml": _CONFIG,
    "index.md": "# Front\n\nBegin with [one](one.md).\n",
    "one.md": "# One\n\nThe first text. [](two.md), [](three.md), [](four.md)\n",
    "two.md": "# Two\n\n![A picture](picture.png)\n\n[Data](data.csv), ![A video](video.mp4)\n",
    "three.md": "# Three\n",
    "four.md": "# Four\n",
    "picture.png": picture("picture.png", "40x30"),
    "video.mp4": b"\0\0\0\x18ftypmp42",
    "data.csv": "a,b\n",
}

QUICK = threading.Event()
"""Cleared: every answer waits."""
QUICK.set()


class _Handler(http.server.SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the library's name
        """Say nothing."""

    def do_GET(self) -> None:
        """Answer when the network is quick enough."""
        QUICK.wait(30)
        super().do_GET()

    def end_headers(self) -> None:
        """Let browsers keep what they want, as GitHub Pages does."""
        self.send_header("Cache-Control", "max-age=600")
        super().end_headers()

    def send_header(self, keyword: str, value: str) -> None:
        """Say no time: those of two builds can be the same second."""
        if keyword != "Last-Modified":
            super().send_header(keyword, value)


class Host:
    """A site on this machine that can be built again, and that goes away and comes back."""

    def __init__(self, folder: Path, files: Mapping[str, str | bytes] = _FILES) -> None:
        self.course = folder / "course"
        self.root = folder / "root"
        for name, content in files.items():
            self.write(name, content)
        self.build()
        self.port = 0
        self.start()

    def write(self, name: str, content: str | bytes) -> None:
        """Write a file of the course."""
        path = self.course / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())

    def build(self) -> None:
        """Build the site as it stands."""
        target = self.root / BASE.strip("/")
        options = Options(base_url=BASE)
        assert build_to_folder(self.course, target, options, Progress(), remember=False).written

    def start(self) -> None:
        """Answer; always at the same address."""
        handler = functools.partial(_Handler, directory=str(self.root))
        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", self.port), handler)
        self.port = self.server.server_address[1]
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def stop(self) -> None:
        """Answer no more."""
        self.server.shutdown()
        self.server.server_close()

    @property
    def url(self) -> str:
        """Return the root of the site."""
        return f"http://127.0.0.1:{self.port}{BASE}"


@pytest.fixture
def host(tmp_path: Path) -> Iterator[Host]:
    """Return a site that keeps its pages."""
    made = Host(tmp_path)
    yield made
    made.server.server_close()


_UNTIL = """async ([condition, given]) => {
  const holds = new (async () => {}).constructor("given", `return ${condition};`);
  for (let turn = 0; turn < 500; turn += 1) {
    if (await holds(given)) return;
    await new Promise((done) => { setTimeout(done, 20); });
  }
  throw new Error(`never: ${condition}`);
}"""
_KEPT = "await caches.match(given)"
_ALL = """async () => {
  const kept = await Promise.all((await caches.keys()).map((name) => caches.open(name)));
  return (await Promise.all(kept.map((one) => one.keys()))).flat().map((one) => one.url);
}"""


def _until(page: Page, condition: str, given: object = None) -> None:
    """Wait until an expression with `await` holds on the page."""
    page.evaluate(_UNTIL, [condition, given])


def _visit(page: Page, host: Host, path: str, *also: str) -> None:
    """Open a page and wait until it is kept, and others with it."""
    page.goto(host.url + path)
    for one in (path, *also):
        _until(page, _KEPT, host.url + one)


def _page(opened: Open) -> Page:
    return opened(locale="en", service_workers="allow").new_page()


def test_a_visited_page_its_pictures_and_its_week_are_read_without_a_network(
    host: Host, opened: Open
) -> None:
    page = _page(opened)
    image = next(path.name for path in host.root.rglob("picture.*.png"))
    _visit(page, host, "one/", "two/", f"assets/{image}")
    host.stop()
    page.goto(f"{host.url}one/")
    expect(page.get_by_text("The first text.")).to_be_visible()
    page.get_by_role("main").get_by_role("link", name="Two", exact=True).click()
    page.wait_for_url("**/two/")
    shown = page.get_by_role("img", name="A picture")
    assert shown.evaluate("async (one) => { await one.decode(); return one.naturalWidth; }") == 40
    assert page.evaluate("getComputedStyle(document.body).marginTop") == "0px"


def test_another_page_says_what_is_kept_and_comes_when_the_network_does(
    host: Host, opened: Open
) -> None:
    page = _page(opened)
    _visit(page, host, "one/", "two/")
    host.stop()
    page.goto(f"{host.url}three/")
    expect(page.get_by_role("heading", level=1)).to_have_text("You are offline")
    expect(page.get_by_role("main").get_by_role("listitem")).to_have_text(
        ["Front", "One", "Two", "Week 1"]
    )
    host.start()
    page.get_by_role("link", name="Try again").click()
    page.wait_for_url(f"{host.url}three/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Three")


def test_a_new_build_replaces_what_was_kept_and_nothing_is_lost(host: Host, opened: Open) -> None:
    page = _page(opened)
    _visit(page, host, "one/", "two/")
    before = page.evaluate("caches.keys()")
    host.write("one.md", "# One\n\nThe second text.\n")
    host.write("two.md", "# Two\n\nAnother text.\n")
    host.build()
    page.goto(f"{host.url}one/")
    _until(
        page, "(await caches.keys()).length === 1 && (await caches.keys())[0] !== given", before[0]
    )
    assert not [url for url in page.evaluate(_ALL) if url.endswith(".png")]
    host.stop()
    for path, text in (("one/", "The second text."), ("two/", "Another text.")):
        page.goto(host.url + path)
        expect(page.get_by_text(text)).to_be_visible()


def test_with_a_network_no_page_is_an_old_one(host: Host, opened: Open) -> None:
    page = _page(opened)
    _visit(page, host, "one/", "two/")
    worker = host.root / "a" / "b" / "service-worker.js"
    old = worker.read_bytes()
    host.write("one.md", "# One\n\nThe second text.\n")
    host.build()
    worker.write_bytes(old)  # what a browser sees that has not asked for the new one yet
    fresh = page.evaluate("async () => (await fetch(location.href, { cache: 'reload' })).text()")
    assert "The second text." in fresh
    _until(page, "(await (await caches.match(location.href)).text()).includes('second')")


def test_where_the_network_is_slow_what_is_kept_is_shown(host: Host, opened: Open) -> None:
    page = _page(opened)
    _visit(page, host, "one/", "two/")
    host.write("two.md", "# Two\n\nAnother text.\n")
    host.build()
    QUICK.clear()
    try:
        page.goto(f"{host.url}two/", wait_until="commit")
        expect(page.get_by_role("heading", level=1)).to_have_text("Two")
        expect(page.get_by_text("Another text.")).to_have_count(0)
    finally:
        QUICK.set()
    _until(page, "(await (await caches.match(location.href)).text()).includes('Another')")


def test_films_downloads_and_others_are_never_kept(host: Host, opened: Open) -> None:
    page = _page(opened)
    _visit(page, host, "two/", "one/")
    page.evaluate(
        "async () => { for (const one of document.querySelectorAll('main a, video'))"
        " await fetch(one.href ?? one.src).catch(() => 0); }"
    )
    kept = page.evaluate(_ALL)
    assert all(url.startswith(host.url) for url in kept)
    assert not [url for url in kept if url.endswith((".mp4", ".csv"))]


def test_each_language_keeps_its_own_pages(tmp_path: Path, opened: Open) -> None:
    french = {"fr/myst.yml": "version: 1\nproject:\n  title: Gardé\n", "fr/one.md": "# Un\n"}
    host = Host(tmp_path, {**_FILES, **french, "myst.yml": f"{_CONFIG}    languages: [en, fr]\n"})
    page = _page(opened)
    _visit(page, host, "one/", "two/")
    _visit(page, host, "fr/one/", "fr/two/")
    host.stop()
    for path, heading in (("one/", "One"), ("fr/one/", "Un"), ("fr/two/", "Two")):
        page.goto(host.url + path)
        expect(page.get_by_role("heading", level=1)).to_have_text(heading)
    page.goto(f"{host.url}fr/three/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Vous êtes hors ligne")


def test_a_page_that_is_gone_is_forgotten(host: Host, opened: Open) -> None:
    page = _page(opened)
    _visit(page, host, "three/", "four/")
    host.write("myst.yml", _CONFIG.replace(", {file: four.md}", ""))
    host.build()
    page.goto(f"{host.url}four/")
    page.goto(f"{host.url}three/")
    _until(page, f"!({_KEPT})", f"{host.url}four/")


def test_where_a_course_wants_it_no_more_the_worker_goes(host: Host, opened: Open) -> None:
    page = _page(opened)
    _visit(page, host, "one/", "two/")
    host.write("myst.yml", _CONFIG.replace("offline: true", "offline: false"))
    host.build()
    assert not list(host.root.rglob("service-worker.js"))
    page.goto(f"{host.url}one/?new")
    _until(page, "!(await navigator.serviceWorker.getRegistrations()).length")
    _until(page, "!(await caches.keys()).length")


def test_the_policy_names_the_worker_and_nothing_goes_wrong(host: Host, opened: Open) -> None:
    page = _page(opened)
    said: list[str] = []
    page.on("console", lambda one: said.append(one.text) if one.type == "error" else None)
    _visit(page, host, "one/", "two/")
    policy = page.locator('meta[http-equiv="Content-Security-Policy"]').get_attribute("content")
    assert "worker-src 'self'" in str(policy)
    assert said == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_on_the_page_without_a_network(
    host: Host, opened: Open, scheme: str
) -> None:
    page = opened(360, 740, locale="en", color_scheme=scheme, bypass_csp=True).new_page()
    _visit(page, host, "one/", "two/")
    host.stop()
    page.goto(f"{host.url}three/")
    page.get_by_role("main").get_by_role("listitem").first.wait_for()
    page.evaluate(_AXE)
    assert page.evaluate("axe.run(document)")["violations"] == []
