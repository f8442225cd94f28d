"""The search dialog: opened by its button or Ctrl-K, used by keyboard, read aloud."""

import pytest
from playwright.sync_api import Locator, Page, expect
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
    opener = page.get_by_role("button", name="Search")
    expect(opener).to_have_attribute("aria-haspopup", "dialog")
    opener.click()
    page.get_by_role("searchbox").fill("neuron")
    page.locator(".search__result").first.wait_for()
    assert [url for url in asked if "pagefind.js" in url]


def test_words_are_found_by_section_and_marked(showcase: Site, opened: Open) -> None:
    page = _page(opened, showcase, "")
    page.keyboard.press("Control+k")
    expect(page.get_by_role("searchbox", name="Search this site")).to_be_focused()
    page.keyboard.type("quotation")
    section = page.locator(".search__result--section").first
    expect(section).to_contain_text("Boxes")
    expect(section.locator("mark")).to_contain_text("quotation")
    expect(page.get_by_role("status").filter(has_text="Pages found")).to_have_text("Pages found: 1")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url("**/neurons/#boxes:~:text=*-,quotation&text=quotation")


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


def test_it_says_what_it_is_for_and_what_to_do_when_nothing_is_found(
    showcase: Site, opened: Open
) -> None:
    page = _page(opened, showcase)
    page.keyboard.press("Control+k")
    expect(page.locator(".search__help")).to_contain_text("lessons, notebooks and transcripts")
    for term in ("xyzzyx", "qqqq"):  # pagefind finds pages with an `x` or a `q` alone
        page.get_by_role("searchbox").fill(term)
        expect(_said(page)).to_have_text(f"Nothing found for “{term}”.")
        expect(page.locator(".search__help")).to_contain_text("Try fewer words")
        expect(page.locator(".search__result")).to_have_count(0)


@pytest.mark.parametrize("missing", ["pagefind.js", "pagefind-entry.json", "wasm.", "fragment/"])
def test_an_index_that_cannot_be_loaded_is_asked_for_again(
    showcase: Site, opened: Open, missing: str
) -> None:
    page = _page(opened, showcase)
    page.context.route(f"**/pagefind/**{missing}**", lambda route: route.fulfill(status=404))
    page.keyboard.press("Control+k")
    page.get_by_role("searchbox").fill("neuron")
    expect(_said(page)).to_have_text("The search index could not be loaded.")
    expect(page.locator(".search__result")).to_have_count(0)
    page.context.unroute_all()
    page.get_by_role("button", name="Try again").click()
    expect(page.locator(".search__result").first).to_be_visible()
    expect(page.get_by_role("searchbox")).to_be_focused()
    expect(page.get_by_role("button", name="Try again")).to_be_hidden()


def test_without_the_dialog_its_button_leads_to_the_page_of_search(
    showcase: Site, opened: Open
) -> None:
    page = _page(opened, showcase)
    page.route("**/assets/search.*.js", lambda route: route.abort())
    page.get_by_role("button", name="Search").click()
    page.wait_for_url("**/search/")


def test_more_than_fits_is_shown_when_asked_for(reference_site: Site, opened: Open) -> None:
    page = _page(opened, reference_site, "")
    page.keyboard.press("Control+k")
    page.get_by_role("searchbox").fill("neuron")
    pages = page.locator(".search__result--page")
    expect(pages).to_have_count(8)
    page.keyboard.press("ArrowUp")
    page.get_by_role("button", name="Show more").press("Enter")
    expect(pages).to_have_count(16)
    expect(pages.nth(8).get_by_role("link")).to_be_focused()
    while page.get_by_role("button", name="Show more").is_visible():
        before = pages.count()
        page.get_by_role("button", name="Show more").click()
        expect(pages.nth(before)).to_be_visible()
    expect(_said(page)).to_have_text(f"Pages found: {pages.count()}")


def test_a_line_says_more_than_its_title_and_keeps_to_its_frame(
    showcase: Site, opened: Open
) -> None:
    page = opened(width=320, height=640).new_page()
    page.goto(f"{showcase.url}neurons/")
    page.keyboard.press("Control+k")
    page.get_by_role("searchbox").fill("neuron")
    title = page.locator(".search__title").get_by_text("Neurons", exact=True)
    line = page.locator(".search__result--page a").filter(has=title).first
    expect(line).not_to_contain_text("Neurons.")
    expect(line).not_to_contain_text("Watch on")
    line.locator(".search__title").evaluate("one => { one.textContent = 'Bindungs'.repeat(40) }")
    assert page.locator(".search__dialog").evaluate("one => one.scrollWidth <= one.clientWidth")


def _said(page: Page) -> Locator:
    return page.locator(".search").get_by_role("status")


def test_a_typing_mistake_is_forgiven(showcase: Site, opened: Open) -> None:
    page = opened().new_page()
    page.goto(f"{showcase.url}search/?q=neurrons")
    page.get_by_role("button", name="Neurons").click()
    expect(page.get_by_role("searchbox")).to_have_value("Neurons")
    first = page.locator(".search__result").first
    expect(first).to_contain_text("Neurons")


def test_a_typing_mistake_beside_a_word_that_is_found_is_told(showcase: Site, opened: Open) -> None:
    page = opened().new_page()
    page.goto(f"{showcase.url}search/?q=spike+neurrons")
    page.get_by_role("button", name="spike Neurons").click()
    expect(page.get_by_role("searchbox")).to_have_value("spike Neurons")
    page.get_by_role("searchbox").fill("synaptoses")  # begins as a word that is found
    expect(page.get_by_role("button", name="Synapses")).to_be_visible()
    page.get_by_role("searchbox").fill("synapse")
    expect(page.get_by_text("Did you mean")).to_be_hidden()


def test_each_word_is_put_right_by_any_that_the_course_has(showcase: Site, opened: Open) -> None:
    page = opened().new_page()
    for asked, better in (
        ("paragraf", "paragraph"),  # in no title
        ("wiide paragrahp", "wide paragraph"),
        ("paragraph scren", "paragraph screen"),  # what is right stays
        ("nebraska paragraf", "paragraph"),  # near to nothing
    ):
        page.goto(f"{showcase.url}search/?q={asked}")
        expect(page.get_by_role("button", name=better, exact=True)).to_be_visible()


def test_a_word_is_found_by_more_than_its_stem(showcase: Site, opened: Open) -> None:
    page = opened().new_page()
    page.goto(f"{showcase.url}search/?q=surrogat")  # the index has `surrog`
    expect(page.locator(".search__result").first).to_contain_text("In the margin")


def test_the_beginning_of_a_word_is_no_word(showcase: Site, opened: Open) -> None:
    page = opened().new_page()
    page.goto(f"{showcase.url}search/?q=nebraska")
    expect(page.get_by_role("status")).to_have_text("Nothing found for “nebraska”.")
    expect(page.locator(".search__result")).to_have_count(0)


def test_a_line_says_the_week_and_the_page_marks_what_was_found(
    showcase: Site, opened: Open
) -> None:
    page = opened().new_page()
    page.goto(f"{showcase.url}search/?q=neurons")
    line = page.locator(".search__result--page").filter(has_text="Week 1").first
    expect(line.locator(".search__where")).to_contain_text("Week 1 Neurons")
    assert ":~:text=" in (line.locator("a").get_attribute("href") or "")
