"""A course that is checked again: the same is said, and what has changed is seen."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from checked_course import GOOD, said
from click.testing import CliRunner

from neuromatch_site.commands.cli import main

AGO = 1_700_000_000


def check_twice(course: Path, change: Callable[[], object] = lambda: None) -> tuple[str, str]:
    """Return what the command says before and after a change of a course written long ago."""
    for path in course.rglob("*"):
        os.utime(path, (AGO, AGO))
    run = CliRunner().invoke
    first = run(main, ["check", str(course)])
    change()
    return first.output, run(main, ["check", str(course)]).output


@pytest.fixture
def lost(tmp_path: Path) -> Path:
    """Return a course with a page that nothing leads to."""
    course = tmp_path / "course"
    course.mkdir()
    said(course, {"lost.md": "# Lost\n"})
    return course


def test_what_was_wrong_is_said_again(lost: Path, new_cache: Path) -> None:
    first, second = check_twice(lost)
    assert "`lost.md` is not in the toc" in first
    assert second == first
    assert list(new_cache.rglob("stamp.json"))


def test_what_was_mended_is_not_said_again(lost: Path, new_cache: Path) -> None:
    first, second = check_twice(lost, (lost / "lost.md").unlink)
    assert "lost" in first
    assert second == "no problems found\n"


def test_citation_files_above_the_course_are_looked_at_again(lost: Path, new_cache: Path) -> None:
    cff = lost.parent / "CITATION.cff"
    first, second = check_twice(lost, lambda: cff.write_text("cff-version: 1.2.0\n"))
    assert "metadata-stale" not in first
    assert "metadata-stale" in second


def test_what_is_remembered_and_damaged_is_worked_out_again(lost: Path, new_cache: Path) -> None:
    def damage() -> None:
        for path in (path for kind in ("trees", "pages") for path in new_cache.rglob(f"{kind}/*")):
            path.write_bytes(path.read_bytes()[:20] if path.parent.name == "trees" else b"{")
        (lost / "b.md").write_text(GOOD["b.md"])

    first, second = check_twice(lost, damage)
    assert second == first


def test_a_tree_that_is_lost_is_made_again(lost: Path, new_cache: Path) -> None:
    def lose() -> None:
        for path in new_cache.rglob("trees/*"):
            path.unlink()
        (lost / "b.md").write_text(GOOD["b.md"] + "\n[here](index.md)\n")

    first, second = check_twice(lost, lose)
    assert "link-text-tells" not in first
    assert "link-text-tells" in second
    assert "label-used" not in second


def test_another_edition_beside_the_course_is_looked_at_again(lost: Path, new_cache: Path) -> None:
    older = lost.parent / "course-2025"
    older.mkdir()
    (older / "myst.yml").write_text("version: 1\nproject:\n  title: Older\n")
    (older / "index.md").write_text("# Older\n\nWords.\n")
    with (lost / "myst.yml").open("a") as file:
        file.write("site:\n  options:\n    editions: ['2025']\n")
    for path in older.rglob("*"):
        os.utime(path, (AGO, AGO))
    first, second = check_twice(lost, lambda: (older / "index.md").write_text("# O\n\n{nope}`x`\n"))
    assert "role-known" not in first
    assert "role-known" in second
