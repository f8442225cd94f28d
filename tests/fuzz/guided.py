"""Courses found by coverage: ``pip install atheris``, then ``python tests/fuzz/guided.py -runs=N``.

Atheris has no wheel for every system, so this is a tool beside the suite and no part of it.
"""

import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
sys.path[:0] = [str(ROOT / "src"), str(ROOT / "tests")]

import atheris  # type: ignore[import-not-found,import-untyped,unused-ignore]  # noqa: E402 - see above

with atheris.instrument_imports(include=["neuromatch_site", "markdown_it", "mdit_py_plugins"]):
    from fuzz.whole_site import hold


def check(data: bytes) -> None:
    """Hold the site of a course with this page."""
    hold({"index.md": "# Front\n", "page.md": data[:2000].decode(errors="replace")})


if __name__ == "__main__":
    atheris.Setup(sys.argv, check)
    atheris.Fuzz()
