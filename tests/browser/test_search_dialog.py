"""The search dialog: opened by its button or Ctrl-K, used by keyboard, read aloud."""

import pytest
from playwright.sync_api import Page, expect
from sites import Open, Site

pytestmark = pytest.mark.browser


def _page(opened: Open, showcase: Site, address: str = "neurons/") -> Page:
    page = opened().new_page()
    page.goto(showcase.url + address)
    return page


def test_nothing_of_it_is_loaded_before_it_is_opened(showcase: Site, opened: Open) -> None:
    page = opened().new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{showcase.url}neurons/", wait_until="networkidle")
    assert not [url for url in asked if "pagefind" in url or "/search" in url]
    page.get_by_role("button", name="Search").click()
    page.get_by_role("searchbox").fill("neuron")
    page.locator(".search__result").first.wait_for()
    assert [url for url in asked if "pagefind.js" in url]


def test_words_are_found_by_section_and_marked(showcase: Site, opened: Open) -> None:
    page = _page(opened, showcase, "")
    page.keyboard.press("Control+k")
    expect(page.get_by_role("searchbox", name="Search the course")).to_be_focused()
    page.keyboard.type("quotation")
    section = page.locator(".search__result--section").first
    expect(section).to_contain_text("Boxes")
    expect(section.locator("mark")).to_contain_text("quotation")
    expect(page.get_by_role("status").filter(has_text="Pages found")).to_have_text("Pages found: 1")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url("**/neurons/#boxes")


def test_what_transcripts_and_notebooks_say_is_found(showcase: Site, opened: Open) -> None:
    page = _page(opened, showcase)
    page.keyboard.press("Control+k")
    for words, title in (("welcome to the course", "Neurons"), ("raise ValueError", "Cells")):
        page.get_by_role("searchbox").fill(words)
        expect(page.locator(".search__result--page").filter(has_text=title).first).to_be_visible()


def test_nothing_found_is_said(showcase: Site, opened: Open) -> None:
    page = _page(opened, showcase)
    page.keyboard.press("Control+k")
    page.get_by_role("searchbox").fill("xyzzyx")
    expect(page.get_by_role("status").filter(has_text="Nothing")).to_have_text(
        "Nothing found for “xyzzyx”."
    )


def test_escape_closes_it_and_gives_the_focus_back(showcase: Site, opened: Open) -> None:
    page = _page(opened, showcase)
    page.get_by_role("button", name="Search").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("dialog", name="Search")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog", name="Search")).to_be_hidden()
    expect(page.get_by_role("button", name="Search")).to_be_focused()


def test_a_slash_opens_it_on_its_button_only(showcase: Site, opened: Open) -> None:
    page = _page(opened, showcase)
    page.keyboard.press("/")
    expect(page.get_by_role("dialog")).to_have_count(0)
    page.get_by_role("button", name="Search").press("/")
    expect(page.get_by_role("dialog", name="Search")).to_be_visible()


def test_the_page_of_search_takes_its_words_from_the_address(showcase: Site, opened: Open) -> None:
    page = _page(opened, showcase, "search/?q=quotation")
    expect(page.get_by_role("searchbox")).to_have_value("quotation")
    expect(page.locator(".search__result").first).to_contain_text("Neurons")
