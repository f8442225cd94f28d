"""What others read as commands: terminals, workflows, calendars, feeds, viewers of SARIF."""

import json
import re
import xml.etree.ElementTree as ET
import zipfile
from pathlib import Path

import pytest
from click.testing import CliRunner
from courses import Course

from neuromatch_site.commands.cli import main
from neuromatch_site.diagnostics.causes import by_cause
from neuromatch_site.diagnostics.formats import FORMATS, render

NAMES = (
    "x\n::stop-commands::zzz\n.md",
    "x\r::error::y.md",
    "\x1b]0;pwn\x07x.md",
    "x\u202egnp.md",
    "x\u2028y.md",
    "x\x9b31m.md",
    "a b%#?.md",
)
_CONTROL = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028-\u202e]")


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("form", FORMATS)
def test_a_file_name_writes_no_command(tmp_path: Path, name: str, form: str) -> None:
    files = {"index.md": "# Home\n\n{nope}`x`\n", name: "# X\n\n[a](nope.md) {nope}`x`\n"}
    built = Course.write(tmp_path / "course", files).build()
    text = render(by_cause(built.diagnostics), form, "course/")
    if form in ("text", "github"):
        assert not _CONTROL.search(text)
        starts = ("::error ", "::warning ", "::notice ") if form == "github" else ("course/", "  ")
        assert all(line.startswith(starts) for line in text.split("\n"))
    if form == "sarif":
        for result in json.loads(text)["runs"][0]["results"]:
            uri = result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
            assert re.fullmatch(r"[\w.~%/-]+", uri, re.ASCII)


_PLAIN = ("::stop-commands::x.md", " ::error::y.md", "##[add-mask]x.md", "a##vso[task.x]y.md")
"""Names without control characters: a line begins with the path where the course is here."""


@pytest.mark.parametrize("form", FORMATS)
def test_no_name_and_no_word_begins_a_command(tmp_path: Path, form: str) -> None:
    page = "# X\n\n[a](##[stop-commands]x.md) {##vso[a]}`x`\n"
    files = {"index.md": "# Home\n", **dict.fromkeys(_PLAIN, page)}
    built = Course.write(tmp_path / "course", files).build()
    text = render(built.diagnostics, form, "")
    assert len(built.diagnostics) >= len(_PLAIN)
    assert not re.search(r"##\w*\[", text)
    if form == "text":
        assert not [line for line in text.split("\n") if line.lstrip().startswith("::")]
    if form == "json":
        assert {one["path"] for one in json.loads(text)} == set(_PLAIN)


def test_no_other_output_is_a_command(tmp_path: Path) -> None:
    title = '"::stop-commands::a\\n::error::b ##[add-mask]c"'
    config = f"version: 1\nproject: {{title: {title}, authors: [{{name: '##[error]X'}}]}}\n"
    course = Course.write(tmp_path / "course", {"myst.yml": config, "index.md": "# H\n"}).folder
    book = Course.write(tmp_path / "book", {"_config.yml": "title: B\n::error::x: 1\n"}).folder
    (book / "_toc.yml").write_text("format: jb-book\nroot: index\n")
    (book / "index.md").write_text("# I\n")
    (book / "::add-mask::x\n::error::y.md").write_text("# Y\n")
    (tmp_path / "linked").mkdir()
    (tmp_path / "linked" / "a\n::error::b").symlink_to(tmp_path)
    for command in (
        f"cite {course}",
        f"cite {course} --deposit --publish x",
        f"import {book} -o {tmp_path}/new",
        f"import {book} -o {tmp_path}/newer --dry-run",
        f"import {tmp_path}/linked -o {tmp_path}/newest",
        f"build {course} -vv -o {tmp_path}/_site",
    ):
        said = CliRunner().invoke(main, command.split()).output
        assert said
        assert not re.search(r"##\w*\[", said), command
        assert not [line for line in said.split("\n") if line.lstrip().startswith("::")], command


def test_a_quoted_text_writes_no_command(tmp_path: Path) -> None:
    config = 'version: 1\nproject: {title: T, "x\\e]0;y\\a": 1, license: "a\\n::error::x"}\n'
    built = Course.write(tmp_path / "course", {"myst.yml": config, "index.md": "# H\n"}).build()
    assert built.diagnostics
    assert not _CONTROL.search(render(built.diagnostics, "text", ""))
    assert "\n::" not in render(built.diagnostics, "text", "")


def test_no_character_breaks_a_book(tmp_path: Path) -> None:
    output = {"output_type": "stream", "name": "stdout", "text": "a\x07b\uffff"}
    code = {"cell_type": "code", "source": "x\x06", "outputs": [output], "metadata": {}}
    words = {"cell_type": "markdown", "source": "# A\x05\uffff", "metadata": {}}
    notebook = {"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": [words, code]}
    config = 'version: 1\nproject: {title: "T\\x01\\e", authors: [{name: "N\\x02"}]}\n'
    files = {"myst.yml": config, "index.md": "# H\n", "n.ipynb": json.dumps(notebook)}
    course = Course.write(tmp_path / "course", files).folder
    CliRunner().invoke(main, ["export", "epub", str(course), "-o", f"{tmp_path}/a.epub"])
    with zipfile.ZipFile(tmp_path / "a.epub") as book:
        for name in book.namelist():
            if name.endswith((".xhtml", ".opf")):
                ET.fromstring(book.read(name))  # noqa: S314 - what we wrote ourselves


_EVIL = r"a\r\nBEGIN:VALARM\r\nX-EVIL:1"
_SCHEDULE = rf"""
title: "T{_EVIL}"
timezone: UTC
weeks:
  - title: "W{_EVIL}"
    start: 2026-01-05
    description: "D{_EVIL}"
    sessions:
      - {{title: "S{_EVIL}", date: 2026-01-05, start: "10:00", url: "https://a.example/{_EVIL}"}}
      - {{title: S, date: 2026-01-05, start: "10:00", url: "https://a.example/\x85BEGIN:VALARM"}}
"""
_CONFERENCE = rf"""
name: "C{_EVIL}"
editions:
  - {{id: "e{_EVIL}", name: "E{_EVIL}", start: 2026-01-05, end: 2026-01-06, place: "P{_EVIL}",
      url: "https://a.example/{_EVIL}", description: "D{_EVIL}"}}
"""
_CONFIG = rf"""
version: 1
project: {{title: "T{_EVIL}", id: "i{_EVIL}", description: "D\x01{_EVIL}"}}
site: {{title: "T\x0b{_EVIL}", options: {{base_url: "https://e.example/"}}}}
"""


def test_no_data_writes_a_line_of_a_calendar_or_a_feed(tmp_path: Path) -> None:
    files = {
        "myst.yml": _CONFIG,
        "index.md": "# Home\n",
        "news.md": f'---\ntitle: "N{_EVIL}"\ndate: 2026-01-01\n---\n',
        "data/schedule.yml": _SCHEDULE,
        "data/conference.yml": _CONFERENCE,
        "data/announcements.yml": f'- {{title: "A{_EVIL}", date: 2026-01-01, text: "x\\x0c"}}\n',
    }
    built = Course.write(tmp_path / "course", files).build()
    site = {one.path: one.content for one in built.artifacts if isinstance(one.content, bytes)}
    calendars = [site[path].decode() for path in ("schedule.ics", "events.ics")]
    for calendar in calendars:
        lines = re.split("\r\n|\n|\r|\x85|\u2028", calendar.replace("\r\n ", ""))
        assert not [line for line in lines if line.startswith(("BEGIN:VALARM", "X-EVIL"))]
        assert calendar.count("BEGIN:VEVENT") == calendar.count("END:VEVENT")
    for path, content in site.items():
        if path.endswith(".xml"):
            ET.fromstring(content.decode())  # noqa: S314 - what we wrote ourselves
