"""Files of pages lie in the cache and, linked, in the site: no edit of one spoils a build."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from courses import Course, picture

from neuromatch_site.cache.folders import build_folder
from neuromatch_site.cache.page_cache import BuildCache
from neuromatch_site.filesystem.atomic import MARKER
from neuromatch_site.pipeline.context import BuildContext
from neuromatch_site.pipeline.options import Options
from neuromatch_site.pipeline.output_folder import BuildSummary, build_to_folder
from neuromatch_site.pipeline.site import build_site
from neuromatch_site.workers.progress import Progress

FILES: dict[str, str | bytes] = {
    "myst.yml": "project: {title: T}\nsite: {}\n",
    "index.md": "# Home\n\nWords. ![a](a.png)\n",
    "one.md": "# One\n\nSee [](two.md).\n",
    "two.md": "# Two\n\n$x$\n",
    "a.png": picture("a.png", "600x300"),
}


@pytest.fixture
def course(tmp_path: Path) -> Path:
    """Return a course, as it was long ago."""
    folder = Course.write(tmp_path / "course", FILES).folder
    for path in folder.rglob("*"):
        os.utime(path, (1_700_000_000, 1_700_000_000))
    return folder


def build(course: Path) -> BuildSummary:
    """Build a course beside itself."""
    site = course.parent / "_site"
    return build_to_folder(course, site, Options(jobs=1), Progress(), remember=True)


def rendered(course: Path) -> int:
    """Return how many pages a build of now would render again."""
    folder = build_folder(course, course.parent / "_site")
    context = BuildContext(Options(jobs=1), cache=BuildCache(folder, lean=True))
    return build_site(course, context).rendered


def contents(folder: Path) -> dict[str, bytes]:
    """Return every file below a folder, by path."""
    paths = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths}


def cached(course: Path) -> list[Path]:
    """Return the files of pages in the cache."""
    folder = build_folder(course, course.parent / "_site")
    assert folder is not None
    return list((folder / "files").iterdir())


def test_a_file_of_a_page_is_one_with_the_cached_one(course: Path) -> None:
    build(course)
    known = {path.stat().st_ino for path in cached(course)}
    linked = {
        path.relative_to(course.parent / "_site").as_posix()
        for path in (course.parent / "_site").rglob("*")
        if path.stat().st_ino in known
    }
    assert {"index.html", "one/index.html", "two/index.html", "one.json"} <= linked
    assert len(linked) == len(known)  # no two files of the site are one


def test_a_file_of_the_course_is_copied(course: Path) -> None:
    build(course)
    site = course.parent / "_site"
    for path in (path for path in site.rglob("*.png") if path.is_file()):
        assert path.stat().st_nlink == 1
        path.write_bytes(b"changed")
    assert (course / "a.png").read_bytes() == FILES["a.png"]


def _append(path: Path) -> None:
    with path.open("ab") as file:
        file.write(b"<script>added()</script>")


def _overwrite(path: Path) -> None:
    with path.open("r+b") as file:
        file.write(b"<!-- overwritten -->"[: path.stat().st_size])


def _overwrite_and_put_the_times_back(path: Path) -> None:
    before = path.stat()
    _overwrite(path)
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))


def _empty(path: Path) -> None:
    os.truncate(path, 0)


@pytest.mark.parametrize("words", ["", "More.\n"], ids=["nothing else", "a page changed"])
@pytest.mark.parametrize("edit", [_append, _overwrite, _overwrite_and_put_the_times_back, _empty])
def test_what_is_written_into_a_file_of_the_site_is_gone_with_the_next_build(
    course: Path, edit: Callable[[Path], None], words: str
) -> None:
    site = course.parent / "_site"
    build(course)
    for path in [path for path in site.rglob("*") if path.is_file() and path.stat().st_size]:
        edit(path)
    (course / "two.md").write_text(f"# Two\n\n$x$\n{words}")
    build(course)
    clean = course.parent / "clean"
    build_to_folder(course, clean, Options(jobs=1), Progress(), remember=False)
    assert contents(site) == contents(clean)


def test_what_was_written_into_one_page_costs_that_page(course: Path) -> None:
    build(course)
    assert rendered(course) == 0
    _append(course.parent / "_site" / "one" / "index.html")
    assert rendered(course) == 1


def test_a_site_that_is_removed_is_linked_again(course: Path) -> None:
    build(course)
    before = {path: path.stat().st_ino for path in cached(course)}
    shutil.rmtree(course.parent / "_site")
    assert rendered(course) == 0
    build(course)
    assert {path: path.stat().st_ino for path in cached(course)} == before
    assert {path.stat().st_nlink for path in before} == {2}


def test_times_that_are_put_on_the_files_of_a_site_cost_nothing(course: Path) -> None:
    build(course)
    for path in (course.parent / "_site").rglob("*"):
        os.utime(path, (1_700_000_000, 1_700_000_000))
    assert rendered(course) == 0


def test_a_page_that_is_edited_and_put_back_has_its_first_content(course: Path) -> None:
    build(course)
    first, names = contents(course.parent / "_site"), {path.name for path in cached(course)}
    for text in ("# One\n\nOther.\n", FILES["one.md"]):
        (course / "one.md").write_text(str(text))
        build(course)
    assert contents(course.parent / "_site") == first
    assert {path.name for path in cached(course)} == names


def test_where_the_disk_has_no_links_files_are_copied(
    course: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise PermissionError("no links on this disk")

    monkeypatch.setattr(os, "link", refuse)
    site = course.parent / "_site"
    build(course)
    assert {path.stat().st_nlink for path in site.rglob("*") if path.is_file()} == {1}
    first = contents(site)
    _append(site / "one" / "index.html")
    assert rendered(course) == 0
    build(course)
    assert contents(site) == first


HOLD = """
import sys
from pathlib import Path
from neuromatch_site.cache.exclusive import exclusive
with exclusive(Path(sys.argv[1])) as folder:
    print(folder is not None, flush=True)
    input()
"""


def test_a_build_beside_another_one_leaves_its_files_alone(course: Path) -> None:
    build(course)
    folder = build_folder(course, course.parent / "_site")
    before = {path.name for path in cached(course)}
    command = [sys.executable, "-c", HOLD, str(folder)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == b"True\n"
        (course / "one.md").write_text("# One\n\nNew words.\n")
        assert build(course).written
        assert "New words" in (course.parent / "_site" / "one" / "index.html").read_text()
        assert {path.name for path in cached(course)} == before
        other.communicate(b"\n")
    assert rendered(course) == 1


def test_the_marker_of_a_site_is_no_link(course: Path) -> None:
    build(course)
    assert (course.parent / "_site" / MARKER).stat().st_nlink == 1


def test_what_is_made_again_and_comes_to_the_same_is_the_same_file(course: Path) -> None:
    """As after another version of the program: cache and site stay one."""
    build(course)
    before = {path.stat().st_ino for path in cached(course)}
    (course / "myst.yml").write_text("project: {title: T, abbreviations: {NOT: there}}\nsite: {}\n")
    assert rendered(course) == 3
    build(course)
    assert {path.stat().st_ino for path in cached(course)} == before
    assert {path.stat().st_nlink for path in cached(course)} == {2}
