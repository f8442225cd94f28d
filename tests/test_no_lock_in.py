"""The course of this repository builds elsewhere too: with mystmd, Jupyter Book 2, Sphinx."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import ROOT, node_program

pytestmark = pytest.mark.slow

PROGRAMS = Path(sys.executable).parent
OWN = {
    "unknown directive: button",
    "unknown directive: figure-md",
    "unknown directive: nma-slides",
    "unknown directive: nma-video",
    "unknown directive: quiz",
    "unknown directive: tab-set-code",
    "unknown role: blank",
    "unknown role: code",
}
"""What mystmd does not have; it shows the text, a plain list where that is a `quiz`."""
CONF = """extensions = ["myst_parser"]
myst_enable_extensions = [
    "amsmath", "attrs_block", "attrs_inline", "colon_fence",
    "deflist", "dollarmath", "substitution", "tasklist",
]
myst_title_to_header = True
myst_heading_anchors = 3
numfig = True
exclude_patterns = ["myst-by-example.md", "README.md", "figures/README.md", "**.ipynb"]
root_doc = "contents"
"""
CONTENTS = """# Contents

```{toctree}
:glob:

*
*/*
```
"""
_PLACED = re.compile(r".*?(?:WARNING|ERROR): ")


@pytest.fixture
def course(tmp_path: Path) -> Path:
    """Return a copy of the course."""
    return Path(shutil.copytree(ROOT / "course", tmp_path / "course"))


@pytest.mark.parametrize("program", ["myst", "jupyter-book"])
def test_mystmd_and_jupyter_book_read_every_page(program: str, course: Path) -> None:
    if node_program() is None:
        pytest.skip("mystmd needs Node.js, and there is none")
    command = [str(PROGRAMS / program), "build", "--site"]
    done = subprocess.run(command, cwd=course, capture_output=True, text=True, check=False)
    said = (done.stdout + done.stderr).splitlines()
    errors = [line.partition(" ")[2] for line in said if line.startswith("⛔️")]
    pages = list((course / "_build" / "site" / "content").glob("*.json"))
    assert len(pages) > 80
    assert [error for error in errors if not _is_expected(error)] == []


def _is_expected(error: str) -> bool:
    """Return whether an error is about our own constructs, or about pictures on the web.

    One page shows every directive and role that we read, Sphinx's among them.
    """
    everything = error.startswith("myst-by-example.md:") and "unknown " in error
    own = everything or any(error.endswith(word) for word in OWN)
    return own or "colab-badge" in error or "Unsupported image extension" in error


def test_sphinx_reads_the_shared_syntax(course: Path, tmp_path: Path) -> None:
    (tmp_path / "conf.py").write_text(CONF)
    (course / "contents.md").write_text(CONTENTS)
    command = [str(PROGRAMS / "sphinx-build"), "-q", "-b", "dummy", "-c", str(tmp_path)]
    command += [str(course), "out"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 0
    said = [_PLACED.sub("", line) for line in done.stderr.splitlines() if _PLACED.match(line)]
    mistakes = [line for line in said if not _is_of_another_dialect(line)]
    assert mistakes == []


def _is_of_another_dialect(line: str) -> bool:
    """Return whether Sphinx only lacks an extension for a directive or role."""
    return (
        "Unknown directive type" in line
        or "nknown interpreted text role" in line
        or ("unknown role name" in line or "unknown directive name" in line)
    )
