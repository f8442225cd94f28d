"""With JavaScript off, everything can be read, and every place reached."""

import pytest
from playwright.sync_api import expect
from sites import Open, Site

pytestmark = pytest.mark.browser


def test_a_lesson_can_be_read(showcase: Site, opened: Open) -> None:
    page = opened(360, 740, java_script_enabled=False).new_page()
    page.goto(f"{showcase.url}neurons/")
    main = page.get_by_role("main")
    expect(main.get_by_role("link", name="Video 1: Neurons")).to_have_attribute(
        "href", "https://www.youtube.com/watch?v=87z6OR7-DBI"
    )
    for provider in ("YouTube", "Bilibili", "OSF"):
        expect(main.get_by_role("link", name=provider, exact=True)).to_be_visible()
    for text in ('print("spike")', 'println("spike")', "Julia", "A wide figure uses"):
        expect(main.get_by_text(text).first).to_be_visible()
    main.get_by_text("Transcript").click()
    expect(main.get_by_text("Welcome to the course.")).to_be_visible()
    main.get_by_text("Solution to").click()
    expect(main.get_by_text("Not at all.")).to_be_visible()
    expect(main.get_by_role("link", name="Download")).to_be_visible()
    expect(main.get_by_role("link", name="A neuron to play with")).to_be_visible()
    expect(main.locator("math").first).to_be_visible()


def test_the_contents_open_on_a_phone(showcase: Site, opened: Open) -> None:
    page = opened(360, 740, java_script_enabled=False).new_page()
    page.goto(f"{showcase.url}neurons/")
    page.get_by_role("button", name="Contents").click()
    contents = page.get_by_role("navigation", name="Contents")
    contents.get_by_text("Week 2").click()
    contents.get_by_role("link", name="Synapses").click()
    page.wait_for_url("**/synapses/")


def test_no_control_is_shown_that_would_do_nothing(showcase: Site, opened: Open) -> None:
    page = opened(1440, 900, java_script_enabled=False).new_page()
    for address in showcase.pages():
        page.goto(showcase.url + address)
        buttons = page.locator("button:visible:not([popovertarget])")
        assert buttons.count() == 0, address


def test_the_page_of_search_shows_the_contents_instead(showcase: Site, opened: Open) -> None:
    page = opened(360, 740, java_script_enabled=False).new_page()
    page.goto(f"{showcase.url}neurons/")
    page.get_by_role("link", name="Search").click()
    expect(page.get_by_text("Search needs JavaScript")).to_be_visible()
    page.get_by_role("main").get_by_role("link", name="Synapses").click()
    page.wait_for_url("**/week-2-synapses/")


def test_an_address_without_a_page_leads_back_from_any_depth(showcase: Site, opened: Open) -> None:
    page = opened(java_script_enabled=False).new_page()
    page.goto(f"{showcase.url}no/such/page/")
    expect(page.get_by_role("heading", name="Page not found")).to_be_visible()
    assert page.evaluate("getComputedStyle(document.querySelector('.plain')).paddingTop") != "0px"
    page.get_by_role("link", name="To the front page").click()
    assert page.url == showcase.url


def test_paper_shows_what_is_folded_and_where_links_lead(showcase: Site, opened: Open) -> None:
    page = opened(java_script_enabled=False).new_page()
    page.goto(f"{showcase.url}neurons/")
    page.emulate_media(media="print")
    for name in ("Contents", "On this page", "Previous and next page"):
        expect(page.get_by_role("navigation", name=name)).to_have_count(0)
    expect(page.get_by_text("Not at all.")).to_be_visible()
    after = (
        "getComputedStyle(document.querySelector('a[href=\"https://example.org/\"]'), '::after')"
    )
    assert page.evaluate(f"{after}.content") == '" (https://example.org/)"'


def test_paper_says_an_address_once_and_keeps_a_table_in_the_middle(
    showcase: Site, opened: Open
) -> None:
    page = opened(java_script_enabled=False).new_page()
    page.goto(f"{showcase.url}margin/")
    page.emulate_media(media="print")
    alone = "getComputedStyle(document.querySelector('a[href$=\"/alone\"]'), '::after').content"
    assert page.evaluate(alone) == "none"
    middle = (
        "(one => one.left + one.width / 2)(document.querySelector('{}').getBoundingClientRect())"
    )
    table, text = (page.evaluate(middle.format(which)) for which in (".at-center table", ".prose"))
    assert abs(table - text) < 2


def test_paper_names_a_film_in_ink_and_has_nothing_to_press(showcase: Site, opened: Open) -> None:
    """A browser leaves grounds out when it prints: light words need one."""
    page = opened(color_scheme="dark").new_page()
    page.goto(f"{showcase.url}neurons/")
    page.emulate_media(media="print")
    video = page.locator(".video").first
    expect(video.locator(".video__title")).to_be_visible()
    expect(video.locator(".video__play")).to_be_hidden()
    expect(video.locator(".video__facade")).to_have_css("background-image", "none")
    words = "getComputedStyle(document.querySelector('.article {}')).color"
    title = page.evaluate(words.format(".video__title"))
    assert title == page.evaluate(words.format("p:not([class])"))


def test_paper_shows_every_tab_below_its_title(showcase: Site, opened: Open) -> None:
    page = opened().new_page()
    page.goto(f"{showcase.url}neurons/")
    tabs = page.locator(".tab-set").first
    panels = tabs.locator(".tab-set__panel")
    expect(panels.last).to_be_hidden()
    page.emulate_media(media="print")
    for panel in panels.all():
        expect(panel).to_be_visible()
        expect(panel.locator(".tab-set__title")).to_be_visible()
    expect(tabs.get_by_role("tab")).to_have_count(0)


def test_a_week_is_printed_as_one_with_its_solutions_last(showcase: Site, opened: Open) -> None:
    page = opened().new_page()
    page.goto(f"{showcase.url}week-1-neurons/")
    page.evaluate("window.print = () => {}")
    page.get_by_role("button", name="Print all of it").click()
    parts = page.locator(".print-all > section")
    expect(parts.nth(2)).to_be_attached()
    assert "Neurons" in parts.locator("h1").all_inner_texts()
    ids = page.locator("[id]").evaluate_all("all => all.map(one => one.id)")
    assert len(ids) == len(set(ids))
    page.emulate_media(media="print")
    expect(parts.first).to_be_visible()
    expect(page.locator("main")).to_be_hidden()


def test_paper_has_solutions_last_and_the_licence_first_and_the_screen_what_it_had(
    showcase: Site, opened: Open
) -> None:
    page = opened().new_page()
    page.goto(f"{showcase.url}neurons/")
    for image in page.locator(".article img[loading=lazy]").all():  # a script looks at each later
        image.scroll_into_view_if_needed()
    expect(page.locator(".image--zoom")).not_to_have_count(0)
    before = page.locator("body").inner_html()
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    for part in (".citation", ".footer"):  # else alone on a last sheet
        expect(page.locator(f".article__header > {part}")).to_have_count(1)
    moved = page.locator(".prose > .print-solutions > .solution")
    if page.locator(".solution").count():
        expect(moved.first).to_have_attribute("open", "")
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    after = page.locator("body").inner_html()
    assert after.replace(' open=""', "") == before.replace(' open=""', "")
