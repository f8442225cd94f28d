"""A site that lies on a disk: opened by a double click, without a server or a network."""

import io
import shutil
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from conftest import reference_course_folder
from courses import picture
from playwright.sync_api import Browser, Page, expect
from sites import Open

from neuromatch_site.commands.bundles.zip import course_zip
from neuromatch_site.pipeline.options import Options
from neuromatch_site.pipeline.output_folder import build_to_folder
from neuromatch_site.workers.progress import Progress

pytestmark = pytest.mark.browser

SHOWCASE = Path(__file__).parent / "showcase"
PAGES = {
    "index.md": "# Front\n\nBegin with [the first page](one.md#deep).\n",
    "one.md": "# One\n\nText.\n\n(deep)=\n## Deep\n\nBack to [the front](index.md).\n",
}


def test_the_site_is_clicked_through_without_a_server(browser: Browser, tmp_path: Path) -> None:
    course = tmp_path / "course"
    course.mkdir()
    for name, text in PAGES.items():
        (course / name).write_text(text)
    build_to_folder(course, tmp_path / "_site", Options(), Progress(), remember=False)
    page = browser.new_page()
    page.goto((tmp_path / "_site" / "index.html").as_uri())
    style = page.evaluate("getComputedStyle(document.body).marginTop")
    assert style == "0px"
    page.locator("main").get_by_role("link", name="the first page").click()
    assert page.url.endswith("/_site/one/index.html#deep")
    assert page.locator("h1").inner_text() == "One"
    page.get_by_role("link", name="the front").click()
    assert page.url.endswith("/_site/index.html")
    page.close()


def _unpacked(course: Path, folder: Path) -> Path:
    """Return the folder of a zip's one site, below a path with a space."""
    made = course_zip(course, Options(disk=True), Progress())
    assert [one for one in made.diagnostics if one.severity == "error"] == []
    target = folder / "My courses"
    with zipfile.ZipFile(io.BytesIO(made.content)) as archive:
        archive.extractall(target)
    (site,) = target.iterdir()
    return site


@pytest.fixture(scope="module")
def carried(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the showcase, exported and unpacked, with words in Chinese."""
    folder = tmp_path_factory.mktemp("carried")
    shutil.copytree(SHOWCASE, folder / "source")
    (folder / "source" / "figures").mkdir()
    for name, size in (("wide.png", "1400x500"), ("small.png", "500x400")):
        (folder / "source" / "figures" / name).write_bytes(picture(name, size))
    with (folder / "source" / "week-2" / "synapses.md").open("a", encoding="utf-8") as synapses:
        synapses.write("\n## 化学突触\n\n神经元通过突触传递信号。膜电位随之改变。\n")
    return _unpacked(folder / "source", folder)


@pytest.fixture
def said() -> list[str]:
    """Return what the console says."""
    return []


@pytest.fixture
def page(carried: Path, opened: Open, said: list[str]) -> Iterator[Page]:
    """Return the front page of the carried site; nothing may go wrong on it."""
    window = opened(locale="en").new_page()
    window.on("console", lambda one: said.append(one.text) if one.type == "error" else None)
    window.on("pageerror", lambda one: said.append(str(one)))
    window.goto((carried / "index.html").as_uri())
    yield window
    assert said == []


def _search(page: Page, words: str) -> None:
    page.keyboard.press("Control+k")
    page.get_by_role("searchbox").fill(words)


def test_nothing_of_the_search_is_loaded_before_it_is_opened(page: Page) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.reload(wait_until="networkidle")
    assert asked
    assert not [url for url in asked if "/search" in url]
    _search(page, "quotation")
    page.locator(".search__result").first.wait_for()
    assert [url for url in asked if url.endswith("/search/index.js")]
    assert all(url.startswith(("file:", "data:")) for url in asked)


def test_words_are_found_by_section_marked_and_followed(page: Page) -> None:
    _search(page, "Quotations")
    section = page.locator(".search__result--section").first
    expect(section).to_contain_text("Boxes")
    expect(section.locator("mark").first).to_contain_text("quotation")
    expect(page.get_by_role("status").filter(has_text="Pages found")).to_have_text("Pages found: 1")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url("**/neurons/index.html#boxes*")
    expect(page.locator("h1")).to_have_text("Neurons")


@pytest.mark.parametrize(
    ("asked", "title"),
    [
        ("welcome to the course", "Neurons"),
        ("raise ValueError", "Cells"),
        ("膜电位", "化学突触"),
        ("突触", "化学突触"),
        ('"side by side"', "Neurons"),
    ],
)
def test_transcripts_cells_phrases_and_scripts_without_spaces_are_found(
    page: Page, asked: str, title: str
) -> None:
    _search(page, asked)
    found = page.locator(".search__result").filter(has_text=title)
    expect(found.first).to_be_visible()
    expect(page.locator(".search__result mark").first).to_be_visible()


def test_nothing_found_is_said(page: Page) -> None:
    _search(page, "触突")
    nothing = page.get_by_role("status").filter(has_text="Nothing")
    expect(nothing).to_have_text("Nothing found for “触突”.")


def test_a_typing_mistake_is_forgiven_on_a_disk_too(page: Page) -> None:
    _search(page, "paragraf quotatoin")
    page.get_by_role("button", name="paragraph quotation").click()
    expect(page.get_by_role("searchbox")).to_have_value("paragraph quotation")


def test_the_page_of_search_works_too(page: Page, carried: Path) -> None:
    page.goto((carried / "search" / "index.html").as_uri() + "?q=quotation")
    expect(page.locator(".search__result").first).to_contain_text("Neurons")


def test_theme_drawer_previews_progress_and_films_work(page: Page, carried: Path) -> None:
    page.goto((carried / "synapses" / "index.html").as_uri())
    page.get_by_role("link", name="Signals").hover()
    expect(page.locator(".preview")).to_contain_text("A neuron sums")
    page.goto((carried / "neurons" / "index.html").as_uri())
    page.get_by_role("button", name="theme").click()
    theme = page.evaluate("document.documentElement.dataset.theme")
    page.get_by_role("button", name="Mark as done").click()
    page.reload()
    assert page.evaluate("document.documentElement.dataset.theme") == theme
    expect(page.get_by_role("button", name="Done")).to_have_attribute("aria-pressed", "true")
    expect(page.get_by_role("button", name="Play video").first).to_be_visible()
    page.set_viewport_size({"width": 360, "height": 740})
    page.get_by_role("button", name="Contents").first.click()
    expect(page.locator("#_sidebar")).to_be_visible()
    page.locator("#_sidebar summary").filter(has_text="Week 2").click()
    expect(page.locator("#_sidebar a[data-lesson]").filter(has_text="Synapses")).to_be_visible()
    page.locator("#_sidebar").get_by_role("link", name="Cells").click()
    page.wait_for_url("**/cells/index.html")


def test_figures_act(page: Page, carried: Path) -> None:
    page.goto((carried / "figures" / "index.html").as_uri())
    for name in ("Bars", "weight", "Gain"):
        figure = page.locator(".interactive", has_text=name)
        figure.get_by_role("button", name="Show it here").press("Enter")
        shown = figure.locator("iframe").content_frame
        expect(shown.locator("svg, canvas, [role=slider]").first).to_be_visible()


def test_the_reference_course_is_carried_and_searched(
    request: pytest.FixtureRequest, opened: Open, tmp_path: Path
) -> None:
    course = reference_course_folder(request.config)
    if not course.is_dir():
        pytest.skip("no such folder: say where it is with --course=DIR")
    page = opened(locale="en").new_page()
    page.goto((_unpacked(course, tmp_path) / "index.html").as_uri())
    _search(page, "membrane")
    page.locator(".search__result--section mark").first.wait_for()
    section = page.locator(".search__result--section a").first
    address = section.get_attribute("href")
    section.click()
    page.wait_for_url(str(address))
