"""The package: what is in the wheel and in the archive of sources, and that it works from there."""

import os
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest
from conftest import ROOT
from test_conventions import tracked

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def packages(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with the wheel, made from the archive of sources, and that archive."""
    folder = tmp_path_factory.mktemp("packages")
    _make(ROOT, "sdist", folder)
    (archive,) = folder.glob("*.tar.gz")
    with tarfile.open(archive) as sources:
        sources.extractall(folder / "sources", filter="data")
    (unpacked,) = (folder / "sources").iterdir()
    _make(unpacked, "wheel", folder)
    return folder


def _make(sources: Path, target: str, folder: Path) -> None:
    command = [sys.executable, "-m", "hatchling", "build", "-t", target, "-d", str(folder)]
    subprocess.run(command, cwd=sources, check=True, capture_output=True)


def test_the_archive_of_sources_has_every_file(packages: Path) -> None:
    (archive,) = packages.glob("*.tar.gz")
    with tarfile.open(archive) as sources:
        names = {name.partition("/")[2] for name in sources.getnames()}
    wanted = {path.relative_to(ROOT).as_posix() for path in tracked()}
    assert wanted <= names


def test_the_wheel_has_every_module_and_template(packages: Path) -> None:
    (wheel,) = packages.glob("*.whl")
    names = set(zipfile.ZipFile(wheel).namelist())
    files = [path for path in tracked() if path.is_relative_to(ROOT / "src")]
    templates = [path for path in tracked() if path.is_relative_to(ROOT / "templates")]
    wanted = {path.relative_to(ROOT / "src").as_posix() for path in files}
    wanted |= {f"neuromatch_site/{path.relative_to(ROOT).as_posix()}" for path in templates}
    assert wanted <= names
    assert "neuromatch_site/py.typed" in names


def test_a_course_is_made_and_built_from_the_wheel(packages: Path, tmp_path: Path) -> None:
    (wheel,) = packages.glob("*.whl")
    zipfile.ZipFile(wheel).extractall(tmp_path / "installed")  # noqa: S202 - our own
    run = "import sys; from neuromatch_site.commands.cli import main; main(sys.argv[1:])"
    for arguments in (["new", "course", "mine"], ["build", "mine", "--strict"]):
        ran = subprocess.run(
            [sys.executable, "-c", run, *arguments],
            cwd=tmp_path,
            env={**os.environ, "PYTHONPATH": str(tmp_path / "installed")},
            capture_output=True,
            text=True,
            check=False,
        )
        assert ran.returncode == 0, ran.stdout + ran.stderr
    page = (tmp_path / "_site" / "index.html").read_text(encoding="utf-8")
    assert "<main" in page
    assert list((tmp_path / "_site").rglob("*.css"))
