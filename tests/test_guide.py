"""The guide is a course: it has no problems, and says what is true of the program."""

from pathlib import Path

import pytest
from conftest import ROOT
from courses import shown
from reference_page import page as reference_page
from rules_page import page

from neuromatch_site.commands.check import checked
from neuromatch_site.pipeline.options import Options
from neuromatch_site.workers.progress import Progress

GUIDE = ROOT / "docs"
RULES, REFERENCE = GUIDE / "rules.md", GUIDE / "reference.md"


def test_the_guide_has_no_problems() -> None:
    assert shown(checked(GUIDE, Options(), Progress())) == ""


def test_the_page_of_rules_is_what_the_program_says(request: pytest.FixtureRequest) -> None:
    if request.config.getoption("--update"):
        RULES.write_text(page(), encoding="utf-8")
    assert RULES.read_text(encoding="utf-8") == page()


def test_the_reference_is_what_the_program_takes(request: pytest.FixtureRequest) -> None:
    if request.config.getoption("--update"):
        REFERENCE.write_text(reference_page(), encoding="utf-8")
    assert REFERENCE.read_text(encoding="utf-8") == reference_page()


def test_the_options_that_the_guide_names_exist() -> None:
    from neuromatch_site.config.options import SiteOptions

    text = (GUIDE / "course-folder.md").read_text(encoding="utf-8")
    table = text.partition("## Options of the site")[2].partition("## ")[0]
    rows = [line.split("|")[1] for line in table.splitlines() if line.startswith("| `")]
    named = {word.strip("` ") for row in rows for word in row.split(",")}
    assert named <= set(SiteOptions.__struct_fields__)


def test_the_variables_that_the_guide_names_exist() -> None:
    tokens = (Path(ROOT) / "templates" / "foundation" / "tokens.css").read_text(encoding="utf-8")
    css = (GUIDE / "theme.md").read_text(encoding="utf-8").partition("```css")[2]
    names = [line.strip().partition(":")[0] for line in css.partition("```")[0].splitlines()]
    variables = [name for name in names if name.startswith("--")]
    assert len(variables) == 2
    assert all(f"{name}:" in tokens for name in variables)
