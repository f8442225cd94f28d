"""What is known of files is kept, and found again only while they stay the same."""

import time
from pathlib import Path

import pytest

from neuromatch_site.cache.file_cache import FileCache, prefetch, recalled
from neuromatch_site.media.pictures import Picture, PictureProblem

DRAWING = '<svg xmlns="http://www.w3.org/2000/svg" width="30" height="20"/>'
PICTURES = ("broken.png", "drawing.svg")


@pytest.fixture
def course(tmp_path: Path) -> Path:
    """Make a course with a drawing and a broken picture, old enough to be known by their times."""
    folder = tmp_path / "course"
    folder.mkdir()
    (folder / "broken.png").write_bytes(b"no picture")
    (folder / "drawing.svg").write_text(DRAWING)
    (folder / "page.md").write_text("A page.")
    made = max(file.stat().st_ctime_ns for file in folder.iterdir())
    while time.time_ns() - made < 60_000_000:
        pass
    return folder


def known(seen: FileCache) -> list[str]:
    """Return the names of the files that were looked at."""
    return sorted(Path(state[0]).name for state in seen.inspected)


def test_pictures_are_looked_at_ahead(course: Path, tmp_path: Path) -> None:
    seen = prefetch(course, tmp_path)
    assert known(seen) == list(PICTURES)
    assert len(seen.digests) == 2
    assert seen.inspect(course / "drawing.svg") == Picture("svg", 30, 20)
    assert isinstance(seen.inspect(course / "broken.png"), PictureProblem)


def test_what_is_kept_comes_back(course: Path, tmp_path: Path) -> None:
    seen = prefetch(course, None)
    seen.keep(tmp_path)
    assert recalled(tmp_path).inspected == seen.inspected
    assert recalled(tmp_path).digests == seen.digests


def test_a_file_that_changed_is_looked_at_again(course: Path, tmp_path: Path) -> None:
    prefetch(course, None).keep(tmp_path)
    (course / "drawing.svg").write_text(DRAWING.replace("30", "40"))
    assert recalled(tmp_path).inspect(course / "drawing.svg") == Picture("svg", 40, 20)


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b'[[["a"]], []]', b"[[], [[1, 2]]]"])
def test_what_is_damaged_is_as_if_it_were_not_there(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "files.json").write_bytes(content)
    assert recalled(tmp_path) == FileCache()


def test_a_folder_that_cannot_be_written_costs_the_memory_alone(tmp_path: Path) -> None:
    FileCache().keep(tmp_path / "absent")
    assert recalled(tmp_path / "absent") == FileCache()
