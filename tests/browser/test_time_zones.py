"""A conference and a school, as people in other time zones see them, on a phone and on a desk."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import icalendar
import pytest
from axe import WINDOWS, violations
from playwright.sync_api import Page, expect
from sites import Open, Site, built_and_served

pytestmark = pytest.mark.browser

FOLDER = Path(__file__).parent / "conference"
NOW = "2027-01-20T12:00:00Z"


@pytest.fixture(scope="module")
def conference(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    folder = tmp_path_factory.mktemp("conference")
    shutil.copytree(FOLDER, folder / "source")
    with built_and_served(folder / "source", folder / "site") as site:
        yield site


def _open(opened: Open, url: str, zone: str, width: int = 1440, **options: object) -> Page:
    page = opened(width, 900, timezone_id=zone, locale="en-GB", **options).new_page()
    page.clock.set_fixed_time(NOW)
    page.goto(url)
    return page


@pytest.mark.parametrize(
    ("zone", "when"), [("Asia/Kolkata", "12:30–13:30"), ("America/Los_Angeles", "00:00–01:00")]
)
def test_the_own_time_stands_beside_that_of_the_place(
    conference: Site, opened: Open, zone: str, when: str
) -> None:
    page = _open(opened, f"{conference.url}conference/paris/", zone, 360)
    opening = page.locator(".talk", has_text="Opening").locator(".when")
    expect(opening.locator("time").first).to_have_text("09:00")
    expect(opening.locator(".when__other")).to_have_text(f"{when} your time")
    page.get_by_role("button", name="Show my own time first").click()
    expect(opening.locator("time").first).to_have_text(when[:5])
    expect(opening.locator(".when__other")).to_contain_text("09:00–10:00")
    page.reload()
    expect(opening.locator("time").first).to_have_text(when[:5])


def test_days_are_those_of_the_clock_that_is_shown(conference: Site, opened: Open) -> None:
    page = _open(opened, f"{conference.url}conference/paris/", "Asia/Kolkata", 360)
    late = page.locator(".talk", has_text="Late").locator(".when__other")
    expect(late).to_contain_text("+1 day")
    expect(page.locator("tr.programme__own-day")).to_have_count(0)
    page.get_by_role("button", name="Show my own time first").click()
    expect(page.locator("tr.programme__own-day")).to_have_text("Sunday, 2 May 2027")


def test_talks_stand_in_the_order_of_time_beside_or_below_each_other(
    conference: Site, opened: Open
) -> None:
    page = _open(opened, f"{conference.url}conference/paris/", "Europe/Paris", 360)
    titles = page.locator("#day-2027-05-01 ~ tbody .talk__title")
    expect(titles).to_have_text(["Opening", "Spikes", "Bursts", "Demo", "Clinic", "Lunch", "Late"])
    page.set_viewport_size({"width": 1440, "height": 900})
    boxes = {
        name: page.get_by_text(name, exact=True).bounding_box() for name in ("Spikes", "Clinic")
    }
    assert boxes["Clinic"]["x"] > boxes["Spikes"]["x"] + 50  # type: ignore[index]
    expect(page.locator(".talk", has_text="Clinic")).to_contain_text("Small hall")


@pytest.mark.parametrize("scripts", [True, False])
def test_what_frab_exports_stands_in_rooms_across_the_change_of_clocks(
    conference: Site, opened: Open, *, scripts: bool
) -> None:
    page = opened(
        1440,
        900,
        timezone_id="America/Los_Angeles",
        locale="en-GB",
        color_scheme="dark",
        java_script_enabled=scripts,
    ).new_page()
    page.goto(f"{conference.url}conference/online/")
    heads = page.locator("#day-2027-03-27 ~ thead th")
    expect(heads).to_have_text(["Large hall", "Small hall"])
    night = page.locator("tr", has_text="While they change").locator("th time").first
    expect(night).to_have_attribute("datetime", "2027-03-28T00:30+01:00")
    expect(night).to_have_text("16:30" if scripts else "00:30")
    last = page.locator("tr", has_text="After them").locator("time").first
    expect(last).to_have_attribute("datetime", "2027-03-28T09:00+02:00")
    expect(last).to_have_text("00:00" if scripts else "09:00")


def test_a_speaker_is_found_before_those_who_share_half_of_the_name(
    conference: Site, opened: Open
) -> None:
    page = opened(1440, 900).new_page()
    page.goto(f"{conference.url}search/?q=Ada+Quist")
    expect(page.locator(".search__title").first).to_have_text("Clinic")
    expect(page.locator(".search__title", has_text="Demo")).to_be_visible()


def test_who_has_the_clock_of_the_place_sees_no_other(conference: Site, opened: Open) -> None:
    page = _open(opened, f"{conference.url}conference/paris/", "Europe/Paris")
    expect(page.locator(".talk", has_text="Opening")).to_be_visible()
    expect(page.locator(".when__other")).to_have_count(0)
    expect(page.locator(".when-zone__switch")).to_have_count(0)


def test_without_scripts_times_are_those_of_the_place(conference: Site, opened: Open) -> None:
    page = opened(360, 740, java_script_enabled=False).new_page()
    page.goto(f"{conference.url}conference/paris/")
    time = page.locator(".talk", has_text="Opening").locator("time").first
    expect(time).to_have_text("09:00")
    expect(time).to_have_attribute("datetime", "2027-05-01T09:00+02:00")
    expect(page.get_by_text("Times are in the time zone Europe/Paris.")).to_be_visible()


def test_the_programme_is_filtered_and_an_agenda_is_kept(conference: Site, opened: Open) -> None:
    page = _open(opened, f"{conference.url}conference/paris/", "Europe/Paris")
    page.locator("select[name=language]").select_option("fr")
    expect(page.locator(".talk:visible")).to_have_count(1)
    expect(page.get_by_text("1 found")).to_be_visible()
    page.locator("select[name=language]").select_option("")
    page.get_by_role("button", name="In my agenda: Spikes").press("Enter")
    page.reload()
    page.get_by_label("My agenda", exact=True).check()
    expect(page.locator(".talk:visible")).to_have_count(1)
    with page.expect_download() as download:
        page.get_by_role("button", name="My agenda as a calendar file").click()
    text = Path(download.value.path()).read_text(encoding="utf-8")
    (event,) = icalendar.Calendar.from_ical(text).events
    calendar = page.request.get(f"{conference.url}calendars/paris.ics").text()
    assert str(event["UID"]) in calendar


def test_a_deadline_counts_down_and_closes(conference: Site, opened: Open) -> None:
    page = _open(opened, f"{conference.url}conference/paris/", "Asia/Kolkata")
    expect(page.locator(".deadlines__left")).to_have_text(
        "in 12 days · 2 Feb 2027, 17:29 your time"
    )
    page.clock.set_fixed_time("2027-02-02T13:00:00Z")
    page.reload()
    expect(page.locator(".deadlines__left")).to_have_text("closed")
    expect(page.locator(".deadlines__go")).to_be_hidden()


def test_news_is_there_from_its_day_to_its_end(conference: Site, opened: Open) -> None:
    page = _open(opened, conference.url, "America/Los_Angeles")
    expect(page.locator(".announcement a").first).to_have_text("In Paris: Registration")
    expect(page.locator(".announcement")).to_have_count(2)
    expect(page.get_by_role("link", name="the talks").first).to_be_visible()
    page.clock.set_fixed_time("2027-01-01T00:30:00Z")  # still 31 December where a day ends last
    page.reload()
    expect(page.locator(".announcement")).to_have_count(2)
    expect(page.locator(".announcement", has_text="Over")).to_be_visible()


def test_a_slot_is_chosen_once(conference: Site, opened: Open) -> None:
    page = _open(opened, f"{conference.url}schedule/", "Asia/Kolkata", 360)
    intro = page.locator(".timetable__offset").first
    expect(intro).to_have_text("−0:30–0:00")
    page.get_by_label("I take part in").select_option("Slot 1")
    expect(intro).to_have_text("03:00–03:30")
    page.reload()
    expect(intro).to_have_text("03:00–03:30")


def test_a_slot_has_its_own_sessions(conference: Site, opened: Open) -> None:
    page = _open(opened, f"{conference.url}schedule/", "Asia/Kolkata", 360)
    page.get_by_text("A day: last").first.click()
    rows = page.locator("#_day-1 tbody tr:visible")
    expect(rows).to_contain_text(["Presentations Slot 2", "Farewell Slot 1"])
    page.get_by_label("I take part in").select_option("Slot 1")
    expect(rows).to_contain_text(["07:45–08:30"])


def test_a_day_is_that_of_the_own_clock(conference: Site, opened: Open) -> None:
    page = _open(opened, f"{conference.url}schedule/", "Asia/Kolkata", 360)
    page.clock.set_fixed_time("2027-07-06T10:00:00Z")
    page.reload()
    today, neurons = (
        page.locator("[aria-current=date]"),
        page.locator(".timetable__day", has_text="Neurons"),
    )
    expect(today).to_contain_text("Synapses")
    page.get_by_label("I take part in").select_option("Slot 1")
    expect(neurons).to_contain_text("Tue 6 Jul, 03:30 your time")
    expect(today).to_contain_text("Neurons")
    page.get_by_label("I take part in").select_option("Slot 2")
    expect(neurons).to_contain_text("13:00 your time")
    expect(today).to_contain_text("Synapses")


@pytest.mark.parametrize(("scheme", "size"), WINDOWS)
def test_axe_finds_nothing_and_nothing_overflows(
    conference: Site, opened: Open, scheme: str, size: tuple[int, int]
) -> None:
    options = {"color_scheme": scheme, "bypass_csp": True, "timezone_id": "Asia/Kolkata"}
    page = opened(*size, **options).new_page()
    page.clock.set_fixed_time(NOW)
    found = {}
    for address in conference.pages():
        page.goto(conference.url + address)
        if broken := violations(page):
            found[address] = broken
        wide = page.evaluate("document.documentElement.scrollWidth")
        assert wide <= size[0], address
    assert not found
