"""Stored content cannot run: no script, no request, no frame, and the policy has nothing to do."""

import subprocess
import sys
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from attacks import attack_course
from courses import Course
from playwright.sync_api import BrowserContext, Dialog, Page
from sites import Open, Site, built_and_served, previewed, served

pytestmark = pytest.mark.browser

_LISTEN = """
window.refused = [];
document.addEventListener('securitypolicyviolation', event => {
  window.refused.push(`${event.violatedDirective} ${event.blockedURI} ${event.sample}`);
});
"""
_PROVOKE = """
for (const one of document.querySelectorAll('*'))
  for (const name of ['mouseover', 'focus', 'toggle', 'error', 'load', 'animationstart', 'start'])
    one.dispatchEvent(new Event(name));
"""
_PRESS = """
for (const one of document.querySelectorAll('details')) one.open = true;
for (const one of document.querySelectorAll('button, summary'))
  if (!one.closest('.video, .slides')) one.click();
"""
_ACTING = """() => {
const acts = /^[\\s\\x00-\\x1f]*(javascript|vbscript|data:text)/i;
const names = ['href', 'src', 'action', 'formaction', 'xlink:href', 'data-embed', 'data-frame'];
return [...document.querySelectorAll('*')].flatMap(one => [...one.attributes]
  .filter(a => a.name.startsWith('on') || (names.includes(a.name) && acts.test(a.value)))
  .map(a => `${one.tagName} ${a.name}=${a.value}`))
}"""


@pytest.fixture(scope="module")
def attacked(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """Return the site of a course that holds nothing but attacks."""
    folder = tmp_path_factory.mktemp("attacked")
    course = Course.write(folder / "source", attack_course())
    with built_and_served(course.folder, folder / "site", mistakes=True) as site:
        yield site


@dataclass
class _Watch:
    """What the pages of a window did; without slots, for Playwright notes on it what it calls."""

    address: str
    context: BrowserContext
    asked: list[str] = field(default_factory=list)
    dialogs: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.context.add_init_script(_LISTEN)
        self.context.on("request", lambda request: self.asked.append(request.url))

    def page(self) -> Page:
        page = self.context.new_page()
        page.on("dialog", self.close)
        page.on("console", lambda message: self.complaints.append(message.text))
        return page

    def close(self, dialog: Dialog) -> None:
        if dialog.message != "Forget every lesson and answer in this browser?":  # our own question
            self.dialogs.append(dialog.message)
        dialog.dismiss()

    def hold(self, page: Page) -> None:
        """Hold that nothing ran on the page, and that it asked nobody else."""
        page.evaluate(_PROVOKE)
        assert page.evaluate("window.canary") is None, page.url
        assert page.evaluate(_ACTING) == [], page.url
        assert page.evaluate("window.refused") == [], page.url
        assert len(page.frames) == 1, page.url
        assert self.dialogs == []
        assert [url for url in self.asked if not url.startswith((self.address, "data:,"))] == []
        assert [text for text in self.complaints if "Content Security Policy" in text] == []


@pytest.mark.parametrize("policy", ["with the policy", "without the policy"])
def test_nothing_runs_on_any_page(attacked: Site, opened: Open, policy: str) -> None:
    """Also where the policy is off: it is the second line, and the first must hold alone."""
    watch = _Watch(attacked.url, opened(bypass_csp=policy.startswith("without")))
    page = watch.page()
    pages = [*attacked.pages(), "nothing/here/"]
    assert len(pages) > 12
    for address in pages:
        page.goto(attacked.url + address, wait_until="networkidle")
        watch.hold(page)


def test_nothing_runs_in_what_scripts_show(attacked: Site, opened: Open) -> None:
    """Search results and previews print titles and words of other pages."""
    watch = _Watch(attacked.url, opened(bypass_csp=True))
    page = watch.page()
    page.goto(attacked.url, wait_until="networkidle")
    page.get_by_role("link", name="one", exact=True).hover()
    page.get_by_role("link", name="two", exact=True).focus()
    page.keyboard.press("Control+k")
    page.get_by_role("searchbox").fill("Attack onerror script")
    page.locator(".search__result").first.wait_for()
    watch.hold(page)


def test_nothing_runs_where_a_reader_acts(attacked: Site, opened: Open) -> None:
    """Every button and fold is pressed, but those that ask others for a video or for slides."""
    watch = _Watch(attacked.url, opened(bypass_csp=True))
    page = watch.page()
    for address in attacked.pages():
        page.goto(attacked.url + address, wait_until="load")
        page.evaluate(_PRESS)
        watch.hold(page)


def test_what_is_hostile_is_shown_as_words(attacked: Site) -> None:
    """The attacks are there: they were not simply left out."""
    shown = "&lt;img src=x onerror="
    for name in ("conference", "matter", "notebook", "page-7"):
        text = (attacked.folder / name / "index.html").read_text(encoding="utf-8")
        assert shown in text, name
    for name in ("CITATION.cff", "schedule.ics", "events.ics", "llms.txt"):
        assert "onerror=" in (attacked.folder / name).read_text(encoding="utf-8"), name


def test_nothing_runs_in_the_book(tmp_path: Path, opened: Open) -> None:
    """Pages of an EPUB are XHTML, which readers open as they do web pages."""
    course = Course.write(tmp_path / "course", attack_course())
    command = [sys.executable, "-m", "neuromatch_site", "export", "epub", str(course.folder)]
    subprocess.run([*command, "-o", "a.epub"], cwd=tmp_path, capture_output=True, check=False)
    zipfile.ZipFile(tmp_path / "a.epub").extractall(tmp_path / "book")
    pages = sorted((tmp_path / "book").rglob("*.xhtml"))
    assert len(pages) > 12
    with served(tmp_path / "book") as address:
        watch = _Watch(address, opened())
        page = watch.page()
        for path in pages:
            page.goto(address + path.relative_to(tmp_path / "book").as_posix(), wait_until="load")
            watch.hold(page)
            assert page.locator("script").count() == 0


def test_nothing_runs_in_the_messages_of_the_preview(tmp_path: Path, opened: Open) -> None:
    """Messages quote what the author wrote, on the page and beside it."""
    course = Course.write(tmp_path / "course", attack_course())
    with previewed(course.folder) as address:
        watch = _Watch(address, opened(bypass_csp=True))
        page = watch.page()
        for name in ("page-0/", "page-5/", "conference/"):
            page.goto(address.rstrip("/") + f"/{name}", wait_until="load")
            page.get_by_label("Build messages").first.wait_for()
            watch.hold(page)
