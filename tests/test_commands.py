"""``cite`` and ``lock`` as people call them: what is printed, the exit code, what is refused."""

import zipfile
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from courses import picture
from servers import Response, serving
from test_incremental import write
from zenodo import TOKEN, Zenodo

from neuromatch_site.commands.cli import main

MYST = """\
version: 1
project:
  title: A course
  id: course
  description: About neurons.
  authors: [{name: Ada Example}]
  license: CC-BY-4.0
  date: 2024-02-29
  version: "1.0"
  github: example/course
"""


@pytest.fixture
def course(tmp_path: Path) -> Path:
    folder = tmp_path / "repository" / "course"
    folder.mkdir(parents=True)
    (folder.parent / ".git").mkdir()
    (folder / "myst.yml").write_text(MYST)
    (folder / "index.md").write_text("# Welcome\n\nWords.\n")
    return folder


def _run(*arguments: object, **environment: str) -> Result:
    names = [str(argument) for argument in arguments]
    unset: dict[str, str | None] = {"ZENODO_TOKEN": None, "ZENODO_SANDBOX": None}
    return CliRunner().invoke(main, names, env={**unset, **environment})


def test_cite_shows_the_citation(course: Path) -> None:
    shown = _run("cite", course)
    assert shown.exit_code == 0
    assert shown.stdout.startswith("Example, A. (2024). A course (Version 1.0) [Open course].")
    assert "@misc{example2024course," in shown.stdout


def test_cite_writes_both_files_to_the_root_of_the_repository(course: Path) -> None:
    assert _run("cite", course, "--check").exit_code == 1
    assert _run("cite", course, "--write").exit_code == 0
    assert (course.parent / "CITATION.cff").is_file()
    assert (course.parent / ".zenodo.json").is_file()
    assert _run("cite", course, "--check", "--strict").exit_code == 0
    (course / "myst.yml").write_text(MYST.replace("A course", "Another course"))
    stale = _run("cite", course, "--check")
    assert stale.exit_code == 1
    assert stale.stdout.count("[metadata-stale]") == 2


def test_cite_says_why_a_file_is_not_written(course: Path) -> None:
    (course / "myst.yml").write_text(MYST.replace("license:", "subtitle:"))
    written = _run("cite", course, "--write")
    assert not (course.parent / ".zenodo.json").exists()
    assert "`project.license` is missing" in written.output


def test_a_course_that_cannot_be_read_has_no_citation(course: Path) -> None:
    (course / "myst.yml").write_text("project: [")
    assert _run("cite", course, "--write").exit_code == 1
    assert not (course.parent / "CITATION.cff").exists()


def test_lock_check_asks_nobody_and_names_what_is_missing(course: Path) -> None:
    (course / "index.md").write_text("# Welcome\n\n[](doi:10.1000/one)\n")
    said = _run("lock", course, "--check")
    assert said.exit_code == 0
    assert "index.md:3:1: warning: the DOI 10.1000/one is not in the lock" in said.stdout
    assert _run("lock", course, "--check", "--strict").exit_code == 1


def test_options_of_a_deposit_go_with_deposit(course: Path) -> None:
    for option in ("--sandbox", "--publish=A course"):
        assert _run("cite", course, option).exit_code == 2


def test_without_a_token_nothing_is_deposited(course: Path) -> None:
    _run("cite", course, "--write")
    refused = _run("cite", course, "--deposit")
    assert refused.exit_code == 1
    assert "`ZENODO_TOKEN` is not set" in refused.stderr


def test_only_a_citation_in_order_is_deposited(course: Path) -> None:
    refused = _run("cite", course, "--deposit", ZENODO_TOKEN=TOKEN)
    assert refused.exit_code == 1
    assert "metadata-stale" in refused.stdout


@pytest.fixture
def zenodo() -> Iterator[Zenodo]:
    """Run a Zenodo on this machine."""
    made: list[Zenodo] = []

    def start(url: str) -> Response:
        made.append(Zenodo(url))
        return made[0].answer

    with serving(start):
        yield made[0]


def _deposit(course: Path, zenodo: Zenodo, *more: str) -> Result:
    return _run(
        "cite", course, "--deposit", "--api", f"{zenodo.url}/api", *more, ZENODO_TOKEN=TOKEN
    )


def test_a_course_becomes_a_draft_with_its_sources_and_its_site(
    course: Path, zenodo: Zenodo
) -> None:
    _run("cite", course, "--write")
    first = _deposit(course, zenodo)
    assert first.exit_code == 0, first.output
    assert "new draft: " in first.stderr
    assert TOKEN not in first.output
    (number,) = zenodo.depositions
    assert zenodo.depositions[number]["metadata"]["upload_type"] == "lesson"
    with zipfile.ZipFile(BytesIO(zenodo.files[number]["course-1.0.zip"])) as archive:
        names = archive.namelist()
        assert {"CITATION.cff", "course/myst.yml", "course/index.md", "site/index.html"} <= {*names}
    again = _deposit(course, zenodo)
    assert "resumed draft: " in again.stderr
    assert len(zenodo.depositions) == 1
    assert zenodo.depositions[number]["submitted"] is False


def test_to_publish_one_types_the_title(course: Path, zenodo: Zenodo) -> None:
    _run("cite", course, "--write")
    wrong = _deposit(course, zenodo, "--publish=yes")
    assert wrong.exit_code == 2
    assert not zenodo.depositions
    right = _deposit(course, zenodo, "--publish=A course")
    assert right.exit_code == 0, right.output
    assert "published: " in right.stderr
    assert [one["submitted"] for one in zenodo.depositions.values()] == [True]


def test_production_is_refused_where_only_the_sandbox_is_allowed(course: Path) -> None:
    _run("cite", course, "--write")
    refused = _run("cite", course, "--deposit", ZENODO_TOKEN=TOKEN, ZENODO_SANDBOX="1")
    assert refused.exit_code == 1
    assert "allows the sandbox only" in refused.stderr


@pytest.mark.parametrize(
    "words",
    [
        ["build", "course", "-o", "_site"],
        ["check", "course"],
        ["export", "zip", "course"],
        ["export", "epub", "course"],
        ["export", "notebooks", "course"],
    ],
    ids=lambda words: " ".join(words[:2]),
)
def test_a_broken_template_is_one_message_in_every_command(
    words: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    for path, text in {
        "course/myst.yml": "version: 1\nproject: {title: T}\n",
        "course/index.md": "# Front\n\nWords.\n",
        "templates/nodes/paragraph.html": "{% if %}",
    }.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(text, encoding="utf-8")
    done = CliRunner().invoke(main, words)
    assert done.exit_code == 1
    assert isinstance(done.exception, SystemExit)
    assert done.output.count("[template-renders]") == 1


@pytest.mark.parametrize(
    ("path", "text", "line"),
    [
        ("nodes/paragraph.html", "{# A #}\n<p>{{ children }\n", 2),
        ("nodes/paragraph.html", "{# A #}\n{{ node.nothing.deeper }}\n", 2),
        ("nodes/paragraph.html", "{# A #}\n{{ 1 / 0 }}\n", 2),
        ("nodes/paragraph.html", "{# A #}\n{{ node.position + 1 }}\n", 2),
        ("nodes/paragraph.html", "{# A #}\n{{ children | nosuch }}\n", 2),
        ("nodes/paragraph.html", "{% include 'nodes/none.html' %}\n", 1),
        (
            "layouts/page.html",
            "{# A #}\n{% extends 'layouts/base.html' %}\n{% block body %}{{ 1 / 0 }}{% endblock %}",
            3,
        ),
        ("layouts/home.html", "{# A #}\n\n{{ page.title.x.y }}\n", 3),
        ("components/footer.html", "{% macro footer(page) %}{% endmacro %}\n", 0),
        ("components/footer.html", "{% macro foot() %}{% endmacro %}\n", 0),
        (
            "components/sidebar.html",
            "{% macro sidebar(a, b, c, end) %}\n{{ 1/0 }}{% endmacro %}\n",
            2,
        ),
    ],
)
def test_a_template_that_fails_is_reported_where_it_does(
    path: str, text: str, line: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    files = {"course/index.md": "# Front\n\nWords.\n", "course/a.md": "# A\n\nWords.\n"}
    for name, content in {**files, f"templates/{path}": text}.items():
        Path(name).parent.mkdir(parents=True, exist_ok=True)
        Path(name).write_text(content, encoding="utf-8")
    done = CliRunner().invoke(main, ["build", "course"])
    assert isinstance(done.exception, SystemExit), done.exception
    place = f"templates/{path}:{line}:" if line else "templates:1:"
    assert done.output.startswith(place), done.output
    assert done.output.count("[template-renders]") == 1


def test_a_rule_is_explained() -> None:
    done = CliRunner().invoke(main, ["check", "--explain", "image-exists"])
    assert done.exit_code == 0
    assert "image-exists (error)" in done.output
    assert "severity: ignore" in done.output
    wrong = CliRunner().invoke(main, ["build", "--explain", "image-exist"])
    assert wrong.exit_code == 2
    assert "did you mean `image-exists`?" in wrong.output


def test_quiet_prints_errors_only(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    write(
        tmp_path,
        {"myst.yml": "version: 1\nproject: {title: T}\n", "index.md": "# F\n\n![](a.png)\n"},
    )
    (tmp_path / "a.png").write_bytes(picture("a.png", "40x30"))
    assert CliRunner().invoke(main, ["build", "-q"]).output == ""
    write(tmp_path, {"index.md": "# F\n\n![](gone.png)\n"})
    done = CliRunner().invoke(main, ["build", "--quiet"])
    assert done.exit_code == 1
    assert done.output.startswith("index.md:3:1: error: ")
    assert "warning" not in done.output


def test_the_doctor_says_what_a_course_needs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    done = CliRunner().invoke(main, ["doctor"])
    assert "Course: none" in done.output
    assert "\nBrowser: " in done.output
    write(tmp_path, {"myst.yml": "version: 1\n", "index.md": "# F\n\n<doi:10.1000/182>\n"})
    done = CliRunner().invoke(main, ["doctor"])
    assert done.exit_code == 0
    assert ", 1 page\n" in done.output
    assert "1 entry missing or stale: run `neuromatch-site lock`" in done.output
    assert "outputs    up to date" in done.output
