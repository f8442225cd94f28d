"""A file is written whole, or stays what it was; two places share one where the disk can."""

from pathlib import Path

import pytest

from neuromatch_site.filesystem.atomic import link, write_atomic


def test_a_file_is_written_with_its_folder_and_nothing_beside_it(tmp_path: Path) -> None:
    file = tmp_path / "folder" / "file"
    write_atomic(file, b"old")
    write_atomic(file, b"new")
    assert file.read_bytes() == b"new"
    assert list(file.parent.iterdir()) == [file]


def test_where_the_disk_refuses_nothing_is_left_beside_what_was(tmp_path: Path) -> None:
    taken = tmp_path / "taken"
    taken.mkdir()
    with pytest.raises(OSError, match="taken"):
        write_atomic(taken, b"new")
    assert list(tmp_path.rglob("*")) == [taken]


def test_a_reader_of_the_old_file_keeps_it_whole(tmp_path: Path) -> None:
    file = tmp_path / "file"
    write_atomic(file, b"old and long")
    with file.open("rb") as reading:
        write_atomic(file, b"new")
        assert reading.read() == b"old and long"


def test_a_link_holds_the_same_where_there_can_be_none(tmp_path: Path) -> None:
    one, other = tmp_path / "one", tmp_path / "other"
    one.write_bytes(b"text")
    link(one, other)
    assert other.samefile(one)
    taken = tmp_path / "taken"
    taken.write_bytes(b"longer than the text")
    link(one, taken)
    assert taken.read_bytes() == b"text"
