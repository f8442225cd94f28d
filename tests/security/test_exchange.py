"""The old site always stands: what fails between two renames is undone, and killed builds too."""

import shutil
import subprocess
import sys
import textwrap
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from neuromatch_site.filesystem.atomic import MARKER
from neuromatch_site.filesystem.exchange import (
    folder_beside,
    replace_in_two_steps,
    sweep_leftovers,
)
from neuromatch_site.model.artifact import Artifact
from neuromatch_site.pipeline.write import write_site


def site(folder: Path, text: str) -> Path:
    """Make a site of one page."""
    folder.mkdir()
    (folder / MARKER).touch()
    (folder / "index.html").write_text(text)
    return folder


def page(folder: Path) -> str:
    """Return that page."""
    return (folder / "index.html").read_text()


def test_two_steps_put_the_new_site_in_place_and_leave_nothing(tmp_path: Path) -> None:
    target = site(tmp_path / "_site", "old")
    replace_in_two_steps(site(tmp_path / "new", "new"), target)
    assert page(target) == "new"
    assert list(tmp_path.iterdir()) == [target]


def test_a_second_step_that_fails_is_undone(tmp_path: Path) -> None:
    target = site(tmp_path / "_site", "old")
    with pytest.raises(OSError, match="missing"):
        replace_in_two_steps(tmp_path / "missing", target)
    assert page(target) == "old"
    assert list(tmp_path.iterdir()) == [target]


def test_a_build_killed_between_the_steps_is_put_right_by_the_next(tmp_path: Path) -> None:
    target, new = tmp_path / "_site", site(tmp_path / "new", "new")
    site(target, "old")
    script = """
        import os, sys
        from pathlib import Path
        from neuromatch_site.filesystem import exchange
        steps = []
        def rename(source, target, real=exchange.rename):
            steps.append(source)
            os._exit(9) if len(steps) == 2 else real(source, target)
        exchange.rename = rename
        exchange.replace_in_two_steps(Path(sys.argv[1]), Path(sys.argv[2]))
    """
    command = [sys.executable, "-c", textwrap.dedent(script), str(new), str(target)]
    assert subprocess.run(command, check=False).returncode == 9
    assert not target.exists()
    sweep_leftovers(target)
    assert page(target) == "old"
    assert sorted(tmp_path.iterdir()) == [target, new]


def test_a_leftover_of_a_process_with_our_own_number_is_swept(tmp_path: Path) -> None:
    """In a container, every build has the same number."""
    target = site(tmp_path / "_site", "old")
    left = folder_beside(target)
    (left / "half").touch()
    sweep_leftovers(target)
    assert not left.exists()


def test_a_folder_of_a_build_that_runs_is_left_alone(tmp_path: Path) -> None:
    target = site(tmp_path / "_site", "old")
    with subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE) as other:
        running = tmp_path / f"._site-{other.pid}-abcd1234"
        running.mkdir()
        sweep_leftovers(target)
        assert running.exists()
        other.communicate(b"\n")
    sweep_leftovers(target)
    assert not running.exists()


def test_builds_at_once_leave_one_whole_site(tmp_path: Path) -> None:
    target = tmp_path / "_site"
    script = """
        import sys
        from pathlib import Path
        from neuromatch_site.filesystem import exchange
        from neuromatch_site.model.artifact import Artifact
        from neuromatch_site.pipeline.write import write_site
        exchange._swap = lambda one, other: False  # as on a system that cannot do it at once
        text = sys.argv[2].encode()
        for _ in range(30):
            try:
                write_site([Artifact(f"{n}.html", text) for n in range(20)], Path(sys.argv[1]))
            except OSError:
                pass  # said to the one who came too late
    """
    command = [sys.executable, "-c", textwrap.dedent(script), str(target)]
    with ThreadPoolExecutor() as pool:
        ran = [pool.submit(subprocess.run, [*command, text], check=True) for text in ("a", "b")]
    assert [one.result().returncode for one in ran] == [0, 0]
    texts = {path.read_text() for path in target.glob("*.html")}
    assert len(list(target.glob("*.html"))) == 20
    assert len(texts) == 1
    write_site([Artifact("a", b"")], target)
    assert list(tmp_path.iterdir()) == [target]


def test_a_picture_that_goes_away_while_a_site_is_written_costs_the_new_site(
    tmp_path: Path,
) -> None:
    target = site(tmp_path / "_site", "old")
    with pytest.raises(OSError, match="not a regular file any more"):
        write_site([Artifact("a.png", tmp_path / "gone.png")], target)
    assert page(target) == "old"
    shutil.rmtree(target)
    assert list(tmp_path.iterdir()) == []
