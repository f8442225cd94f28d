"""A site tells nothing of the machine that built it, and is the same wherever it is built."""

import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest
from courses import Course, picture

FILES: Mapping[str, str | bytes] = {
    "myst.yml": "version: 1\nproject:\n  title: Course\n  license: CC-BY-4.0\n  date: 2026-01-01\n",
    "index.md": "# Front\n\n$x$ [@a] ![p](p.png) [](week/page.md)\n\n```python\nprint(1)\n```\n",
    "week/page.md": "(label)=\n# Page\n\n:::{note}\nIstanbul, İstanbul\n:::\n",
    "references.bib": "@misc{a, title={A}, author={B, C}, year=2020}\n",
    "p.png": picture("p.png", "4x3"),
}
_SHUFFLED = Path(__file__).with_name("shuffled.py")
CANARY = "canary-of-the-environment"


def _built(folder: Path, **environment: str) -> dict[str, bytes]:
    """Build in a process of its own, in a folder of its own; return the site."""
    Course.write(folder / "course", dict(sorted(FILES.items(), reverse="TZ" in environment)))
    command = [sys.executable, "-m", "neuromatch_site", "build", "course", "-o", "site"]
    return _run(command, folder, environment)


def _run(command: list[str], folder: Path, environment: Mapping[str, str]) -> dict[str, bytes]:
    """Run a build in a folder; return the site that it wrote there."""
    whole = {**os.environ, "SECRET_TOKEN": CANARY, **environment}
    run = subprocess.run(command, cwd=folder, env=whole, capture_output=True, check=False)
    assert run.returncode == 0, run.stderr
    paths = (path for path in (folder / "site").rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths}


def test_a_site_is_the_same_wherever_it_is_built_and_names_no_place(tmp_path: Path) -> None:
    near, far = tmp_path / "here", tmp_path / "there" / "below"
    far.mkdir(parents=True)
    near.mkdir()
    one = _built(near, PYTHONHASHSEED="1", LC_ALL="C")
    other = _built(far, PYTHONHASHSEED="2", LC_ALL="tr_TR.UTF-8", TZ="Pacific/Kiritimati")
    assert one == other
    told = [str(tmp_path), str(Path.home()), CANARY]
    found = [
        (path, word) for path, content in one.items() for word in told if word.encode() in content
    ]
    assert not found
    assert not [path for path in one if "/.git" in path]


LARGE: Mapping[str, str | bytes] = {
    "myst.yml": "version: 1\nproject: {title: Course, date: 2026-01-01}\n"
    "site: {options: {languages: [en, fr], editions: [2025]}}\n",
    "index.md": "# Front\n\nWelcome.\n",
    **{f"week-{n % 5}/p{n}.md": f"(l{n})=\n# Page {n}\n\n[](#l{n - n % 5})\n" for n in range(60)},
    "fr/index.md": "# Accueil\n\nBienvenue.\n",
    "editions/2025/myst.yml": "version: 1\nproject: {title: Of 2025}\n",
    "editions/2025/index.md": "# Front of 2025\n\nThen.\n",
    "editions/2025/p1.md": "# Page of 2025\n\nThen.\n",
    "references.bib": "@misc{a, title={A}, author={B, C}, year=2020}\n",
    "more.bib": "@misc{b, title={B}, author={D, E}, year=2021}\n",
}
"""Enough pages that they are shared out among processes, twice."""


@pytest.mark.parametrize(
    ("seed", "jobs", "zone", "speech"),
    [(1, "1", "UTC", "C"), (2, "2", "Pacific/Kiritimati", "tr_TR.UTF-8"), (3, "2", "UTC", "C")],
)
def test_neither_processes_nor_the_order_of_folders_make_a_difference(
    large: Mapping[str, bytes], tmp_path: Path, seed: int, jobs: str, zone: str, speech: str
) -> None:
    command = [sys.executable, str(_SHUFFLED), str(seed), "build", "course", "-o", "site"]
    Course.write(tmp_path / "course", LARGE)
    environment = {"PYTHONHASHSEED": str(seed), "TZ": zone, "LC_ALL": speech}
    assert _run([*command, "--jobs", jobs], tmp_path, environment) == large


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, bytes]:
    """Return the site of the large course, as it is built every day."""
    folder = tmp_path_factory.mktemp("large")
    Course.write(folder / "course", LARGE)
    command = [sys.executable, "-m", "neuromatch_site", "build", "course", "-o", "site"]
    return _run(command, folder, {})
