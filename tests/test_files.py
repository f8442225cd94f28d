"""Nothing outside the course folder is ever read."""

import os
from pathlib import Path

import pytest

from neuromatch_site.filesystem.course_files import CourseFiles, OutsideCourseError


@pytest.fixture
def course(tmp_path: Path) -> CourseFiles:
    """Return a course with a page, beside a secret."""
    root = tmp_path / "course"
    (root / "week-1" / "figures").mkdir(parents=True)
    (root / "week-1" / "page.md").write_text("page")
    (root / "week-1" / "figures" / "a b.png").write_text("picture")
    (root / ".env").write_text("TOKEN")
    (root / ".git").mkdir()
    (root / ".git" / "config").write_text("secret")
    (tmp_path / "secret.txt").write_text("secret")
    return CourseFiles(root)


@pytest.mark.parametrize(
    ("path", "page", "expected"),
    [
        ("figures/a b.png", "week-1/page.md", "week-1/figures/a b.png"),
        ("figures/a%20b.png", "week-1/page.md", "week-1/figures/a b.png"),
        ("./page.md", "week-1/page.md", "week-1/page.md"),
        ("../week-1/page.md", "week-1/page.md", "week-1/page.md"),
        ("/week-1/page.md", "week-1/page.md", "week-1/page.md"),
        ("week-1//page.md", "", "week-1/page.md"),
    ],
)
def test_a_path_inside_is_found(course: CourseFiles, path: str, page: str, expected: str) -> None:
    assert course.locate(path, page) == expected
    assert course.find(path, page) == course.root / expected


@pytest.mark.parametrize(
    "path",
    [
        "../../secret.txt",
        "/../secret.txt",
        "%2e%2e/%2e%2e/secret.txt",
        "%252e%252e/%252e%252e/secret.txt",
        "..%2f..%2fsecret.txt",
        "..\\..\\secret.txt",
        "C:\\x",
        "c:/x",
        "//host/share",
        "~/secret.txt",
        "file:///etc/passwd",
        "a\0b",
    ],
)
def test_a_path_that_leads_out_is_refused(course: CourseFiles, path: str) -> None:
    with pytest.raises(OutsideCourseError):
        course.find(path, "week-1/page.md")


@pytest.mark.parametrize("path", ["/.env", "/.git/config", "/nope.md", "/week-1", "/etc/passwd"])
def test_hidden_files_folders_and_what_is_not_there_are_no_files(
    course: CourseFiles, path: str
) -> None:
    assert course.find(path, "week-1/page.md") is None


def test_a_link_counts_by_where_it_leads(course: CourseFiles, tmp_path: Path) -> None:
    (course.root / "inside.md").symlink_to(course.root / "week-1" / "page.md")
    (course.root / "outside.txt").symlink_to(tmp_path / "secret.txt")
    (course.root / "folder").symlink_to(tmp_path)
    (course.root / "nowhere").symlink_to(course.root / "gone")
    assert course.find("inside.md") == course.root / "week-1" / "page.md"
    assert course.find("nowhere") is None
    for path in ("outside.txt", "folder/secret.txt"):
        with pytest.raises(OutsideCourseError):
            course.find(path)


def test_a_pipe_is_no_file_and_is_not_opened(course: CourseFiles) -> None:
    os.mkfifo(course.root / "pipe.md")
    assert course.find("pipe.md") is None


def test_the_tree_holds_content_only(course: CourseFiles, tmp_path: Path) -> None:
    (course.root / "outside.txt").symlink_to(tmp_path / "secret.txt")
    (course.root / "node_modules").mkdir()
    (course.root / "node_modules" / "x.md").write_text("")
    (course.root / "built").mkdir()
    (course.root / "built" / ".neuromatch-site").write_text("")
    (course.root / "built" / "index.html").write_text("")
    tree = course.tree()
    assert list(tree.walk()) == ["week-1/page.md", "week-1/figures/a b.png"]
    assert tree.refused == ("outside.txt",)
