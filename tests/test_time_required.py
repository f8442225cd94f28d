"""One number for how long a page, a week, a course takes, wherever it is shown."""

import json
import re
from pathlib import Path

import pytest
from courses import Built, Course

WORDS = "word " * 880
CONFIG = """\
project:
  title: A course
  description: About time.
  toc:
    - file: index.md
    - title: Week 1 - First
      children: [{file: read.md}, {file: watch.md}, {file: work.md}, {file: stated.md}]
"""
VIDEO = ":::{iframe} https://www.youtube.com/embed/87z6OR7-DBI\n:::\n"
LOCK = {"youtube:87z6OR7-DBI": {"title": "A talk", "author": "A. B.", "duration": 1500}}
EXERCISE = ":::{exercise}\n:minutes: 20\nAdd one and one, then two and two.\n:::\n"


@pytest.fixture
def site(tmp_path: Path) -> Built:
    pages = {
        "index.md": "# A course\n",
        "read.md": f"# Read\n\n{WORDS}\n",
        "watch.md": f"# Watch\n\n{VIDEO}\n{WORDS}\n",
        "work.md": f"# Work\n\n{EXERCISE}\n:::{{exercise}}\nNow alone, with more words.\n:::\n",
        "stated.md": f"---\nsite: {{minutes: 75}}\n---\n# Stated\n\n{WORDS}\n",
        "myst.yml": CONFIG,
        "lock/videos.json": json.dumps(LOCK),
    }
    return Course.write(tmp_path / "course", pages).build("https://example.org/")


@pytest.mark.parametrize(
    ("page", "shown", "machine"),
    [
        ("read", "4 min", "PT4M"),
        ("watch", "29 min", "PT29M"),
        ("work", "25 min", "PT25M"),
        ("stated", "1 h 15 min", "PT1H15M"),
    ],
)
def test_a_page_says_how_long_it_takes(site: Built, page: str, shown: str, machine: str) -> None:
    text = site.file(f"{page}/index.html")
    meta = re.search(r'<p class="article__meta".*?</p>', text, re.DOTALL)
    assert meta
    assert f" {shown}</span>" in meta[0]
    assert f'"timeRequired":"{machine}"' in text
    assert f"<span>{shown}</span>" in site.file("week-1-first/index.html")


def test_the_course_takes_as_long_as_its_lessons(site: Built) -> None:
    front = site.file("index.html")
    assert "<dt>Time</dt><dd>2 h 13 min</dd>" in front
    assert '"timeRequired":"PT2H13M"' in front
    assert "<span>2 h 13 min</span>" in site.file("week-1-first/index.html")


def test_a_page_says_what_is_done_with_it(site: Built) -> None:
    found = re.findall(r'aria-label="(\w+)"></i>', site.file("week-1-first/index.html"))
    assert found[-4:] == ["Reading", "Video", "Exercise", "Reading"]


def test_a_list_of_works_weighs_less_in_search(tmp_path: Path) -> None:
    works = "".join(
        f"- [A paper](https://doi.org/10.1000/{n}). Roe (2020), short.\n" for n in range(6)
    )
    pages = {
        "index.md": "# A\n",
        "list.md": f"# Read\n\n{works}",
        "text.md": f"# T\n\n{WORDS}\n\n{works}",
    }
    site = Course.write(tmp_path / "course", pages).build()
    weighed = 'data-pagefind-body data-pagefind-weight="0.5"'
    assert weighed in site.file("list/index.html")
    assert weighed not in site.file("text/index.html")


def test_videos_of_unknown_length_are_named(tmp_path: Path) -> None:
    pages = {"index.md": "# A course\n", "watch.md": f"# Watch\n\n{VIDEO}\n{WORDS}\n"}
    site = Course.write(tmp_path / "course", pages).build()
    assert "4 min + video<" in site.file("watch/index.html")


def test_han_characters_are_counted(tmp_path: Path) -> None:
    pages = {"index.md": "# 课程\n", "read.md": "# 阅读\n\n" + "神经元发放脉冲。" * 220 + "\n"}
    site = Course.write(tmp_path / "course", pages).build()
    assert " 4 min</span>" in site.file("read/index.html")


def test_a_schedule_is_made_of_the_toc_where_no_file_says_it(tmp_path: Path) -> None:
    pages = {
        "index.md": "# A course\n",
        "read.md": f"# Read\n\n{WORDS}\n",
        "watch.md": f"# Watch\n\n{VIDEO}\n{WORDS}\n",
        "plan.md": "---\nsite: {template: schedule}\n---\n# Plan\n",
        "myst.yml": CONFIG.replace("{file: work.md}, {file: stated.md}", "{file: plan.md}"),
    }
    site = Course.write(tmp_path / "course", pages).build()
    plan = site.file("plan/index.html")
    assert re.findall(r'<th scope="col">(\w+)</th>', plan) == ["Week", "Watch", "Read", "Time"]
    row = plan.partition('<tr class="schedule__week">')[2].partition("</tr>")[0]
    assert '<a href="../week-1-first/">Week 1: First</a>' in row
    assert row.index("../watch/") < row.index("../read/")
    assert "8 min + video</td>" in row
    assert "schedule.ics" not in plan


def test_cards_of_a_week_say_what_its_lessons_are(tmp_path: Path) -> None:
    card = ":::{card} First\n:link: read.md\nOf two.\n:::\n"
    config = CONFIG.partition("      children:")[0].replace(
        "- title: Week 1 - First", "- file: week.md"
    )
    pages = {
        "index.md": "# A course\n",
        "week.md": f"# Week 1: First\n\n{card}",
        "read.md": f"# Read\n\n{WORDS}\n",
        "more.md": f"# More\n\n{WORDS}\n",
        "myst.yml": f"{config}      children: [{{file: read.md}}, {{file: more.md}}]\n",
    }
    week = Course.write(tmp_path / "course", pages).build().file("week/index.html")
    main = week.partition("<article")[2].partition("</article>")[0]
    assert main.count('href="../read/"') == 1
    assert main.count('href="../more/"') == 1
    assert "4 min</a>" in main
