"""Code of a course is run where that is asked for: in its limits, in a copy, and once."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest
from courses import Course

from neuromatch_site.cache.page_cache import BuildCache
from neuromatch_site.config import Config, load_config
from neuromatch_site.diagnostics.diagnostic import Diagnostics, Rule
from neuromatch_site.filesystem.course_files import CourseFiles
from neuromatch_site.model.ast.nodes import AnsiText, Root
from neuromatch_site.model.ast.visit import select
from neuromatch_site.model.course import CellOutputs, PageSource
from neuromatch_site.pipeline.context import BuildContext
from neuromatch_site.pipeline.execute import Engine, execute
from neuromatch_site.pipeline.options import Options
from neuromatch_site.pipeline.site import build_site
from neuromatch_site.readers.page import load_page
from neuromatch_site.workers.progress import Progress

pytestmark = pytest.mark.slow

_COURSE = "version: 1\nproject:\n  title: A course\n"


def _page(*cells: str, execution: str = "") -> str:
    fences = "\n\n".join(f"```{{code-cell}} python\n{cell}\n```" for cell in cells)
    return f"---\nkernelspec:\n  name: python3\n{execution}---\n\n# Page\n\n{fences}\n"


def _notebook(*cells: str) -> str:
    stored = [{"output_type": "stream", "name": "stdout", "text": "stored"}]
    made = [
        {"cell_type": "code", "metadata": {}, "source": cell, "outputs": stored} for cell in cells
    ]
    return json.dumps({"nbformat": 4, "metadata": {}, "cells": made})


@dataclass(frozen=True, slots=True)
class Ran:
    """What became of a course."""

    course: Course
    outputs: Mapping[str, CellOutputs]
    found: Mapping[str, Sequence[str]]
    """What was reported, by page: ``line: message``."""

    def text(self, path: str) -> str:
        """Return what a page shows of its outputs."""
        return "\n".join(node.value for node in select(self.tree(path), AnsiText))

    def tree(self, path: str) -> Root:
        """Return a page with what its cells put out."""
        files, config = _read(self.course)
        page = load_page(_source(path), files, config.project, Diagnostics(), self.outputs[path])
        return page.content


def _source(path: str) -> PageSource:
    return PageSource(path=path, url=f"/{path}/", index=0)


def _read(course: Course) -> tuple[CourseFiles, Config]:
    files = CourseFiles(course.folder.resolve())
    config = load_config(files, Diagnostics())
    assert config is not None
    return files, config


def _run(course: Course, memory: Path | None = None) -> Ran:
    files, config = _read(course)
    diagnostics = Diagnostics()
    sources = [_source(path) for path in course.files if path.endswith((".md", ".ipynb"))]
    outputs = execute(sources, files, config, Engine(memory), Progress(), diagnostics)
    found: dict[str, list[str]] = {}
    for one in diagnostics:
        assert one.rule is Rule.CODE_CELL_EXECUTES
        found.setdefault(one.position.path, []).append(f"{one.position.line}: {one.message}")
    return Ran(course, outputs, found)


_FILES = {
    "myst.yml": _COURSE,
    "fine.md": _page("x = 6", "print(x * 7)\nopen('made.txt', 'w').close()"),
    "stored.ipynb": _notebook("print('fresh')", ""),
    "meant.md": _page(
        "#| tags: raises-exception\n1 / 0", "#| tags: [skip-execution]\nboom", "print('after')"
    ),
    "wrong.md": _page("print('before')", "y = 1\nnothing + y", "print('never')"),
    "allowed.md": _page("nothing", "print('after')", execution="execute: {allow_errors: true}\n"),
    "endless.md": _page("while True:\n    pass", execution="execute: {timeout: 2}\n"),
    "flood.md": _page("while True:\n    print('x' * 100_000)"),
    "deadly.md": _page("print('before')", "import os\nos._exit(1)"),
    "skipped.md": _page("print('never')", execution="skip_execution: true\n"),
    "elsewhere.md": _page("print('never')").replace("name: python3", "name: no-such-kernel"),
}


@pytest.fixture(scope="module")
def ran(tmp_path_factory: pytest.TempPathFactory) -> Ran:
    """Return a course of pages that end well and badly, run once."""
    return _run(Course.write(tmp_path_factory.mktemp("run") / "course", _FILES))


def test_cells_of_a_page_share_their_names(ran: Ran) -> None:
    assert ran.text("fine.md") == "42"
    assert "fine.md" not in ran.found


def test_nothing_is_written_into_the_course(ran: Ran) -> None:
    names = {path.name for path in ran.course.folder.iterdir()}
    assert names == set(_FILES)


def test_fresh_outputs_take_the_place_of_those_stored(ran: Ran) -> None:
    assert ran.text("stored.ipynb") == "fresh"


def test_an_error_that_is_meant_is_shown_and_what_follows_runs(ran: Ran) -> None:
    assert "ZeroDivisionError" in ran.text("meant.md")
    assert ran.text("meant.md").endswith("after")
    assert "boom" not in ran.text("meant.md")
    assert "meant.md" not in ran.found


def test_an_error_that_is_not_meant_is_told_with_its_line_and_ends_the_page(ran: Ran) -> None:
    (said,) = ran.found["wrong.md"]
    line, _, message = said.partition(": ")
    assert _FILES["wrong.md"].splitlines()[int(line) - 1] == "nothing + y"
    assert message == ("this cell fails at `nothing + y`: NameError: name 'nothing' is not defined")
    assert "Traceback" in ran.text("wrong.md")
    assert ran.text("wrong.md").startswith("before")
    assert "never" not in ran.text("wrong.md")


def test_a_page_may_allow_errors(ran: Ran) -> None:
    assert ran.text("allowed.md").endswith("after")
    assert "allowed.md" not in ran.found


@pytest.mark.parametrize(
    ("path", "code", "message"),
    [
        ("endless.md", "while True:", "this cell did not finish within 2 seconds"),
        ("flood.md", "while True:", "the output of this cell is larger than 10 MB"),
        ("deadly.md", "import os", "this cell crashed the kernel"),
        (
            "elsewhere.md",
            "---",
            "the kernel `no-such-kernel` is not installed; the page shows its stored outputs",
        ),
    ],
)
def test_what_does_not_end_well_is_named(ran: Ran, path: str, code: str, message: str) -> None:
    line = _FILES[path].splitlines().index(code) + 1
    assert ran.found[path] == [f"{line}: {message}"]


def test_the_output_of_a_flood_is_bounded(ran: Ran) -> None:
    assert len(json.dumps(ran.outputs["flood.md"])) < 12_000_000
    assert len(ran.text("flood.md")) <= 100_100


def test_a_page_can_be_left_out(ran: Ran) -> None:
    assert "skipped.md" not in ran.outputs
    assert "skipped.md" not in ran.found


def test_what_has_not_changed_is_not_run_again(tmp_path: Path) -> None:
    page = _page(
        "import time; print(time.time_ns())", "print(open('data.csv').read())",
        execution="execute:\n  files: [data.csv]\n",
    )  # fmt: skip
    files = {"myst.yml": _COURSE, "week/a.md": page, "week/data.csv": "1,2"}
    memory = tmp_path / "memory"
    first = _run(Course.write(tmp_path / "one", files), memory)
    assert first.text("week/a.md").endswith("1,2")
    again = _run(Course.write(tmp_path / "two", files), memory)
    assert again.outputs == first.outputs
    changed = _run(Course.write(tmp_path / "three", {**files, "week/data.csv": "3,4"}), memory)
    assert changed.text("week/a.md").endswith("3,4")
    assert changed.outputs["week/a.md"][0] != first.outputs["week/a.md"][0]


def test_a_build_shows_what_was_put_out_and_remembers_it(tmp_path: Path) -> None:
    code = "from IPython.display import display, Markdown\ndisplay(Markdown('*thirteen*'))"
    files = {"myst.yml": _COURSE, "index.md": _page(code)}
    course = Course.write(tmp_path / "course", files)
    cache = BuildCache(tmp_path / "memory")
    built = build_site(course.folder, BuildContext(Options(execute=True), Progress(), cache))
    assert not built.diagnostics
    html = {one.path: one.content for one in built.artifacts}["index.html"]
    assert isinstance(html, bytes)
    assert b"<em>thirteen</em>" in html
    plain = build_site(
        course.folder, BuildContext(Options(), Progress(), BuildCache(tmp_path / "memory"))
    )
    assert b"thirteen</em>" not in {one.path: one.content for one in plain.artifacts}["index.html"]  # type: ignore[operator]
