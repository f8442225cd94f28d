"""What scripts add: each of them by keyboard, and remembered where that is promised."""

import json
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from sites import Open, Site

pytestmark = pytest.mark.browser


def _open(opened: Open, url: str, width: int = 1440, height: int = 900, **options: object) -> Page:
    page = opened(width, height, **options).new_page()
    page.goto(url)
    return page


def test_the_theme_is_chosen_and_kept(showcase: Site, opened: Open) -> None:
    page = _open(opened, showcase.url, color_scheme="light")
    ground = "getComputedStyle(document.body).backgroundColor"
    day = page.evaluate(ground)
    button = page.get_by_role("button", name="Theme")
    button.press("Enter")
    expect(button).to_have_accessible_name("Theme: light")
    button.press("Enter")
    expect(button).to_have_accessible_name("Theme: dark")
    night = page.evaluate(ground)
    assert night != day
    page.goto(f"{showcase.url}neurons/")
    assert page.evaluate(ground) == night
    page.get_by_role("button", name="Theme").press("Enter")
    page.reload()
    assert page.evaluate(ground) == day


def test_the_first_stop_of_the_tab_key_leads_to_the_content(showcase: Site, opened: Open) -> None:
    page = _open(opened, f"{showcase.url}neurons/")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to the content")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_role("main")).to_be_focused()


def test_what_has_the_focus_is_not_behind_the_bar_at_the_top(showcase: Site, opened: Open) -> None:
    page = _open(opened, f"{showcase.url}neurons/")
    page.evaluate("scrollTo(0, document.body.scrollHeight)")
    page.get_by_role("link", name="Next").focus()
    hidden = """() => {
        const at = document.activeElement.getBoundingClientRect();
        return at.bottom <= document.querySelector('.header').getBoundingClientRect().bottom;
    }"""
    for _ in range(40):
        page.keyboard.press("Shift+Tab")
        inside = page.evaluate("document.activeElement.closest('main') !== null")
        assert not inside or not page.evaluate(hidden)


def test_a_film_is_loaded_after_a_press_and_from_the_chosen_provider(
    showcase: Site, opened: Open
) -> None:
    page = _open(opened, f"{showcase.url}neurons/")
    page.route(
        "**/*",
        lambda route: route.continue_() if "127.0.0.1" in route.request.url else route.abort(),
    )
    page.get_by_role("group", name="Video provider").get_by_role("button", name="Bilibili").press(
        "Enter"
    )
    page.get_by_role("button", name="Play video").press("Enter")
    frame = page.locator(".video__frame")
    expect(frame).to_be_focused()
    assert (frame.get_attribute("src") or "").startswith("https://player.bilibili.com/")
    assert frame.get_attribute("title") == "Video 1: Neurons"
    assert frame.get_attribute("referrerpolicy") == "strict-origin-when-cross-origin"
    page.reload()
    chosen = page.get_by_role("button", name="Bilibili")
    expect(chosen).to_have_attribute("aria-pressed", "true")
    expect(page.get_by_role("link", name="Bilibili")).to_be_visible()


def test_a_film_without_a_choice_plays_from_the_player_without_cookies(
    showcase: Site, opened: Open
) -> None:
    page = _open(opened, showcase.url)
    page.route(
        "**/*",
        lambda route: route.continue_() if "127.0.0.1" in route.request.url else route.abort(),
    )
    page.get_by_role("button", name="Play video: Welcome").click()
    source = page.locator(".video__frame").get_attribute("src") or ""
    assert source.startswith("https://www.youtube-nocookie.com/embed/87z6OR7-DBI")


def test_a_moment_of_the_transcript_plays_the_film_from_there(showcase: Site, opened: Open) -> None:
    page = _open(opened, f"{showcase.url}neurons/")
    page.route(
        "**/*",
        lambda route: route.continue_() if "127.0.0.1" in route.request.url else route.abort(),
    )
    page.get_by_text("Transcript").click()
    page.get_by_role("button", name="0:00").click()
    assert "youtube-nocookie" in (page.locator(".video__frame").get_attribute("src") or "")


def test_slides_and_frames_are_loaded_after_a_press(showcase: Site, opened: Open) -> None:
    page = _open(opened, f"{showcase.url}neurons/")
    page.route(
        "**/*",
        lambda route: route.continue_() if "127.0.0.1" in route.request.url else route.abort(),
    )
    assert page.locator("iframe").count() == 0
    page.get_by_role("button", name="Show the slides").press("Enter")
    expect(page.locator("iframe[title='Slides of the week']")).to_be_focused()
    page.get_by_role("button", name="Show it here").press("Enter")
    frame = page.locator("iframe[title='A neuron to play with']")
    assert "allow-scripts" in (frame.get_attribute("sandbox") or "")


def test_tabs_go_by_arrows_and_are_remembered(showcase: Site, opened: Open) -> None:
    page = _open(opened, f"{showcase.url}neurons/")
    page.get_by_role("tab", name="Python").focus()
    page.keyboard.press("ArrowRight")
    expect(page.get_by_role("tab", name="Julia")).to_be_focused()
    expect(page.get_by_role("tabpanel", name="Julia")).to_be_visible()
    page.reload()
    expect(page.get_by_role("tab", name="Julia")).to_have_attribute("aria-selected", "true")


def test_code_and_the_citation_are_copied(showcase: Site, opened: Open) -> None:
    window = opened(permissions=["clipboard-read", "clipboard-write"])
    page = window.new_page()
    page.goto(f"{showcase.url}neurons/")
    page.get_by_role("button", name="Copy", exact=True).first.press("Enter")
    expect(page.get_by_role("button", name="Copied")).to_be_visible()
    text = page.evaluate("navigator.clipboard.readText()")
    assert text.startswith("def step(v, current")
    assert text.count("\n") == 2
    page.locator(".citation > summary").click()
    page.get_by_role("button", name="Copy the citation").press("Enter")
    page.wait_for_function(
        "navigator.clipboard.readText().then(text => text.includes('Example, A.'))"
    )


def test_lessons_are_ticked_here_on_the_week_and_on_the_front_page(
    showcase: Site, opened: Open, tmp_path: Path
) -> None:
    page = _open(opened, f"{showcase.url}neurons/")
    page.goto(showcase.url)
    expect(page.get_by_role("link", name="Continue: Neurons")).to_be_visible()
    page.go_back()
    button = page.get_by_role("button", name="Mark as done")
    button.press("Enter")
    expect(page.get_by_role("button", name="Done")).to_have_attribute("aria-pressed", "true")
    page.goto(f"{showcase.url}week-1-neurons/")
    expect(page.locator(".lesson-list__item.is-done")).to_have_count(1)
    page.goto(showcase.url)
    expect(page.get_by_text("✓ 1/3")).to_be_visible()
    expect(page.get_by_role("link", name="Continue: In the margin")).to_be_visible()
    with page.expect_download() as download:
        page.get_by_role("button", name="Save to a file").click()
    saved = tmp_path / "progress.json"
    download.value.save_as(saved)
    assert list(json.loads(saved.read_text(encoding="utf-8"))["done"]) == ["neurons/"]

    other = _open(opened, showcase.url)
    expect(other.get_by_text("Lessons done")).to_be_hidden()
    other.locator("input[type=file]").set_input_files(saved)
    expect(other.get_by_text("Lessons done: 1")).to_be_visible()
    saved.write_text("[]", encoding="utf-8")
    other.locator("input[type=file]").set_input_files(saved)
    expect(other.get_by_text("This file contains no progress.")).to_be_visible()


def test_the_lesson_of_the_last_visit_is_offered_and_nothing_else(
    showcase: Site, opened: Open
) -> None:
    page = _open(opened, showcase.url)
    expect(page.get_by_role("link", name="Continue")).to_be_hidden()
    for hostile in ("javascript:alert(1)", "//elsewhere.example.org/", "../../x/", 7):
        stored = json.dumps({"url": hostile, "title": "Neurons"})
        page.evaluate("text => localStorage.setItem('/course:last', text)", stored)
        page.reload()
        expect(page.get_by_role("link", name="Continue")).to_be_hidden()


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("Figure 1", "A wide figure uses"),
        ("Example and Sample (2025)", "Journal of Examples"),
        ("Footnote 1", "Over space and over time"),
        ("spike", "What a neuron sends"),
    ],
)
def test_a_reference_shows_what_it_leads_to(
    showcase: Site, opened: Open, name: str, says: str
) -> None:
    page = _open(opened, f"{showcase.url}neurons/")
    link = page.get_by_role("main").get_by_role("link", name=name, exact=True).first
    link.hover()
    preview = page.locator(".preview")
    expect(preview).to_contain_text(says)
    preview.hover()
    expect(preview).to_be_visible()
    page.keyboard.press("Escape")
    expect(preview).to_be_hidden()


def test_a_preview_comes_from_another_page_and_on_focus(showcase: Site, opened: Open) -> None:
    page = _open(opened, f"{showcase.url}synapses/")
    page.keyboard.press("Tab")
    page.get_by_role("link", name="Figure 1").focus()
    preview = page.locator(".preview")
    expect(preview).to_contain_text("A wide figure uses")
    expect(preview.locator("img")).to_have_js_property("complete", value=True)
    assert preview.locator("img").get_attribute("src", timeout=2000).startswith("http")  # type: ignore[union-attr]
    page.keyboard.press("Tab")
    expect(preview).to_contain_text("A neuron sums")


def test_a_picture_is_enlarged(showcase: Site, opened: Open) -> None:
    page = _open(opened, f"{showcase.url}neurons/")
    page.locator("#fig-wide img").scroll_into_view_if_needed()
    page.get_by_role("button", name="Enlarge the picture").first.press("Enter")
    dialog = page.get_by_role("dialog", name="Picture")
    expect(dialog.get_by_role("img", name="A wide picture")).to_be_visible()
    page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()


def test_a_report_says_where_the_reader_was(showcase: Site, opened: Open) -> None:
    page = _open(opened, f"{showcase.url}neurons/")
    page.evaluate("document.querySelector('#boxes').scrollIntoView()")
    expect(page.locator(".outline .is-current")).to_have_text("Boxes")
    link = page.get_by_role("link", name="Report a problem")
    link.evaluate("link => link.addEventListener('click', event => event.preventDefault())")
    link.evaluate("link => link.click()")
    href = link.get_attribute("href") or ""
    assert "Section%3A+Boxes" in href
    assert "week-1%2Fneurons.md" in href


def test_news_goes_after_its_last_day(showcase: Site, opened: Open) -> None:
    page = opened().new_page()
    page.clock.install(time="2099-01-01T12:00:00")
    page.goto(showcase.url)
    expect(page.get_by_role("complementary", name="Announcement")).to_be_visible()
    page.clock.set_fixed_time("2099-01-03T12:00:00")
    page.reload()
    expect(page.get_by_role("complementary", name="Announcement")).to_have_count(0)


def test_the_front_page_names_the_week_of_today(showcase: Site, opened: Open) -> None:
    page = opened(timezone_id="Europe/London").new_page()
    page.clock.install(time="2026-01-14T12:00:00")
    page.goto(showcase.url)
    expect(page.locator(".schedule__now")).to_contain_text("Synapses")
    page.clock.set_fixed_time("2026-07-14T12:00:00")
    page.reload()
    expect(page.locator(".schedule__now")).to_be_hidden()


def test_an_old_address_in_upper_case_leads_to_its_page(showcase: Site, opened: Open) -> None:
    page = opened().new_page()
    page.goto(f"{showcase.url}Neurons/index.html?q=1#top")
    page.wait_for_url(f"{showcase.url}neurons/?q=1#top")
    expect(page.get_by_role("heading", name="Page not found")).to_have_count(0)
