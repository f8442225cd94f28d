"""Whole courses: the one of this repository, and the reference course."""

import gzip
import re
from pathlib import Path

import pytest
from conftest import ROOT, reference_course_folder
from courses import Built, Course, shown

from neuromatch_site.diagnostics.diagnostic import Rule, Severity

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def reference(request: pytest.FixtureRequest) -> Built:
    """Return the site of the reference course."""
    folder = reference_course_folder(request.config)
    if not folder.is_dir():
        pytest.skip("no reference course: say where it is with --course=DIR")
    return Course(folder, {}).build()


@pytest.fixture(scope="module")
def own() -> Built:
    """Return the site of this repository's course."""
    return Course(ROOT / "course", {}).build()


def test_the_course_of_this_repository_has_no_mistake(own: Built) -> None:
    """Reviewers are told of the one figure that brings its own script, and of nothing else."""
    (told,) = own.diagnostics
    assert (told.rule, told.severity) == (Rule.COURSE_PERMISSIONS, Severity.NOTE)
    assert told.position.path == "week-1/lif-neuron.ipynb"


def test_the_reference_course_has_no_error(reference: Built) -> None:
    errors = [one for one in reference.diagnostics if one.severity is Severity.ERROR]
    assert shown(errors) == ""


def test_a_doi_that_is_not_in_the_lock_gives_one_warning(reference: Built) -> None:
    found = [one.message for one in reference.diagnostics if one.rule is Rule.DOI_LINK_VALID]
    assert len(found) > 80
    assert len(set(found)) == len(found)


def test_two_builds_give_the_same_bytes(reference: Built, reference_course: Path) -> None:
    again = Course(reference_course, {}).build()
    assert _bytes(again) == _bytes(reference)


LIGHT = 12 * 1024
"""Bytes of a page after gzip: DESIGN 5."""
WITH_QUESTIONS = 16 * 1024
"""The same for our own course: five questions with an answer to each choice take 3 to 4 KB."""
NO_LESSONS = {
    "bibliography/index.html",  # everything that the course cites
    "myst-by-example/index.html",  # every construct of the language
}
"""Pages that list things, and are as long as their lists."""


def test_every_page_of_the_reference_course_is_light(reference: Built) -> None:
    assert _heavy(reference) == set()


def test_every_lesson_of_the_course_of_this_repository_is_light(own: Built) -> None:
    assert _heavy(own, WITH_QUESTIONS) <= NO_LESSONS


def test_styles_and_scripts_are_light(own: Built) -> None:
    files = {path: content for path, content in _bytes(own).items() if path.startswith("assets/")}

    def weight(pattern: str) -> int:
        found = [content for path, content in files.items() if re.fullmatch(pattern, path)]
        assert found, pattern
        return sum(len(gzip.compress(one)) for one in found if isinstance(one, bytes))

    assert weight(r"assets/site\.\w+\.css") <= 14 * 1024
    assert weight(r"assets/(site|theme)\.\w+\.js") <= 10 * 1024


def _heavy(site: Built, most: int = LIGHT) -> set[str]:
    pages = {path: content for path, content in _bytes(site).items() if path.endswith(".html")}
    assert len(pages) > 50
    return {
        path
        for path, content in pages.items()
        if isinstance(content, bytes) and len(gzip.compress(content)) > most
    }


def _bytes(site: Built) -> dict[str, bytes | Path]:
    return {artifact.path: artifact.content for artifact in site.artifacts}
