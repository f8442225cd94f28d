"""The Nu HTML checker finds no error on any page."""

import json
import subprocess
from collections.abc import Sequence
from pathlib import Path

import pytest
from conftest import html_checker, java_program, reference_course_folder
from sites import Site

_QUICK = ("-Xss32m", "-XX:TieredStopAtLevel=1")
"""A stack for its grammar, and no second compiler for a run of some seconds."""


def test_every_page_is_valid_html(
    showcase: Site, request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    """One Java for all files: its start takes longer than a hundred pages."""
    java, jar = java_program(), html_checker(request.config)
    if java is None or jar is None:
        pytest.skip("no HTML checker: `make vnu`, or --vnu=vnu.jar (npm: vnu-jar); and Java")
    folders = [showcase.folder]
    if reference_course_folder(request.config).is_dir():
        folders.append(request.getfixturevalue("reference_site").folder)
    pages = [page for folder in folders for page in sorted(folder.rglob("*.html"))]
    wrong = tmp_path / "wrong.html"
    wrong.write_text("<!doctype html><title>Wrong</title><p><section></p>", encoding="utf-8")
    found = _errors([java, *_QUICK, "-jar", jar], [*pages, wrong])
    assert [one for one in found if wrong.name not in one] == []
    assert found, "it does not look"


def _errors(checker: Sequence[str], pages: Sequence[Path]) -> list[str]:
    command = [*checker, "--format", "json", "--errors-only", *map(str, pages)]
    run = subprocess.run(command, capture_output=True, text=True, check=False)
    found = json.loads(run.stderr)["messages"]
    return [f"{one['url']}:{one.get('lastLine', 1)}: {one['message']}" for one in found]
