"""Commands write through no link that leads out, and over no file that is not theirs."""

from pathlib import Path

import pytest
from click.testing import CliRunner
from courses import Course

from neuromatch_site.commands.cli import main

_CONFIG = """\
version: 1
project:
  title: Cells
  license: CC-BY-4.0
  toc:
    - file: index.md
"""
_FILES = {"myst.yml": _CONFIG, "index.md": "# H\n\n```{code-cell} python\n1\n```\n"}


@pytest.fixture
def course(tmp_path: Path) -> Path:
    """Return a course with code, in a repository of its own."""
    (tmp_path / "repository" / ".git").mkdir(parents=True)
    return Course.write(tmp_path / "repository" / "course", _FILES).folder


@pytest.fixture
def precious(tmp_path: Path) -> Path:
    """Return a file of the user."""
    file = tmp_path / "documents" / "precious.txt"
    file.parent.mkdir()
    file.write_text("precious")
    return file


def run(*command: object) -> tuple[int, str]:
    """Return the exit code of a command, and all that it says."""
    result = CliRunner().invoke(main, [str(word) for word in command])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result.exit_code, result.output


@pytest.mark.parametrize("name", ["CITATION.cff", ".zenodo.json"])
def test_cite_writes_through_no_link_that_leads_out(
    course: Path, precious: Path, name: str
) -> None:
    (course.parent / name).symlink_to(precious)
    code, said = run("cite", course, "--write")
    assert (code, precious.read_text()) == (1, "precious")
    assert "leads out of" in said


def test_cite_follows_a_link_inside_the_repository(course: Path) -> None:
    (course.parent / "CITATION.cff").symlink_to("course/CITATION.cff")
    assert run("cite", course, "--write")[0] == 0
    assert (course.parent / "CITATION.cff").is_symlink()
    assert "cff-version" in (course / "CITATION.cff").read_text()


@pytest.mark.parametrize(
    "at", ["_notebooks", "_notebooks/student", "_notebooks/student/index.ipynb"]
)
@pytest.mark.parametrize("force", [(), ("--force",)])
def test_notebooks_are_written_through_no_link(
    course: Path, precious: Path, at: str, force: tuple[str, ...]
) -> None:
    output = course.parent / "_notebooks"
    link = course.parent / at
    link.parent.mkdir(parents=True, exist_ok=True)
    if link != output:
        (output / ".neuromatch-site").touch()
    link.symlink_to(precious if at.endswith("ipynb") else precious.parent)
    code, _ = run("export", "notebooks", course, "-o", output, *force)
    assert code == 1
    assert precious.read_text() == "precious"
    assert list(precious.parent.iterdir()) == [precious]


def test_notebooks_are_written_again_but_not_over_a_folder_of_the_user(course: Path) -> None:
    output = course.parent / "_notebooks"
    for _ in range(2):
        assert run("export", "notebooks", course, "-o", output)[0] == 0
    other = course.parent / "other"
    (other / "student").mkdir(parents=True)
    (other / "student" / "index.ipynb").write_text("precious")
    code, said = run("export", "notebooks", course, "-o", other)
    assert (code, (other / "student" / "index.ipynb").read_text()) == (1, "precious")
    assert len(said.splitlines()) == 1
    assert run("export", "notebooks", course, "-o", other, "--force")[0] == 0


@pytest.mark.parametrize("kind", ["epub", "zip"])
def test_an_archive_replaces_only_archives_of_ours(course: Path, precious: Path, kind: str) -> None:
    made = course.parent / f"course.{kind}"
    for _ in range(2):
        assert run("export", kind, course, "-o", made)[0] == 0
    link = course.parent / "link"
    link.symlink_to(precious)
    for target in (precious, link, course / "myst.yml"):
        before = target.read_text()
        code, said = run("export", kind, course, "-o", target)
        assert (code, target.read_text()) == (1, before)
        assert "was not written by this program" in said
    assert run("export", kind, course, "-o", precious, "--force")[0] == 0
    assert precious.read_bytes().startswith(b"PK")


@pytest.mark.parametrize(
    "at", ["leak.md", "W1D1_Tutorial2.ipynb", "static/a.png", "../../README.md"]
)
def test_import_reads_through_no_link_that_leads_out(
    tmp_path: Path, precious: Path, at: str
) -> None:
    source = tmp_path / "source" / "tutorials"
    (source / "W1D1_X").mkdir(parents=True)
    (source / "materials.yml").write_text("- {day: W1D1, name: X}\n")
    (source / "W1D1_X" / "W1D1_Tutorial1.md").write_text("# a\n\n![](static/a.png)\n")
    link = source / "W1D1_X" / at
    link.parent.mkdir(parents=True, exist_ok=True)
    link.symlink_to(precious)
    code, said = run("import", tmp_path / "source", "-o", tmp_path / "out")
    assert code == 1
    assert "holds links that lead out of it" in said
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("day", ["slug: ../../documents", "day: ../../a, slug: ../../documents"])
def test_import_reads_and_writes_nothing_outside(tmp_path: Path, precious: Path, day: str) -> None:
    (precious.parent / "W1D1_Tutorial1.md").write_text("# secret\n")
    source = tmp_path / "source" / "tutorials"
    (source / "W1D1_X").mkdir(parents=True)
    (source / "materials.yml").write_text(f"- {{day: W1D1, name: X}}\n- {{{day}, name: Y}}\n")
    (source / "W1D1_X" / "W1D1_Tutorial1.md").write_text("# a\n")
    run("import", tmp_path / "source", "-o", tmp_path / "new" / "course")
    assert [path.name for path in (tmp_path / "new").iterdir()] == ["course"]
    texts = [path.read_text() for path in (tmp_path / "new").rglob("*.md")]
    assert not [text for text in texts if "secret" in text]


@pytest.mark.parametrize("form", ["../documents", "x/../../documents", "{}"])
@pytest.mark.parametrize(
    ("name", "settings"),
    [
        ("mkdocs.yml", "site_name: S\ndocs_dir: {}\n"),
        ("docusaurus.config.js", "module.exports = {{docs: {{path: '{}'}}}}\n"),
    ],
    ids=["mkdocs", "docusaurus"],
)
def test_import_of_a_site_takes_no_pages_from_elsewhere(
    tmp_path: Path, precious: Path, name: str, settings: str, form: str
) -> None:
    precious.with_suffix(".md").write_text("# secret\n")
    source = tmp_path / "source"
    source.mkdir()
    (source / name).write_text(settings.format(form.format(precious.parent)))
    assert run("import", source, "-o", tmp_path / "out")[0] == 1
    assert not (tmp_path / "out").exists()


def test_import_of_a_book_reads_through_no_link_that_leads_out(
    tmp_path: Path, precious: Path
) -> None:
    book = tmp_path / "book"
    book.mkdir()
    (book / "_config.yml").write_text("title: B\n")
    (book / "_toc.yml").write_text("format: jb-book\nroot: index\n")
    (book / "index.md").symlink_to(precious)
    assert run("import", book, "-o", tmp_path / "out")[0] == 1
    assert not (tmp_path / "out").exists()


def test_a_new_page_changes_no_file_elsewhere(course: Path, precious: Path) -> None:
    (course / "out").symlink_to(precious.parent)
    assert run("new", "page", course / "out" / "p.md")[0] == 1
    (course / "dangling.md").symlink_to(precious.parent / "new.md")
    assert run("new", "page", course / "dangling.md")[0] == 1
    precious.write_text(_CONFIG)
    (course / "myst.yml").unlink()
    (course / "myst.yml").symlink_to(precious)
    assert run("new", "page", course / "p.md")[0] == 1
    assert precious.read_text() == _CONFIG
    assert list(precious.parent.iterdir()) == [precious]


def test_schemas_are_written_through_no_link(tmp_path: Path, precious: Path) -> None:
    (tmp_path / "schemas").mkdir()
    (tmp_path / "schemas" / "schedule.schema.json").symlink_to(precious)
    assert run("schema", "-o", tmp_path / "schemas")[0] == 1
    assert precious.read_text() == "precious"
