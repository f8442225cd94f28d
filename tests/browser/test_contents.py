"""The contents of the course and the outline of a page: drawn, unfolded, marked."""

import pytest
from playwright.sync_api import Page, expect
from sites import Open, Site

pytestmark = pytest.mark.browser


def _open(opened: Open, url: str, width: int = 1440, height: int = 900, **options: object) -> Page:
    page = opened(width, height, **options).new_page()
    page.goto(url)
    return page


def test_contents_are_a_drawer_on_a_phone(showcase: Site, opened: Open) -> None:
    page = _open(opened, f"{showcase.url}neurons/", 360, 740)
    contents = page.get_by_role("navigation", name="Contents")
    expect(contents).to_be_hidden()
    page.get_by_role("button", name="Contents").press("Enter")
    expect(contents).to_be_visible()
    expect(contents.get_by_role("link", name="Neurons")).to_have_attribute("aria-current", "page")
    page.keyboard.press("Escape")
    expect(contents).to_be_hidden()
    expect(page.get_by_role("button", name="Contents")).to_be_focused()


def test_the_open_drawer_keeps_the_focus(showcase: Site, opened: Open) -> None:
    page = opened(360, 740).new_page()
    page.goto(f"{showcase.url}neurons/")
    page.evaluate("document.body.append(document.createElement('button'))")
    page.get_by_role("button", name="Contents").press("Enter")
    outside = "document.activeElement.matches('body > button, :is(main, header, footer) *')"
    for _ in range(40):
        page.keyboard.press("Tab")
        assert not page.evaluate(outside)
    page.keyboard.press("Escape")
    expect(page.get_by_role("button", name="Contents")).to_be_focused()
    expect(page.locator("main")).not_to_have_attribute("inert", "")


def test_what_scrolls_sideways_shows_that_there_is_more(showcase: Site, opened: Open) -> None:
    page = opened(320, 740).new_page()
    page.goto(f"{showcase.url}neurons/")
    wide = page.locator(".is-cut-right").first
    wide.evaluate("frame => { frame.scrollLeft = frame.scrollWidth; }")
    expect(page.locator(".is-cut-left").first).to_be_attached()


def test_the_outline_marks_the_section_that_is_read(showcase: Site, opened: Open) -> None:
    page = _open(opened, f"{showcase.url}neurons/")
    outline = page.get_by_role("navigation", name="On this page")
    outline.get_by_role("link", name="Boxes").click()
    expect(outline.locator("[aria-current]")).to_have_text("Boxes")


def test_the_outline_stays_at_hand_on_a_phone(showcase: Site, opened: Open) -> None:
    page = _open(opened, f"{showcase.url}neurons/", 360, 740)
    outline = page.get_by_role("navigation", name="On this page")
    outline.get_by_text("On this page").click()
    outline.get_by_role("link", name="Boxes").click()
    expect(outline.get_by_role("link", name="Boxes")).to_be_hidden()
    expect(outline.locator("summary")).to_have_text("On this page" + "Boxes")
    expect(outline).to_be_in_viewport()
    bar, heading = outline.bounding_box(), page.locator("#boxes").bounding_box()
    assert bar is not None
    assert heading is not None
    assert heading["y"] >= bar["y"] + bar["height"]


def test_weeks_unfold_once_somebody_reaches_for_the_contents(
    reference_site: Site, opened: Open
) -> None:
    page = _open(opened, f"{reference_site.url}neuron-structure/")
    contents = page.get_by_role("navigation", name="Contents")
    expect(contents.get_by_role("link", name="Connectome")).to_have_count(0)
    week = contents.get_by_role("link", name="Brain structure")
    week.focus()
    group = contents.locator("details", has_text="Brain structure")
    expect(group.locator("summary")).to_be_focused()
    page.keyboard.press("Enter")
    lesson = group.get_by_role("link", name="Connectome")
    expect(lesson).to_be_visible()
    lesson.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Connectome")


def test_a_week_is_a_link_to_its_page_without_scripts(reference_site: Site, opened: Open) -> None:
    page = _open(opened, f"{reference_site.url}neuron-structure/", java_script_enabled=False)
    contents = page.get_by_role("navigation", name="Contents")
    contents.get_by_role("link", name="Brain structure").click()
    expect(page.locator(".lesson-list__link").first).to_have_text("Connectome")


@pytest.mark.parametrize("width", [360, 1440])
def test_the_middle_is_that_of_the_text(showcase: Site, opened: Open, width: int) -> None:
    page = _open(opened, f"{showcase.url}margin/", width)
    middle = "one => one.getBoundingClientRect().left + one.getBoundingClientRect().width / 2"
    text = page.locator(".prose > p").first.evaluate(middle)
    for name in (".prose > .video", ".prose > .image", ".table > table"):
        assert abs(page.locator(name).first.evaluate(middle) - text) < 2, name
    card = page.locator(".video__facade")
    assert card.evaluate("card => card.offsetWidth") >= min(320, width - 40)
