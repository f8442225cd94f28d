"""The conference page: drawings, programme, questions; what machines read of them."""

import json
import re
from datetime import date
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from conftest import ROOT
from courses import Built, Course
from msgspec.structs import replace

from neuromatch_site.config.conference import Edition
from neuromatch_site.config.markdown_text import MarkdownText
from neuromatch_site.config.programme import Talk, programme_of
from neuromatch_site.diagnostics.source import Position
from neuromatch_site.model.conference import book_pages
from neuromatch_site.model.written_dates import month
from neuromatch_site.readers.conference_pages import ON_ONE_PAGE
from neuromatch_site.render.timeline import WIDTH, dots_of, star_of, timeline_of

PLACE = Position("data/conference.yml")
FILES = {
    "myst.yml": (
        "version: 1\nproject: {title: Talks, description: All of them.}\n"
        "site: {options: {base_url: https://example.org, folders: true}}\n"
    ),
    "index.md": "---\nsite: {template: conference}\n---\n\n# The conference\n\nWords.\n",
    "data/sitedata/config.yml": (
        "name: The conference\neditions:\n"
        "  2020-1: {page_title: First, main_conference: 'March 30 - 31, 2020',"
        " registration_date: Before March, submission_date: Before April}\n"
        "  2020-2: {page_title: Second, main_conference: 'May 25 - 27, 2020'}\n"
    ),
    "data/sitedata/agenda/agenda-2020-1.csv": (
        "submission_id,title,abstract,fullname,institution,talk_format,starttime,endtime,url,track\n"
        "1,<b>Opening</b>,Words,Speaker One,A university,Keynote,"
        "2020-03-30 10:00:00+00:00,2020-03-30 11:00:00+00:00,https://example.org/1,main\n"
        "2,Closing,,Speaker Two,A college,Short talk,2020-03-31 10:00:00+00:00,,,room 1\n"
    ),
    "data/sitedata/committee.yml": "2020-1:\n- {name: Person One, aff: A university}\n",
    "data/sitedata/faq.yml": (
        "- question: Who may come?\n"
        "  answer: 'Everybody, <b>all</b>; see [it](https://example.org/come)"
        " or [not](javascript:x).'\n"
    ),
}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """Return the site of a conference that is kept as the Neuromatch conference site keeps it."""
    return Course.write(tmp_path_factory.mktemp("conference"), FILES).build()


def _page(site: Built) -> str:
    return site.file("index.html")


def _first(site: Built) -> str:
    """Return the page of the first edition."""
    return site.file("2020-1/index.html")


def test_the_shape_of_sitedata_is_no_mistake(site: Built) -> None:
    assert [one.message for one in site.diagnostics] == [
        "links with the scheme `javascript:` are not allowed"
    ]


def test_talks_stand_under_their_days(site: Built) -> None:
    page = _first(site)
    days = re.findall(r"<h3>(.*?)</h3></caption>(.*?)</table>", page, re.DOTALL)
    assert [day for day, _ in days] == ["Monday, 30 March 2020", "Tuesday, 31 March 2020"]
    assert "&lt;b&gt;Opening&lt;/b&gt;" in days[0][1]
    assert '<time datetime="2020-03-30T10:00+00:00">10:00</time>' in days[0][1]
    assert "Speaker One</p>" in days[0][1]  # where they work, the page of the talk says
    assert "Speaker Two (A college)</p>" in days[1][1]


def test_people_deadlines_and_answers_are_shown(site: Built) -> None:
    page = _page(site)
    assert "Person One" in _first(site)
    assert "Before March" in page
    answer = re.search(r"<summary>Who may come\?</summary>(.*?)</details>", page, re.DOTALL)
    assert answer is not None
    assert '<a href="https://example.org/come">it</a>' in answer[1]
    assert "<strong>all</strong>" in answer[1]
    assert "javascript" not in page


def _things(page: str) -> list[dict[str, object]]:
    data = re.search(r"<script type=\"application/ld\+json\">(.*?)</script>", page, re.DOTALL)
    assert data is not None
    read = json.loads(data[1])
    return list(read.get("@graph", [read]))


def test_machines_read_editions_and_questions(site: Built) -> None:
    things = _things(_page(site))
    first = next(one for one in things if one["@type"] == "Event")
    assert first["startDate"] == "2020-03-30T10:00+00:00"
    assert first["organizer"] == {
        "@type": "Organization",
        "name": "The conference",
        "url": "https://example.org/",
    }
    assert first["performer"] == [
        {
            "@type": "Person",
            "name": "Speaker One",
            "affiliation": {"@type": "Organization", "name": "A university"},
        }
    ]
    asked = next(one for one in things if one["@type"] == "FAQPage")
    assert asked["mainEntity"][0]["name"] == "Who may come?"  # type: ignore[index]


def test_machines_read_a_talk_on_its_page(site: Built) -> None:
    talk = next(one for one in _things(site.file("2020-1/1/index.html")) if one["@type"] == "Event")
    assert talk["name"] == "<b>Opening</b>"
    assert talk["startDate"] == "2020-03-30T10:00+00:00"
    assert talk["location"] == {"@type": "VirtualLocation", "url": "https://example.org/1"}
    assert talk["superEvent"]["name"] == "First"  # type: ignore[index]


def test_drawings_are_well_formed_and_have_no_style_of_their_own(site: Built) -> None:
    drawings = re.findall(r"<svg class=\"timeline__.*?</svg>", _page(site), re.DOTALL)
    assert len(drawings) == 2
    for drawing in drawings:
        ET.fromstring(drawing)  # noqa: S314 - what the site itself has drawn
        assert "style=" not in drawing
    assert "First: 30–31 March 2020; Second: 25–27 May 2020</desc>" in drawings[0]


@pytest.mark.slow
def test_the_course_shows_its_conference_in_drawings() -> None:
    page = Course(ROOT / "course", {}).build().file("conference/index.html")
    assert page.count('<svg class="timeline__') == 4


def test_what_programs_export_is_no_myst(tmp_path: Path) -> None:
    """Accounts are no citations, people have their words, and places are those of the talk."""
    page = "---\nsite: {template: conference}\n---\n\n# The conference\n"
    editions = "editions:\n  - {name: One, start: 2027-05-01, programme: data/talks.json}\n"
    talks = (
        '[\n {"code": "A", "title": "First", "slot": {"start": "2027-05-01T10:00Z"},\n'
        '  "abstract": "By @somebody:\\n\\n- one\\n- `@two`\\n\\n</p>",'
        ' "speakers": [{"name": "Person One", "biography": "Writes to *all*."}]}\n]\n'
    )
    files = {"index.md": page, "data/conference.yml": editions, "data/talks.json": talks}
    built = Course.write(tmp_path, files).build()
    assert [str(one.position) for one in built.diagnostics] == ["data/talks.json:2:1"]
    talk = built.file("one/a/index.html")
    assert "By @somebody:" in talk
    assert "<strong>Person One</strong>" in talk
    assert "Writes to <em>all</em>." in talk


# The places on the drawings


def _edition(name: str, start: str, end: str) -> Edition:
    return Edition(id=name, name=name, start=start, end=end, position=PLACE)


def test_a_bar_is_as_long_as_its_days_and_within_the_drawing() -> None:
    school = _edition("School", "2020-07-01", "2020-07-31")
    drawing = timeline_of([_edition("Talks", "2020-06-30", "2020-06-30"), school], "en")
    short, long = drawing.bars
    assert [tick.month for tick in drawing.ticks] == ["Jun", "Jul"]
    assert [tick.year for tick in drawing.ticks] == ["2020", ""]
    assert short.width < long.width
    assert long.x == drawing.ticks[1].x
    assert long.x + long.width <= WIDTH


def test_time_runs_from_the_right_where_people_write_so() -> None:
    editions = [
        _edition("A", "2020-01-05", "2020-01-06"),
        _edition("B", "2020-05-05", "2020-05-06"),
    ]
    first, second = timeline_of(editions, "ar").bars
    assert first.x > second.x
    left, right = timeline_of(editions, "en").bars
    assert (first.x + first.width, second.x + second.width) == (WIDTH - left.x, WIDTH - right.x)


@pytest.mark.parametrize(
    "last", ["2020-03-02", "2021-06-01", "2024-01-01", "2060-12-31", "9990-12-31"]
)
def test_an_axis_has_few_marks_however_long_it_is(last: str) -> None:
    editions = [_edition("First", "2020-01-01", "2020-01-01"), _edition("Last", last, last)]
    drawing = timeline_of(editions, "en")
    assert 1 <= len(drawing.ticks) <= 9
    assert all(0 <= tick.x <= WIDTH for tick in drawing.ticks)


@pytest.mark.parametrize("name", ["A long name " * 20, "長い名前" * 8])
def test_names_without_room_give_way_to_days(name: str) -> None:
    editions = [
        _edition(name, "2020-01-01", "2020-12-31"),
        _edition("Short", "2021-01-01", "2021-01-01"),
    ]
    drawing = timeline_of(editions, "en")
    assert [bar.name for bar in drawing.bars] == ["1 January – 31 December 2020", "1 January 2021"]
    assert not any(bar.days for bar in drawing.bars)
    kept = timeline_of(editions[1:], "en").bars[0]
    assert (kept.name, kept.days) == ("Short", "1 January 2021")


@pytest.mark.parametrize(
    ("number", "each", "dots"),
    [(0, 1, 0), (1, 1, 1), (120, 1, 120), (312, 1, 312), (313, 2, 156), (3000, 10, 300)],
)
def test_a_number_is_drawn_as_so_many_dots(number: int, each: int, dots: int) -> None:
    drawing = dots_of(number)
    assert (drawing.each, drawing.rest.count("M")) == (each, dots)


def test_those_who_are_set_apart_are_among_all() -> None:
    drawing = dots_of(3000, 500)
    assert (drawing.filled.count("M"), drawing.rest.count("M")) == (50, 250)
    assert dots_of(10, 500).rest == ""


def test_partners_stand_around_one_person_unless_they_are_a_crowd() -> None:
    assert len(star_of(6)) == len(set(star_of(6))) == 6
    assert star_of(0) == star_of(13) == ()


def test_months_are_named_in_the_language_of_the_page() -> None:
    assert (month(date(2020, 3, 1), "en"), month(date(2020, 3, 1), "fr")) == ("Mar", "mars")


def test_a_programme_says_in_few_words_whether_it_changed() -> None:
    talks = tuple(Talk(title=f"{n}", start="2020-03-30T10:00Z", position=PLACE) for n in range(999))
    assert len(repr(programme_of(talks))) < 100
    assert repr(programme_of(talks)) != repr(programme_of(talks[1:]))


@pytest.mark.slow
def test_a_table_of_a_thousand_talks_is_read(tmp_path: Path) -> None:
    row = '"{}, or so","{}",2020-03-30 10:00\n'
    rows = "".join(row.format(number, "Words. " * 300) for number in range(1000))
    table = f"title,abstract,starttime\n{rows}"
    site = Course.write(
        tmp_path, {**FILES, "data/sitedata/agenda/agenda-2020-1.csv": table}
    ).build()
    assert len(site.diagnostics) == 1
    assert site.file("2020-1/2020-03-30/index.html").count('class="talk"') == 1000


def test_a_talk_has_its_picture_where_the_letters_can_be_drawn(tmp_path: Path) -> None:
    text = (
        "editions:\n- name: First\n  start: 2027-05-03\n  programme:\n"
        "  - {title: Cells, id: a, start: 2027-05-03 10:00, speakers: [Ada B], abstract: W}\n"
        "  - {title: 神経, id: b, start: 2027-05-03 11:00, abstract: W}\n"
    )
    kept = {name: FILES[name] for name in ("myst.yml", "index.md")}
    built = Course.write(tmp_path / "course", {**kept, "data/conference.yml": text}).build()
    first, second = built.file("first/a/index.html"), built.file("first/b/index.html")
    assert '<meta property="og:image" content="https://example.org/first/a.png">' in first
    assert '"image":"https://example.org/first/a.png"' in first
    assert 'content="Cells, Ada B, First, 3 May 2027">' in first
    assert '<meta property="og:image" content="https://example.org/card.png">' in second
    pictures = [one.path for one in built.artifacts if one.path.endswith(".png")]
    assert pictures == ["first/a.png", "card.png"]


def test_a_book_of_abstracts_can_be_read_and_printed(tmp_path: Path) -> None:
    text = (
        "editions:\n- name: First\n  start: 2027-05-03\n  programme:\n"
        "  - {title: One, start: 2027-05-03 10:00, speakers: [Ada B], abstract: 'W[^a]. $x$\n\n"
        "\n      [^a]: Note one.'}\n"
        "  - {title: Two, start: 2027-05-03 11:00, abstract: 'V[^a] and [](x.md).\n\n"
        "\n      [^a]: Note two.'}\n"
        "  - {title: Three, start: 2027-05-03 12:00, video: 'https://youtu.be/abcdefghijk'}\n"
    )
    kept = {name: FILES[name] for name in ("myst.yml", "index.md")}
    built = Course.write(tmp_path / "course", {**kept, "data/conference.yml": text}).build()
    book = built.file("first/book/index.html")
    assert re.findall(r'<h2><a href="../../first/(.*?)/">(.*?)</a></h2>', book) == [
        ("one", "One"),
        ("two", "Two"),
    ]
    ids = re.findall(r' id="(.*?)"', book)
    assert {"fn-1", "fn-2"} <= set(ids)
    assert len(ids) == len(set(ids))
    assert "<em>Ada B</em>" in book
    assert "<p>Monday, 3 May 2027\u00a0· 10:00</p>" in book
    assert "<math" in book
    assert "data-pagefind-body" not in book
    assert '<a href="../first/book/">Book of abstracts</a>' in built.file("first/index.html")
    assert len([one for one in built.diagnostics if "x.md" in one.message]) == 1


def test_a_book_of_abstracts_has_pages_that_are_not_heavy() -> None:
    talks = [
        Talk(title=f"T{number}", abstract=MarkdownText("x" * 1_000, PLACE), position=PLACE)
        for number in range(600)
    ]
    edition = Edition(id="a", name="A", start="2027-05-03", end="2027-05-04", position=PLACE)
    pages = book_pages(replace(edition, programme=programme_of(tuple(talks))))
    assert [(name, len(found)) for name, found in pages.items()] == [
        ("book", 251),
        ("book-2", 251),
        ("book-3", 98),
    ]


def test_search_finds_who_speaks_and_a_recording_has_a_page(tmp_path: Path) -> None:
    text = (
        "editions:\n- name: First\n  start: 2027-05-03\n  programme:\n"
        "  - {title: One, start: 2027-05-03 10:00, speakers: [Ada B],"
        " url: 'https://youtu.be/abcdefghijk'}\n"
        "  - {title: Two, start: 2027-05-03 11:00, url: 'https://example.org/join'}\n"
    )
    kept = {name: FILES[name] for name in ("myst.yml", "index.md")}
    built = Course.write(tmp_path / "course", {**kept, "data/conference.yml": text}).build()
    page = built.file("first/one/index.html")
    ignored = re.sub(
        r"<(div|section|nav)[^>]* data-pagefind-ignore.*?</\1>", "", page, flags=re.DOTALL
    )
    assert '<span class="talk-head__name">Ada B</span>' in ignored
    assert "abcdefghijk" in page
    assert "first/two/index.html" not in [one.path for one in built.artifacts]


def test_a_room_where_all_meet_is_no_column_beside_the_tracks(tmp_path: Path) -> None:
    text = """\
editions:
- name: First
  start: 2027-05-03
  programme:
  - {title: A, start: 2027-05-03 10:00, duration: 30, track: One, room: R1, abstract: Words.}
  - {title: B, start: 2027-05-03 10:00, duration: 30, track: Two, room: R2}
  - {title: All, start: 2027-05-03 11:00, duration: 30, plenary: true, room: Hall}
  - {title: Lunch, start: 2027-05-03 12:00, duration: 30, kind: Break, room: Foyer}
"""
    files = {name: FILES[name] for name in ("myst.yml", "index.md")}
    built = Course.write(tmp_path / "course", {**files, "data/conference.yml": text}).build()
    page = built.file("first/index.html")
    assert re.findall(r'<th scope="col">(.*?)</th>', page) == ["One", "Two"]
    assert re.findall(r"<option>(.*?)</option>", page) == ["One", "Two"]
    assert re.findall(r'talk__kind">(.*?)</p>', page) == ["R1", "R2", "Hall", "Foyer"]
    assert re.findall(r" <span>(R1|One)</span>", built.file("first/a/index.html")) == ["R1", "One"]


def test_people_and_machines_are_told_the_way_to_a_talk_and_a_day(tmp_path: Path) -> None:
    talk = "  - {title: T%d, start: 2027-05-03 10:00, track: '%d'}\n"
    talks = "".join(talk % (number, number) for number in range(ON_ONE_PAGE))
    text = (
        f"name: Meetings\neditions:\n- name: First\n  start: 2027-05-03\n  programme:\n{talks}"
        "  - {title: One, start: 2027-05-03 11:00, abstract: Words.}\n"
    )
    files = {
        "myst.yml": FILES["myst.yml"],
        "index.md": "# Front\n",
        "talks.md": FILES["index.md"],
        "data/conference.yml": text,
    }
    built = Course.write(tmp_path / "course", files).build()
    for path in ("one", "2027-05-03", "book"):
        page = built.file(f"talks/first/{path}/index.html")
        shown = re.findall(r'<nav class="breadcrumbs".*?</nav>', page, flags=re.DOTALL)
        assert re.findall(r'<a href="(.*?)">(.*?)</a>', shown[0]) == [
            ("../../../talks/", "Meetings"),
            ("../../../talks/first/", "First"),
        ]
        steps = next(one for one in _things(page) if one["@type"] == "BreadcrumbList")
        names = [one["name"] for one in steps["itemListElement"]]  # type: ignore[attr-defined]
        assert names[:3] == ["Talks", "Meetings", "First"]
        assert len(names) == 4


@pytest.mark.parametrize(
    ("lesson", "action"),
    [("Words.", ">First</a>"), (":::{exercise}\nDo.\n:::", ">Start the course</a>")],
)
def test_a_site_that_teaches_nothing_speaks_of_the_conference(
    lesson: str, action: str, tmp_path: Path
) -> None:
    files = {
        "myst.yml": FILES["myst.yml"],
        "index.md": "# Front\n",
        "talks.md": FILES["index.md"],
        "venue.md": f"# Venue\n\n{lesson}\n",
        "data/conference.yml": "editions:\n- {name: First, start: 2027-05-03}\n",
    }
    built = Course.write(tmp_path / "course", files).build()
    front = built.file("index.html")
    assert action in front
    assert ("Open course" in front) == (" min<" in front) == (lesson != "Words.")
