"""Calendar files, by a parser that is not ours and the rules of RFC 5545; programmes for apps."""

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import icalendar
import pytest
from courses import Built, Course

from neuromatch_site.exporters._ics import CalendarEvent, calendar_text, event_text

FILES = {
    "myst.yml": (
        "version: 1\nproject: {title: Talks, description: All of them.}\n"
        "site: {options: {base_url: https://example.org, folders: true}}\n"
    ),
    "index.md": "---\nsite: {template: conference}\n---\n\n# The conference\n\nWords.\n",
}
CONFERENCE = """
name: The conference
timezone: Europe/Paris
editions:
  - id: first
    name: The first
    start: 2027-05-01
    submission: {until: 2027-02-01, url: "https://example.org/send"}
    programme:
      - {title: Beta, start: 2027-05-01 10:00, track: one, abstract: "Words, and more; *here*."}
      - {title: Gamma, start: 2027-05-01 11:00, track: two, status: cancelled, url: "https://example.org/join"}
"""
SCHEDULE = """
timezone: America/New_York
start: 2027-07-05
slots: {Slot 1: "07:30", Slot 2: "23:00"}
templates:
  usual:
    - {time: "-0:30-0:00", title: Intro}
    - {time: "0:15-1:45", title: Tutorials}
weeks:
  - title: Week 1
    days:
      - {date: Monday, title: Neurons, template: usual}
      - {date: Tuesday, title: Synapses, template: usual, due: [{title: Essay, until: 2027-07-06}]}
    sessions:
      - {title: Office hours, date: Monday, start: "14:00", end: "15:00", url: "https://example.org/room"}
"""


def _built(tmp_path: Path, **data: str) -> Built:
    files = {f"data/{name}.yml": text for name, text in data.items()}
    return Course.write(tmp_path, {**FILES, **files}).build()


def _events(site: Built, path: str) -> list[Any]:
    return list(icalendar.Calendar.from_ical(site.file(path)).events)


def _uids(events: list[Any]) -> dict[str, str]:
    return {str(event["SUMMARY"]): str(event["UID"]) for event in events}


def _calendars(site: Built) -> Iterator[tuple[str, str]]:
    for artifact in site.artifacts:
        if artifact.path.endswith(".ics"):
            assert isinstance(artifact.content, bytes)
            yield artifact.path, artifact.content.decode()


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Built:
    return _built(tmp_path_factory.mktemp("calendar"), conference=CONFERENCE, schedule=SCHEDULE)


def test_there_is_a_calendar_for_everything_that_people_follow(site: Built) -> None:
    assert {path for path, _ in _calendars(site)} == {
        "events.ics",
        "schedule.ics",
        "calendars/first.ics",
        "calendars/first/beta.ics",
        "calendars/first/track-one.ics",
        "calendars/first/track-two.ics",
        "calendars/slot-1.ics",
        "calendars/slot-2.ics",
    }


def test_every_calendar_keeps_the_rules(site: Built) -> None:
    for path, text in _calendars(site):
        assert all(len(line.encode()) <= 75 for line in text.split("\r\n")), path
        assert "\n" not in text.replace("\r\n", ""), path
        events = _events(site, path)
        uids = [str(event["UID"]) for event in events]
        assert len(uids) == len(set(uids)), path
        for event in events:
            assert event["DTSTAMP"].dt.tzinfo is not None
            if "DTEND" in event:
                assert event["DTEND"].dt > event["DTSTART"].dt, path


def test_a_talk_is_at_its_time_with_its_words_and_its_link(site: Built) -> None:
    beta, gamma = (
        next(event for event in _events(site, "events.ics") if event["SUMMARY"] == name)
        for name in ("Beta", "Gamma")
    )
    assert beta["DTSTART"].dt == datetime(2027, 5, 1, 8, tzinfo=UTC)
    assert "Words, and more; here." in beta["DESCRIPTION"]
    assert "https://example.org/first/beta/" in beta["DESCRIPTION"]
    assert gamma["STATUS"] == "CANCELLED"
    assert "https://example.org/join" in gamma["DESCRIPTION"]


def test_a_deadline_is_a_moment_anywhere_on_earth(site: Built) -> None:
    events = {str(event["SUMMARY"]): event for event in _events(site, "calendars/first.ics")}
    deadline = events["The first: Abstracts"]
    assert deadline["DTSTART"].dt == datetime(2027, 2, 2, 11, 59, tzinfo=UTC)
    assert deadline["TRANSP"] == "TRANSPARENT"


def test_a_slot_has_its_own_times_and_what_is_for_all(site: Built) -> None:
    events = {
        (str(event["SUMMARY"]), event["DTSTART"].dt)
        for event in _events(site, "calendars/slot-2.ics")
    }
    assert ("Intro", datetime(2027, 7, 6, 2, 30, tzinfo=UTC)) in events
    assert ("Tutorials", datetime(2027, 7, 7, 3, 15, tzinfo=UTC)) in events
    assert ("Office hours", datetime(2027, 7, 5, 18, tzinfo=UTC)) in events
    assert ("Neurons", date(2027, 7, 5)) in events
    assert ("Essay", datetime(2027, 7, 7, 11, 59, tzinfo=UTC)) in events


def test_names_stay_when_anything_else_changes(tmp_path: Path) -> None:
    before = _uids(_events(_built(tmp_path / "a", conference=CONFERENCE), "events.ics"))
    changed = CONFERENCE.replace(
        "    programme:\n",
        "    programme:\n      - {title: Alpha, start: 2027-05-01 09:00}\n",
    ).replace("2027-05-01 11:00", "2027-05-01 12:00")
    after = _uids(_events(_built(tmp_path / "b", conference=changed), "events.ics"))
    assert {name: after[name] for name in before} == before
    assert after["Alpha"] not in before.values()


def test_sessions_keep_their_names_when_others_come(tmp_path: Path) -> None:
    before = _uids(_events(_built(tmp_path / "a", schedule=SCHEDULE), "calendars/slot-1.ics"))
    changed = SCHEDULE.replace(
        "    sessions:\n", '    sessions:\n      - {title: Welcome, date: Monday, start: "06:00"}\n'
    )
    after = _uids(_events(_built(tmp_path / "b", schedule=changed), "calendars/slot-1.ics"))
    assert {name: after[name] for name in before} == before


def test_a_newer_version_has_a_higher_number() -> None:
    event = CalendarEvent(uid="a", title="A", start=datetime(2027, 1, 1, tzinfo=UTC))
    versions = []
    for epoch in (1_700_000_000, 1_700_086_400):
        read: Any
        (read,) = icalendar.Calendar.from_ical(
            calendar_text("A", [event_text(event, epoch)])
        ).events
        assert read["DTSTAMP"].dt == datetime.fromtimestamp(epoch, UTC)
        versions.append(int(read["SEQUENCE"]))
    assert versions[0] < versions[1] < 2**31


def test_a_programme_that_is_written_for_apps_is_read_as_the_same(tmp_path: Path) -> None:
    """What ``schedule.json`` and ``schedule.xml`` say makes the same programme again.

    They have no cancelled talks: an app tells its users of what has gone from a programme.
    """
    first = _built(tmp_path / "a", conference=CONFERENCE)
    before = {title: times for title, times in _times(first).items() if title != "Gamma"}
    for kind in ("json", "xml"):
        folder = tmp_path / kind
        again = (
            "timezone: Europe/Paris\neditions:\n"
            "- {id: first, name: The first, start: 2027-05-01,"
            f" programme: data/schedule.{kind}}}\n"
        )
        files = {
            **FILES,
            "data/conference.yml": again,
            f"data/schedule.{kind}": first.file(f"first/schedule.{kind}"),
        }
        assert _times(Course.write(folder, files).build()) == before, kind


def _times(site: Built) -> dict[str, tuple[datetime, datetime]]:
    return {
        str(event["SUMMARY"]): (event["DTSTART"].dt, event["DTEND"].dt)
        for event in _events(site, "events.ics")
        if str(event["UID"]).startswith("talk-")
    }


def test_machines_read_when_a_school_runs(site: Built) -> None:
    found = re.search(r'"hasCourseInstance":(\[.*?\])', site.file("index.html"))
    assert found is not None
    assert '"startTime":"23:00"' in found[1]


def test_programs_that_read_find_the_programme(site: Built) -> None:
    assert "first.md" in site.file("llms.txt")
    text = site.file("first.md")
    assert "Beta](/first/beta.md), 2027-05-01 10:00 Europe/Paris, one" in text
    assert "Words, and more; *here*." in site.file("first/beta.md")
