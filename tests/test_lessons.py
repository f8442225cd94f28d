"""What every lesson of the course has, what its showcase shows, and that its sources agree."""

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from conftest import ROOT
from courses import Built, Course

from neuromatch_site.bibliography.bibtex import read_bibtex
from neuromatch_site.bibliography.bibtex_item import item_of
from neuromatch_site.bibliography.csl import CslItem
from neuromatch_site.diagnostics.diagnostic import Diagnostics
from neuromatch_site.diagnostics.source import Source
from neuromatch_site.filesystem.theme_files import layout_names

COURSE = ROOT / "course"
AROUND = {"index", "exercises", "reading"}
LESSONS = sorted(path for path in COURSE.glob("week-*/*.md") if path.stem not in AROUND)
WITHOUT_EQUATION = {"course-outline", "does-neuroscience-work"}
WITHOUT_CITATION = {"course-outline"}
_NO_PROSE = re.compile(
    r"^---\n.*?\n---\n|```\{(?:math|code-block)\}.*?```|:::\{iframe\}.*?\n:::\n|\$\$.*?\$\$"
    r"|:::\{admonition\} After this page.*?\n:::\n|^:[\w-]+:.*?$|\{cite:\w\}`[^`]*`|^:::.*?$",
    re.DOTALL | re.MULTILINE,
)


@pytest.fixture(scope="module")
def site() -> Built:
    """Return the site of the course."""
    return Course(COURSE, {}).build()


def test_there_are_lessons_for_ten_weeks() -> None:
    assert {path.parent.name for path in LESSONS} == {f"week-{number}" for number in range(10)}
    assert len(LESSONS) == 30


@pytest.mark.parametrize("path", LESSONS, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_a_lesson_has_all_its_parts(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert "{iframe} https://www.youtube.com/embed/" in text
    assert "After this page you can" in text
    assert re.search(r"\{figure\} \S+\n:name: \S+\n:alt: \S", text)
    assert "{numref}`" in text
    assert "{term}`" in text
    assert ("```{math}\n:label: " in text) or path.stem in WITHOUT_EQUATION
    assert "{cite:" in text or path.stem in WITHOUT_CITATION
    assert 900 <= len(re.findall(r"[^\W\d_][\w'’–-]*", _NO_PROSE.sub("", text))) <= 3000


_SECTIONS = ("Worked example", "Where the idea fails", "Beside machine learning", "To read on")
WITHOUT_SECTIONS = {"course-outline": _SECTIONS, "analysing": ("Beside machine learning",)}
"""An outline has no idea to work out; what is analysed may be a brain or a machine throughout."""


@pytest.mark.parametrize("path", LESSONS, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_a_lesson_asks_works_out_doubts_and_compares(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert "\n**The question.** " in text
    missing = {name for name in _SECTIONS if f"\n## {name}" not in text}
    assert missing <= set(WITHOUT_SECTIONS.get(path.stem, ()))
    if "To read on" not in missing:
        assert len(re.findall(r"^- .*\{cite:", text.split("\n## To read on")[1], re.MULTILINE)) >= 2


@pytest.mark.slow
@pytest.mark.parametrize("week", range(10))
def test_a_week_has_exercises_to_launch_and_a_reading_list(week: int, site: Built) -> None:
    folder = COURSE / f"week-{week}"
    assert "colab.research.google.com/github/" in site.file(f"week-{week}/exercises/index.html")
    assert "{exercise}" in (folder / "exercises.md").read_text(encoding="utf-8")
    assert (
        len(re.findall(r"\{cite:|doi\.org", (folder / "reading.md").read_text(encoding="utf-8")))
        >= 3
    )


# The showcase


@pytest.mark.slow
def test_every_layout_is_used_by_a_page_of_the_course(site: Built) -> None:
    shown = {
        match[1]
        for artifact in site.artifacts
        if artifact.path.endswith(".html") and isinstance(artifact.content, bytes)
        if (match := re.search(r'<body class="layout-(\w+)', artifact.content.decode()))
    }
    layouts = {path.stem for path in (ROOT / "templates" / "layouts").glob("*.html")} - {"base"}
    assert set(layout_names()) <= layouts
    assert shown == layouts - _OF_A_PROGRAMME


_OF_A_PROGRAMME = {"book", "programme", "talk"}
"""Layouts of pages made from a programme of talks; the conference's own is not public as data."""


_UNUSED = {
    "read only, and another node when pages are printed": (
        *("blockBreak", "definition", "html", "imageReference", "linkReference", "mathGroup"),
        "mystTarget",
    ),
    "of a mistake, and the course has none": (
        *("inlineExpression", "mystDirective", "mystRole", "problem"),
    ),
    "of a stored output, and notebooks of the course are kept without": (
        *("ansiText", "output", "safeHtml"),
    ),
    "of a frame that is no video, and the course trusts no other host": ("iframe",),
    "a note of the author to himself, which prints nothing": ("mystComment",),
}
"""Why the course does not use some kinds of node."""


@pytest.mark.slow
def test_every_kind_of_node_is_used_by_a_page_of_the_course(site: Built) -> None:
    used = {kind for tree in _trees(site) for kind in _types(tree)}
    templates = {path.stem for path in (ROOT / "templates" / "nodes").glob("*.html")}
    unused = templates - used - {kind for kinds in _UNUSED.values() for kind in kinds}
    assert not unused, "show them in tests/cases/examples/*.md, then run `pytest --update`"


def _trees(site: Built) -> Iterator[object]:
    for artifact in site.artifacts:
        if artifact.path.endswith(".json") and isinstance(artifact.content, bytes):
            data = json.loads(artifact.content)
            if isinstance(data, dict) and "mdast" in data:
                yield data["mdast"]


def _types(node: object) -> Iterator[str]:
    if isinstance(node, dict):
        if isinstance(node.get("type"), str):
            yield node["type"]
        for value in node.values():
            yield from _types(value)
    elif isinstance(node, list):
        for value in node:
            yield from _types(value)


# The sources


def _described() -> dict[str, CslItem]:
    text = (COURSE / "references.bib").read_text(encoding="utf-8")
    items = [item_of(entry) for entry in read_bibtex(Source("references.bib", text), Diagnostics())]
    return {item["DOI"].lower(): item for item in items if "DOI" in item}


def test_the_lock_and_the_bibliography_say_the_same_of_every_work() -> None:
    locked = json.loads((COURSE / "lock" / "citations.json").read_text(encoding="utf-8"))
    described = _described()
    assert set(locked) == set(described)
    for doi, item in described.items():
        for name in ("title", "author", "container-title", "volume", "page"):
            assert _plain(locked[doi].get(name)) == _plain(item.get(name)), (doi, name)
        assert locked[doi]["issued"]["date-parts"][0][0] == item["issued"]["date-parts"][0][0]


def _plain(value: object) -> str:
    """Return a value without case, dashes and braces, which styles set as they like."""
    return re.sub(r"[\W_]+", "", json.dumps(value, sort_keys=True, ensure_ascii=False)).lower()
