"""The exercises of the course run: every code page, from its first cell to its last."""

import shutil
from pathlib import Path

import pytest
from conftest import ROOT
from courses import shown

from neuromatch_site.cache.page_cache import BuildCache
from neuromatch_site.diagnostics.diagnostic import Rule
from neuromatch_site.pipeline.context import BuildContext
from neuromatch_site.pipeline.options import Options
from neuromatch_site.pipeline.site import build_site
from neuromatch_site.workers.progress import Progress

pytestmark = pytest.mark.slow

NOTEBOOKS = sorted(path.stem for path in (ROOT / "course").glob("week-*/*.ipynb"))


def test_every_notebook_of_the_course_runs_and_draws(tmp_path: Path) -> None:
    course = Path(shutil.copytree(ROOT / "course", tmp_path / "course"))
    built = build_site(
        course, BuildContext(Options(execute=True), Progress(), BuildCache(tmp_path / "memory"))
    )
    told = [one for one in built.diagnostics if one.rule is not Rule.COURSE_PERMISSIONS]
    assert shown(told) == ""
    assert len(NOTEBOOKS) >= 4
    for name in NOTEBOOKS:
        page = next(file for file in built.artifacts if file.path.endswith(f"/{name}/index.html"))
        assert isinstance(page.content, bytes)
        assert page.content.count(b'<img class="image"') >= 1, name
