"""The Nu HTML checker finds no error on any page."""

import json
import shutil
import subprocess
from pathlib import Path

import pytest
from sites import Site


def _errors(jar: str, site: Site) -> list[str]:
    java = shutil.which("java")
    if java is None:
        pytest.skip("there is no Java to run the HTML checker with")
    pages = [*site.folder.rglob("index.html"), site.folder / "404.html"]
    command = [java, "-jar", jar, "--format", "json", "--errors-only", *map(str, sorted(pages))]
    run = subprocess.run(command, capture_output=True, text=True, check=False)
    found = json.loads(run.stderr)["messages"]
    return [f"{Path(one['url']).parent.name}: {one['message']}" for one in found]


@pytest.fixture
def checker(request: pytest.FixtureRequest) -> str:
    """Return the path of vnu.jar."""
    jar: str | None = request.config.getoption("--vnu")
    if jar is None:
        pytest.skip("no HTML checker: say where it is with --vnu=vnu.jar (npm: vnu-jar)")
    return jar


def test_the_showcase_is_valid_html(showcase: Site, checker: str) -> None:
    assert not _errors(checker, showcase)


def test_the_reference_course_is_valid_html(reference_site: Site, checker: str) -> None:
    assert not _errors(checker, reference_site)
