"""A build sees every edit: wherever its output lies, whatever the clock says."""

import os
from pathlib import Path

import pytest
from courses import Course

from neuromatch_site.pipeline.options import Options
from neuromatch_site.pipeline.output_folder import build_to_folder
from neuromatch_site.pipeline.write import OutputFolderError, remove_site
from neuromatch_site.workers.progress import Progress


@pytest.fixture
def course(tmp_path: Path) -> Path:
    """Return a course with a page in a folder `docs`, as it was long ago."""
    files = {"index.md": "# Home\n", "docs/l.md": "# L\n\nfirst\n", "docs/p.txt": "first\n"}
    files["docs/i.md"] = "# I\n\n:::{literalinclude} p.txt\n:::\n"
    folder = Course.write(tmp_path / "course", files).folder
    for path in folder.rglob("*"):
        os.utime(path, (1_700_000_000, 1_700_000_000))
    return folder


def _page(course: Path, output: Path, name: str = "l") -> str:
    build_to_folder(course, output, Options(jobs=1), Progress(), remember=True)
    found = next(path for path in output.rglob("index.html") if path.parent.name == name)
    return found.read_text()


@pytest.mark.parametrize(
    "output", ["docs/html", "docs/a/b/html", "_site", "../site", "_build/html"]
)
def test_an_edit_is_seen_wherever_the_site_lies(course: Path, output: str) -> None:
    for _ in range(2):
        assert "first" in _page(course, course / output)
    (course / "docs" / "l.md").write_text("# L\n\nSECOND\n")
    assert "SECOND" in _page(course, course / output)


def test_two_outputs_do_not_hide_edits_from_each_other(course: Path, tmp_path: Path) -> None:
    one, two = tmp_path / "one", tmp_path / "two"
    for number in range(3):
        (course / "docs" / "l.md").write_text(f"# L\n\nedit {number}\n")
        assert f"edit {number}" in _page(course, one)
        assert f"edit {number}" in _page(course, two)
        assert f"edit {number}" in _page(course, one)


@pytest.mark.parametrize("seconds", [1, 1_700_000_000, 4_000_000_000])
def test_an_edit_is_seen_whatever_time_the_clock_gives_it(course: Path, seconds: int) -> None:
    page = course / "docs" / "l.md"
    for text in ("first", "other", "third"):  # of one size
        page.write_text(f"# L\n\n{text}\n")
        os.utime(page, (seconds, seconds))
        assert text in _page(course, course / "_site")
        assert text in _page(course, course / "_site")


def test_a_file_that_a_page_includes_is_an_input_in_every_folder(course: Path) -> None:
    built = course / "_build"
    built.mkdir()
    (built / "p.txt").write_text("first\n")
    (course / "docs" / "i.md").write_text("# I\n\n:::{literalinclude} ../_build/p.txt\n:::\n")
    assert "first" in _page(course, course / "_site", "i")
    (built / "p.txt").write_text("other\n")
    assert "other" in _page(course, course / "_site", "i")


def test_a_folder_with_the_name_of_our_mark_hides_nothing(course: Path) -> None:
    (course / "docs" / ".neuromatch-site" / "html").mkdir(parents=True)
    assert "first" in _page(course, course / "_site")
    (course / "docs" / "l.md").write_text("# L\n\nSECOND\n")
    assert "SECOND" in _page(course, course / "_site")


@pytest.mark.parametrize("output", [".", "..", "../empty"])
def test_the_current_folder_is_no_output(
    course: Path, output: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    empty = tmp_path / "empty"
    empty.mkdir()
    monkeypatch.chdir(empty)
    with pytest.raises(OutputFolderError):
        build_to_folder(course, Path(output), Options(), Progress(), remember=True)
    assert list(empty.iterdir()) == []


def test_the_current_folder_is_not_cleaned(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / ".neuromatch-site").touch()
    (tmp_path / "index.html").touch()
    monkeypatch.chdir(tmp_path)
    with pytest.raises(OutputFolderError, match="current folder"):
        remove_site(Path())
    assert (tmp_path / "index.html").exists()
