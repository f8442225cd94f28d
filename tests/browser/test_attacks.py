"""Stored content cannot run: no script, no request, no frame, and the policy has nothing to do."""

from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest
from attacks import attack_course
from courses import Course
from playwright.sync_api import BrowserContext, Dialog, Page
from sites import Open, Site, built_and_served

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

    site: Site
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
        assert [url for url in self.asked if not url.startswith((self.site.url, "data:,"))] == []
        assert [text for text in self.complaints if "Content Security Policy" in text] == []


@pytest.mark.parametrize("policy", ["with the policy", "without the policy"])
def test_nothing_runs_on_any_page(attacked: Site, opened: Open, policy: str) -> None:
    """Also where the policy is off: it is the second line, and the first must hold alone."""
    watch = _Watch(attacked, opened(bypass_csp=policy.startswith("without")))
    page = watch.page()
    pages = [*attacked.pages(), "nothing/here/"]
    assert len(pages) > 8
    for address in pages:
        page.goto(attacked.url + address, wait_until="networkidle")
        watch.hold(page)


def test_nothing_runs_in_what_scripts_show(attacked: Site, opened: Open) -> None:
    """Search results and previews print titles and words of other pages."""
    watch = _Watch(attacked, opened(bypass_csp=True))
    page = watch.page()
    page.goto(attacked.url, wait_until="networkidle")
    page.get_by_role("link", name="one", exact=True).hover()
    page.get_by_role("link", name="two", exact=True).focus()
    page.keyboard.press("Control+k")
    page.get_by_role("searchbox").fill("Attack onerror script")
    page.locator(".search__result").first.wait_for()
    watch.hold(page)
