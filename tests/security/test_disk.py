"""A disk that is full, or only for reading: one clear line, the old site as it was, then a way on.

The disk is a small one in memory, seen by the build alone; where the system has none to give to
this user, the tests are left out.
"""

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

_OWN = ("unshare", "--user", "--map-root-user", "--mount")
_BUILD = f"{sys.executable} -m neuromatch_site build course -o disk/site"
_REFUSED = "Error: cannot write the site to `disk/site`: {}; the old site is unchanged\n"


@dataclass(frozen=True, slots=True)
class Disk:
    """A disk with the site of the first version of a course."""

    folder: Path

    def run(self, script: str) -> subprocess.CompletedProcess[str]:
        """Run a script that sees the disk as ``disk``, with the first site on it.

        Its function ``build`` builds the second version there. Afterwards the first site lies in
        ``before``, the site as it then stands in ``after``.
        """
        whole = f"""
            mount -t tmpfs -o size=4m disk disk && cp -r one course && {_BUILD} 2>&1 || exit 77
            cp -r disk/site before && rm -r course && cp -r two course
            build() {{ {_BUILD}; code=$?; rm -rf after; cp -r disk/site after; return $code; }}
            {script}
        """
        return subprocess.run(
            [*_OWN, "sh", "-c", whole],
            cwd=self.folder,
            env={**os.environ, "PYTHONDONTWRITEBYTECODE": "1"},
            capture_output=True,
            text=True,
            check=False,
            timeout=120,
        )

    def files(self, name: str) -> dict[str, bytes]:
        """Return the files of ``before`` or ``after``."""
        folder = self.folder / name
        paths = (path for path in folder.rglob("*") if path.is_file())
        return {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths}


@pytest.fixture
def disk(tmp_path: Path) -> Disk:
    """Return a disk, and two versions of a course that is not on it."""
    if not shutil.which("unshare") or subprocess.run([*_OWN, "true"], check=False).returncode:
        pytest.skip("no disk of its own for a build: `unshare --user --mount` is not allowed here")
    (tmp_path / "disk").mkdir()
    for version in ("one", "two"):
        (tmp_path / version).mkdir()
        for number in range(10):
            text = f"# Page {number}\n\n{f'Word {version}. ' * 100}\n"
            (tmp_path / version / f"page-{number}.md").write_text(text)
    return Disk(tmp_path)


@pytest.mark.parametrize("kilobytes", [0, 60, 160])
def test_a_full_disk_leaves_the_old_site(disk: Disk, kilobytes: int) -> None:
    """So much is left: nothing, too little for the pages, too little for the rest."""
    ran = disk.run(f"""
        left=$(df --output=avail disk | tail -1)
        head -c $(((left - {kilobytes}) * 1024)) /dev/zero > disk/filler
        build
        code=$?
        ls -A disk > beside
        exit $code
    """)
    assert ran.returncode == 1, ran.stdout
    assert ran.stderr == _REFUSED.format("No space left on device")
    assert disk.files("after") == disk.files("before")
    assert "site-" not in (disk.folder / "beside").read_text()


def test_a_disk_with_room_again_gets_the_new_site(disk: Disk) -> None:
    ran = disk.run("""
        head -c 9000000 /dev/zero > disk/filler
        build && exit 1
        rm disk/filler
        build
    """)
    assert ran.returncode == 0, ran.stderr
    assert b"Word two" in disk.files("after")["page-1/index.html"]


def test_a_disk_only_for_reading_is_said_in_one_line(disk: Disk) -> None:
    ran = disk.run("mount -o remount,ro disk && build")
    assert ran.returncode == 1, ran.stdout
    assert ran.stderr == _REFUSED.format("Read-only file system")
    assert disk.files("after") == disk.files("before")


def test_a_full_disk_of_the_cache_costs_no_site(disk: Disk) -> None:
    script = """
        mkdir small; mount -t tmpfs -o size=64k cache small; export XDG_CACHE_HOME=$PWD/small
        dd if=/dev/zero of=small/full 2>/dev/null; build
    """
    done = disk.run(script)
    assert done.returncode == 0, done.stdout + done.stderr
    assert disk.files("after")["index.html"] != disk.files("before")["index.html"]
