"""A course becomes a folder, or the folder stays as it is."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from neuromatch_site.cache.folders import build_folder
from neuromatch_site.cache.page_cache import BuildCache
from neuromatch_site.diagnostics.diagnostic import Rule
from neuromatch_site.pipeline.context import BuildContext
from neuromatch_site.pipeline.options import Options
from neuromatch_site.pipeline.output_folder import BuildSummary, build_to_folder
from neuromatch_site.pipeline.site import build_site
from neuromatch_site.pipeline.write import OutputFolderError
from neuromatch_site.workers.progress import Progress

pytestmark = pytest.mark.slow

LONG_AGO = 1_700_000_000


@pytest.fixture
def course(tmp_path: Path) -> Path:
    """Return a course of one page that was written long ago."""
    folder = tmp_path / "course"
    folder.mkdir()
    save(folder / "index.md", "# Front\n\nWelcome.\n")
    return folder


def save(path: Path, text: str, seconds: int = LONG_AGO) -> None:
    """Write a file as if at that time."""
    path.write_text(text)
    os.utime(path, (seconds, seconds))


def make(course: Path, **options: object) -> BuildSummary:
    """Build the course beside itself."""
    return build_to_folder(
        course,
        course.parent / "_site",
        Options(**options),  # type: ignore[arg-type]
        Progress(),
        remember=True,
    )


def _cache_folder(course: Path) -> Path:
    folder = build_folder(course, course.parent / "_site")
    assert folder is not None
    return folder


def test_nothing_changed_means_nothing_done(course: Path) -> None:
    first = make(course)
    assert (first.written, first.same, first.pages) == (True, False, 1)
    page = course.parent / "_site" / "index.html"
    before = page.stat()
    second = make(course)
    assert second.same
    assert second.diagnostics == first.diagnostics
    assert page.stat().st_ino == before.st_ino


def test_nothing_changed_where_the_site_lies_in_the_course(course: Path) -> None:
    made = [
        build_to_folder(course, course / "_site", Options(), Progress(), remember=True)
        for _ in range(2)
    ]
    assert [one.same for one in made] == [False, True]


def test_a_change_of_the_same_size_is_seen(course: Path) -> None:
    make(course)
    save(course / "index.md", "# Front\n\nWelcome!\n", LONG_AGO + 1)
    assert not make(course).same
    assert "Welcome!" in (course.parent / "_site" / "index.html").read_text()


def test_another_option_is_a_change(course: Path) -> None:
    make(course)
    assert not make(course, base_url="/x/").same


def _written(course: Path, change: Callable[[], object], **options: object) -> set[str]:
    """Return the files that a second build writes after the change; others keep their inode."""
    site = course.parent / "_site"
    make(course)
    before = {path: path.stat().st_ino for path in site.rglob("*") if path.is_file()}
    change()
    make(course, **options)
    after = {path: path.stat().st_ino for path in site.rglob("*") if path.is_file()}
    return {path.relative_to(site).as_posix() for path in after if after[path] != before.get(path)}


def _pages(written: set[str]) -> set[str]:
    return {path for path in written if path.endswith(".html")}


def test_a_page_that_changed_is_the_one_that_is_written(course: Path) -> None:
    for name in ("a", "b", "c"):
        save(course / f"{name}.md", f"# Page {name}\n\nWords.\n")
    written = _written(course, lambda: save(course / "b.md", "# Page b\n\nOther.\n", LONG_AGO + 1))
    assert _pages(written) == {"b/index.html"}
    beside = {path for path in written if not path.startswith(("b", "pagefind/"))}
    assert not {path for path in beside if path.startswith(("a", "c/", "index"))}, beside


def test_a_style_is_written_with_every_page_that_names_it(course: Path, tmp_path: Path) -> None:
    save(course / "a.md", "# Page a\n")
    own = tmp_path / "templates" / "foundation" / "tokens.css"
    own.parent.mkdir(parents=True)
    theme = Path(__file__).parent.parent / "templates" / "foundation" / "tokens.css"
    save(own, theme.read_text())
    written = _written(course, lambda: save(own, theme.read_text() + "\n:root { --x: 1px }\n"))
    assert {"index.html", "a/index.html"} <= _pages(written)
    assert any(path.startswith("assets/") and path.endswith(".css") for path in written)


def test_another_version_reads_and_renders_all_and_writes_what_differs(
    course: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def upgrade() -> None:
        monkeypatch.setattr("neuromatch_site.cache.program_version.__version__", "99.0.0")

    written = _written(course, upgrade)
    assert _pages(written) == set()
    cache = BuildCache(_cache_folder(course))
    assert (course.parent / "_site" / "index.html").exists()
    built = build_site(course, BuildContext(Options(), Progress(), cache))
    assert (built.read, built.rendered) == (0, 0)
    monkeypatch.setattr("neuromatch_site.cache.program_version.__version__", "100.0.0")
    again = build_site(
        course,
        BuildContext(Options(), Progress(), BuildCache(_cache_folder(course))),
    )
    assert (again.read, again.rendered) == (1, 1)


def test_a_site_that_somebody_touched_is_made_again(course: Path) -> None:
    make(course)
    page = course.parent / "_site" / "index.html"
    page.unlink()
    assert not make(course).same
    assert page.exists()


def test_a_damaged_stamp_is_thrown_away(course: Path) -> None:
    make(course)
    stamp = _cache_folder(course) / "stamp.json"
    stamp.write_text('{"inputs": 1')
    assert not make(course).same


def test_mistakes_are_said_again(course: Path) -> None:
    save(course / "index.md", "# Front\n\n{nope}`x`\n")
    first = make(course)
    second = make(course)
    assert second.same
    assert [item.rule.id for item in first.diagnostics] == ["role-known"]
    assert list(second.diagnostics) == list(first.diagnostics)


def test_where_there_is_no_site_to_write_the_old_one_stays(course: Path) -> None:
    make(course)
    before = (course.parent / "_site" / "index.html").read_bytes()
    save(course / "myst.yml", "project: [\n")
    made = make(course)
    assert not made.written
    assert (course.parent / "_site" / "index.html").read_bytes() == before


def test_a_folder_that_is_not_ours_is_refused(course: Path) -> None:
    (course.parent / "_site").mkdir()
    (course.parent / "_site" / "thesis.docx").touch()
    with pytest.raises(OutputFolderError):
        make(course)


def test_a_build_with_nothing_to_do_loads_nothing_heavy(course: Path) -> None:
    make(course)
    code = (
        "import sys; from neuromatch_site.commands.cli import main\n"
        "main(['build', 'course'], standalone_mode=False)\n"
        "heavy = 'jinja2 markdown_it myst_parser PIL sphinx yaml pygments _quickjs nh3'\n"
        "print([name for name in heavy.split() if name in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=course.parent, capture_output=True, text=True, check=True
    )
    assert "nothing has changed" in done.stderr
    assert done.stdout.strip() == "[]"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("<p>\n{{ page.nothing.more }}", "has no attribute 'nothing'"),
        ("<p>\n{% if %}", "Expected an expression"),
    ],
)
def test_a_broken_template_is_told_as_a_mistake(
    course: Path, tmp_path: Path, text: str, said: str
) -> None:
    own = tmp_path / "own" / "layouts"
    own.mkdir(parents=True)
    (own / "home.html").write_text(text)
    made = build_to_folder(
        course, tmp_path / "site", Options(templates=own.parent), Progress(), remember=False
    )
    (found,) = made.diagnostics
    assert not made.written
    assert found.rule is Rule.TEMPLATE_RENDERS
    assert str(found.position).startswith("../own/layouts/home.html:2")
    assert said in found.message
