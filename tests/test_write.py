"""The site on disk: whole, kept where it is the same, never where it is not ours."""

import os
import signal
import subprocess
import sys
import textwrap
import time
from pathlib import Path

import pytest

from neuromatch_site.filesystem.atomic import MARKER
from neuromatch_site.model.artifact import Artifact
from neuromatch_site.pipeline.write import OutputFolderError, check_output_folder, write_site

pytestmark = pytest.mark.slow


def files_of(folder: Path) -> dict[str, bytes]:
    """Return the files below a folder, by path."""
    paths = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths}


def test_a_site_is_written_with_its_marker(tmp_path: Path) -> None:
    picture = tmp_path / "picture.png"
    picture.write_bytes(b"picture")
    target = tmp_path / "_site"
    artifacts = [Artifact("index.html", b"front"), Artifact("assets/a.png", picture)]
    written = write_site(artifacts, target)
    expected = {"index.html": b"front", "assets/a.png": b"picture", MARKER: b""}
    assert files_of(target) == expected
    assert (written.changed, written.unchanged, written.removed) == (3, 0, 0)
    assert [path.name for path in tmp_path.iterdir() if path.is_dir()] == ["_site"]


def test_a_site_inside_a_project_keeps_mystmd_out(tmp_path: Path) -> None:
    (tmp_path / "myst.yml").write_text("version: 1\n")
    target = tmp_path / "docs" / "_site"
    written = write_site([Artifact("index.md", b"# Page")], target)
    assert files_of(target)["myst.yml"].endswith(b"version: 1\n")
    assert (written.changed, written.unchanged, written.removed) == (3, 0, 0)
    written = write_site([Artifact("myst.yml", b"own")], target)
    assert files_of(target) == {"myst.yml": b"own", MARKER: b""}
    assert (written.changed, written.unchanged, written.removed) == (1, 1, 1)


def test_what_stays_the_same_is_not_touched_and_what_is_stale_goes(tmp_path: Path) -> None:
    target = tmp_path / "_site"
    write_site([Artifact("a.html", b"a"), Artifact("b.html", b"b"), Artifact("old", b"")], target)
    before = {name: (target / name).stat().st_ino for name in ("a.html", "b.html")}
    os.utime(target / "a.html", (1, 1))
    written = write_site([Artifact("a.html", b"a"), Artifact("b.html", b"changed")], target)
    assert (target / "a.html").stat().st_ino == before["a.html"]
    assert (target / "a.html").stat().st_mtime == 1
    assert files_of(target) == {"a.html": b"a", "b.html": b"changed", MARKER: b""}
    assert (written.changed, written.unchanged, written.removed) == (1, 2, 1)


def test_the_rest_of_a_site_is_added_to_the_new_folder_or_returned(tmp_path: Path) -> None:
    target = tmp_path / "_site"

    def rest(folder: Path) -> list[Artifact]:
        folder.joinpath("b").touch()
        return [Artifact("c", b"")]

    written = write_site([Artifact("a", b"")], target, rest)
    assert set(files_of(target)) == {"a", "b", "c", MARKER}
    assert written.changed == 3


def test_many_files_are_laid_out_by_several_processes(tmp_path: Path) -> None:
    target = tmp_path / "_site"
    files = {f"{number % 7}/{number}": b"%d" % number for number in range(6000)}
    write_site([Artifact(*one) for one in files.items()], target, jobs=2)
    assert files_of(target) == files | {MARKER: b""}
    files |= {"3/3": b"changed", "new": b""}
    written = write_site([Artifact(*one) for one in files.items()], target, jobs=2)
    assert files_of(target) == files | {MARKER: b""}
    assert (written.changed, written.unchanged, written.removed) == (2, 6000, 0)


def test_a_failure_leaves_the_old_site_and_nothing_else(tmp_path: Path) -> None:
    target = tmp_path / "_site"
    write_site([Artifact("a", b"old")], target)

    def fail(_folder: Path) -> list[Artifact]:
        raise OSError("no space left")

    with pytest.raises(OSError, match="no space left"):
        write_site([Artifact("a", b"new")], target, fail)
    assert files_of(target) == {"a": b"old", MARKER: b""}
    assert list(tmp_path.iterdir()) == [target]


def test_no_file_lies_outside_the_site(tmp_path: Path) -> None:
    for path in ("../evil", "/evil", "a/../../evil"):
        with pytest.raises(OutputFolderError, match="outside the site"):
            write_site([Artifact(path, b"")], tmp_path / "_site")
    assert list(tmp_path.iterdir()) == []


def test_folders_that_are_not_ours_are_refused(tmp_path: Path) -> None:
    course = tmp_path / "course"
    course.mkdir()
    foreign = tmp_path / "foreign"
    foreign.mkdir()
    (foreign / "thesis.docx").touch()
    file = tmp_path / "file"
    file.touch()
    for target in (course, tmp_path, foreign, file):
        with pytest.raises(OutputFolderError):
            check_output_folder(target, course)
    assert (foreign / "thesis.docx").exists()


def test_an_empty_folder_a_new_one_and_our_own_are_taken(tmp_path: Path) -> None:
    course = tmp_path / "course"
    course.mkdir()
    empty = tmp_path / "empty"
    empty.mkdir()
    check_output_folder(empty, course)
    check_output_folder(tmp_path / "new", course)
    write_site([Artifact("a", b"")], empty)
    check_output_folder(empty, course)


WRITER = """
    import itertools, sys
    from pathlib import Path
    from neuromatch_site.model.artifact import Artifact
    from neuromatch_site.pipeline.write import write_site
    for number in itertools.count():
        content = str(number).encode()
        files = [Artifact(f"{name}.html", content) for name in range(40)]
        write_site(files, Path(sys.argv[1]))
        print(number, flush=True)
"""


def test_a_killed_build_leaves_a_whole_site(tmp_path: Path) -> None:
    target = tmp_path / "_site"
    for attempt in range(10):
        command = [sys.executable, "-c", textwrap.dedent(WRITER), str(target)]
        with subprocess.Popen(command, stdout=subprocess.PIPE) as writer:
            assert writer.stdout is not None
            for _ in range(attempt + 1):
                writer.stdout.readline()
            deadline = time.perf_counter() + attempt / 1000
            while time.perf_counter() < deadline:
                pass
            writer.send_signal(signal.SIGKILL)
        contents = files_of(target)
        assert len(contents) == 41
        assert len({contents[name] for name in contents if name != MARKER}) == 1
    write_site([Artifact("a", b"")], target)
    assert list(tmp_path.iterdir()) == [target]
