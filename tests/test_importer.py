"""Old courses come over whole: each dialect of a notebook, written by hand, and built at once."""

import json
from collections.abc import Sequence
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner

from neuromatch_site.cache.page_cache import BuildCache
from neuromatch_site.commands.cli import main
from neuromatch_site.commands.importers import ImportProblem, plan_import, write_course
from neuromatch_site.diagnostics.diagnostic import Severity
from neuromatch_site.pipeline.context import BuildContext
from neuromatch_site.pipeline.options import Options
from neuromatch_site.pipeline.site import build_site
from neuromatch_site.workers.progress import Progress

pytestmark = pytest.mark.slow

BADGES = (
    '<a href="https://colab.research.google.com/github/org/repo/blob/main/t.ipynb"><img '
    'src="https://colab.research.google.com/assets/colab-badge.svg" alt="Open"/></a> &nbsp;'
)
TITLE = """# Tutorial 1: Leaky buckets
**Week 2, Day 2: Plumbing**

**By Somebody's Academy**

**Content Creators**: Ada Alpha, Ben Beta and Cy Gamma

__Content Reviewers:__ Di Delta

**Our 2024 Sponsors:** A Company

*Estimated timing of tutorial: 1 hour 30 minutes*
"""
SPONSORS = "<p align='center'><img src='https://example.org/sponsors.png?raw=True'/></p>"
GADGET = """# @title Install and import feedback gadget
!pip3 install vibecheck datatops --quiet
from vibecheck import DatatopsContentReviewContainer
def content_review(notebook_section: str):
    return DatatopsContentReviewContainer("", notebook_section, {"user_key": "hidden"}).render()
feedback_prefix = "W2D2_T1"
"""
FEEDBACK = '# @title Submit your feedback\ncontent_review(f"{feedback_prefix}_Bucket_Exercise")\n'
NEW_FILM = """# @title Video 1: Buckets
video_ids = [('Youtube', 'abcdefghij1'), ('Bilibili', 'BV1ab411c7dE'), ('Osf', 'x1y2z')]
"""
OLD_FILM = """# @title Video 2: More buckets
  video = BiliVideo(id="BV1cd411e7fG", width=854, height=480, fs=1)
  video = YouTubeVideo(id=f"abcdefghij2", width=854, height=480, fs=1, rel=0)
"""
SLIDES = """# @title Tutorial slides
link_id = "q1w2e"
IFrame(src=f"https://mfr.example/?url=https://osf.io/{link_id}/")
"""
STUB = 'def leak(level):\n  raise NotImplementedError("Student exercise")\n  return ...\n'
SOLUTION = "# to_remove solution\ndef leak(level):\n  return -level\n"
EXPLANATION = '# to_remove explanation\n"""\nBecause it leaks.\n""";\n'
RECAP = """<details>
<summary> <font color='blue'>Click here for text recap of video </font></summary>

It leaks $x$.
</details>"""
EQUATION = "\\begin{eqnarray}\n\\dot{x} &=& -x \\\\\ny &=& 2\n\\end{eqnarray}"


def notebook(*cells: tuple[str, str], outputs: Sequence[object] = ()) -> str:
    """Return a notebook as JSON: kinds and texts of its cells."""
    made = []
    for kind, text in cells:
        cell: dict[str, object] = {"cell_type": kind, "source": text, "metadata": {}}
        if kind == "code":
            cell |= {
                "outputs": list(outputs),
                "execution_count": None,
                "metadata": {"executionInfo": {"user": {"displayName": "Secret Person"}}},
            }
        made.append(cell)
    return json.dumps({"nbformat": 4, "nbformat_minor": 4, "metadata": {}, "cells": made})


TUTORIAL = notebook(
    ("markdown", BADGES),
    ("markdown", TITLE),
    ("markdown", SPONSORS),
    ("code", GADGET),
    ("markdown", "---\n# Section 1: Leaks\n\n" + EQUATION),
    ("code", NEW_FILM),
    ("markdown", RECAP),
    ("code", OLD_FILM),
    ("code", SLIDES),
    ("code", "# @title Helper functions\nimport math\n"),
    ("code", STUB),
    ("code", SOLUTION),
    ("code", EXPLANATION),
    ("code", FEEDBACK),
    ("markdown", "# Summary\n\nDone."),
)
MATERIALS = """- day: W2D2
  category: Flow
  name: Leaky Buckets
  tutorials: 1
  intro: https://www.youtube.com/watch?v=abcdefghij3
  intro_bilibili: ""
  slides:
  - link: https://mfr.example/render?url=https://osf.io/a1b2c/?direct
    title: Intro
- day: W2D3
  category: Flow
  name: Not There
- category: nothing
"""


def lay_out(folder: Path, files: dict[str, str]) -> Path:
    """Write a source."""
    for path, text in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text)
    return folder


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """Return a small repository of Neuromatch's kind."""
    day = "tutorials/W2D2_LeakyBuckets"
    files = {
        "README.md": "Content: CC BY 4.0. Code: BSD 3-Clause.\n",
        "book/_config.yml": "title: A course of buckets\nauthor: Somebody\n",
        "tutorials/materials.yml": MATERIALS,
        "tutorials/intro.ipynb": notebook(("markdown", "# Welcome\n\nTo the course.")),
        f"{day}/W2D2_Tutorial1.ipynb": TUTORIAL,
        f"{day}/student/W2D2_Tutorial1.ipynb": notebook(("markdown", "# Generated")),
        f"{day}/further_reading.md": "# Suggested further readings\n\n"
        "doi: [here it is](http://dx.doi.org/10.1113%2Fjphysiol.1952.sp004764)\n",
        f"{day}/README.md": "generated",
        "tutorials/Schedule/daily_schedules.md": "# Daily schedules\n\nAt noon.\n",
    }
    return lay_out(tmp_path / "repository", files)


def built(course: Path) -> tuple[list[str], dict[str, str]]:
    """Return the errors of a build, and its pages by path."""
    site = build_site(course, BuildContext(Options(jobs=1), Progress(), BuildCache()))
    errors = [
        f"{i.position}: {i.message}" for i in site.diagnostics if i.severity is Severity.ERROR
    ]
    pages = {
        a.path: a.content.decode()
        for a in site.artifacts
        if isinstance(a.content, bytes) and a.path.endswith(".html")
    }
    return errors, pages


def test_a_repository_becomes_a_course_that_builds(repository: Path, tmp_path: Path) -> None:
    plan = plan_import(repository)
    write_course(plan, tmp_path / "course")
    errors, pages = built(tmp_path / "course")
    assert errors == []
    page = pages["tutorials/w2d2-leakybuckets/w2d2-tutorial1/index.html"]
    for words in ("Ada Alpha", "Buckets", "More buckets", 'id="w2d2-t1-bucket-exercise"'):
        assert words in page
    old = pages["tutorials/W2D2_LeakyBuckets/student/W2D2_Tutorial1.html"]
    assert "w2d2-tutorial1/" in old
    assert [note.message for note in plan.notes][:2] == [
        "an entry has no `name`, or no `day` and no `slug`: {'category': 'nothing'}",
        "`tutorials/W2D3_NotThere` does not exist; that day is skipped",
    ]


def test_the_page_of_a_tutorial(repository: Path) -> None:
    page = plan_import(repository).files["tutorials/W2D2_LeakyBuckets/W2D2_Tutorial1.md"]
    assert isinstance(page, str)
    matter = yaml.safe_load(page.split("---\n")[1])
    assert matter == {
        "title": "Tutorial 1: Leaky buckets",
        "subtitle": "Week 2, Day 2: Plumbing",
        "authors": [{"name": "Ada Alpha"}, {"name": "Ben Beta"}, {"name": "Cy Gamma"}],
        "contributors": [{"name": "Di Delta"}],
        "site": {"duration": "90 min"},
        "kernelspec": {"name": "python3", "display_name": "Python 3"},
    }
    wanted = (
        ":::{nma-video} Video 1: Buckets\n:youtube: abcdefghij1\n:bilibili: BV1ab411c7dE\n",
        "BV1ab411c7dE\n:osf: x1y2z\n:::",
        ":::{nma-video} Video 2: More buckets\n:youtube: abcdefghij2\n",
        ":youtube: abcdefghij2\n:bilibili: BV1cd411e7fG\n:::",
        ":::{nma-slides} q1w2e\n:title: Tutorial slides\n:::",
        ":::{dropdown} Click here for text recap of video\nIt leaks $x$.\n:::",
        "\\begin{align}\n\\dot{x} &= -x \\\\\ny &= 2\n\\end{align}",
        ":tags: [hide-input]\n# to_remove solution",
        "raise NotImplementedError",
        "**Our 2024 Sponsors:** A Company",
        '<a id="W2D2_T1_Bucket_Exercise"></a>',
    )
    for text in wanted:
        assert text in page
    for text in ("colab-badge", "vibecheck", "user_key", "sponsors.png", "Secret", "video_ids"):
        assert text not in page


def test_a_notebook_with_outputs_stays_a_notebook(repository: Path) -> None:
    output = {"output_type": "stream", "name": "stdout", "text": "42\n"}
    path = repository / "tutorials/W2D2_LeakyBuckets/W2D2_Tutorial1.ipynb"
    path.write_text(notebook(("markdown", TITLE), ("code", "print(42)"), outputs=[output]))
    page = plan_import(repository).files["tutorials/W2D2_LeakyBuckets/W2D2_Tutorial1.ipynb"]
    assert isinstance(page, str)
    assert "42\\n" in page
    assert "Secret" not in page
    assert "title: 'Tutorial 1: Leaky buckets'" in page


def test_the_list_of_a_day_says_where_its_notebooks_open(repository: Path) -> None:
    day = "tutorials/W2D2_LeakyBuckets"
    own = f"{day}/W2D2_Tutorial1.ipynb"
    url = f"https://colab.research.google.com/github/org/repo/blob/main/{day}/"
    picture = "[![Open](https://colab.research.google.com/assets/colab-badge.svg)]"
    other = f"{picture}({url}W2D2_Tutorial2.ipynb)"
    listed = f"| Two | {other} |\n| One | {picture}({url}W2D2_Tutorial1.ipynb) |\n"
    (repository / day / "README.md").write_text(listed)
    page = plan_import(repository).files[own.replace(".ipynb", ".md")]
    assert isinstance(page, str)
    matter = yaml.safe_load(page.split("---\n")[1])
    assert matter["site"]["launch"] == {"colab": f"{url}student/W2D2_Tutorial1.ipynb"}


def test_what_was_cut_out_for_students_comes_back(repository: Path) -> None:
    day = repository / "tutorials/W2D2_LeakyBuckets"
    (day / "W2D2_Tutorial1.ipynb").unlink()
    link = "[*Click for solution*](https://github.com/o/r/tree/main//tutorials/d/solutions/{}.py)"
    cut = link.format("W2D2_Tutorial1_Solution_0a1b2c3d") + "\n\n*Example output:*\n"
    lost = link.format("W2D2_Tutorial1_Solution_ffffffff")
    files = {
        "student/W2D2_Tutorial1.ipynb": notebook(("markdown", cut), ("markdown", lost)),
        "solutions/W2D2_Tutorial1_Solution_0a1b2c3d.py": "def leak(level):\n  return -level\n",
    }
    lay_out(day, files)
    plan = plan_import(repository)
    page = plan.files["tutorials/W2D2_LeakyBuckets/student/W2D2_Tutorial1.md"]
    assert isinstance(page, str)
    assert "# to_remove solution\ndef leak(level):\n  return -level" in page
    assert "Solution_ffffffff.py" in page
    assert any("Solution_ffffffff.py` does not exist" in note.message for note in plan.notes)


def test_a_broken_notebook_is_kept_and_told(repository: Path) -> None:
    path = "tutorials/W2D2_LeakyBuckets/W2D2_Tutorial1.ipynb"
    (repository / path).write_text('{"nbformat": 2}')
    plan = plan_import(repository)
    assert plan.files[path] == repository / path
    assert any(note.path == path for note in plan.notes)


def test_a_jupyter_book_becomes_a_course_that_builds(tmp_path: Path) -> None:
    book = lay_out(
        tmp_path / "book",
        {
            "_config.yml": "title: A book\nauthor: Ada Alpha and Ben Beta\n",
            "_toc.yml": "format: jb-book\nroot: intro\nparts:\n- caption: One\n  chapters:\n"
            "  - file: one/first\n    title: The first\n  - file: one/second\n",
            "intro.md": "# Welcome\n\nSee [](one/first.md).\n",
            "one/first.md": "# First\n\n![A square](square.svg)\n",
            "one/square.svg": '<svg xmlns="http://www.w3.org/2000/svg" width="4" height="4"/>',
            "one/second.ipynb": notebook(("code", NEW_FILM)),
        },
    )
    write_course(plan_import(book), tmp_path / "course")
    config = yaml.safe_load((tmp_path / "course" / "myst.yml").read_text())
    assert config["project"]["toc"] == [
        {"file": "intro.md"},
        {
            "title": "One",
            "children": [
                {"file": "one/first.md", "title": "The first"},
                {"file": "one/second.md"},
            ],
        },
    ]
    assert {"from": "/one/first.html", "to": "/one/first/"} in config["site"]["redirects"]
    errors, pages = built(tmp_path / "course")
    assert errors == []
    assert "abcdefghij1" in pages["one/second/index.html"]


def test_the_command_shows_its_plan_and_then_does_it(repository: Path, tmp_path: Path) -> None:
    course = tmp_path / "course"
    command = ["import", str(repository), "-o", str(course)]
    shown = CliRunner().invoke(main, [*command, "--dry-run"])
    assert shown.exit_code == 0
    assert "tutorials/intro.ipynb -> index.md" in shown.output
    assert not course.exists()
    assert CliRunner().invoke(main, command).exit_code == 0
    assert (course / "myst.yml").is_file()
    again = CliRunner().invoke(main, command)
    assert again.exit_code == 1
    assert "already exists and is not empty" in again.output


def test_a_folder_of_another_kind_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ImportProblem, match="has no page in Markdown and no notebook"):
        plan_import(tmp_path)
