"""``run`` keeps what code puts out in ``lock/outputs``, which every command shows."""

import json
from pathlib import Path
from tempfile import gettempdir

import pytest
from click.testing import CliRunner, Result
from courses import Course

from neuromatch_site.commands.cli import main
from neuromatch_site.diagnostics.diagnostic import Rule
from neuromatch_site.readers.locked_outputs import locked_path

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[1]

_PAGE = """---
kernelspec:
  name: python3
---

# Page

```{code-cell} python
x = 6
print(x * 7)
```

It is {eval}`x + 1`, in words {eval}`"seven"`.

```{code-cell} python
from IPython.display import Markdown
Markdown("*fresh*")
```
"""


def _notebook(*cells: str) -> str:
    stored = [{"output_type": "stream", "name": "stdout", "text": "stored"}]
    made = [
        {"cell_type": "code", "metadata": {}, "source": cell, "outputs": stored} for cell in cells
    ]
    return json.dumps({"nbformat": 4, "metadata": {}, "cells": made})


_FILES = {
    "myst.yml": "version: 1\nproject:\n  title: A course\n",
    "index.md": "# Welcome\n\nText.\n",
    "page.md": _PAGE,
    "notebook.ipynb": _notebook("print('new')"),
    "plain.md": "# Plain\n\nNo code.\n",
}


@pytest.fixture
def course(tmp_path: Path) -> Course:
    """Return a course whose code has not been run."""
    return Course.write(tmp_path / "course", _FILES)


def _run(course: Course, *options: str) -> Result:
    return CliRunner().invoke(main, ["run", str(course.folder), *options])


def _said(course: Course) -> list[str]:
    return [
        f"{one.position.path}:{one.position.line}: {one.message}"
        for one in course.build().diagnostics
        if one.rule is Rule.OUTPUTS_CURRENT
    ]


def _change(course: Course, path: str, old: str, new: str) -> None:
    file = course.folder / path
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new), encoding="utf-8")


def test_a_build_shows_what_run_kept_and_runs_nothing(course: Course) -> None:
    result = _run(course)
    assert result.exit_code == 0, result.output
    assert "2 run, 0 current" in result.stderr
    built = course.build()
    assert not built.said
    html = built.file("page/index.html")
    assert ">42<" in html
    assert "<em>fresh</em>" in html
    assert "It is 7, in words seven." in html
    assert "new" in built.file("notebook/index.html")
    assert "stored" not in built.file("notebook/index.html")


def test_a_second_run_runs_nothing_and_changes_no_file(course: Course) -> None:
    _change(course, "notebook.ipynb", "print('new')", r"print('new')\nobject()")  # at some 0x7f...
    _run(course)
    files = [course.folder / locked_path(page) for page in ("page.md", "notebook.ipynb")]
    before = [(file.read_bytes(), file.stat().st_mtime_ns) for file in files]
    assert "0 run, 2 current" in _run(course).stderr
    assert "2 run, 0 current" in _run(course, "--force").stderr
    assert before == [(file.read_bytes(), file.stat().st_mtime_ns) for file in files]


def test_check_fails_before_a_run_and_after_a_change(course: Course) -> None:
    result = _run(course, "--check")
    assert result.exit_code == 1
    assert result.stdout.count("the code of this page was not run") == 2
    assert not (course.folder / "lock").exists()
    _run(course)
    assert _run(course, "--check").exit_code == 0
    _change(course, "page.md", "# Page", "# Another title")
    _change(course, "page.md", "x = 6", "#| tags: hide-input\nx = 6")
    assert _run(course, "--check").exit_code == 0, "how a cell is shown does not change its outputs"
    _change(course, "page.md", "x = 6", "x = 7")
    result = _run(course, "--check")
    assert result.exit_code == 1
    assert "page.md:1:1: warning: the code of this page has changed" in result.stdout


def test_a_build_says_what_is_stale_and_shows_the_rest(course: Course) -> None:
    _run(course)
    _change(course, "page.md", "x = 6", "x = 7")
    assert _said(course) == ["page.md:9: 1 cell has changed since the code of this page was run"]
    html = course.build().file("page/index.html")
    assert ">42<" not in html
    assert "<em>fresh</em>" in html
    _run(course)
    assert not _said(course)
    assert ">49<" in course.build().file("page/index.html")


def test_outputs_of_pages_that_are_gone_are_removed(course: Course) -> None:
    _run(course)
    (course.folder / "notebook.ipynb").unlink()
    result = _run(course, "--check")
    assert result.exit_code == 1
    assert "no page has the code of these outputs any more" in result.stdout
    _run(course)
    assert not (course.folder / locked_path("notebook.ipynb")).exists()


@pytest.mark.parametrize(
    ("code", "message"),
    [
        ("import os\nos._exit(1)", "this cell crashed the kernel"),
        ("nothing", "this cell fails at `nothing`"),
    ],
)
def test_a_page_that_fails_keeps_what_it_had(course: Course, code: str, message: str) -> None:
    _run(course)
    file = course.folder / locked_path("page.md")
    before = file.read_bytes()
    _change(course, "page.md", "x = 6", code)
    _change(course, "notebook.ipynb", "print('new')", "print('newer')")
    result = _run(course)
    assert result.exit_code == 1
    assert message in result.stdout
    assert "1 run, 0 current, 1 failed" in result.stderr
    assert file.read_bytes() == before
    assert "newer" in (course.folder / locked_path("notebook.ipynb")).read_text(encoding="utf-8")


def test_an_expression_that_fails_is_named(course: Course) -> None:
    _change(course, "page.md", "{eval}`x + 1`", "{eval}`unknown`")
    result = _run(course)
    assert result.exit_code == 1
    assert "page.md:13:7: error: this expression fails at `unknown`: NameError" in result.stdout
    said = [one.message for one in course.build().diagnostics]
    assert "`unknown` has not been computed; it is shown as written" in said


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{",
        "[]",
        '{"cells": 7}',
        '{"cells": [{"code": "x", "outputs": [1]}]}',
        "\udcff",
        "[" * 9999,
    ],
)
def test_a_damaged_file_is_reported_and_run_again(course: Course, text: str) -> None:
    file = course.folder / locked_path("notebook.ipynb")
    file.parent.mkdir(parents=True)
    file.write_bytes(text.encode("utf-8", "surrogateescape"))
    said = [one for one in course.build().diagnostics if one.rule is Rule.LOCK_VALID]
    assert [one.position.path for one in said] == [locked_path("notebook.ipynb")]
    assert "stored" in course.build().file("notebook/index.html")
    assert _run(course).exit_code == 0
    assert not course.build().said


def test_files_that_code_reads_count(course: Course) -> None:
    (course.folder / "data.csv").write_text("1\n")
    _change(course, "page.md", "kernelspec:", "execute:\n  files: [data.csv]\nkernelspec:")
    _run(course)
    assert _run(course, "--check").exit_code == 0
    (course.folder / "data.csv").write_text("2\n")
    result = _run(course, "--check")
    assert "`data.csv` has changed since the code that reads it was run" in result.stdout


def test_the_course_says_what_is_run_and_never_that_it_is(course: Course) -> None:
    settings = "  jupyter:\n    execute:\n      exclude: ['note*']\n      timeout: 5\n"
    (course.folder / "myst.yml").write_text(_FILES["myst.yml"] + settings)
    assert "1 run, 0 current" in _run(course).stderr
    assert "stored" in course.build().file("notebook/index.html")
    (course.folder / "myst.yml").write_text(_FILES["myst.yml"] + "  jupyter:\n    execute: true\n")
    said = [one.message for one in course.build().diagnostics]
    assert "a setting does not run code; `execute: true` has no effect" in said


def test_lock_that_leads_out_of_the_course_is_not_written_to(
    course: Course, tmp_path: Path
) -> None:
    (tmp_path / "elsewhere").mkdir()
    (course.folder / "lock").symlink_to(tmp_path / "elsewhere")
    result = _run(course)
    assert result.exit_code == 1
    assert "leads out of the course" in result.stdout
    assert not list((tmp_path / "elsewhere").iterdir())


def test_a_disk_that_refuses_is_told_in_a_line(course: Course) -> None:
    folder = course.folder / "lock" / "outputs"
    folder.parent.mkdir()
    folder.write_text("no folder")
    result = _run(course)
    assert result.exit_code == 1
    assert isinstance(result.exception, SystemExit)
    assert "Error: " in result.stderr
    assert "Not a directory" in result.stderr


def test_folders_of_the_machine_are_not_told(course: Course) -> None:
    _change(course, "page.md", "x = 6", "import os\nx = 6\nprint(os.getcwd())")
    _run(course)
    assert str(Path(gettempdir())) not in (course.folder / locked_path("page.md")).read_text(
        encoding="utf-8"
    )


def test_exports_and_check_show_them_too_or_run_the_code_at_once(course: Course) -> None:
    out = str(course.folder.parent / "out.zip")
    arguments = ["export", "zip", str(course.folder), "-o", out]
    result = CliRunner().invoke(main, [*arguments, "--execute"])
    assert result.exit_code == 0, result.output
    assert CliRunner().invoke(main, ["check", str(course.folder), "--execute"]).exit_code == 0
    assert not (course.folder / "lock").exists()


def test_the_outputs_of_our_own_course_are_those_of_its_code() -> None:
    result = CliRunner().invoke(main, ["run", "--check", str(ROOT / "course")])
    assert result.exit_code == 0, result.output
