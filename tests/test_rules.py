"""Rules whose mistakes no case file can hold: invisible characters, missing files, other sites."""

import json
import time
from pathlib import Path

import pytest
from courses import Course, shown

from neuromatch_site.cache.folders import own_folder
from neuromatch_site.commands.check import examined
from neuromatch_site.config.project import ProjectConfig
from neuromatch_site.diagnostics.diagnostic import Diagnostics, Rule
from neuromatch_site.filesystem.course_files import CourseFiles
from neuromatch_site.model.course import PageSource
from neuromatch_site.pipeline.options import Options
from neuromatch_site.readers.page import load_page
from neuromatch_site.workers.progress import Progress


def test_a_page_that_says_nothing_is_reported(tmp_path: Path) -> None:
    files = {"index.md": "# Front\n\nWelcome.\n", "empty.md": ""}
    found = Course.write(tmp_path, files).build().diagnostics
    assert [one.position.path for one in found if one.rule is Rule.PAGE_EMPTY] == ["empty.md"]


def test_a_character_that_turns_the_text_around_is_shown_by_its_number(tmp_path: Path) -> None:
    files = {"index.md": "# Front\n\nWel\u202ecome.\n"}
    found = Course.write(tmp_path, files).build().diagnostics
    (one,) = (one for one in found if one.rule is Rule.BIDI_CONTROL)
    assert (one.position.line, one.position.column) == (3, 4)
    assert "U+202E" in one.message


def test_a_page_that_is_gone_when_it_is_read_says_so(tmp_path: Path) -> None:
    diagnostics = Diagnostics()
    source = PageSource(path="gone.md", url="/gone/", index=0)
    page = load_page(source, CourseFiles(tmp_path.resolve()), ProjectConfig(), diagnostics)
    assert [one.rule for one in diagnostics] == [Rule.MYST_FILE_LOADS]
    assert page.content.children


def test_a_link_that_did_not_answer_is_said_where_it_stands(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The answer of an earlier day counts, so that this asks nobody."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    folder = own_folder("links")
    assert folder is not None
    answer = {"https://example.org/gone": [time.time(), "answers with 404"]}
    (folder / "answers.json").write_text(json.dumps(answer), encoding="utf-8")
    files = {"index.md": "# Front\n\nSee [this](https://example.org/gone#part).\n"}
    course = Course.write(tmp_path / "course", files)
    said = examined(course.folder, Options(), Progress(), external=True).diagnostics
    answers = [one for one in said if one.rule is Rule.LINK_ANSWERS]
    assert shown(answers).startswith(
        "index.md:3:5: warning: `https://example.org/gone` answers with 404 [link-answers]\n"
    )
