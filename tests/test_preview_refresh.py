"""A change that matters to its page alone is shown before the course is built again."""

from collections.abc import Sequence
from pathlib import Path

import pytest
from test_incremental import COURSE, DRAWING, content, run, write

from neuromatch_site.cache.page_cache import BuildCache
from neuromatch_site.commands.preview.optimistic_refresh import refresh
from neuromatch_site.model.artifact import Artifact
from neuromatch_site.pipeline.build import BuildResult
from neuromatch_site.pipeline.context import OpenPages

pytestmark = pytest.mark.slow


class _Looking:
    """Somebody who looks at page A."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.memory = folder, BuildCache()
        write(folder, COURSE)
        self.last = self.build()

    def build(self) -> BuildResult:
        return run(self.folder, self.memory)

    def sees(self, files: dict[str, str]) -> dict[str, str]:
        """Return what is shown at once when files change."""
        write(self.folder, files)
        shown: list[Artifact] = []

        def show(artifacts: Sequence[Artifact]) -> None:
            shown.extend(artifacts)

        assert self.last.rendering
        refresh(self.last.rendering, OpenPages(lambda: ["/a/"], show))
        return {one.path: one.content.decode() for one in shown if isinstance(one.content, bytes)}


@pytest.fixture
def looking(tmp_path: Path) -> _Looking:
    """Return somebody who looks at a page of the course."""
    return _Looking(tmp_path)


def test_new_words_are_shown_at_once_and_the_build_has_nothing_left_to_do(
    looking: _Looking,
) -> None:
    shown = looking.sees({"a.md": f"% A comment.\n\n{COURSE['a.md']}\nNew words.\n"})
    assert "New words." in shown["a/index.html"]
    after = looking.build()
    assert (after.read, after.rendered) == (0, 0)
    clean = content(run(looking.folder, BuildCache()))
    assert {path: clean[path].decode() for path in shown} == shown
    assert content(after) == clean


@pytest.mark.parametrize(
    "files",
    [
        {"a.md": COURSE["a.md"].replace("Page A", "Page One")},
        {"a.md": COURSE["a.md"] + "\n## Another heading\n"},
        {"a.md": "---\ndescription: Of A.\n---\n\n" + COURSE["a.md"]},
        {"a.md": COURSE["a.md"] + "\n![](p.svg)\n", "p.svg": DRAWING.format(3)},
        {"b.md": "# Page B\n"},
        {},
    ],
)
def test_what_the_course_has_to_know_waits_for_the_build(
    looking: _Looking, files: dict[str, str]
) -> None:
    assert looking.sees(files) == {}
    assert content(looking.build()) == content(run(looking.folder, BuildCache()))


def test_what_was_shown_too_early_is_set_right(looking: _Looking) -> None:
    looking.sees({"a.md": COURSE["a.md"] + "\nNew words.\n", "b.md": "# Renamed\n"})
    assert content(looking.build()) == content(run(looking.folder, BuildCache()))
