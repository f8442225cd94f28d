"""Names and streams as other systems have them, as far as they can be tried on this one."""

import os
import subprocess
import sys
import textwrap
from pathlib import Path
from unicodedata import normalize

import pytest
from courses import Course, picture, shown

from neuromatch_site.cache.folders import own_folder
from neuromatch_site.filesystem.atomic import MARKER, write_atomic
from neuromatch_site.model.artifact import Artifact
from neuromatch_site.pipeline.write import write_site

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


_CONFIG = """\
version: 1
project:
  title: "العصبية 神経 donnees\u0301 🧠"
  license: CC-BY-4.0
  authors: [{name: Łukasz Šimůnek}]
"""
_COMMANDS = (
    *("build {c} -o {o}", "build {c} -o {o} --message-format json", "check {c}", "cite {c}"),
    *("build {c} -o {o} -vv --message-format github", "cite {c} --write", "lock {c} --check"),
    *("export notebooks {c} -o {o}", "export zip {c} -o {o}.zip", "export epub {c} -o {o}.epub"),
    *("import {b} -o {o}", "import {b} -o {o} --dry-run", "run {c} --check", "doctor"),
    *("new course {o}", "new page {c}/神経.md", "schema myst", "clean -o {o}", "check --help"),
)


@pytest.mark.parametrize("command", _COMMANDS)
def test_each_command_prints_to_a_stream_of_another_encoding(tmp_path: Path, command: str) -> None:
    """As Windows redirects it; and no text is read or written in the encoding of the system."""
    page = "# 神経 🧠\n\n[](#العصبية)\n\n```{code-cell} python\n1\n```\n"
    course = Course.write(tmp_path / "cours-é", {"myst.yml": _CONFIG, "index.md": page}).folder
    book = Course.write(
        tmp_path / "book", {"index.md": page, "_config.yml": "title: 神経\n"}
    ).folder
    (book / "_toc.yml").write_text("format: jb-book\nroot: index\n")
    words = [word.format(c=course, b=book, o=tmp_path / "out") for word in command.split()]
    cp1252 = {"PYTHONUTF8": "0", "PYTHONIOENCODING": "cp1252", "PYTHONWARNDEFAULTENCODING": "1"}
    ran = subprocess.run(
        [sys.executable, "-m", "neuromatch_site", *words],
        env={**os.environ, **cp1252},
        capture_output=True,
        check=False,
        timeout=100,
    )
    said = (ran.stdout + ran.stderr).decode("cp1252")
    assert "Traceback" not in said, said
    assert "UnicodeEncodeError" not in said
    ours = [line for line in said.splitlines() if "EncodingWarning" in line]
    assert not [line for line in ours if "neuromatch_site" in line.partition("EncodingWarning")[0]]


def _held_open(monkeypatch: pytest.MonkeyPatch, name: str, times: int) -> None:
    """Have the system refuse to rename a file or folder so often, as Windows does."""
    real = os.replace
    left = [times]

    def replace(source: Path | str, target: Path | str) -> None:
        if name in (Path(source).name, Path(target).name) and left[0]:
            left[0] -= 1
            raise PermissionError(13, "being used by another process", str(target))
        real(source, target)

    monkeypatch.setattr(os, "replace", replace)
    monkeypatch.setattr("neuromatch_site.filesystem.atomic._MAY_BE_BUSY", True)
    monkeypatch.setattr("neuromatch_site.filesystem.atomic._BUSY_SECONDS", 0.3)


def test_a_file_held_open_for_a_moment_is_replaced(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a").write_text("old")
    _held_open(monkeypatch, "a", 2)
    write_atomic(tmp_path / "a", b"new")
    assert (tmp_path / "a").read_text() == "new"


def test_a_file_held_open_for_long_stays_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a").write_text("old")
    _held_open(monkeypatch, "a", 1_000)
    with pytest.raises(PermissionError):
        write_atomic(tmp_path / "a", b"new")
    assert [path.read_text() for path in tmp_path.iterdir()] == ["old"]


@pytest.mark.parametrize("times", [2, 1_000])
def test_a_site_of_which_a_file_is_held_open_stays_or_is_replaced(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, times: int
) -> None:
    """A file that is open keeps its folder from being renamed, where two steps are needed."""
    site = tmp_path / "_site"
    write_site([Artifact("index.html", b"old")], site)
    monkeypatch.setattr("neuromatch_site.filesystem.exchange._swap", lambda _one, _other: False)
    _held_open(monkeypatch, "_site", times)
    if times > 2:
        with pytest.raises(PermissionError):
            write_site([Artifact("index.html", b"new")], site)
    else:
        write_site([Artifact("index.html", b"new")], site)
    assert (site / "index.html").read_text() == ("new" if times == 2 else "old")
    assert (site / MARKER).exists()
    assert list(tmp_path.iterdir()) == [site]


def test_modes_of_windows_do_not_keep_a_cache_from_being_used(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Windows says of every folder that all may write it."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    folder = own_folder("kept")
    assert folder is not None
    folder.chmod(0o777)
    assert own_folder("kept") is None
    monkeypatch.setattr(sys, "platform", "win32")
    assert own_folder("kept") == folder
