"""Commands as people run them: bad input gives one clear message, never a traceback."""

import os
import resource
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from programs import program, run_aside

pytestmark = pytest.mark.slow

PAGE = {"index.md": "# Front\n\nWelcome.\n"}


def run(folder: Path, *arguments: str, limit: int = 0) -> subprocess.CompletedProcess[str]:
    """Run a command in the folder; ``limit`` is the most bytes that a file may have."""
    done = run_aside(_limited, str(limit), *arguments, cwd=folder)
    out, err = done.stdout.decode(), done.stderr.decode()
    assert "Traceback" not in out + err
    return subprocess.CompletedProcess(done.args, done.returncode, out, err)


def _limited(limit: str, *arguments: str) -> None:
    if limit != "0":
        resource.setrlimit(resource.RLIMIT_FSIZE, (int(limit), int(limit)))
    program(*arguments)


def write(folder: Path, files: Mapping[str, str | bytes]) -> None:
    """Write files below the folder."""
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)


TOC = "version: 1\nproject:\n  toc:\n    - file: index.md\n"
SHOWN: Mapping[str, tuple[Mapping[str, str | bytes], str]] = {
    "a page that is not there": (
        {"myst.yml": TOC + "    - file: gone.md\n"},
        (
            "course/myst.yml:5:13: error: page not found: `gone.md` [toc-contents-exist]\n"
            "  hint: create the page, or remove its entry"
        ),
    ),
    "a page in Latin-1": (
        {"index.md": "# Caf\u00e9\n".encode("latin-1")},
        (
            "course/index.md:1:6: error: byte 0xE9 is not UTF-8; is the file Latin-1? [encoding]\n"
            "  hint: save it as UTF-8"
        ),
    ),
    "a page in UTF-16": (
        {"index.md": "# Front\n".encode("utf-16")},
        (
            "course/index.md:1:1: error: the file looks like UTF-16 [encoding]\n"
            "  hint: save it as UTF-8"
        ),
    ),
    "a directive that is never closed": (
        {"index.md": "# Front\n\n:::{note}\nText\n"},
        (
            "course/index.md:3:1: error: `{note}` is never closed; the line that follows is"
            " inside it [fence-closed]\n  hint: close it with a line `:::`"
        ),
    ),
    "a file that includes itself": (
        {"index.md": "# Front\n\n```{include} a.txt\n```\n", "a.txt": "```{include} a.txt\n```\n"},
        (
            "course/a.txt:1:1: error: `a.txt` includes itself: index.md:3 > a.txt:1 > a.txt"
            " [include-cycle]\n  hint: remove one of these includes"
        ),
    ),
    "a page that is too large": (
        {"index.md": "# Front\n" + "x " * 300_000},
        (
            "course/index.md:1:1: error: the page is 0.6 MB [page-too-large]\n"
            "  hint: split it; the limit is 400 kB"
        ),
    ),
}
"""Mistakes that do not cost the site."""

NO_SITE: Mapping[str, tuple[Mapping[str, str], str]] = {
    "no page": (
        {"readme.txt": "x"},
        (
            "course/index.md:1:1: error: the course has no page [course-exists]\n"
            "  hint: create a file `index.md`"
        ),
    ),
    "a configuration that is no YAML": (
        {**PAGE, "myst.yml": "project: [\n"},
        "course/myst.yml:2:1: error: ",
    ),
    "two pages at one address": (
        {**PAGE, "1-a.md": "# A\n", "2-a.md": "# A\n"},
        "[duplicate-output]",
    ),
}
"""Mistakes after which there is no site to write."""


@pytest.mark.parametrize("name", SHOWN)
def test_a_mistake_on_a_page_is_said_and_the_site_is_written(tmp_path: Path, name: str) -> None:
    files, message = SHOWN[name]
    write(tmp_path / "course", {**PAGE, **files})
    done = run(tmp_path, "build")
    assert done.returncode == 1
    assert message in done.stdout
    assert (tmp_path / "_site" / "index.html").is_file()


@pytest.mark.parametrize("name", NO_SITE)
def test_where_there_is_no_site_the_old_one_stays(tmp_path: Path, name: str) -> None:
    files, message = NO_SITE[name]
    write(tmp_path / "course", files)
    write(tmp_path / "_site", {".neuromatch-site": "", "index.html": "old"})
    done = run(tmp_path, "build")
    assert done.returncode == 1
    assert message in done.stdout
    assert (tmp_path / "_site" / "index.html").read_text() == "old"


def test_a_course_that_is_not_there(tmp_path: Path) -> None:
    done = run(tmp_path, "build")
    assert done.returncode == 1
    assert "error: course folder not found: `course` [course-exists]\n  hint: " in done.stdout
    assert not (tmp_path / "_site").exists()


def test_several_mistakes_are_said_at_once_in_order(tmp_path: Path) -> None:
    texts = {"index.md": "# Front\n\n{nope}`x`\n\n[](gone.md)\n", "a.md": "# A\n\n$$\nx\n"}
    write(tmp_path / "course", texts)
    done = run(tmp_path, "check")
    assert done.returncode == 1
    places = [line.partition(": ")[0] for line in done.stdout.splitlines() if line[0] != " "]
    assert places == ["course/a.md:3:1", "course/index.md:3:1", "course/index.md:5:1"]
    assert "3 errors" in done.stderr


def test_a_warning_counts_when_the_author_says_so(tmp_path: Path) -> None:
    write(tmp_path / "course", {"index.md": "# Front\n\n![x](https://example.org/x.png)\n"})
    assert run(tmp_path, "build").returncode == 0
    assert run(tmp_path, "build", "--strict").returncode == 1


WRONG = (
    ["build", "--nope"],
    ["build", "--jobs", "0"],
    ["build", "--message-format", "nope"],
    ["build", "--base-url", "javascript:x"],
    ["build", "--base-url", "example.org/course/"],
    ["build", "--base-url", "https://"],
    ["build", "--base-url", "https://example.org/a?b"],
    ["build", "--base-url", "https://example.org/a b/"],
    ["build", "--base-url", "//example.org/"],
    ["build", "--base-url", "/a/../b/"],
    ["build", "--templates", "nowhere"],
    ["nope"],
)


@pytest.mark.parametrize("arguments", WRONG, ids=" ".join)
def test_wrong_usage_is_two(tmp_path: Path, arguments: list[str]) -> None:
    done = run(tmp_path, *arguments)
    assert done.returncode == 2
    assert "Error: " in done.stderr


def _foreign(folder: Path) -> str:
    write(folder / "thesis", {"thesis.docx": "years of work"})
    return "thesis"


def _file(folder: Path) -> str:
    (folder / "file").touch()
    return "file"


def _below_a_file(folder: Path) -> str:
    (folder / "file").touch()
    return "file/site"


def _link(folder: Path) -> str:
    write(folder / "elsewhere", {".neuromatch-site": ""})
    (folder / "link").symlink_to("elsewhere")
    return "link"


OUTPUTS: Mapping[str, Callable[[Path], str]] = {
    "not ours": _foreign,
    "a file": _file,
    "below a file": _below_a_file,
    "a link": _link,
    "the course": lambda _folder: "course",
    "around the course": lambda _folder: ".",
    "where no folder can be": lambda _folder: "/proc/nowhere/site",
}


@pytest.mark.parametrize("name", OUTPUTS)
def test_an_output_folder_that_cannot_be_is_said_in_one_line(tmp_path: Path, name: str) -> None:
    write(tmp_path / "course", PAGE)
    output = OUTPUTS[name](tmp_path)
    before = sorted(tmp_path.rglob("*"))
    done = run(tmp_path, "build", "-o", output)
    assert done.returncode == 1
    assert done.stderr.startswith("Error: ")
    assert done.stderr.count("\n") == 1
    assert [path for path in before if not path.exists()] == []


def test_a_disk_that_is_full_leaves_the_old_site(tmp_path: Path) -> None:
    write(tmp_path / "course", PAGE)
    assert run(tmp_path, "build").returncode == 0
    before = (tmp_path / "_site" / "index.html").read_bytes()
    write(tmp_path / "course", {"index.md": "# Front\n\n" + "New words. " * 2000})
    done = run(tmp_path, "build", limit=4096)
    assert done.returncode == 1
    assert done.stderr.startswith("Error: cannot write the site to `_site`: File too large")
    assert (tmp_path / "_site" / "index.html").read_bytes() == before
    assert [path.name for path in tmp_path.glob("._site-*")] == []
    assert run(tmp_path, "build").returncode == 0
    assert b"New words." in (tmp_path / "_site" / "index.html").read_bytes()


def test_an_interrupt_ends_at_once_and_leaves_the_old_site(tmp_path: Path) -> None:
    pages = {f"page-{number}.md": f"# Page {number}\n\n$x$ *a*\n" * 40 for number in range(450)}
    write(tmp_path / "course", {**PAGE, **pages})
    write(tmp_path / "_site", {".neuromatch-site": "", "index.html": "old"})
    command = [sys.executable, "-m", "neuromatch_site", "build", "--no-cache"]
    before = signal.signal(signal.SIGINT, signal.default_int_handler)  # a job of a shell ignores it
    with subprocess.Popen(command, cwd=tmp_path, stderr=subprocess.PIPE, text=True) as build:
        signal.signal(signal.SIGINT, before)
        _wait_for_work(build.pid)
        build.send_signal(signal.SIGINT)
        _, errors = build.communicate(timeout=20)
    assert build.returncode == 1
    assert "Traceback" not in errors
    assert (tmp_path / "_site" / "index.html").read_text() == "old"
    assert [path.name for path in tmp_path.glob("._site-*")] == []


def _wait_for_work(process: int) -> None:
    """Return once the process has used the processor for a second: it is reading pages."""
    ticks = 0
    while ticks < 100:
        fields = Path(f"/proc/{process}/stat").read_text().rpartition(") ")[2].split()
        ticks = int(fields[11])
        time.sleep(0.01)


def test_a_reader_that_has_read_enough_is_no_error(tmp_path: Path) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    try:
        done = subprocess.run(
            [sys.executable, "-m", "neuromatch_site", "doctor"],
            cwd=tmp_path,
            stdout=writing,
            stderr=subprocess.PIPE,
            check=False,
            timeout=60,
        )
    finally:
        os.close(writing)
    assert done.stderr == b""
