"""Nothing outside the course is read, whatever names it: a path, a link, or a pipe that hangs."""

import json
import os
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from programs import run_aside
from security.watched import main

SECRET = "canary-of-the-secret"  # noqa: S105 - a word to look for

PAGE = {
    "include": "```{{include}} {0}\n```",
    "literalinclude": "```{{literalinclude}} {0}\n```",
    "csv-table": "```{{csv-table}}\n:file: {0}\n```",
    "figure": "```{{figure}} {0}\nCaption\n```",
    "image directive": "```{{image}} {0}\n:alt: x\n```",
    "image": "![x]({0})",
    "image reference": "![x][a]\n\n[a]: {0}",
    "raw img": '<img src="{0}" alt="x">',
    "raw video": '<video src="{0}"></video>',
    "download": "{{download}}`x <{0}>`",
    "link": "[x]({0})",
    "doc": "{{doc}}`x <{0}>`",
    "card": ":::{{card}} x\n:link: {0}\n:::",
    "embed": "![]({0}#x)",
}
"""What names a file in the text of a page."""
MATTER = {
    "thumbnail": "thumbnail: {0}",
    "banner": "banner: {0}",
    "downloads": "downloads:\n  - file: {0}",
    "exports": "exports:\n  - format: pdf\n    output: {0}",
    "abstract": "parts:\n  abstract: {0}",
    "bibliography": "bibliography: [{0}]",
}
"""What names, or could name, a file in the front matter of a page."""
PROJECT = {
    "bibliography": "bibliography: [{0}]",
    "toc": "toc:\n    - file: page.md\n    - file: {0}",
    "pattern": "toc:\n    - file: page.md\n    - pattern: '{0}'",
    "thumbnail": "thumbnail: {0}",
    "requirements": "requirements: [{0}]",
    "resources": "resources: [{0}]",
    "exclude": "exclude: [{0}]",
    "references": "references:\n    numpy: {0}",
    "abstract": "parts:\n    abstract: {0}",
    "downloads": "downloads:\n    - file: {0}",
}
"""What names, or could name, a file under ``project:``."""
OPTIONS = ("logo", "logo_dark", "favicon", "style", "citation_style", "banner")
"""What names a file under ``site.options:``."""

WAYS = (
    "../secret/secret.{0}",
    "link.{0}",
    "away/secret.{0}",
    "{1}/secret/secret.{0}",
    "x.{0}.pipe",
)
"""A path upwards, a link to the file, a link to its folder, its whole path, a pipe."""
ENDINGS = ("txt", "png", "yml", "bib", "md")


@pytest.fixture
def course(tmp_path: Path) -> Path:
    """Return an empty course beside a secret, with every way to it."""
    folder, secret = tmp_path / "course", tmp_path / "secret"
    folder.mkdir()
    secret.mkdir()
    for ending in ENDINGS:
        (secret / f"secret.{ending}").write_text(f"# {SECRET}\n\n@book{{x, title={{{SECRET}}}}}\n")
        (folder / f"link.{ending}").symlink_to(secret / f"secret.{ending}")
        os.mkfifo(folder / f"x.{ending}.pipe")
    (folder / "away").symlink_to(secret)
    return folder


def _build(course: Path) -> tuple[str, dict[str, str]]:
    """Return the messages, and the files of the site."""
    run = run_aside(main, str(course), str(course.parent / "secret"))
    assert run.returncode == 0, run.stderr[-2000:].decode()
    messages, _, files = run.stdout.decode().rpartition("\n")
    whole: dict[str, str] = json.loads(files)
    return messages, whole


@pytest.mark.parametrize("way", WAYS)
def test_no_construct_of_a_page_reads_it(course: Path, way: str) -> None:
    texts = [f"# Page\n\n{text}\n" for text in PAGE.values()]
    texts += [f"---\n{text}\n---\n# Page\n" for text in MATTER.values()]
    for number, text in enumerate(texts):
        for ending in ENDINGS:
            path = way.format(ending, course.parent)
            (course / f"page-{number}-{ending}.md").write_text(text.format(path))
    messages, files = _build(course)
    assert not [path for path, content in files.items() if SECRET in content]
    silent = [name for number, name in enumerate(PAGE) if f"page-{number}-txt.md:" not in messages]
    assert not silent


@pytest.mark.parametrize("way", WAYS)
def test_no_key_of_the_configuration_reads_it(course: Path, way: str) -> None:
    (course / "page.md").write_text("# Page\n")
    given = {ending: way.format(ending, course.parent) for ending in ENDINGS}
    project = "".join(
        f"  {text}\n".format(given["bib" if name == "bibliography" else "md"])
        for name, text in PROJECT.items()
        if name != "pattern"
    )
    options = "".join(f"    {name}: {given['png']}\n" for name in OPTIONS)
    text = f"version: 1\nproject:\n  title: C\n{project}site:\n  options:\n{options}"
    (course / "myst.yml").write_text(text)
    _, files = _build(course)
    assert "page/index.html" in files or "index.html" in files
    assert not [path for path, content in files.items() if SECRET in content]


@pytest.mark.parametrize("folder", ["../secret", "away", "{0}/secret", "x/../../secret"])
def test_no_edition_leads_there(course: Path, folder: str) -> None:
    """Even where it is a course: only what bears the name of this one may lie beside it."""
    (course.parent / "secret" / "myst.yml").write_text("version: 1\n")
    (course.parent / "course-b").symlink_to(course.parent / "secret")
    (course / "page.md").write_text("# Page\n")
    given = folder.format(course.parent)
    editions = f'[{{path: a, folder: "{given}"}}, {{path: b}}]'
    config = f"version: 1\nsite:\n  options:\n    languages: [away]\n    editions: {editions}\n"
    (course / "myst.yml").write_text(config)
    messages, files = _build(course)
    assert not files
    assert messages.count("myst.yml:5:") == 2


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("text", ["extends: {0}", "project:\n  toc:\n    - pattern: '{0}'"])
def test_what_the_course_is_made_of_lies_inside(course: Path, way: str, text: str) -> None:
    (course / "page.md").write_text("# Page\n")
    ending = "yml" if "extends" in text else "md"
    config = f"version: 1\n{text}\n".format(way.format(ending, course.parent))
    (course / "myst.yml").write_text(config)
    messages, files = _build(course)
    assert not [path for path, content in files.items() if SECRET in content]
    assert ": error: " in messages


def test_what_is_found_by_its_place_is_no_link(course: Path) -> None:
    """Data, transcripts, bibliographies and the lock are found without being named."""
    places = ["data/schedule.yml", "data/people.yml", "data/conference.yml", "lock/videos.json"]
    places += ["transcripts/dQw4w9WgXcQ.en.vtt", "lock/works.json", "data/announcements.yml"]
    places += ["references.bib", "_toc.yml", "_config.yml", "lesson.md", "lesson.ipynb"]
    for place in places:
        (course / place).parent.mkdir(exist_ok=True)
        (course / place).symlink_to(course.parent / "secret" / "secret.yml")
    (course / "page.md").write_text("# Page\n\n:::{nma-video} x\n:youtube: dQw4w9WgXcQ\n:::\n")
    messages, files = _build(course)
    assert not [path for path, content in files.items() if SECRET in content]
    assert "path-inside-course" in messages


def test_an_attachment_of_a_notebook_is_no_path(course: Path) -> None:
    cell = {
        "cell_type": "markdown",
        "metadata": {},
        "attachments": {"../secret/secret.png": {"image/png": "AAAA"}, "link.png": {}},
        "source": "![a](attachment:../secret/secret.png) ![b](attachment:link.png)",
    }
    notebook = {"cells": [cell], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}
    (course / "page.ipynb").write_text(json.dumps(notebook))
    messages, files = _build(course)
    assert not [path for path, content in files.items() if SECRET in content or ".." in path]
    assert "page.ipynb" in messages


ODD: Sequence[tuple[str, Callable[[Path], object]]] = (
    ("folder.md", lambda path: path.mkdir()),
    ("pipe.md", os.mkfifo),
    ("dangling.md", lambda path: path.symlink_to("nowhere")),
    ("device.md", lambda path: path.symlink_to("/dev/zero")),
    ("itself.md", lambda path: path.symlink_to("itself.md")),
)


@pytest.mark.parametrize(("name", "make"), ODD, ids=[name for name, _ in ODD])
def test_a_page_that_is_no_file_does_not_hang(
    course: Path, name: str, make: Callable[[Path], object]
) -> None:
    make(course / name)
    (course / "index.md").write_text("# Front\n")
    toc = f"  toc:\n    - file: index.md\n    - file: {name}\n"
    (course / "myst.yml").write_text(f"version: 1\nproject:\n{toc}")
    messages, files = _build(course)
    assert "myst.yml:5:13: error: " in messages
    assert "index.html" in files
