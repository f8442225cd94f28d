"""The page "MyST by example" says what the program can do, and is built without a word."""

from pathlib import Path

import pytest
from by_example import examples, page

from neuromatch_site.myst import DIRECTIVES, ROLES

PAGE = Path(__file__).parents[1] / "course" / "myst-by-example.md"


def test_the_page_is_what_descriptions_and_cases_make(request: pytest.FixtureRequest) -> None:
    if request.config.getoption("--update"):
        PAGE.write_text(page(), encoding="utf-8")
    assert PAGE.read_text(encoding="utf-8") == page()


def test_examples_are_of_constructs_that_exist() -> None:
    assert set(examples("directives")) <= {item.name for item in DIRECTIVES}
    assert set(examples("roles")) <= {item.name for item in ROLES}


def test_nearly_every_construct_has_an_example() -> None:
    without = {item.name for item in DIRECTIVES} - set(examples("directives"))
    assert without == {"anywidget", "bibliography", "toc", "tab-item"}
    assert {item.name for item in ROLES} - set(examples("roles")) == {"eval"}
