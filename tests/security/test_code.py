"""Only the command line runs code, and what a course lets its pages do is told in every build."""

import json
import os
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest
from click.testing import CliRunner
from courses import Course

from neuromatch_site.commands.cli import main
from neuromatch_site.diagnostics.diagnostic import Rule, Severity

_CELL = """\
---
kernelspec: {name: python3}
---
# H

```{code-cell} python
open(r"%s", "w").write("x")
```
"""
_ON = "site: {options: {execute: true}}\n"
_SAYS: Mapping[str, Mapping[str, str]] = {
    "myst.yml": {"myst.yml": _ON},
    "extends": {"myst.yml": "extends: [other.yml]\nproject: {title: T}\n", "other.yml": _ON},
    "edition": {
        "myst.yml": "site: {options: {editions: [{title: Now}, {title: '2025', path: '2025'}]}}\n",
        "editions/2025/myst.yml": _ON,
    },
}
_COMMANDS = (
    "build {c} -o {o}",
    "build {c} -o {o} --strict --no-cache",
    "check {c}",
    "export epub {c} -o {o}.epub",
    "export zip {c} -o {o}.zip",
    "export notebooks {c} -o {o}",
    "cite {c}",
)


def run(command: str) -> tuple[int, str]:
    """Return the exit code of a command, and all that it says."""
    result = CliRunner().invoke(main, command.split())
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result.exit_code, result.output


@pytest.mark.parametrize("command", _COMMANDS)
@pytest.mark.parametrize("where", _SAYS)
def test_no_key_runs_code(tmp_path: Path, where: str, command: str) -> None:
    ran = tmp_path / "ran"
    files = {**_SAYS[where], "index.md": _CELL % ran, "editions/2025/index.md": _CELL % ran}
    folder = Course.write(tmp_path / "course", files).folder
    _, said = run(command.format(c=folder, o=tmp_path / "out"))
    assert not ran.exists()
    if command.startswith("build"):
        assert "`execute: true` runs no code: only the command line does" in said
        assert "--execute" in said


def test_execute_of_the_command_line_is_not_warned_of(tmp_path: Path) -> None:
    files = {"myst.yml": _ON, "index.md": "# No code\n"}
    folder = Course.write(tmp_path / "course", files).folder
    assert "code-runs-on-request" not in run(f"build {folder} -o {tmp_path / 'out'} --execute")[1]


_PERMISSIONS = """\
version: 1
extends: [more.yml]
project:
  title: T
  error_rules:
    - {rule: course-permissions, severity: ignore}
    - {rule: templates-used, severity: ignore}
site:
  options:
    trust: true
"""


def test_what_a_course_permits_is_told_once_and_cannot_be_ignored(tmp_path: Path) -> None:
    files = {
        "myst.yml": _PERMISSIONS,
        "more.yml": "site: {options: {frame_hosts: [player.example.org]}}\n",
        "index.md": "# Home\n\nWords.\n",
        "../templates/nodes/paragraph.html": "<p>{{ children }}</p>",
    }
    folder = Course.write(tmp_path / "course", files).folder
    code, said = run(f"build {folder} -o {tmp_path / 'out'} --strict --message-format json")
    found = json.loads(said[said.index("[") : said.rindex("]") + 1])
    notes = {(Path(one["path"]).name, one["line"], one["rule"]) for one in found}
    assert notes == {
        ("myst.yml", 10, "course-permissions"),
        ("more.yml", 1, "course-permissions"),
        ("paragraph.html", 1, "templates-used"),
    }
    assert {one["severity"] for one in found} == {"note"}
    assert code == 0
    said = run(f"build {folder} -o {tmp_path / 'out'} --message-format github")[1]
    assert said.count("::notice file=") == 3
    assert "::notice file=" + str(tmp_path / "templates/nodes/paragraph.html") in said


def test_notes_are_told_again_where_nothing_has_changed(tmp_path: Path) -> None:
    files = {"myst.yml": "site: {options: {trust: true}}\n", "index.md": "# Home\n"}
    folder = Course.write(tmp_path / "course", files).folder
    for path in folder.rglob("*"):
        os.utime(path, (1_700_000_000, 1_700_000_000))
    said = [run(f"build {folder} -o {tmp_path / 'out'}")[1] for _ in range(2)]
    assert "nothing has changed" in said[1]
    assert all("[course-permissions]" in one for one in said)


@pytest.mark.skipif(sys.platform == "win32" or os.getuid() != 0, reason="only root gives away")
def test_templates_of_somebody_else_are_refused(tmp_path: Path) -> None:
    evil = "{{ cycler.__init__.__globals__.os.system('touch %s') }}" % (tmp_path / "ran")
    files = {"index.md": "# Home\n\nWords.\n", "../templates/nodes/paragraph.html": evil}
    folder = Course.write(tmp_path / "course", files).folder
    os.chown(tmp_path / "templates", 65534, 65534)
    code, said = run(f"build {folder} -o {tmp_path / 'out'}")
    assert not (tmp_path / "ran").exists()
    assert code == 1
    foreign = Rule.TEMPLATES_OWNED
    assert f"[{foreign.id}]" in said
    assert "belongs to another user and is not used" in said
    assert "Words." in (tmp_path / "out" / "index.html").read_text()
    run(f"build {folder} -o {tmp_path / 'out'} --templates {tmp_path / 'templates'}")
    assert (tmp_path / "ran").exists()


def test_a_template_that_is_no_text_is_a_message(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        "index.md": "# Home\n",
        "../templates/nodes/paragraph.html": b"\xff\xfe",
    }
    folder = Course.write(tmp_path / "course", files).folder
    code, said = run(f"build {folder} -o {tmp_path / 'out'}")
    assert code == 1
    assert "`nodes/paragraph.html` is not UTF-8 and is not used" in said


def test_only_notes_tell_and_do_not_count() -> None:
    notes = {rule for rule in Rule if rule.severity is Severity.NOTE}
    assert notes >= {Rule.COURSE_PERMISSIONS, Rule.TEMPLATES_USED}
