"""Code in lessons runs, and prints what the comment behind its ``print`` says."""

import contextlib
import io
import re
from pathlib import Path

import pytest
from test_lessons import LESSONS

pytestmark = pytest.mark.slow

_BLOCK = re.compile(r"^```\{code-block\} python\n(.*?)^```$", re.DOTALL | re.MULTILINE)
_DATE_TEXT = re.compile(r"print\(.*\)  # (.*)$", re.MULTILINE)
_NEEDS = {"code-surrogate": "torch"}
"""Code that needs more than NumPy is shown, and not run here."""


def _blocks(path: Path) -> list[tuple[str, str]]:
    found = []
    for block in _BLOCK.findall(path.read_text(encoding="utf-8")):
        options, code = block.split("\n\n", 1)
        found.append((re.search(r":name: (\S+)", options)[1], code))  # type: ignore[index] # named
    return found


_CODE = [block for path in LESSONS for block in _blocks(path) if block[0] not in _NEEDS]


@pytest.mark.parametrize(("name", "code"), _CODE, ids=[name for name, _ in _CODE])
def test_code_prints_what_its_comments_say(name: str, code: str) -> None:
    pytest.importorskip("numpy")
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        exec(compile(code, name, "exec"), {})  # noqa: S102 - the course's own code
    said = " ".join(_DATE_TEXT.findall(code))
    assert _words(printed.getvalue()) == _words(said)


def _words(text: str) -> list[str]:
    """Return the numbers and names in a text, whatever stands between the lines."""
    return re.findall(r"-?[\d.]+\d|-?\d|[A-Z]", text.replace("], [", " ").replace("then", " "))
