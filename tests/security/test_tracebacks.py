"""Bad input gets one message with its file, never a traceback; the rest of the course is built."""

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

import pytest
from courses import Course
from programs import run_program

_CITED = "# Home\n\nWords [@10.5555/a] [](xref:x#y).\n"
_CONFIG = "version: 1\nproject: {title: T, references: {x: https://x.example}}\n"
_MISSING = "# Home\n\n[a](café.csv) ![a](café.png) [b](../c.csv)\n"
_HALF, _LONG = "a\\ud800", "9" * 5_000


def _item(title: str = "T", year: str = "2020") -> str:
    issued = f'"issued": {{"date-parts": [[{year}]]}}'
    return f'{{"10.5555/a": {{"id": "a", "type": "book", "title": "{title}", {issued}}}}}'


def _schedule(minutes: str) -> str:
    session = f'{{title: a, date: 9990-12-31, start: "10:00", minutes: {minutes}}}'
    return f"{{weeks: [{{title: x, start: 2026-01-01, sessions: [{session}]}}]}}"


FILES: Mapping[str, tuple[str, str | bytes]] = {
    "half a character in citations": ("lock/citations.json", _item(_HALF)),
    "half a key in citations": ("lock/citations.json", '{"\\ud800": {}}'),
    "a long year in citations": ("lock/citations.json", _item(year=_LONG)),
    "a year of 200 digits": ("lock/citations.json", _item(year="9" * 200)),
    "half a character in videos": ("lock/videos.json", f'{{"youtube:x": {{"title": "{_HALF}"}}}}'),
    "a long duration": ("lock/videos.json", f'{{"youtube:x": {{"duration": {_LONG}}}}}'),
    "a duration of 400 digits": ("lock/videos.json", f'{{"y:x": {{"duration": {"9" * 400}}}}}'),
    "half a character in an inventory": (
        "lock/inventories/x.json",
        json.dumps({"references": [{"identifier": "y", "url": "/p", "kind": "page"}]}).replace(
            '"y"', f'"{_HALF}"'
        ),
    ),
    "a long number in an inventory": ("lock/inventories/x.json", f'{{"references": [{_LONG}]}}'),
    "a deep inventory": ("lock/inventories/x.json", "[" * 100_000),
    "no UTF-8 in an inventory": ("lock/inventories/x.json", b'{"a": "\xe9"}'),
    "a long number in a notebook": (
        "n.ipynb",
        f'{{"nbformat": 4, "nbformat_minor": {_LONG}, "metadata": {{}}, "cells": []}}',
    ),
    "half a character in CSL-JSON": ("references.json", f'[{{"id": "a", "title": "{_HALF}"}}]'),
    "half a character in a block": ("p.md", '# P\n\n+++ {"a": "\\ud800"}\n\nx\n'),
    "a long number in a block": ("p.md", f'# P\n\n+++ {{"a": {_LONG}}}\n\nx\n'),
    "half a character in a programme": (
        "p.json",
        f'[{{"title": "{_HALF}", "start": "2026-01-05"}}]',
    ),
    "a long number in a programme": ("p.json", f'[{{"title": {_LONG}, "start": "2026-01-05"}}]'),
    "half a character in questions": ("q.json", f'[{{"question": "{_HALF}", "answers": []}}]'),
    "a long number in questions": (
        "q.json",
        f'[{{"question": "x", "type": "numeric", "answers": [{{"value": {_LONG}}}]}}]',
    ),
    "a number too large in questions": (
        "q.json",
        '[{"question": "x", "type": "numeric", "answers": [{"range": [1' + "0" * 400 + ", 1]}]}]",
    ),
    "minutes beyond all calendars": ("data/schedule.yml", _schedule("5000000000")),
    "minutes of fifteen digits": ("data/schedule.yml", _schedule("100000000000000")),
    "minutes of 200 digits": ("data/schedule.yml", _schedule("9" * 200)),
    "a quantity of 200 digits": (
        "data/conference.yml",
        f"editions: [{{name: a, start: 2020-01-01, end: 2020-01-02, attendees: {'9' * 200}}}]",
    ),
}


def _quiz(argument: str) -> str:
    code = f"from jupyterquiz import display_quiz\ndisplay_quiz({argument})"
    return _notebook({"cell_type": "code", "source": code, "outputs": [], "metadata": {}})


def _notebook(*cells: Mapping[str, object], **metadata: object) -> str:
    whole = {"nbformat": 4, "nbformat_minor": 5, "metadata": metadata, "cells": cells}
    return json.dumps(whole)


_EDITION = "id: e, name: E, start: 2026-01-05, end: 2026-01-06, programme: p.json"
_BESIDE: Mapping[str, Mapping[str, str]] = {
    "references.json": {
        "myst.yml": "version: 1\nproject: {title: T, bibliography: [references.json]}\n"
    },
    "p.json": {"data/conference.yml": f"editions: [{{{_EDITION}}}]\n"},
    "q.json": {"n.ipynb": _quiz("'q.json'")},
}
"""What names the file, where none of its own accord does."""
_REMOVED = {"cell_type": "code", "source": "SECRET", "metadata": {"tags": ["remove-cell"]}}


@pytest.mark.parametrize("value", ['"a\\ud800"', "0x" + "f" * 9_000])
def test_code_that_holds_what_no_text_can_is_shown(tmp_path: Path, value: str) -> None:
    question = f'[{{"question": "q", "type": "x", "answers": [{{"answer": {value}}}]}}]'
    course = Course.write(tmp_path / "course", {"n.ipynb": _quiz(question)}).folder
    assert b"no questions can be read" not in build(course).stdout
    assert "display_quiz" in (tmp_path / "site" / "index.html").read_text()


@pytest.mark.parametrize(
    "metadata", [json.loads("[" * 700 + "]" * 700), "half a character"], ids=["deep", "half"]
)
def test_a_notebook_that_cannot_be_written_again_tells_nothing(
    tmp_path: Path, metadata: object
) -> None:
    cells = (_REMOVED | {"outputs": []}, {"cell_type": "markdown", "source": "# A", "metadata": {}})
    text = _notebook(*cells, a=metadata).replace("half a character", "\\ud800")
    files = {"index.md": "# H\n", "n.ipynb": text}
    build(Course.write(tmp_path / "course", files).folder)
    site = tmp_path / "site"
    assert "A" in (site / "n" / "index.html").read_text()
    published = [path.read_bytes() for path in site.rglob("*") if path.is_file()]
    assert not [content for content in published if b"SECRET" in content]


def build(course: Path, *arguments: str, **environment: str) -> subprocess.CompletedProcess[bytes]:
    """Run a build as a program of its own; it must not end with a traceback.

    Python itself is started where the environment is another one.
    """
    words = ["build", os.fspath(course), "-o", str(course.parent / "site"), *arguments]
    command = [sys.executable, "-m", "neuromatch_site", *words]
    changed = {**os.environ, **environment}
    ran = (
        subprocess.run(command, capture_output=True, check=False, env=changed, timeout=100)
        if environment
        else run_program(*words)
    )
    assert b"Traceback" not in ran.stderr + ran.stdout, ran.stderr.decode(errors="replace")
    return ran


@pytest.mark.parametrize("name", FILES)
def test_a_value_that_nothing_can_hold_is_a_message(tmp_path: Path, name: str) -> None:
    path, content = FILES[name]
    files: dict[str, str | bytes] = {"myst.yml": _CONFIG, "index.md": _CITED, path: content}
    files |= _BESIDE.get(path, {})
    course = Course.write(tmp_path / "course", files).folder
    said = build(course).stdout.decode()
    named = "inventory of `x`" if "inventories" in path else path
    assert named in said
    assert (tmp_path / "site" / "index.html").exists()


@pytest.mark.skipif(sys.platform != "linux", reason="other systems refuse such names")
@pytest.mark.parametrize("name", [b"caf\xe9.md", b"d\xe9/a.md", b"b\xe9.bib", b"p\xe9.png"])
@pytest.mark.parametrize("toc", ["", "project: {title: T, toc: [{file: index.md}]}\n"])
def test_a_name_that_is_not_utf8_is_a_message(tmp_path: Path, name: bytes, toc: str) -> None:
    files = {"index.md": "# Home\n", "myst.yml": f"version: 1\n{toc}"}
    course = Course.write(tmp_path / "course", files).folder
    path = Path(os.fsdecode(os.fsencode(course) + b"/" + name))
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(b"# x\n")
    ran = build(course)
    assert ran.stdout.count(b"is not UTF-8; it is not part of the course") == 1
    assert b"\\xe9" in ran.stdout
    assert ran.returncode == 1
    assert (tmp_path / "site" / "index.html").exists()


@pytest.mark.skipif(sys.platform != "linux", reason="other systems refuse such names")
def test_a_name_that_is_not_utf8_is_not_offered_for_one_that_is_missing(tmp_path: Path) -> None:
    folder = os.fsencode(tmp_path) + b"/r\xe9po"
    course = Course.write(Path(os.fsdecode(folder + b"/course")), {"index.md": _MISSING}).folder
    Path(os.fsdecode(folder + b"/.git")).mkdir()
    Path(os.fsdecode(folder + b"/c.csv")).touch()
    for name in (b"caf\xe9.csv", b"caf\xe9.png"):
        Path(os.fsdecode(os.fsencode(course) + b"/" + name)).touch()
    said = build(course).stdout.decode()
    assert "not found: `café.png`" in said
    assert r"pass `--root` with the folder of the repository (`r\xe9po`)" in said


@pytest.mark.skipif(sys.platform != "linux", reason="other systems have one encoding of names")
def test_names_are_utf8_where_the_locale_says_something_else(tmp_path: Path) -> None:
    course = Course.write(tmp_path / "course", {"index.md": "# Home\n", "日.md": "# Day\n"}).folder
    ran = build(course, LC_ALL="C", PYTHONUTF8="0", PYTHONCOERCECLOCALE="0")
    assert (ran.returncode, ran.stdout) == (0, b"")


@pytest.mark.skipif(sys.platform != "linux", reason="other systems refuse such names")
def test_a_course_folder_whose_name_is_not_utf8_is_built(tmp_path: Path) -> None:
    files = {"index.md": "# Home\n\n{nope}`x`\n"}
    course = Course.write(Path(os.fsdecode(os.fsencode(tmp_path) + b"/caf\xe9")), files).folder
    for _ in range(2):
        assert b"role" in build(course).stdout


def test_any_name_is_printed_whatever_the_stream_can_hold(tmp_path: Path) -> None:
    course = Course.write(tmp_path / "course", {"index.md": "# Home\n\n[](#العصبية)\n"}).folder
    ran = build(course, PYTHONUTF8="0", PYTHONIOENCODING="cp1252")
    assert b"\\u0627" in ran.stdout
    assert ran.returncode == 1
    ascii_only = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    (course / "été.md").write_text("# Été\n")
    assert build(course, **ascii_only).returncode == 1


@pytest.mark.parametrize("place", ["course/d", "templates/d", "site/d"])
def test_folders_1200_deep_are_no_traceback(tmp_path: Path, place: str) -> None:
    course = Course.write(tmp_path / "course", {"index.md": "# Home\n"}).folder
    build(course)
    here = os.open(tmp_path, os.O_RDONLY)
    for name in (*place.split("/"), *["d"] * 1_200):
        with suppress(FileExistsError):
            os.mkdir(name, dir_fd=here)
        here, above = os.open(name, os.O_RDONLY, dir_fd=here), here
        os.close(above)
    os.close(os.open("x.md", os.O_CREAT | os.O_WRONLY, dir_fd=here))
    os.close(here)
    ran = [build(course, *options) for options in ((), ("--no-cache",))]
    subprocess.run(["rm", "-rf", str(tmp_path / place)], check=True)  # pytest itself cannot
    for one in ran:
        assert one.stdout.count(b"folders are nested too deeply") == place.startswith("course")
        assert one.returncode == place.startswith("course")


@pytest.mark.skipif(sys.platform == "win32", reason="needs a shell")
@pytest.mark.parametrize("closed", [">&-", "2>&-", ">&- 2>&-", "<&-"])
def test_a_closed_stream_costs_nothing_but_its_words(tmp_path: Path, closed: str) -> None:
    course = Course.write(tmp_path / "course", {"index.md": "# Home\n"}).folder
    command = f"{sys.executable} -m neuromatch_site build {course} -o {tmp_path}/site {closed}"
    ran = subprocess.run(["sh", "-c", command], capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stderr
    assert "Traceback" not in ran.stderr
    assert (tmp_path / "site" / "index.html").exists()


@pytest.mark.parametrize(
    "name",
    [
        "a: b.md",
        "x\ny.md",
        "[a].md",
        "*a.md",
        "- a.md",
        "a #b.md",
        "'a.md",
        "é.md",
        "true.md",
        "&a",
    ],
)
def test_a_new_page_leaves_a_course_that_can_be_built(tmp_path: Path, name: str) -> None:
    toc = "version: 1\nproject:\n  title: T\n  toc:\n    - file: index.md\n"
    course = Course.write(tmp_path / "course", {"myst.yml": toc, "index.md": "# Home\n"}).folder
    made = run_program("new", "page", str(course / name))
    assert b"Traceback" not in made.stderr
    assert made.returncode == 0 or len(made.stderr.splitlines()) == 1
    ran = build(course)
    assert b"error" not in ran.stdout, ran.stdout
    assert (made.returncode == 0) == (b"2 pages" in ran.stderr)
