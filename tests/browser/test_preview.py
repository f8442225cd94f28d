"""The preview in a browser: what is saved is on the screen, where the reader is."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect
from sites import previewed

from neuromatch_site.filesystem.atomic import write_atomic

pytestmark = pytest.mark.browser

LONG = "\n\n".join(f"Paragraph {number} with some words." for number in range(120))
PAGE = f"# A page\n\n(first)=\n## First\n\n{LONG}\n\nThe last words.\n"


@dataclass(frozen=True)
class Preview:
    """A preview that runs, and its course."""

    course: Path
    address: str

    def save(self, name: str, text: str) -> None:
        """Save a file at once: half a file that is seen on a busy machine is another edit."""
        write_atomic(self.course / name, text.encode())


@pytest.fixture
def preview(tmp_path: Path) -> Iterator[Preview]:
    """Run ``serve`` on a small course."""
    course = tmp_path / "course"
    course.mkdir()
    (course / "myst.yml").write_text("version: 1\nproject:\n  title: C\nsite:\n  title: C\n")
    (course / "index.md").write_text(PAGE)
    (course / "b.md").write_text("# B\n\nOther words.\n")
    with previewed(course) as address:
        yield Preview(course, address)


@pytest.fixture
def page(browser: Browser, preview: Preview) -> Iterator[Page]:
    """Open the front page, and mark it: the mark is gone when it is loaded again."""
    context = browser.new_context(viewport={"width": 900, "height": 500})
    page = context.new_page()
    page.goto(preview.address)
    page.evaluate("window.marked = true")
    yield page
    context.close()


def listening(page: Page) -> None:
    """Wait until the page hears of the next build."""
    page.wait_for_function(
        "() => performance.getEntriesByType('resource').some((one) => /messages/.test(one.name))"
    )


def test_an_edit_shows_in_place_and_the_reader_stays(page: Page, preview: Preview) -> None:
    listening(page)
    page.evaluate("scrollTo(0, document.body.scrollHeight)")
    before = page.evaluate("scrollY")
    assert before > 1000
    preview.save("index.md", PAGE.replace("The last words.", "New words, *here*."))
    expect(page.get_by_text("New words, here.")).to_be_visible()
    assert page.evaluate("scrollY") == before
    assert page.evaluate("window.marked")


def test_a_paragraph_more_changes_no_other(page: Page, preview: Preview) -> None:
    listening(page)
    page.evaluate("document.querySelectorAll('p').forEach((one) => { one.kept = true; })")
    preview.save("index.md", PAGE.replace("Paragraph 7 ", "New.\n\nParagraph 7 "))
    expect(page.get_by_text("New.", exact=True)).to_be_attached()
    new = "[...document.querySelectorAll('p')].filter((one) => !one.kept)"
    assert page.evaluate(f"{new}.map((one) => one.innerText)") == ["New."]
    assert page.evaluate("window.marked")


def test_a_mistake_is_shown_with_a_way_to_its_line(page: Page, preview: Preview) -> None:
    listening(page)
    preview.save("index.md", "# A page\n\nSee [](#nowhere).\n")
    box = page.get_by_label("Build messages")
    expect(box).to_contain_text("no target is labelled `nowhere`")
    link = box.get_by_role("link", name="index.md:3:5")
    file = (preview.course / "index.md").as_posix().lstrip("/")
    expect(link).to_have_attribute("href", f"vscode://file/{file}:3:5")
    preview.save("index.md", PAGE)
    expect(box).to_have_count(0)


def test_another_style_comes_without_loading_the_page_again(page: Page, preview: Preview) -> None:
    listening(page)
    preview.save("own.css", "main { color: rgb(1, 2, 3); }")
    config = (preview.course / "myst.yml").read_text() + "  options:\n    style: own.css\n"
    preview.save("myst.yml", config)
    expect(page.locator("main")).to_have_css("color", "rgb(1, 2, 3)")
    listening(page)
    page.evaluate("window.marked = true")
    preview.save("own.css", "main { color: rgb(4, 5, 6); }")
    expect(page.locator("main")).to_have_css("color", "rgb(4, 5, 6)")
    assert page.evaluate("window.marked")


def test_a_broken_configuration_leaves_the_page_and_says_so(page: Page, preview: Preview) -> None:
    listening(page)
    whole = (preview.course / "myst.yml").read_text()
    preview.save("myst.yml", "project: [\n")
    expect(page.get_by_label("Build messages")).to_contain_text("myst.yml")
    expect(page.get_by_text("The last words.")).to_be_attached()
    preview.save("myst.yml", whole)
    expect(page.get_by_label("Build messages")).to_have_count(0)


def test_a_page_that_comes_and_goes(page: Page, preview: Preview) -> None:
    listening(page)
    (preview.course / "b.md").rename(preview.course / "c.md")
    expect(page.locator('a[href="c/"]').first).to_be_attached()
    page.goto(f"{preview.address}b/")  # the page that is looked at is there before all is built
    page.wait_for_function("async () => (await fetch(location.href)).status === 404")
    listening(page)
    (preview.course / "c.md").rename(preview.course / "b.md")
    expect(page.locator("h1")).to_have_text("B")


def test_words_are_found_once_nothing_changes(page: Page, preview: Preview) -> None:
    script = "(async () => (await fetch('/pagefind/pagefind.js')).ok)()"
    while not page.evaluate(script):
        page.wait_for_timeout(100)
    search = "(async () => (await import('/pagefind/pagefind.js')).search('other'))()"
    assert page.evaluate(f"{search}.then((found) => found.results.length)") >= 1


def test_the_preview_keeps_no_page(browser: Browser, tmp_path: Path) -> None:
    course = tmp_path / "course"
    course.mkdir()
    (course / "myst.yml").write_text("version: 1\nsite:\n  options: {offline: true}\n")
    (course / "index.md").write_text(PAGE)
    said: list[str] = []
    with previewed(course) as address:
        page = browser.new_page()
        page.on("console", lambda one: said.append(one.text) if one.type == "error" else None)
        page.goto(address, wait_until="load")
        assert page.get_attribute("html", "data-worker")
        workers = "async () => (await navigator.serviceWorker.getRegistrations()).length"
        assert page.evaluate(workers) == 0
        page.close()
    assert said == []
