"""A course in other forms: notebooks, a book."""

import io
import json
import re
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path
from xml.etree import ElementTree as ET

import nbformat
import pytest
from case_runners import CASE_RUNNERS
from cases import read_cases
from click.testing import CliRunner
from courses import Course, course_files, picture
from formulas import formulas
from msgspec.structs import replace

from neuromatch_site.commands.bundles.epub import course_epub
from neuromatch_site.commands.bundles.notebooks import course_notebooks
from neuromatch_site.commands.cli import main
from neuromatch_site.pipeline.options import Options
from neuromatch_site.workers.progress import Progress

pytestmark = pytest.mark.slow

_OPTIONS = Options(lite=False)
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
    whole = course_notebooks(folder, _OPTIONS, Progress()).files
    student = course_notebooks(folder, replace(_OPTIONS, solutions=False), Progress()).files
    assert set(whole) == set(student)
    assert {path for path in whole if path.endswith(".ipynb")} == {"neurons.ipynb", "other.ipynb"}
    assert {"spike.png", "data.csv"} <= set(whole)  # where code looks for them
    assert any(path.startswith("assets/spike.") for path in whole)  # where words do
    for path in ("neurons.ipynb", "other.ipynb"):
        nbformat.validate(json.loads(whole[path]))
        nbformat.validate(json.loads(student[path]))
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


def test_a_course_that_cannot_be_built_leaves_its_notebooks(
    course: _MakeCourse, tmp_path: Path
) -> None:
    folder, output = course(_FILES).folder, tmp_path / "out"
    words = ["export", "notebooks", str(folder), "-o", str(output)]
    assert CliRunner().invoke(main, words).exit_code == 0
    before = {path: path.read_bytes() for path in output.rglob("*.ipynb")}
    (folder / "myst.yml").write_text("project: [\n", encoding="utf-8")
    result = CliRunner().invoke(main, words)
    assert result.exit_code == 1
    assert "[valid-config-structure]" in result.output
    assert "notebooks\n" not in result.output
    assert {path: path.read_bytes() for path in output.rglob("*.ipynb")} == before


def _book(course: _MakeCourse, base_url: str = "") -> zipfile.ZipFile:
    book = course_epub(course(_FILES).folder, replace(_OPTIONS, base_url=base_url), Progress())
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


_WHOLE: dict[str, str | bytes] = {
    "myst.yml": (
        "version: 1\nproject:\n  title: Tout\n  date: 2024-05-06\n"
        "  toc:\n    - file: index.md\n    - file: words.md\nsite:\n  options:\n    language: fr\n"
    ),
    "index.md": (
        "# Tout\n\n"
        "$$r = n / t$$ (eq-rate)\n\nSee {term}`spike`, {cite:p}`lif`, [](#fig-spike)[^rare].\n\n"
        "[^rare]: Not often.\n\n"
        ":::{figure} spike.png\n:label: fig-spike\n:alt: A spike\nIts shape.\n:::\n\n"
        ":::{iframe} https://www.youtube.com/embed/87z6OR7-DBI\n:title: The video\n:::\n"
    ),
    "words.md": "# Mots\n\n:::{glossary}\nspike\n: A short pulse.\n:::\n",
    "references.bib": "@article{lif, title={The neuron}, author={Lapicque, L.}, year={1907}}\n",
    "spike.png": picture("spike.png", "4x3"),
}


def test_a_book_has_formulas_figures_notes_a_glossary_and_references(course: _MakeCourse) -> None:
    made = course_epub(course(_WHOLE).folder, _OPTIONS, Progress())
    book = zipfile.ZipFile(io.BytesIO(made.content))
    chapter = book.read("book/index.xhtml").decode()
    assert '<m:math display="block"' in chapter
    assert '<figure id="fig-spike"' in chapter
    assert f'src="{next(name for name in book.namelist() if ".png" in name)[5:]}"' in chapter
    assert 'href="words.xhtml#term-spike"' in chapter
    assert 'epub:type="bibliography"' in chapter
    assert "Lapicque" in chapter
    assert 'epub:type="noteref"' in chapter
    assert 'epub:type="footnotes"' in chapter
    assert '<p class="video__title">The video</p>' in chapter
    assert 'epub:type="glossary"' in book.read("book/words.xhtml").decode()


def test_a_book_says_how_it_can_be_read_and_speaks_its_language(course: _MakeCourse) -> None:
    made = course_epub(course(_WHOLE).folder, _OPTIONS, Progress())
    book = zipfile.ZipFile(io.BytesIO(made.content))
    package, nav = book.read("book/package.opf").decode(), book.read("book/nav.xhtml").decode()
    assert '<meta property="schema:accessibilityFeature">MathML</meta>' in package
    assert '<meta property="schema:accessibilityHazard">none</meta>' in package
    assert '<meta property="schema:accessModeSufficient">' in package
    assert "schema:accessibilitySummary" in package
    assert '<spine page-progression-direction="ltr">' in package
    assert "<h1>Sommaire</h1>" in nav
    assert '<a epub:type="glossary" href="words.xhtml">Mots</a>' in nav
    assert 'lang="fr"' in book.read("book/index.xhtml").decode()


def test_two_books_of_one_course_are_the_same_bytes(course: _MakeCourse) -> None:
    folder = course(_FILES).folder
    first = course_epub(folder, _OPTIONS, Progress()).content
    assert course_epub(folder, _OPTIONS, Progress()).content == first


def test_without_the_extra_one_line_says_what_to_install(
    course: _MakeCourse, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "html5lib", None)
    for module in ("epub", "chapter"):
        monkeypatch.delitem(sys.modules, f"neuromatch_site.commands.bundles.{module}")
    result = CliRunner().invoke(main, ["export", "epub", str(course(_FILES).folder)])
    assert result.exit_code == 1
    needed = "run `pip install 'neuromatch-site[exports]'`"
    assert result.output == f"Error: `html5lib` is not installed; {needed}\n"


_FORMULAS: dict[str, str | bytes] = {
    "formulas/one.md": "# Formulas\n\n" + "".join(f"$$\n{tex}\n$$\n\n" for tex in formulas()),
    "formulas/two.md": "# In lines\n\n"
    + "".join(f"${tex}$\n\n" for tex in formulas() if "$" not in tex and r"\tag" not in tex),
}


_AREAS = ("directives", "roles", "nodes", "transforms", "examples", "notebooks")


def _every_case() -> dict[str, str | bytes]:
    """Return a course of formulas and of the cases that are pages, each in a folder of its own."""
    files: dict[str, str | bytes] = {
        **_FORMULAS,
        "myst.yml": "version: 1\nsite: {options: {folders: true}}\n",
        "index.md": "# Cases\n",
    }
    for number, case in enumerate(read_cases()):
        outputs = CASE_RUNNERS[case.area].outputs
        given = course_files(case.blocks, outputs) if case.area in _AREAS else {}
        files |= {f"c{number}/{path}": given[path] for path in given if not path.endswith(".yml")}
    return files


@pytest.mark.parametrize(
    ("files", "code"),
    [(lambda: _FILES, 0), (lambda: _WHOLE, 0), (_every_case, 1)],
    ids=["code", "words", "formulas and cases"],
)
def test_a_reader_of_books_finds_no_mistake(
    course: _MakeCourse, tmp_path: Path, files: Callable[[], dict[str, str | bytes]], code: int
) -> None:
    checker, java = shutil.which("epubcheck"), shutil.which("java")
    if checker is None or java is None:
        pytest.skip("there is no epubcheck (Debian: apt-get install epubcheck)")
    output = tmp_path / "course.epub"
    folder = course(files()).folder
    result = CliRunner().invoke(main, ["export", "epub", str(folder), "-o", str(output)])
    assert result.exit_code == code, result.output
    assert "formulas/" not in result.output
    quick = ["-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"]  # half the time, for a short run
    run = subprocess.run(
        [java, *quick, "-jar", str(Path(checker).resolve()), str(output)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stdout + run.stderr
