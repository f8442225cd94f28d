"""The page "MyST by example" says what the program can do, and is built without a word."""

import re
from pathlib import Path

import pytest
from by_example import ELSEWHERE, examples, page

from neuromatch_site.myst.language import DIRECTIVES, ROLES

PAGE = Path(__file__).parents[1] / "course" / "myst-by-example.md"


def test_the_page_is_what_descriptions_and_cases_make(request: pytest.FixtureRequest) -> None:
    if request.config.getoption("--update"):
        PAGE.write_text(page(), encoding="utf-8")
    assert PAGE.read_text(encoding="utf-8") == page(), (
        "run `pytest --update tests/test_by_example.py`"
    )


def test_examples_are_of_constructs_that_exist() -> None:
    assert set(examples("directives")) <= {item.name for item in DIRECTIVES}
    assert set(examples("roles")) <= {item.name for item in ROLES}


def test_every_construct_has_an_example_or_a_page_that_uses_it() -> None:
    without = {item.name for item in DIRECTIVES} - set(examples("directives"))
    assert without == set(ELSEWHERE), "add a section to tests/cases/examples/directives.md"
    roles = {item.name for item in ROLES}
    assert roles == set(examples("roles")), "add a section to tests/cases/examples/roles.md"
    for name, words in ELSEWHERE.items():
        link = re.search(r"\]\((.*?)\)", words)
        page = PAGE.parent / link[1] if link else PAGE
        assert f"{{{name}}}" in page.read_text(encoding="utf-8")
