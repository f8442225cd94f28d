"""Any course builds: no exception, no hang, no page that acts, the same bytes twice.

``--fuzz-seconds=N`` says how long in all, ``--fuzz-seed=N`` which courses are drawn first. What
was found is kept in ``tests/cases/``.
"""

import time
import zlib
from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from courses import Course
from fuzz.language import CONFIG, DATA, LANGUAGE
from fuzz.machine_files import INVENTORY_LINES, MACHINE_FILES
from fuzz.notebooks import NOTEBOOK
from fuzz.texts import BIBTEX, HTML, MYST, YAML
from fuzz.whole_site import SIZE, hold
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st

from neuromatch_site.config.project import Reference
from neuromatch_site.diagnostics.diagnostic import Diagnostics, Rule
from neuromatch_site.diagnostics.source import Position
from neuromatch_site.filesystem.course_files import CourseFiles
from neuromatch_site.readers.inventories import load_inventories

_FRONT = "# Front\n"
_CITING = "# Page\n\n{cite:t}`a` {cite:p}`b` [@c]\n"
_LAYOUTS = "---\nsite:\n  template: conference\n---\n\n# Page\n\n[@a]\n"
_CONFIG = "version: 1\nproject:\n  title: Course\n  license: CC-BY-4.0\n"
Courses = st.SearchStrategy[dict[str, str]]


def _pages(texts: st.SearchStrategy[str]) -> Courses:
    """Return courses of some pages, and a front page that is always fine."""
    pages = st.lists(texts.map(lambda text: text[: SIZE // 4]), min_size=1, max_size=4)
    whole = {"index.md": _FRONT, "myst.yml": _CONFIG}
    return pages.map(lambda found: {f"{n}.md": text for n, text in enumerate(found)} | whole)


def _beside(name: str, texts: st.SearchStrategy[str], page: str = "# A\n") -> Courses:
    return texts.map(lambda text: {name: text, "index.md": _FRONT, "page.md": page})


COURSES: Mapping[str, Courses] = {
    "pages": _pages(MYST),
    "language": _pages(LANGUAGE),
    "html": _pages(HTML),
    "configuration": _beside("myst.yml", YAML),
    "keys": _beside("myst.yml", CONFIG),
    "data": DATA.map(lambda files: {**files, "index.md": _FRONT, "page.md": _LAYOUTS}),
    "notebooks": _beside("notebook.ipynb", NOTEBOOK),
    "bibliographies": _beside("references.bib", BIBTEX, _CITING),
    **MACHINE_FILES,
}


@pytest.mark.parametrize("kind", COURSES)
def test_any_course_builds(kind: str, request: pytest.FixtureRequest) -> None:
    end = time.monotonic() + float(request.config.getoption("--fuzz-seconds")) / len(COURSES)
    number = int(request.config.getoption("--fuzz-seed"))
    _round(COURSES[kind], number)
    while time.monotonic() < end:
        number += 1
        _round(COURSES[kind], number)


def _round(courses: Courses, number: int) -> None:
    @seed(number)
    @settings(
        max_examples=15,
        database=None,
        deadline=None,
        phases=(Phase.generate, Phase.shrink),
        suppress_health_check=list(HealthCheck),
    )
    @given(courses)
    def check(files: dict[str, str]) -> None:
        hold(files)

    check()


@settings(max_examples=100, database=None, deadline=None)
@given(INVENTORY_LINES)
def test_any_inventory_of_sphinx_is_read(lines: list[str]) -> None:
    head = b"# Sphinx inventory version 2\n# Project: x\n# Version: 1\n# The remainder is zlib\n"
    packed = zlib.compress("\n".join(lines).encode())
    with TemporaryDirectory() as folder:
        files: dict[str, str | bytes] = {"lock/inventories/x.inv": head + packed}
        root = Course.write(Path(folder), files).folder.resolve()
        reference = Reference(key="x", url="https://x.example", position=Position("myst.yml"))
        diagnostics = Diagnostics()
        start = time.process_time()
        load_inventories(CourseFiles(root), [reference], diagnostics)
        assert time.process_time() - start < 1
        assert all(item.rule is Rule.INTERSPHINX_REFERENCES_RESOLVE for item in diagnostics)
