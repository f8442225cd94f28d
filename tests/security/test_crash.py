"""A build that is killed at any moment leaves a whole site, and the next one is right again.

``--kills=N`` says how often (the bench kills a hundred times).
"""

import random
import subprocess
import sys
import time
from pathlib import Path

import pytest

_PAGES = 40


def _write(course: Path, version: int) -> None:
    course.mkdir(exist_ok=True)
    for number in range(_PAGES):
        text = f"# Page {number}\n\nThis is version-{version} of it.\n\n$x^{number}$\n"
        (course / f"page-{number}.md").write_text(text)


def _start(folder: Path) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "neuromatch_site", "build", "course", "-o", "site"]
    return subprocess.Popen(
        command, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )


def _built(folder: Path) -> dict[str, bytes]:
    """Build, and return the site."""
    with _start(folder) as build:
        assert build.wait() == 0
    return _site(folder)


def _site(folder: Path) -> dict[str, bytes]:
    paths = [path for path in sorted((folder / "site").rglob("*")) if path.is_file()]
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths}


def test_the_site_is_whole_whenever_a_build_is_killed(
    tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    course = tmp_path / "course"
    whole = []
    seconds = 0.0
    for version in (0, 1):
        _write(course, version)
        start = time.monotonic()
        whole.append(_built(tmp_path))
        seconds = time.monotonic() - start
    moments = random.Random(0)  # noqa: S311 - the same moments every time
    for kill in range(int(request.config.getoption("--kills"))):
        _write(course, kill % 2)
        with _start(tmp_path) as build:
            time.sleep(moments.uniform(0.3, 1.1) * seconds)
            build.kill()
        assert _site(tmp_path) in whole
    _write(course, 0)
    assert _built(tmp_path) == whole[0]
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".site-")] == []
