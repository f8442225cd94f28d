"""The page of people: cards with what each of them does."""

import re
from pathlib import Path

from courses import Course

FILES = {
    "myst.yml": (
        "version: 1\nproject: {title: Talks, description: All., authors: [{name: Course Author}]}\n"
        "site: {options: {base_url: https://example.org, folders: true}}\n"
    ),
    "index.md": "# Home\n\nWords.\n",
    "conference.md": "---\nsite: {template: conference}\n---\n\n# The conference\n\nWords.\n",
    "people.md": "---\nsite: {template: people}\n---\n\n# People\n\nWords.\n",
    "data/conference.yml": (
        "editions:\n- {id: first, name: First, start: 2027-05-01, programme: [\n"
        "  {title: A talk, id: t, start: 2027-05-01 10:00, speakers: [{id: one}],"
        " abstract: Words.},\n"
        "  {title: Another, start: 2027-05-01 11:00, speakers: [{id: nobody}]}]}\n"
    ),
}
PEOPLE = (
    "- title: Teachers\n  people:\n"
    "  - {id: one, name: Person One, affiliation: A university, role: TA,"
    " pod: Axons,\n"
    '     mastodon: "https://example.org/@one", '
    'bio: "Likes [the talks](/conference.md) and $x^2$."}\n'
)


def _page(text: str) -> str:
    return re.sub(r"\s+", " ", text)


def test_a_card_says_who_and_what(tmp_path: Path) -> None:
    site = Course.write(tmp_path, {**FILES, "data/people.yml": PEOPLE}).build()
    page = _page(site.file("people/index.html"))
    card = re.search(r'<li class="people__person">.*?</li>', page)
    assert card is not None
    assert "A university · Axons" in card[0]
    assert '<a href="../conference/first/t/">A talk</a>' in card[0]
    assert '<a href="../conference/">the talks</a>' in card[0]
    assert "<math" in card[0]
    assert 'href="https://example.org/@one"' in card[0]
    assert [one.message for one in site.diagnostics] == ["no person has the id `nobody`"]


def test_a_speaker_by_id_is_named_on_the_page_of_the_talk(tmp_path: Path) -> None:
    site = Course.write(tmp_path, {**FILES, "data/people.yml": PEOPLE}).build()
    assert "Person One" in site.file("conference/first/t/index.html")


def test_without_a_file_authors_and_speakers_are_shown(tmp_path: Path) -> None:
    page = _page(Course.write(tmp_path, FILES).build().file("people/index.html"))
    assert re.findall(r"<h2>(.*?)</h2>", page) == ["Authors", "Speakers"]


def test_who_teaches_at_a_school_is_shown_with_sessions_and_groups(tmp_path: Path) -> None:
    schedule = (
        "slots: {Slot 1: '07:30'}\n"
        "weeks: [{title: Week 1, start: 2027-07-05, sessions: [\n"
        "  {title: Office hours, date: Monday, start: '18:00',\n"
        "   people: [{name: Person Two, role: TA}]}]}]\n"
        "groups: [{title: Axons, slot: Slot 1,\n"
        "  people: [{name: Person Two, role: TA}, Person Three]}]\n"
    )
    plan = {"plan.md": "---\nsite: {template: schedule}\n---\n\n# Plan\n"}
    files = {name: FILES[name] for name in ("myst.yml", "index.md", "people.md")}
    site = Course.write(tmp_path, {**files, **plan, "data/schedule.yml": schedule}).build()
    page = _page(site.file("people/index.html"))
    assert re.findall(r"<h2>(.*?)</h2>", page) == ["Authors", "Teachers"]
    assert '<span class="people__role">TA</span>' in page
    assert '<a href="../plan/">Office hours</a>' in page
    assert '<a href="../plan/">Axons</a>' in page
    assert "Person Three" not in page


def test_a_data_file_may_be_as_large_as_its_yaml_may_be(tmp_path: Path) -> None:
    long = f"# {'-' * 78}\n" * 6_000  # half a megabyte: more than a page may have
    site = Course.write(tmp_path, {**FILES, "data/people.yml": long + PEOPLE}).build()
    assert "Person One" in site.file("people/index.html")
