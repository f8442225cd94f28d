"""From saving a file to its new words on the screen: this project beside sphinx-autobuild.

    python bench/serve.py                   thirty edits of a page, ten of template, style, config
    python bench/serve.py --edits 5 --alone without the peer

A real browser shows the page; a script in it looks at every frame for the mark that each edit
leaves. Both previews are open in the same run, and edited in turn.
"""

import argparse
import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from contenders import SPHINX, install
from playwright.sync_api import Error, Page, sync_playwright
from samples import copy_course

ROOT = Path(__file__).resolve().parent.parent
_PAGE = Path("Week_1/2-Neuron_Function.md")
_WAIT = 60.0
"""Seconds; a preview that needs longer is not measured."""
_WATCH = """
const look = () => {
  const text = document.querySelector("main, article")?.textContent ?? "";
  const style = getComputedStyle(document.documentElement);
  const head = document.title + style.getPropertyValue("--mark");
  for (const [mark] of (text + head).matchAll(/mark-\\w+-\\d+-end/g)) {
    if (!sessionStorage.getItem(mark)) sessionStorage.setItem(mark, Date.now());
  }
  requestAnimationFrame(look);
};
requestAnimationFrame(look);
"""
_FLAGS = "--headless=new --no-sandbox --disable-gpu --disable-quic --no-first-run".split()
_FLAGS += "--disable-background-networking --disable-component-update --disable-sync".split()


@dataclass(frozen=True, slots=True)
class Edit:
    """A kind of change, and where it is made."""

    name: str
    file: Path
    change: Callable[[str, str], str]
    """The text of the file and a mark -> the text with the mark in it."""


def main() -> None:
    """Measure, and print a table."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    course = ROOT.parent / "shared" / "courses" / "neuro4ml"
    parser.add_argument("--course", type=Path, default=course)
    parser.add_argument("--edits", type=int, default=30)
    parser.add_argument("--alone", action="store_true", help="without sphinx-autobuild")
    parser.add_argument("--chromium", default=shutil.which("chromium") or "")
    parser.add_argument("--work", type=Path, default=ROOT / ".bench", help="where the peer lies")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, ExitStack() as stack:
        work = Path(folder)
        page = stack.enter_context(_browser(arguments.chromium))
        ours = stack.enter_context(_ours(arguments.course, work))
        print(f"opens in {ours.opened:.2f} s")
        peer = None
        if not arguments.alone:
            peer = stack.enter_context(_autobuild(arguments.course, work, arguments.work))
            print(f"sphinx-autobuild opens in {peer.opened:.2f} s")
        for edit in _edits(ours.course):
            count = arguments.edits if edit.name == "page" else max(arguments.edits // 3, 1)
            _report(f"neuromatch-site, {edit.name}", _measure(page, ours, edit, count))
        if peer is not None:
            edit = _page_edit(peer.course)
            _report("sphinx-autobuild, page", _measure(page, peer, edit, arguments.edits))


def _edits(course: Path) -> Iterator[Edit]:
    templates = course.parent / "templates"
    yield _page_edit(course)
    yield Edit("template", templates / "layouts" / "page.html", _in_template)
    yield Edit("style", templates / "foundation" / "tokens.css", _in_style)
    yield Edit("myst.yml", course / "myst.yml", _in_config)


def _page_edit(course: Path) -> Edit:
    return Edit("page", course / _PAGE, lambda text, mark: f"{text}\n\nA new line {mark}.\n")


def _in_template(text: str, mark: str) -> str:
    return text.replace("</h1>", f" {mark}</h1>", 1)


def _in_style(text: str, mark: str) -> str:
    return f"{text}\n:root {{ --mark: {mark}; }}\n"


def _in_config(text: str, mark: str) -> str:
    untitled = re.sub(r"(?m)^  title: .*\n", "", text)
    return re.sub(r"(?m)^site:\n", f"site:\n  title: Course {mark}\n", untitled)


def _measure(page: Page, preview: "_Preview", edit: Edit, count: int) -> list[float]:
    """Return the milliseconds from saving to seeing, for each edit."""
    text = edit.file.read_text(encoding="utf-8")
    page.goto(preview.address)
    page.wait_for_load_state("load")
    page.wait_for_timeout(500)
    taken = []
    for number in range(count + 1):
        mark = f"mark-{edit.name.replace('.', '')}-{number}-end"
        started = _save(edit.file, edit.change(text, mark))
        taken.append(_seen(page, mark) - started)
        page.wait_for_timeout(400)  # as an author does not save twice within that time
    edit.file.write_text(text, encoding="utf-8")
    page.wait_for_timeout(1500)
    return taken[1:]  # the first one warms up the browser


def _seen(page: Page, mark: str) -> int:
    """Return when the mark was on the screen, in milliseconds since 1970."""
    end = time.monotonic() + _WAIT
    while time.monotonic() < end:
        with suppress(Error):  # the page may be loaded again just now
            if found := page.evaluate("(mark) => sessionStorage.getItem(mark)", mark):
                return int(found)
        page.wait_for_timeout(20)
    raise RuntimeError(f"{mark} was never seen")


def _save(file: Path, text: str) -> float:
    """Write a file; return when, in milliseconds since 1970."""
    started = time.time() * 1000
    file.write_text(text, encoding="utf-8")
    return started


def _report(name: str, taken: Sequence[float]) -> None:
    middle, worst = statistics.median(taken), max(taken)
    print(f"{name:28} median {middle:6.0f} ms   worst {worst:6.0f} ms   of {len(taken)} edits")


# -- previews


@dataclass(frozen=True, slots=True)
class _Preview:
    course: Path
    address: str
    opened: float
    """Seconds from the command to the first page."""


@contextmanager
def _ours(course: Path, work: Path) -> Iterator[_Preview]:
    copy = work / "ours" / "course"
    copy_course(course, copy)
    for name in ("layouts/page.html", "foundation/tokens.css"):
        own = copy.parent / "templates" / name
        own.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(ROOT / "templates" / name, own)
    command = [sys.executable, "-m", "neuromatch_site", "serve", str(copy), "--port", "8711"]
    address = "http://localhost:8711/neuron-function/"
    with _running(command, copy.parent, address) as opened:
        yield _Preview(copy, address, opened)


@contextmanager
def _autobuild(course: Path, work: Path, environments: Path) -> Iterator[_Preview]:
    environments.mkdir(parents=True, exist_ok=True)
    programs = install(SPHINX, environments)
    pip = [str(programs / "python"), "-m", "pip", "install", "--quiet", "sphinx-autobuild"]
    subprocess.run(pip, check=True)
    copy = work / "sphinx"
    copy_course(course, copy)
    SPHINX.prepare(copy)
    command = [
        *(str(programs / "python"), "-m", "sphinx_autobuild", "-q", "--port", "8712"),
        *(".", "_build/html", "--ignore", "_build/*"),
    ]
    address = f"http://127.0.0.1:8712/{_PAGE.with_suffix('.html').as_posix()}"
    with _running(command, copy, address) as opened:
        yield _Preview(copy, address, opened)


@contextmanager
def _running(command: Sequence[str], folder: Path, address: str) -> Iterator[float]:
    """Run a preview; yield how long it took until the page was there."""
    environment = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    started = time.perf_counter()
    with (folder / "preview.log").open("wb") as log:
        process = subprocess.Popen(command, cwd=folder, env=environment, stdout=log, stderr=log)
        try:
            while not _answers(address):
                if process.poll() is not None or time.perf_counter() - started > _WAIT:
                    raise RuntimeError((folder / "preview.log").read_text()[-2000:])
                time.sleep(0.01)
            yield time.perf_counter() - started
        finally:
            process.terminate()
            process.wait()


def _answers(address: str) -> bool:
    try:
        with urllib.request.urlopen(address, timeout=_WAIT):  # noqa: S310 - our own address
            return True
    except urllib.error.HTTPError as error:
        raise RuntimeError(f"{address}: {error}") from error
    except OSError:
        return False


@contextmanager
def _browser(chromium: str) -> Iterator[Page]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium or None, args=_FLAGS)
        page = browser.new_context().new_page()
        page.add_init_script(_WATCH)
        yield page
        browser.close()


if __name__ == "__main__":
    main()
