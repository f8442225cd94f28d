"""Other editions and languages of a course, on disk: what is built, kept, found and never read."""

import json
import os
from collections.abc import Iterable
from pathlib import Path

import pytest
from courses import Course

from neuromatch_site.diagnostics.diagnostic import Rule, Severity
from neuromatch_site.pipeline.options import Options
from neuromatch_site.pipeline.output_folder import BuildSummary, build_to_folder
from neuromatch_site.workers.progress import Progress

CONFIG = """version: 1
project: {title: Neurons}
site:
  options:
    languages: [en, fr]
    editions: [2025]
"""
FILES = {
    "course/myst.yml": CONFIG,
    "course/index.md": "# Neurons\n\nA membrane has a potential.\n",
    "course/cells.md": "# Cells\n\nThey are full of zebras.\n",
    "course/fr/index.md": "# Les neurones\n\nUne membrane a un potentiel.\n",
    "course-2025/myst.yml": "version: 1\nproject: {title: Neurons of 2025}\n",
    "course-2025/index.md": "# Neurons of 2025\n\nA membrane had a phlogiston.\n",
}
LONG_AGO = 1_700_000_000


@pytest.fixture
def course(tmp_path: Path) -> Path:
    """Return a course in two languages, with an edition beside it, written long ago."""
    Course.write(tmp_path, FILES)
    for path in tmp_path.rglob("*"):
        os.utime(path, (LONG_AGO, LONG_AGO))
    return tmp_path / "course"


def make(course: Path) -> BuildSummary:
    """Build the course beside itself."""
    out = course.parent / "_site"
    return build_to_folder(course, out, Options(base_url="/a/b/"), Progress(), remember=True)


def found_by(site: Path, *folders: str) -> list[int]:
    """Return how many pages the search of each site finds."""
    counts = []
    for folder in folders:
        entry = json.loads((site / folder / "pagefind" / "pagefind-entry.json").read_bytes())
        counts.append(sum(one["page_count"] for one in entry["languages"].values()))
    return counts


def rules(made: BuildSummary) -> list[Rule]:
    return [one.rule for one in made.diagnostics if one.severity is not Severity.NOTE]


def test_each_site_has_a_search_of_its_own(course: Path) -> None:
    assert not rules(make(course))
    assert found_by(course.parent / "_site", "", "fr", "2025") == [2, 2, 1]


def test_an_edition_beside_the_course_is_seen_to_change(course: Path) -> None:
    make(course)
    assert make(course).same
    page = course.parent / "course-2025" / "index.md"
    page.write_text("# Neurons of 2025\n\nA correction.\n")
    os.utime(page, (LONG_AGO + 60, LONG_AGO + 60))
    assert not make(course).same
    site = course.parent / "_site" / "2025" / "index.html"
    assert "A correction." in site.read_text(encoding="utf-8")


def test_a_page_that_is_translated_later_is_shown_in_its_language(course: Path) -> None:
    make(course)
    page = course.parent / "_site" / "fr" / "cells" / "index.html"
    assert '<p class="languages__note"' in page.read_text(encoding="utf-8")
    (course / "fr" / "cells.md").write_bytes((course / "cells.md").read_bytes())
    make(course)
    text = page.read_text(encoding="utf-8")
    assert '<p class="languages__note"' not in text
    assert '<main class="main" id="_content" tabindex="-1">' in text


def test_all_is_remembered(course: Path) -> None:
    from neuromatch_site.cache.page_cache import BuildCache
    from neuromatch_site.pipeline.context import BuildContext
    from neuromatch_site.pipeline.site import build_site

    folder = course.parent / "memory"
    first = build_site(course, BuildContext(Options(), Progress(), BuildCache(folder)))
    second = build_site(course, BuildContext(Options(), Progress(), BuildCache(folder)))
    assert (first.read, second.read, second.rendered) == (5, 0, 0)
    assert _bytes(first.artifacts) == _bytes(second.artifacts)


def _bytes(artifacts: Iterable[object]) -> list[str]:
    return [str(one) for one in artifacts]


def test_a_link_beside_the_course_is_no_edition(course: Path) -> None:
    """A link could lead anywhere; so could one on the way to a folder inside the course."""
    real = course.parent / "course-2025"
    real.rename(course.parent / "elsewhere")
    real.symlink_to(course.parent / "elsewhere")
    (course / "editions").symlink_to(course.parent)
    (course.parent / "2025").symlink_to(course.parent / "elsewhere")
    made = make(course)
    assert not made.written
    assert set(rules(made)) <= {Rule.EDITION_EXISTS, Rule.PATH_INSIDE_COURSE}


def test_templates_inside_a_course_are_not_code(course: Path) -> None:
    """``templates/`` beside a course is reviewed as code; what lies inside the course is not."""
    (course / "editions").mkdir()
    (course.parent / "course-2025").rename(course / "editions" / "2025")
    layouts = course / "editions" / "templates" / "layouts"
    layouts.mkdir(parents=True)
    (layouts / "base.html").write_text("<script>alert(1)</script>")
    assert not rules(make(course))
    page = course.parent / "_site" / "2025" / "index.html"
    assert "alert(1)" not in page.read_text(encoding="utf-8")


def test_templates_beside_the_course_serve_every_edition(course: Path) -> None:
    layouts = course.parent / "templates" / "layouts"
    layouts.mkdir(parents=True)
    (layouts / "404.html").write_text("{# Ours. #}ours")
    assert not rules(make(course))
    for folder in ("", "fr", "2025"):
        page = course.parent / "_site" / folder / "404.html"
        assert page.read_text(encoding="utf-8") == "ours"


def test_words_of_the_course_s_own_are_used_in_references_too(course: Path) -> None:
    theme = Path(__file__).parent.parent / "templates" / "locales" / "fr.po"
    text = theme.read_text(encoding="utf-8")
    own = course.parent / "templates" / "locales" / "fr.po"
    own.parent.mkdir(parents=True)
    own.write_text(text.replace('msgstr "Tableau"', 'msgstr "Table à voir"'), encoding="utf-8")
    table = "# Table\n\nVoir [](#t).\n\n:::{table} Les faits\n:label: t\n| a |\n|---|\n| b |\n:::\n"
    (course / "fr" / "cells.md").write_text(table, encoding="utf-8")
    assert not rules(make(course))
    page = course.parent / "_site" / "fr" / "cells" / "index.html"
    shown = page.read_text(encoding="utf-8")
    assert "Table à voir" in shown
    assert "Tableau" not in shown


@pytest.mark.parametrize(
    ("path", "text", "rule"),
    [
        ("course-2025/myst.yml", None, Rule.EDITION_EXISTS),
        ("course-2025/myst.yml", "project: [\n", Rule.EDITION_EXISTS),
        ("course/fr/myst.yml", "project: [\n", Rule.VALID_CONFIG_STRUCTURE),
        ("course/2025.md", "# A page\n", Rule.DUPLICATE_OUTPUT),
    ],
)
def test_where_one_site_fails_the_old_ones_stay(
    course: Path, path: str, text: str | None, rule: Rule
) -> None:
    make(course)
    site = course.parent / "_site"
    before = {file: file.stat().st_ino for file in site.rglob("*")}
    file = course.parent / path
    file.unlink() if text is None else file.write_text(text)
    made = make(course)
    assert not made.written
    assert rule in rules(made)
    assert {file: file.stat().st_ino for file in site.rglob("*")} == before


def test_ticks_are_shared_by_languages_and_not_by_editions(course: Path) -> None:
    make(course)
    site = course.parent / "_site"
    shown = [
        (site / folder / "index.html").read_text(encoding="utf-8").partition('data-site="')[2]
        for folder in ("", "fr", "2025")
    ]
    assert [text.partition('"')[0] for text in shown] == ["/a/b", "/a/b", "/a/b/2025"]
