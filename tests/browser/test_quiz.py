"""Questions: answered by keyboard, remembered, readable without scripts and on paper."""

import gzip
import json
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect
from sites import Open, Site

pytestmark = pytest.mark.browser

PAGE = "questions/"
STORE = "/course:quiz"


def _open(opened: Open, site: Site, width: int = 1440, **options: object) -> Page:
    page = opened(width, 900, **options).new_page()
    page.goto(site.url + PAGE)
    return page


def _check(quiz: Locator) -> Locator:
    quiz.get_by_role("button", name="Check").press("Enter")
    return quiz.get_by_role("status")


def test_a_choice_is_checked_by_keyboard_with_feedback_and_an_explanation(
    showcase: Site, opened: Open
) -> None:
    page = _open(opened, showcase)
    quiz = page.locator("#rushes-in")
    expect(quiz.get_by_role("group", name="Question 1 2 points Which ion")).to_be_visible()
    expect(_check(quiz)).to_have_text("Choose an answer first.")
    expect(quiz.locator(".quiz__answer")).to_be_hidden()
    quiz.get_by_role("radio", name="A Potassium").press("Space")
    expect(_check(quiz)).to_have_text("Not right yet.")
    expect(quiz.get_by_role("radio", name="A Potassium (wrong)")).to_be_checked()
    expect(quiz.locator(".quiz__said")).to_have_text("It leaves later, and ends the spike.")
    quiz.get_by_role("radio", name="A Potassium").press("ArrowDown")
    expect(quiz.get_by_role("status")).to_have_text("")
    expect(_check(quiz)).to_have_text("Right!")
    expect(quiz.get_by_text("The channels close again soon after.")).to_be_visible()


def test_points_are_added_up_and_remembered(showcase: Site, opened: Open) -> None:
    page = _open(opened, showcase)
    quiz, total = page.locator("#rushes-in"), page.locator(".quiz__total")
    expect(total).to_have_text("Points: 0/2")
    quiz.get_by_role("radio", name="A Potassium").press("Space")
    _check(quiz)
    expect(total).to_have_text("Points: 0/2")
    quiz.get_by_role("radio", name="B Sodium").press("Space")
    _check(quiz)
    expect(total).to_have_text("Points: 2/2")
    page.reload()
    expect(total).to_have_text("Points: 2/2")
    page.goto(showcase.url)
    expect(page.get_by_text("✓ 0/3 · Questions right: 1 · Points: 2")).to_be_visible()
    expect(page.get_by_text("Lessons done: 0 · Questions right: 1 · Points: 2")).to_be_visible()


def test_a_choice_with_several_right_ones_wants_all_of_them(showcase: Site, opened: Open) -> None:
    quiz = _open(opened, showcase).locator("#flows-in")
    quiz.get_by_role("checkbox", name="Sodium").press("Space")
    expect(_check(quiz)).to_have_text("Right so far; something is missing.")
    quiz.get_by_role("checkbox", name="Calcium").press("Space")
    expect(_check(quiz)).to_have_text("Right!")
    quiz.get_by_role("checkbox", name="Chloride").press("Space")
    expect(_check(quiz)).to_have_text("Not right yet.")


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("-70", "Right!"),
        ("\u221268,5 mV", "Right!"),
        ("-7e1", "Right!"),
        ("-60", "Not right yet."),
        ("seventy", "Write a number."),
        ("", "Write an answer first."),
    ],
)
def test_a_number_is_right_within_its_tolerance(
    showcase: Site, opened: Open, text: str, says: str
) -> None:
    quiz = _open(opened, showcase).locator("#rests")
    field = quiz.get_by_role("textbox", name="Your answer mV")
    field.fill(text)
    field.press("Enter")
    expect(quiz.get_by_role("status")).to_have_text(says)


def test_a_wrong_number_that_was_expected_has_its_feedback(showcase: Site, opened: Open) -> None:
    quiz = _open(opened, showcase).locator("#rests")
    quiz.get_by_role("textbox").fill("70")
    expect(_check(quiz)).to_have_text("Not right yet.")
    expect(quiz.locator(".quiz__said")).to_have_text("Look at the sign.")


def test_texts_pairs_orders_and_gaps(showcase: Site, opened: Open) -> None:
    page = _open(opened, showcase)
    transmitter, flows = page.locator("#transmitter"), page.locator("#flows")
    transmitter.get_by_role("textbox").fill("  Glutamate")
    expect(_check(transmitter)).to_have_text("Right!")

    inward = flows.locator("option:text-is('A: inward'), option:text-is('B: inward')").first
    place = inward.get_attribute("value") or ""
    sodium, potassium = flows.get_by_role("combobox").all()
    expect(sodium).to_have_accessible_name("1 Sodium")
    sodium.select_option(place)
    expect(_check(flows)).to_have_text("Fill in every field first.")
    potassium.select_option(place)
    expect(_check(flows)).to_have_text("Right so far: 1/2")
    potassium.select_option("1" if place == "0" else "0")
    expect(_check(flows)).to_have_text("Right!")

    phases = page.locator("#phases")
    for position, name in enumerate(("Rise", "Peak", "Fall"), 1):
        phases.get_by_role("combobox", name=name).select_option(label=str(position))
    expect(_check(phases)).to_have_text("Right!")

    gaps = page.locator("#gaps")
    gaps.get_by_role("textbox", name="Gap 1").fill("1.5")
    gaps.get_by_role("textbox", name="Gap 2").fill("na+")
    expect(_check(gaps)).to_have_text("Right!")


def test_answers_are_remembered_counted_saved_and_forgotten(
    showcase: Site, opened: Open, tmp_path: Path
) -> None:
    page = _open(opened, showcase)
    quiz = page.locator("#fires")
    quiz.get_by_role("radio", name="False").press("Space")
    expect(_check(quiz)).to_have_text("Right!")
    page.reload()
    expect(quiz.get_by_role("radio", name="False")).to_be_checked()
    expect(quiz.get_by_role("status")).to_have_text("Right!")
    page.goto(showcase.url)
    expect(page.get_by_text("✓ 0/3 · Questions right: 1")).to_be_visible()
    with page.expect_download() as download:
        page.get_by_role("button", name="Save to a file").click()
    saved = tmp_path / "progress.json"
    download.value.save_as(saved)

    other = opened().new_page()
    other.goto(showcase.url)
    other.locator("input[type=file]").set_input_files(saved)
    expect(other.get_by_text("Lessons done: 0 · Questions right: 1")).to_be_visible()
    other.goto(showcase.url + PAGE)
    expect(other.locator("#fires").get_by_role("status")).to_have_text("Right!")
    other.locator("#fires").get_by_role("button", name="Try again").press("Enter")
    expect(other.locator("#fires").get_by_role("radio", name="False")).not_to_be_checked()
    other.reload()
    expect(other.locator("#fires").get_by_role("status")).to_have_text("")

    page.on("dialog", lambda dialog: dialog.accept())
    page.get_by_role("button", name="Forget everything").click()
    expect(page.get_by_text("Questions right")).to_have_count(0)


@pytest.mark.parametrize(
    "stored",
    ["{", "7", "[]", '"x"', '{"questions/": 7}', '{"questions/": {"fires": 1, "gaps": [[7, {}]]}}'],
)
def test_a_broken_state_is_no_state(showcase: Site, opened: Open, stored: str) -> None:
    page = _open(opened, showcase)
    page.evaluate("([key, text]) => localStorage.setItem(key, text)", [STORE, stored])
    failed: list[str] = []
    page.on("pageerror", lambda error: failed.append(str(error)))
    page.reload()
    quiz = page.locator("#fires")
    quiz.get_by_role("radio", name="False").press("Space")
    expect(_check(quiz)).to_have_text("Right!")
    kept = json.loads(page.evaluate("key => localStorage.getItem(key)", STORE))
    assert kept[PAGE]["fires"] == [["1"], 1]
    page.goto(showcase.url)
    expect(page.get_by_text("Questions right: 1").first).to_be_visible()
    assert not failed


def test_without_scripts_there_are_choices_and_a_folded_answer(
    showcase: Site, opened: Open
) -> None:
    page = _open(opened, showcase, java_script_enabled=False)
    quiz = page.locator("#rushes-in")
    expect(quiz.get_by_role("radio")).to_have_count(3)
    expect(quiz.get_by_role("button")).to_have_count(0)
    expect(quiz.get_by_text("It leaves later")).to_be_hidden()
    quiz.locator("summary", has_text="Answer").click()
    expect(quiz.get_by_text("It leaves later")).to_be_visible()
    expect(quiz.locator(".quiz__right")).to_have_text("B")


def test_on_paper_the_answers_stand_at_the_end(showcase: Site, opened: Open) -> None:
    page = _open(opened, showcase)
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    page.emulate_media(media="print")
    expect(page.locator("#rushes-in .quiz__answer")).to_be_hidden()
    expect(page.locator("#rushes-in .quiz__actions")).to_be_hidden()
    answers = page.locator("article > .quiz__answers")
    expect(answers.locator(".quiz__key > li")).to_have_count(8)
    expect(answers).to_contain_text("Question 1")
    expect(answers.get_by_text("The channels close again soon after.")).to_be_visible()
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    expect(answers).to_have_count(0)


def test_the_script_is_small_and_only_where_there_is_a_question(
    showcase: Site, opened: Open
) -> None:
    scripts = list((showcase.folder / "assets").glob("quiz.*.js"))
    assert [len(gzip.compress(one.read_bytes())) <= 4096 for one in scripts] == [True]
    asked: list[str] = []
    page = opened().new_page()
    page.on("request", lambda one: asked.append(one.url))
    page.goto(f"{showcase.url}synapses/", wait_until="networkidle")
    assert not [url for url in asked if "quiz" in url]
    page.goto(showcase.url + PAGE)
    expect(page.get_by_role("button", name="Check").first).to_be_visible()  # the script has begun
    assert len([url for url in asked if "quiz" in url]) == 2


@pytest.mark.parametrize("width", [320, 360, 768, 1440])
def test_no_question_is_wider_than_the_window(showcase: Site, opened: Open, width: int) -> None:
    page = _open(opened, showcase, width)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
