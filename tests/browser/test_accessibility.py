"""What machines can find of WCAG 2.2 AA: on every layout, by day and night, large and small."""

from itertools import pairwise
from pathlib import Path

import pytest
from axe import WINDOWS, violations
from playwright.sync_api import expect
from sites import Open, Site, built_and_served

pytestmark = pytest.mark.browser


@pytest.mark.parametrize(("scheme", "size"), WINDOWS)
def test_axe_finds_nothing_on_any_page(
    showcase: Site, opened: Open, scheme: str, size: tuple[int, int]
) -> None:
    page = opened(*size, color_scheme=scheme, bypass_csp=True).new_page()
    found = {}
    for address in [*showcase.pages(), "nothing/here/"]:
        page.goto(showcase.url + address)
        if broken := violations(page):
            found[address] = broken
    assert not found


@pytest.mark.parametrize(("scheme", "size"), WINDOWS)
def test_axe_finds_nothing_on_pages_of_the_reference_course(
    reference_site: Site, opened: Open, scheme: str, size: tuple[int, int]
) -> None:
    page = opened(*size, color_scheme=scheme, bypass_csp=True).new_page()
    found = {}
    for address in reference_site.pages()[::6]:
        page.goto(reference_site.url + address)
        if broken := violations(page):
            found[address] = broken
    assert not found


def test_axe_finds_nothing_where_everything_is_open(showcase: Site, opened: Open) -> None:
    page = opened(360, 740, bypass_csp=True).new_page()
    page.goto(f"{showcase.url}neurons/")
    page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true; })")
    page.get_by_role("button", name="Contents").click()
    assert not violations(page)
    page.keyboard.press("Escape")
    page.keyboard.press("Control+k")
    page.get_by_role("searchbox").fill("neuron")
    page.locator(".search__result").first.wait_for()
    assert not violations(page)


@pytest.mark.parametrize("width", [320, 768, 1440])
def test_nothing_is_wider_than_the_window(showcase: Site, opened: Open, width: int) -> None:
    page = opened(width, 800).new_page()
    wide = []
    for address in showcase.pages():
        page.goto(showcase.url + address)
        if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
            wide.append(address)
    assert not wide


def test_nothing_is_wider_than_the_paper(showcase: Site, opened: Open) -> None:
    page = opened(672, 950).new_page()
    page.goto(f"{showcase.url}neurons/")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    page.emulate_media(media="print")
    assert not page.evaluate("document.documentElement.scrollWidth > innerWidth")


def test_text_at_twice_its_size_stays_within_the_window(showcase: Site, opened: Open) -> None:
    page = opened(640, 800).new_page()
    page.goto(f"{showcase.url}neurons/")
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    assert not page.evaluate("document.documentElement.scrollWidth > innerWidth")


def test_headings_are_in_order_and_one_is_the_title(showcase: Site, opened: Open) -> None:
    page = opened().new_page()
    for address in showcase.pages():
        page.goto(showcase.url + address)
        levels = page.evaluate(
            "[...document.querySelectorAll('h1,h2,h3,h4,h5,h6')].map(h => Number(h.tagName[1]))"
        )
        assert levels.count(1) == 1, address
        assert levels[0] == 1, address
        assert all(after <= before + 1 for before, after in pairwise(levels))


def test_every_frame_that_scrolls_can_be_scrolled_by_keyboard(showcase: Site, opened: Open) -> None:
    page = opened(360, 740).new_page()
    page.goto(f"{showcase.url}neurons/")
    expect(page.locator(".table").first).to_have_attribute("tabindex", "0")
    stuck = page.evaluate(
        """[...document.querySelectorAll('.table, .code > pre, .math__formula')]
        .filter(one => (one.scrollWidth > one.clientWidth + 1) !== (one.tabIndex === 0))
        .map(one => one.className || one.tagName)"""
    )
    assert not stuck


@pytest.mark.parametrize(("scheme", "size"), WINDOWS)
def test_axe_finds_nothing_where_questions_are_answered(
    showcase: Site, opened: Open, scheme: str, size: tuple[int, int]
) -> None:
    page = opened(*size, color_scheme=scheme, bypass_csp=True).new_page()
    page.goto(f"{showcase.url}questions/")
    for quiz in page.locator(".quiz").all():
        for field in quiz.locator("input[type=text]").all():
            field.fill("1")
        for place in quiz.locator("select").all():
            place.select_option("0")
        for choice in quiz.locator(".quiz__input").all():
            choice.check()
        quiz.get_by_role("button", name="Check").click()
        quiz.locator("details").evaluate_all("all => all.forEach(one => { one.open = true; })")
    assert not violations(page)


def test_nothing_covers_what_has_the_focus_and_what_is_not_seen_takes_no_room(
    tmp_path: Path, opened: Open
) -> None:
    course = tmp_path / "source"
    course.mkdir()
    links = " ".join(f"[Link {n}](https://example.org/{n})\n\nWords.\n\n" for n in range(25))
    (course / "index.md").write_text(f"# Links\n\n{links}", encoding="utf-8")
    (course / "a.md").write_text("# A\n\n```{index} links\n```\n\n## First\n\nB.\n")
    said = "version: 1\nsite: {options: {analytics: {google: G-ABC123}}}\n"
    (course / "myst.yml").write_text(said, encoding="utf-8")
    with built_and_served(course, tmp_path / "site") as site:
        page = opened(360, 740).new_page()
        page.goto(site.url)
        expect(page.get_by_text("Google Analytics")).to_be_visible()
        covered = []
        for key in ["Tab"] * 40 + ["Shift+Tab"] * 40:
            page.keyboard.press(key)
            covered += page.evaluate(_COVERED)
        page.goto(f"{site.url}a/")
        assert page.locator("h2").evaluate("one => getComputedStyle(one).marginTop") == "0px"
    assert not covered


_COVERED = """() => {
  const one = document.activeElement, box = one.getBoundingClientRect();
  const x = (box.left + box.right) / 2, y = (box.top + box.bottom) / 2;
  const hit = document.elementFromPoint(x, y);
  return one === document.body || one.contains(hit) || box.width <= 1 ? [] : [one.textContent];
}"""
