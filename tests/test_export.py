"""Exports that no case file can hold: what is left out, and what independent readers say."""

import json
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from xml.etree import ElementTree as ET

import feedparser
import icalendar
import nbformat
import pytest
from courses import Built, Course, picture
from hypothesis import given
from hypothesis import strategies as st

from neuromatch_site.exporters._ics import _escaped, _folded
from neuromatch_site.exporters._xml import xml_attribute, xml_text
from neuromatch_site.metadata.addresses import page_file
from neuromatch_site.model.artifact import Artifact
from neuromatch_site.model.ast.nodes import Image
from neuromatch_site.model.ast.serialize import from_json
from neuromatch_site.model.ast.visit import walk
from neuromatch_site.model.course import PageSource

_MakeCourse = Callable[[Mapping[str, str | bytes]], Course]
_INDEX = {"index.md": "# Welcome\n\nText.\n"}
_HERE = (
    "version: 1\nproject:\n  title: A course\nsite:\n  options:\n    base_url: https://a.org/b/\n"
)


def _paths(built: Built) -> set[str]:
    return {artifact.path for artifact in built.artifacts}


def test_what_needs_an_address_is_left_out_without_one(course: _MakeCourse) -> None:
    files = {**_INDEX, "data/announcements.yml": "- title: New\n  date: 2024-01-02\n"}
    absolute = {"sitemap.xml", "opensearch.xml", "feed.xml"}
    here = course({**files, "myst.yml": _HERE}).build()
    assert absolute <= _paths(here)
    nowhere = course({**files, "myst.yml": "version: 1\nproject:\n  title: A course\n"}).build()
    assert not absolute & _paths(nowhere)


def test_news_are_on_the_front_page(course: _MakeCourse) -> None:
    news = "- {title: It begins, date: 2026-09-01, text: Welcome!}\n"
    built = course({**_INDEX, "myst.yml": _HERE, "data/announcements.yml": news}).build()
    page = built.file("index.html")
    assert "It begins" in page
    assert "1 September 2026" in page


def test_a_calendar_and_a_feed_need_something_to_say(course: _MakeCourse) -> None:
    built = course({**_INDEX, "myst.yml": _HERE, "data/schedule.yml": "weeks: []\n"}).build()
    assert not {"schedule.ics", "events.ics", "feed.xml"} & _paths(built)


def test_a_page_has_its_source_and_its_tree_beside_it(course: _MakeCourse) -> None:
    notebook = json.dumps({"nbformat": 4, "metadata": {}, "cells": []}).encode()
    text = "# Spikes\n\n![A spike](spike.png)\n"
    files: dict[str, str | bytes] = {"week/spikes.md": text, "note.ipynb": notebook}
    files["week/spike.png"] = picture("spike.png", "4x3")
    built = course({**_INDEX, **files, "myst.yml": _HERE}).build()
    assert built.file("spikes.md") == text
    assert json.loads(built.file("note.ipynb")) == json.loads(notebook)
    tree = json.loads(built.file("spikes.json"))
    (image,) = (node for node in walk(from_json(tree["mdast"])) if isinstance(node, Image))
    assert image.url.startswith("/assets/spike.")
    assert image.url[1:] in _paths(built)
    assert {"index.md", "index.json"} <= _paths(built)


def test_the_icon_of_the_manifest_is_a_file_of_the_site(course: _MakeCourse) -> None:
    icon = picture("icon.png", "32x32")
    built = course({**_INDEX, "myst.yml": f"{_HERE}    favicon: icon.png\n", "icon.png": icon})
    manifest = json.loads(built.build().file("manifest.webmanifest"))
    (shown,) = manifest["icons"]
    assert shown["type"] == "image/png"
    assert shown["src"].removeprefix("./") in _paths(built.build())


@pytest.mark.parametrize(
    ("url", "file", "stem"),
    [
        ("/", "index.html", "index"),
        ("/neurons/", "neurons/index.html", "neurons"),
        ("/a/b/", "a/b/index.html", "a/b"),
        ("/old.html", "old.html", "old"),
    ],
)
def test_an_address_tells_the_files_beside_it(url: str, file: str, stem: str) -> None:
    assert page_file(url) == file
    assert PageSource(path="", url=url, index=0).stem == stem


@given(st.text())
def test_any_text_fits_into_xml(text: str) -> None:
    root = ET.fromstring(f"<a b={xml_attribute(text)}>{xml_text(text)}</a>")  # noqa: S314 - ours
    assert root.tag == "a"
    assert len(root.text or "") <= len(text)


@given(st.text())
def test_any_text_fits_into_a_calendar(text: str) -> None:
    folded = _folded(f"SUMMARY:{_escaped(text)}")
    lines = folded.split("\r\n")
    assert all(len(line.encode("utf-8", "surrogatepass")) <= 75 for line in lines)
    assert all(line.startswith(" ") for line in lines[1:])
    whole = "".join([lines[0], *(line[1:] for line in lines[1:])])
    assert whole == f"SUMMARY:{_escaped(text)}"
    assert "\n" not in whole


def test_a_calendar_says_the_same_hour_as_its_time_zone(course: _MakeCourse) -> None:
    schedule = (
        "timezone: America/New_York\nweeks:\n  - title: One; two, three\n    sessions:\n"
        '      - {title: Winter, date: 2026-01-15, start: "09:30", minutes: 45}\n'
        '      - {title: Summer, date: 2026-07-15, start: "09:30", minutes: 45}\n'
        "      - {title: All day, date: 2026-07-16}\n"
    )
    files = {**_INDEX, "myst.yml": _HERE, "data/schedule.yml": schedule}
    text = course(files).build().file("schedule.ics")
    read = icalendar.Calendar.from_ical(text)
    found = {str(event["SUMMARY"]): (event.start, event.end) for event in read.events}
    assert found == {
        "Winter": (_utc("2026-01-15 14:30"), _utc("2026-01-15 15:15")),
        "Summer": (_utc("2026-07-15 13:30"), _utc("2026-07-15 14:15")),
        "All day": (date(2026, 7, 16), date(2026, 7, 17)),
    }


def _utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def test_a_calendar_reads_back_what_was_written(course: _MakeCourse) -> None:
    said = r"Semicolons; commas, back\slashes and a long text " * 4
    schedule = f"start: 2026-10-05\nweeks:\n  - title: A; b, c\n    description: '{said.strip()}'\n"
    files = {**_INDEX, "myst.yml": _HERE, "data/schedule.yml": schedule}
    (event,) = icalendar.Calendar.from_ical(course(files).build().file("schedule.ics")).events
    assert (str(event["SUMMARY"]), str(event["DESCRIPTION"])) == ("A; b, c", said.strip())
    assert (event.start, event.end) == (date(2026, 10, 5), date(2026, 10, 12))


def test_a_schedule_without_dates_has_no_calendar(course: _MakeCourse) -> None:
    """Google Calendar and Outlook import nothing from a file of tasks."""
    files = {
        "myst.yml": _HERE,
        "index.md": "---\nsite: {template: schedule}\n---\n# Plan\n",
        "data/schedule.yml": "weeks: [{title: Neurons}]\n",
    }
    built = course(files).build()
    assert "schedule.ics" not in _paths(built)
    assert "schedule.ics" not in built.file("index.html")


def test_announcements_come_before_any_number_of_lessons(course: _MakeCourse) -> None:
    pages = {
        f"p{number}.md": f"---\ndate: 2026-02-01\n---\n# Page {number}\n\nText.\n"
        for number in range(60)
    }
    news = "- {title: News, date: 2020-01-01, text: Old and good.}\n"
    files = {**_INDEX, **pages, "myst.yml": _HERE, "data/announcements.yml": news}
    built = course(files).build()
    feeds = {
        name: feedparser.parse(built.file(f"{name}.xml")) for name in ("feed", "news", "lessons")
    }
    assert [one.title for one in feeds["news"].entries] == ["News"]
    assert feeds["feed"].entries[0].title == "News"
    assert len(feeds["feed"].entries) == len(feeds["lessons"].entries) == 50
    assert len({one.feed.id for one in feeds.values()}) == 3
    assert feeds["feed"].feed.updated == "2026-02-01T00:00:00Z"


def test_a_reader_of_feeds_reads_ours(course: _MakeCourse) -> None:
    news = (
        "- {title: Two < three & more, date: 2024-09-02, text: Join us., page: index.md}\n"
        '- {title: Elsewhere, date: 2024-09-01, url: "https://example.com/a?b&c"}\n'
    )
    built = course({**_INDEX, "myst.yml": _HERE, "data/announcements.yml": news}).build()
    read = feedparser.parse(built.file("feed.xml"))
    assert not read.bozo
    assert (read.version, read.feed.title, read.feed.link) == (
        "atom10",
        "A course",
        "https://a.org/b/",
    )
    assert [(one.title_detail.value, one.link, one.updated[:10]) for one in read.entries] == [
        ("Two < three & more", "https://a.org/b/", "2024-09-02"),
        ("Elsewhere", "https://example.com/a?b&c", "2024-09-01"),
    ]


_EXERCISES = """# Page

```{code-cell} python
rate = ...
```

:::{exercise}
:label: ex
Double it.
:::

:::{solution} ex
The answer is twelve.
:::

```{code-cell} python
# to_remove solution
rate = 12345
```
"""


def test_a_site_without_solutions_tells_them_nowhere(course: _MakeCourse) -> None:
    cell = {"cell_type": "code", "metadata": {}, "source": "# to_remove solution\nx = 12345"}
    other = {"cell_type": "markdown", "metadata": {}, "source": "# Notebook\n\nText."}
    notebook = json.dumps({"nbformat": 4, "metadata": {}, "cells": [other, cell]})
    files = {**_INDEX, "myst.yml": _HERE, "page.md": _EXERCISES, "note.ipynb": notebook}
    whole, without = course(files).build(), course(files).build(solutions=False)
    told = [one.path for one in without.artifacts if _tells(one)]
    assert not told
    assert {"page.md", "page.ipynb", "note.ipynb"} <= {
        one.path for one in whole.artifacts if _tells(one)
    }
    assert {"page.ipynb", "note.ipynb"} <= _paths(without)


_QUESTIONS = """
# Questions

:::{quiz} Which?
:explanation: It is twelve.
- [x] This
  - Yes, 12345.
- [ ] That
:::

:::{quiz} How much?
:answer: 12345
:::

:::{quiz}
It is {blank}`12345`.
:::

:::{quiz} Match.
- One -> first
- Two -> second
- Three -> third
:::

:::{quiz} Order.
1. One
2. Two
3. Three
:::
"""


def test_a_site_without_solutions_answers_no_question(course: _MakeCourse) -> None:
    files = {**_INDEX, "myst.yml": _HERE, "page.md": _QUESTIONS}
    whole, without = course(files).build(), course(files).build(solutions=False)
    assert not [one.path for one in without.artifacts if _tells(one)]
    assert "page.md" not in _paths(without)
    assert {"page.md", "page.json", "page/index.html"} <= {
        one.path for one in whole.artifacts if _tells(one)
    }
    told = ("data-right", "data-place", "quiz__answer", '"right"', '"place"')
    shown = without.file("page/index.html") + without.file("page.json")
    assert not [word for word in told if word in shown]
    assert shown.count("quiz__choice") == whole.file("page/index.html").count("quiz__choice")


def _tells(artifact: Artifact) -> bool:
    content = artifact.content
    text = content if isinstance(content, bytes) else content.read_bytes()
    return b"12345" in text or b"twelve" in text


def test_a_page_with_code_is_a_valid_notebook(course: _MakeCourse) -> None:
    built = course({**_INDEX, "myst.yml": _HERE, "page.md": _EXERCISES}).build()
    notebook = json.loads(built.file("page.ipynb"))
    nbformat.validate(notebook)
    code = [cell["source"] for cell in notebook["cells"] if cell["cell_type"] == "code"]
    assert code == ["rate = ...", "rate = 12345"]


def test_no_two_exports_write_one_file(course: _MakeCourse) -> None:
    announcements = "- title: New\n  date: 2024-01-02\n"
    files = {**_INDEX, "myst.yml": _HERE, "data/announcements.yml": announcements}
    artifacts: list[Artifact] = list(course(files).build().artifacts)
    assert len({artifact.path for artifact in artifacts}) == len(artifacts)
