"""A course in other forms: notebooks, a book, a site to carry."""

import io
import json
import re
import shutil
import subprocess
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path
from xml.etree import ElementTree as ET

import nbformat
import pytest
from click.testing import CliRunner
from courses import Course, picture

from neuromatch_site.cli import main
from neuromatch_site.options import Options
from neuromatch_site.progress import Progress
from neuromatch_site.shelf.epub import course_epub
from neuromatch_site.shelf.notebooks import course_notebooks
from neuromatch_site.shelf.search import read_page
from neuromatch_site.shelf.zip import course_zip

_MakeCourse = Callable[[Mapping[str, str | bytes]], Course]

_NEURONS = """\
---
kernelspec:
  name: python3
---

# Neurons & more

The rate is $r = n / t$, as in [the last chapter](week-2/last.md#the-end) and
[](#fig-spike). There is a [notebook](other.ipynb) and a [table](data.csv).

:::{figure} spike.png
:label: fig-spike
:alt: A spike
A spike.
:::

```{code-cell} python
rate = 5
```

:::{iframe} https://www.youtube.com/embed/87z6OR7-DBI
:::

:::{exercise}
:label: ex
Double it.
:::

:::{solution} ex
It is ten.
:::

```{code-cell} python
# to_remove solution
rate = 10
```

:::{dropdown} More
Text with <br> a break.
:::
"""
_OTHER = json.dumps(
    {
        "nbformat": 4,
        "nbformat_minor": 4,
        "metadata": {},
        "cells": [
            {"cell_type": "markdown", "metadata": {}, "source": "# Other"},
            {
                "cell_type": "code",
                "metadata": {},
                "execution_count": None,
                "outputs": [],
                "source": "#to_remove solution\nx = 1",
            },
        ],
    }
)
_FILES: dict[str, str | bytes] = {
    "myst.yml": (
        "version: 1\nproject:\n  title: Ours & theirs\n  date: 2024-05-06\n  toc:\n"
        "    - file: index.md\n    - title: Week 1\n      children:\n        - file: neurons.md\n"
        "        - file: other.ipynb\n    - file: week-2/last.md\n"
        "site:\n  options:\n    folders: true\n"
    ),
    "index.md": "# Welcome\n\nText.\n",
    "neurons.md": _NEURONS,
    "other.ipynb": _OTHER,
    "week-2/last.md": "# Last\n\n## The end\n\nBack to [neurons](../neurons.md).\n",
    "spike.png": picture("spike.png", "4x3"),
    "data.csv": "a,b\n",
}


def test_notebooks_for_students_and_with_solutions(course: _MakeCourse) -> None:
    folder = course(_FILES).folder
    whole = course_notebooks(folder, "", Progress(), solutions=True).files
    student = course_notebooks(folder, "", Progress(), solutions=False).files
    assert set(whole) == set(student) == {"neurons.ipynb", "other.ipynb"}
    for notebook in (*whole.values(), *student.values()):
        nbformat.validate(json.loads(notebook))
    assert (_code(whole["neurons.ipynb"]), _code(student["neurons.ipynb"])) == (
        ["rate = 5", "rate = 10"],
        ["rate = 5"],
    )
    assert _code(student["other.ipynb"]) == []
    assert whole["other.ipynb"] == _OTHER.encode()


def _code(notebook: bytes) -> list[str]:
    cells = json.loads(notebook)["cells"]
    sources = [cell["source"] for cell in cells if cell["cell_type"] == "code"]
    return [source for source in sources if "YouTubeVideo" not in source]


def test_the_command_writes_both(course: _MakeCourse, tmp_path: Path) -> None:
    folder, output = course(_FILES).folder, tmp_path / "out"
    result = CliRunner().invoke(main, ["export", "notebooks", str(folder), "-o", str(output)])
    assert result.exit_code == 0, result.output
    names = {path.relative_to(output).as_posix() for path in output.rglob("*.ipynb")}
    assert names == {
        f"{kind}/{name}"
        for kind in ("student", "solutions")
        for name in ("neurons.ipynb", "other.ipynb")
    }


def _book(course: _MakeCourse, base_url: str = "") -> zipfile.ZipFile:
    book = course_epub(course(_FILES).folder, base_url, Progress(), solutions=True)
    assert [one for one in book.diagnostics if one.severity == "error"] == []
    return zipfile.ZipFile(io.BytesIO(book.content))


def test_a_book_has_its_chapters_in_order_and_a_table_of_contents(course: _MakeCourse) -> None:
    book = _book(course)
    assert book.namelist()[0] == "mimetype"
    package = ET.fromstring(book.read("book/package.opf"))  # noqa: S314 - our own
    files = {one.get("id"): one.get("href") for one in package.iter() if one.get("href")}
    spine = [files[one.get("idref")] for one in package.iter() if one.get("idref")]
    chapters = ["index.xhtml", "neurons.xhtml", "other.xhtml", "week-2--last.xhtml"]
    assert spine == ["title.xhtml", *chapters]
    nav = book.read("book/nav.xhtml").decode()
    assert "<span>Week 1</span><ol>" in nav
    assert all(f'href="{chapter}"' in nav for chapter in chapters)
    assert b"Ours &amp; theirs" in book.read("book/title.xhtml")


def test_links_lead_to_chapters_and_what_a_book_has_not_is_words(course: _MakeCourse) -> None:
    chapter = _book(course).read("book/neurons.xhtml").decode()
    assert 'href="week-2--last.xhtml#the-end"' in chapter
    assert 'href="other.xhtml"' in chapter
    assert 'href="#fig-spike"' in chapter
    assert re.search(r"<a(?: class=\"[^\"]*\")?>table</a>", chapter)
    assert "<button" not in chapter
    assert "<m:math" in chapter
    published = _book(course, "https://a.org/b/").read("book/neurons.xhtml").decode()
    assert 'href="https://a.org/b/' in published


def test_two_books_of_one_course_are_the_same_bytes(course: _MakeCourse) -> None:
    folder = course(_FILES).folder
    first = course_epub(folder, "", Progress(), solutions=True).content
    assert course_epub(folder, "", Progress(), solutions=True).content == first


def test_a_reader_of_books_finds_no_mistake(course: _MakeCourse, tmp_path: Path) -> None:
    checker, java = shutil.which("epubcheck"), shutil.which("java")
    if checker is None or java is None:
        pytest.skip("there is no epubcheck (Debian: apt-get install epubcheck)")
    output = tmp_path / "course.epub"
    folder = course(_FILES).folder
    result = CliRunner().invoke(main, ["export", "epub", str(folder), "-o", str(output)])
    assert result.exit_code == 0, result.output
    run = subprocess.run(
        [java, "-jar", str(Path(checker).resolve()), str(output)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stdout + run.stderr


_ON_DISK = Options(disk=True, base_url="https://a.org/b/")


def _carried(course: _MakeCourse, **files: str) -> zipfile.ZipFile:
    made = course_zip(course(_FILES | files).folder, _ON_DISK, Progress())
    return zipfile.ZipFile(io.BytesIO(made.content))


def test_a_site_to_carry_has_one_folder_and_nothing_for_servers(course: _MakeCourse) -> None:
    names = {name.partition("/")[::2] for name in _carried(course).namelist()}
    assert {folder for folder, _ in names} == {"ours-theirs"}
    inside = {name for _, name in names}
    wanted = {"index.html", "search/index.html", "search/index.js", "neurons/index.html.js"}
    assert wanted <= inside
    unwanted = {"404.html", "sitemap.xml", "robots.txt", ".nojekyll", "neurons.json", "llms.txt"}
    assert not unwanted & inside
    assert not [name for name in inside if name.startswith("pagefind")]


def test_its_links_name_files_and_its_policy_allows_files_alone(course: _MakeCourse) -> None:
    page = _carried(course).read("ours-theirs/neurons/index.html").decode()
    assert 'href="../week-2/last/index.html#the-end"' in page
    policy = page.partition('Content-Security-Policy" content="')[2].partition('"')[0]
    assert "script-src &#39;self&#39; file:;" in policy
    assert "connect-src" not in policy
    assert "wasm" not in policy


def test_a_site_to_carry_without_search_has_no_index(course: _MakeCourse) -> None:
    without = str(_FILES["myst.yml"]) + "    hide_search: true\n"
    names = _carried(course, **{"myst.yml": without}).namelist()
    assert not [name for name in names if "/search/" in name]


def test_two_sites_to_carry_are_the_same_bytes(course: _MakeCourse) -> None:
    folder = course(_FILES).folder
    first = course_zip(folder, _ON_DISK, Progress()).content
    assert course_zip(folder, _ON_DISK, Progress()).content == first


def test_the_command_writes_a_zip_and_nothing_where_there_is_no_course(
    course: _MakeCourse, tmp_path: Path
) -> None:
    output = tmp_path / "out" / "course.zip"
    command = ["export", "zip", "-o", str(output)]
    refused = CliRunner().invoke(main, [*command, str(tmp_path / "nowhere")])
    assert refused.exit_code == 1
    assert not output.exists()
    result = CliRunner().invoke(main, [*command, str(course(_FILES).folder)])
    assert result.exit_code == 0, result.output
    assert [path.name for path in output.parent.iterdir()] == ["course.zip"]


def test_a_page_is_found_by_its_sections_without_what_is_for_hands() -> None:
    html = """<body><h1>No</h1><article data-pagefind-body><h1>A <em>title</em></h1>
    <p>First<sup>1</sup> &amp; <button>Copy</button>last</p><p data-pagefind-ignore>No <b>no</b></p>
    <h2 id="two">Two<a class="heading__link" href="#two"></a></h2><ul><li>one<li>two</ul>
    <h3>Bare</h3><img src="a.png"><br>end</article><p>No</p></body>"""
    found = read_page(html)
    assert found is not None
    assert found.title == "A title"
    assert [(one.heading, one.fragment, one.text) for one in found.sections] == [
        ("", "", "First1 & last"),
        ("Two", "two", "one two Bare end"),
    ]
    assert read_page("<article><h1>Not searched</h1></article>") is None
