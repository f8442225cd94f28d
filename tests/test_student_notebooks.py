"""The notebooks that Colab opens: the course's own, without solutions, with rendered words."""

import json

import pytest
from conftest import ROOT

from neuromatch_site.commands.bundles.notebooks import course_notebooks
from neuromatch_site.pipeline.options import Options
from neuromatch_site.workers.progress import Progress

pytestmark = pytest.mark.slow

STUDENTS = ROOT / "course" / "students"
SITE = "https://neuromatch.github.io/neuromatch-site/"
"""Where the site is published, so that links in a notebook lead to its pages."""


@pytest.fixture(scope="module")
def made() -> dict[str, bytes]:
    """Return the notebooks for students by their path in the course."""
    options = Options(base_url=SITE, solutions=False, lite=False)
    found = course_notebooks(ROOT / "course", options, Progress()).files
    return {path: content for path, content in found.items() if path.startswith("week-")}


def test_they_are_those_of_the_course(
    made: dict[str, bytes], request: pytest.FixtureRequest
) -> None:
    if request.config.getoption("--update"):
        for path, content in made.items():
            (STUDENTS / path).parent.mkdir(parents=True, exist_ok=True)
            (STUDENTS / path).write_bytes(content)
    kept = {
        path.relative_to(STUDENTS).as_posix(): path.read_bytes()
        for path in STUDENTS.rglob("*.ipynb")
    }
    assert kept == made, "run `pytest --update tests/test_student_notebooks.py`"


def test_they_have_no_solutions_and_no_markup(made: dict[str, bytes]) -> None:
    assert len({path.split("/")[0] for path in made}) == 10
    for path in made:
        words = "".join(
            "".join(cell["source"])
            for cell in json.loads(made[path])["cells"]
            if cell["cell_type"] == "markdown"
        )
        assert "Exercise" in words, path
        assert not [sign for sign in (":::", "{eq}", "{cite", "Solution") if sign in words], path
