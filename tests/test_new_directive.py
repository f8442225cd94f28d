"""`make new-directive` writes a directive that works at once; what is added by hand is listed."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import ROOT

_PROGRAM = """
from neuromatch_site.diagnostics.diagnostic import Diagnostics
from neuromatch_site.diagnostics.source import Source
from neuromatch_site.myst.language import DIRECTIVES, parse_myst
found = Diagnostics()
parse_myst(Source("page.md", ":::{loud-words}\\nText\\n:::\\n"), found)
names = [item.name for item in DIRECTIVES]
print(names == sorted(names), "loud-words" in names, found.items)
"""


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """Return a copy of what the script changes."""
    for name in ("src", "tests/cases/examples"):
        shutil.copytree(
            ROOT / name, tmp_path / name, ignore=shutil.ignore_patterns("__pycache__", "starter")
        )
    (tmp_path / "tests/cases/directives").mkdir()
    (tmp_path / ".ci").mkdir()
    shutil.copy(ROOT / ".ci/new-directive", tmp_path / ".ci")
    return tmp_path


def _run(*words: str, folder: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, *words],
        cwd=folder,
        env={"PYTHONPATH": str(folder / "src")},
        capture_output=True,
        text=True,
        check=False,
    )


def test_the_skeleton_of_a_directive_is_part_of_the_language(repository: Path) -> None:
    assert _run(".ci/new-directive", "loud-words", folder=repository).returncode == 0
    done = _run("-c", _PROGRAM, folder=repository)
    assert done.stdout == "True True []\n", done.stderr
    examples = (repository / "tests/cases/examples/directives.md").read_text(encoding="utf-8")
    titles = [line[3:] for line in examples.splitlines() if line.startswith("## ")]
    assert titles.index("loud-words") < titles.index("math")
    assert "## With a body" in (repository / "tests/cases/directives/loud_words.md").read_text()


@pytest.mark.parametrize("name", ["", "Loud", "a b", "../x", "aside"])
def test_a_name_that_cannot_be_changes_nothing(name: str, repository: Path) -> None:
    done = _run(".ci/new-directive", name, folder=repository)
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert not list((repository / "tests/cases/directives").iterdir())


@pytest.mark.parametrize(
    ("folder", "module"),
    [
        ("myst/directives", "myst/language.py"),
        ("myst/roles", "myst/language.py"),
        ("transforms", "transforms/__init__.py"),
    ],
)
def test_a_construct_is_listed(folder: str, module: str) -> None:
    package = ROOT / "src/neuromatch_site"
    names = {path.stem for path in (package / folder).glob("[a-z]*.py")}
    listed = set(re.findall(r"\w+", (package / module).read_text(encoding="utf-8")))
    assert not sorted(names - listed), f"add it to src/neuromatch_site/{module}"
