"""A course in three languages with an older edition, as readers go from one to another."""

import io
import zipfile
from collections.abc import Iterator
from pathlib import Path

import axe_playwright_python
import pytest
from courses import Course
from playwright.sync_api import Page, expect
from sites import Open, Site, built_and_served

from neuromatch_site.commands.bundles.zip import course_zip
from neuromatch_site.pipeline.options import Options
from neuromatch_site.workers.progress import Progress

pytestmark = pytest.mark.browser

AXE = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text(encoding="utf-8")
CONFIG = """version: 1
project:
  title: Neurons
  license: CC-BY-4.0
  toc:
    - file: index.md
    - title: Week 1
      children: [{file: cells.md}, {file: synapses.md}]
site:
  options:
    languages: [en, fr, ar]
    editions: [{title: 2026 edition, current: true}, {title: 2025 edition, path: 2025}]
"""
FILES = {
    "source/myst.yml": CONFIG,
    "source/index.md": "# Neurons\n\nWelcome.\n",
    "source/cells.md": "---\naliases: [/old-cells]\n---\n# Cells\n\nA membrane of zebras.\n",
    "source/synapses.md": "# Synapses\n\nThey connect.\n",
    "source/fr/index.md": "# Les neurones\n\nBienvenue.\n",
    "source/fr/cells.md": "# Les cellules\n\nUne membrane de zèbres.\n",
    "source/ar/index.md": "# خلايا\n\nنص.\n",
    "source-2025/myst.yml": "version: 1\nproject: {title: Neurons, license: CC-BY-4.0}\n",
    "source-2025/index.md": "# Neurons of 2025\n\nThen.\n",
    "source-2025/old-cells.md": "# The cell\n\nA membrane of phlogiston.\n",
    "source-2025/gone.md": "# Gone\n\nNo more.\n",
}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    folder = tmp_path_factory.mktemp("family")
    Course.write(folder, FILES)
    with built_and_served(folder / "source", folder / "site") as served:
        yield served


def _choose(page: Page, language: str) -> None:
    page.locator(".languages summary").click()
    page.locator(".languages").get_by_role("link", name=language).click()


@pytest.mark.parametrize("scripts", [True, False])
def test_a_reader_changes_the_language_and_stays_on_the_page(
    site: Site, opened: Open, *, scripts: bool
) -> None:
    page = opened(360, 740, java_script_enabled=scripts).new_page()
    page.goto(f"{site.url}cells/")
    _choose(page, "Français")
    assert page.url == f"{site.url}fr/cells/"
    expect(page.locator("h1")).to_have_text("Les cellules")
    _choose(page, "العربية")
    assert page.url == f"{site.url}ar/cells/"
    expect(page.locator("h1")).to_have_text("Cells")
    expect(page.locator(".languages__note")).to_be_visible()
    assert page.locator("html").get_attribute("dir") == "rtl"
    assert page.locator(".prose").get_attribute("lang") == "en"
    _choose(page, "English")
    assert page.url == f"{site.url}cells/"
    assert not page.locator(".languages__note").count()


def test_the_list_of_languages_works_by_keyboard(site: Site, opened: Open) -> None:
    page = opened().new_page()
    page.goto(f"{site.url}cells/")
    links = page.locator(".languages__list")
    page.locator(".languages summary").focus()
    page.keyboard.press("Enter")
    expect(links).to_be_visible()
    page.keyboard.press("Tab")
    page.keyboard.press("Escape")
    expect(links).to_be_hidden()
    assert page.evaluate("document.activeElement.tagName") == "SUMMARY"
    page.keyboard.press("Enter")
    page.locator("h1").click()
    expect(links).to_be_hidden()


def test_an_older_edition_leads_to_the_current_one(site: Site, opened: Open) -> None:
    page = opened(360, 740).new_page()
    page.goto(f"{site.url}2025/old-cells/")
    page.get_by_role("link", name="Read this page in the current edition").click()
    assert page.url == f"{site.url}cells/"
    assert not page.locator(".older").count()
    page.goto(f"{site.url}2025/gone/")
    page.get_by_role("link", name="To the current edition").click()
    assert page.url == site.url
    page.get_by_role("navigation", name="Editions").get_by_role("link", name="2025").click()
    assert page.url == f"{site.url}2025/"


@pytest.mark.parametrize(
    ("start", "word", "found"),
    [
        ("cells/", "membrane", ["cells/"]),
        ("fr/cells/", "membrane", ["fr/cells/"]),
        ("2025/gone/", "membrane", ["2025/old-cells/"]),
        ("ar/", "connect", ["ar/synapses/"]),
    ],
)
def test_search_finds_what_is_on_this_site_alone(
    site: Site, opened: Open, start: str, word: str, found: list[str]
) -> None:
    page = opened().new_page()
    page.goto(site.url + start)
    page.keyboard.press("Control+k")
    page.locator(".search__dialog input").fill(word)
    page.locator(".search__result").first.wait_for()
    links = page.locator(".search__result a").evaluate_all("all => all.map(one => one.href)")
    assert {link.partition("#")[0] for link in links} == {site.url + address for address in found}


def test_what_is_ticked_in_one_language_is_ticked_in_all(site: Site, opened: Open) -> None:
    page = opened().new_page()
    page.goto(f"{site.url}cells/")
    page.locator(".progress").click()
    page.goto(f"{site.url}fr/cells/")
    expect(page.locator(".progress")).to_have_attribute("aria-pressed", "true")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", [(320, 740), (1440, 900)])
def test_axe_finds_nothing_and_nothing_is_too_wide(
    site: Site, opened: Open, scheme: str, size: tuple[int, int]
) -> None:
    page = opened(*size, color_scheme=scheme, bypass_csp=True).new_page()
    tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
    for address in ("", "fr/", "fr/synapses/", "ar/synapses/", "2025/old-cells/", "2025/"):
        page.goto(site.url + address)
        if menu := page.locator(".languages summary").count():
            page.locator(".languages summary").click()
        page.evaluate(AXE)
        run = "tags => axe.run(document, {runOnly: tags})"
        found = page.evaluate(run, tags)["violations"]
        assert not [(one["id"], one["nodes"][0]["html"]) for one in found], (address, menu)
        assert not page.evaluate("document.documentElement.scrollWidth > innerWidth"), address


def test_all_of_it_is_read_from_a_disk(opened: Open, tmp_path: Path) -> None:
    Course.write(tmp_path, FILES)
    options = Options(disk=True)
    made = course_zip(tmp_path / "source", options, Progress())
    with zipfile.ZipFile(io.BytesIO(made.content)) as archive:
        archive.extractall(tmp_path / "out")
    root = (tmp_path / "out" / "neurons").as_uri()
    page = opened().new_page()
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.goto(f"{root}/fr/cells/index.html")
    page.keyboard.press("Control+k")
    page.locator(".search__dialog input").fill("membrane")
    page.locator(".search__result").first.wait_for()
    links = page.locator(".search__result a").evaluate_all("all => all.map(one => one.href)")
    assert {link.partition("#")[0] for link in links} == {f"{root}/fr/cells/index.html"}
    page.reload()
    _choose(page, "English")
    assert page.url == f"{root}/cells/index.html"
    page.goto(f"{root}/2025/old-cells/index.html")
    page.get_by_role("link", name="Read this page in the current edition").click()
    assert page.url == f"{root}/cells/index.html"
    assert not errors
