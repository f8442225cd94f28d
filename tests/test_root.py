"""``--root``: a course may name files of a folder around it, and of nothing further out."""

from collections.abc import Mapping
from pathlib import Path

import pytest
from click.testing import CliRunner
from courses import Course, picture

from neuromatch_site.commands.cli import main
from neuromatch_site.filesystem.course_files import CourseFiles, OutsideCourseError

pytestmark = pytest.mark.slow

_FILES: Mapping[str, str | bytes] = {
    "repo/.git/HEAD": "ref: refs/heads/main\n",
    "repo/README.md": "# Read me\n\nSee [the license](LICENSE) and ![p](p.png).\n",
    "repo/LICENSE": "Free.\n",
    "repo/p.png": picture("p.png", "40x30"),
    "repo/shared.yml": "version: 1\nproject: {license: MIT}\n",
    "repo/docs/myst.yml": "version: 1\nextends: ../shared.yml\nproject:\n  title: T\n"
    "  toc: [{file: index.md}, {file: ../README.md}]\n",
    "repo/docs/index.md": "# Home\n\n```{include} ../LICENSE\n```\n\n"
    "[](../README.md) ![p](../p.png)\n",
    "secret.txt": "secret",
}


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """Return a repository with a course in a folder of it."""
    return Course.write(tmp_path, _FILES).folder / "repo"


def _build(repository: Path, *more: str) -> tuple[str, Path]:
    output = repository.parent / "site"
    arguments = ["build", str(repository / "docs"), "-o", str(output), "--no-cache", *more]
    result = CliRunner().invoke(main, arguments)
    assert result.exception is None or isinstance(result.exception, SystemExit)
    return result.output, output


def test_files_around_the_course_are_pages_and_pictures(repository: Path) -> None:
    said, site = _build(repository, "--root", str(repository))
    assert "error" not in said
    home = (site / "index.html").read_text()
    assert "Free." in home
    assert 'href="readme/"' in home
    assert list(site.glob("assets/p.*.png"))
    assert "LICENSE" in (site / "readme/index.html").read_text()


def test_without_it_the_message_names_it(repository: Path) -> None:
    said, _ = _build(repository)
    assert "`../README.md` is outside the course folder" in said
    assert said.count("pass `--root` with the folder of the repository (`repo`)") == 4  # one each


def test_what_is_further_out_is_never_there(repository: Path) -> None:
    course = CourseFiles(repository / "docs", outer=repository)
    assert course.find("../README.md") == repository / "docs/../README.md"
    assert course.locate("LICENSE", "../README.md") == "../LICENSE"
    assert course.locate("../docs/index.md") == "index.md"
    assert course.find("../.git/HEAD") is None
    (repository / "link.txt").symlink_to(repository.parent / "secret.txt")
    for path in ("../../secret.txt", "../link.txt", "/../../secret.txt"):
        with pytest.raises(OutsideCourseError):
            course.find(path)


def test_a_folder_that_is_not_around_the_course_is_wrong_usage(repository: Path) -> None:
    said, _ = _build(repository, "--root", str(repository / ".git"))
    assert "is not a folder around" in said


@pytest.mark.parametrize(
    "command",
    [
        "lock --check",
        "cite",
        "export notebooks -o {to}",
        "export epub -o {to}",
        "export zip -o {to}",
    ],
)
def test_every_command_that_reads_pages_takes_it(repository: Path, command: str) -> None:
    words = [*command.format(to=repository.parent / "made").split(), str(repository / "docs")]
    assert "outside the course folder" in CliRunner().invoke(main, words).output
    result = CliRunner().invoke(main, [*words, "--root", str(repository)])
    assert "outside" not in result.output
    assert result.exit_code == 0
    assert (repository.parent / "made").exists() == ("{to}" in command)


def test_the_disk_is_looked_at_again_for_the_same_files(repository: Path) -> None:
    course = CourseFiles.at(repository / "docs", repository)
    assert not course.has("../new.md")
    (repository / "new.md").write_text("# New")
    assert not course.has("../new.md")
    assert course.again().has("../new.md")
