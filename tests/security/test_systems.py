"""Names and streams as other systems have them, as far as they can be tried on this one."""

import subprocess
import sys
import textwrap
from pathlib import Path
from unicodedata import normalize

import pytest
from courses import Course, picture, shown

COMPOSED = "donn\u00e9es"


@pytest.mark.parametrize(
    ("on_disk", "written", "said"),
    [
        (normalize("NFD", COMPOSED) + ".png", COMPOSED + ".png", "in another Unicode form"),
        (COMPOSED + ".png", normalize("NFD", COMPOSED) + ".png", "in another Unicode form"),
        ("Axon.PNG", "axon.png", "the file is called `Axon.PNG`: capital letters count"),
    ],
)
@pytest.mark.parametrize("syntax", ["![p]({})", "[p]({})"])
def test_a_name_that_looks_the_same_is_one_message(
    tmp_path: Path, on_disk: str, written: str, said: str, syntax: str
) -> None:
    page = f"# H\n\n{syntax.format(written)}\n"
    files: dict[str, str | bytes] = {"index.md": page, on_disk: picture("a.png", "4x3")}
    built = Course.write(tmp_path / "course", files).build()
    text = shown(built.diagnostics)
    assert text.count("not found") == 1
    assert said in text
    assert "%" not in text


def test_names_in_other_letters_are_refused_where_the_system_would_take_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What macOS and Windows find, the web does not: so it is not there on any system."""
    monkeypatch.setattr("neuromatch_site.filesystem.course_files._TAKES_ANY_CASE", True)
    files = {"index.md": "# H\n\n![p](a/Axon.PNG) [q](a/data.csv)\n", "a/data.csv": "1\n"}
    course = Course.write(tmp_path / "course", {**files, "a/Axon.PNG": picture("a.png", "4x3")})
    assert not shown(course.build().diagnostics)


def test_a_program_that_says_nothing_is_ended_in_time() -> None:
    """As on Windows, where nobody can wait for a pipe and look at the clock."""
    script = """
        import os, subprocess, sys
        from neuromatch_site.postprocess.search import pagefind
        pagefind.TIME_LIMIT = 0.3
        hung = [sys.executable, "-c", "import time; time.sleep(600)"]
        with subprocess.Popen(hung, stdout=subprocess.PIPE) as program:
            with pagefind._ending(program):
                assert os.read(program.stdout.fileno(), 1) == b""
            assert program.wait() != 0
    """
    command = [sys.executable, "-c", textwrap.dedent(script)]
    assert subprocess.run(command, check=False, timeout=60).returncode == 0
