"""Run ``jupyter lite build`` on the contents of a course, offline."""

import os
import shutil
import subprocess
import sys
import tempfile
from functools import partial
from hashlib import blake2b
from importlib.metadata import distribution, version
from pathlib import Path

from neuromatch_site.diagnostics.diagnostic import Diagnostics
from neuromatch_site.filesystem.regular import regular_files
from neuromatch_site.postprocess.addon_folder import (
    AddonRecords,
    generate,
    reuse_previous,
    write_fingerprint,
)
from neuromatch_site.postprocess.jupyterlite import FOLDER, report
from neuromatch_site.postprocess.notebook_files import Contents

TIME_LIMIT = 600
"""In seconds; a course takes about five."""
_PACKAGES = ("jupyterlite-core", "jupyterlite-pyodide-kernel")
_KERNEL = "labextensions/@jupyterlite/pyodide-kernel-extension/package.json"
_APPS = ("lab", "notebooks", "tree", "edit", "repl")
_DAY_ONE = 315_532_800
"""1980, in seconds since 1970: the same course gives the same bytes on every day."""


def add_lite(
    site: Path,
    contents: Contents,
    settings: Contents,
    diagnostics: Diagnostics,
    old: Path,
    records: AddonRecords = AddonRecords(),  # noqa: B008 - it cannot change
) -> None:
    """Add the JupyterLite to a site in a folder.

    ``settings`` are files for JupyterLite itself: the course's Pyodide. The one in ``old``, the
    previous site, is reused if nothing has changed and ``records`` lists it as ours. Failures are
    reported, and the site has none. Raises ``OSError`` if the disk is full.
    """
    files = {f"contents/{name}": content for name, content in contents.items()}
    files |= {f"settings/{name}": content for name, content in settings.items()}
    problem = generate(
        site / FOLDER, partial(_add_to_site, files, site / FOLDER, old / FOLDER, records)
    )
    if problem:
        report(problem, diagnostics, "the site is written without it")


def _add_to_site(files: Contents, folder: Path, old: Path, records: AddonRecords) -> None:
    digest = _program_digest(files)
    if not reuse_previous(old, folder, digest, records):
        _make(files, folder)
        write_fingerprint(folder, digest)
        records.note(old, ((path, folder / path) for path in regular_files(folder)))


def _program_digest(files: Contents) -> str:
    digest = blake2b(digest_size=16)
    for name in _PACKAGES:
        digest.update(f"{name} {version(name)} {_APPS}\n".encode())
    for name, content in sorted(files.items()):
        data = content if isinstance(content, bytes) else content.read_bytes()
        digest.update(f"{name}\0{blake2b(data).hexdigest()}\n".encode())
    return digest.hexdigest()


def _make(files: Contents, target: Path) -> None:
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(os.path.realpath(scratch))
        for name in ("contents", "settings"):
            (folder / name).mkdir()
        for name, content in files.items():
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content if isinstance(content, bytes) else content.read_bytes())
        subprocess.run(  # noqa: S603 - the program of our own dependency, on files that we wrote
            _command(folder),
            cwd=folder / "settings",
            env={**os.environ, "JUPYTER_NO_CONFIG": "1", "SOURCE_DATE_EPOCH": str(_DAY_ONE)},
            capture_output=True,
            check=True,
            timeout=TIME_LIMIT,
            stdin=subprocess.DEVNULL,
        )
        shutil.copytree(folder / "site", target)


def _command(folder: Path) -> list[str]:
    """Return what makes it of the contents and the kernel, and of no settings of this machine."""
    return [
        *(sys.executable, "-m", "jupyterlite_core.app", "build"),
        *("--contents", str(folder / "contents")),
        *("--lite-dir", str(folder / "settings")),
        *("--output-dir", str(folder / "site")),
        *(f"--apps={name}" for name in _APPS),
        f"--source-date-epoch={_DAY_ONE}",
        *("--ignore-sys-prefix", f"--LiteBuildConfig.federated_extensions={_kernel()}"),
        *("--no-sourcemaps", "--no-libarchive", "--no-unused-shared-packages"),
        "--disable-addons=mimetypes",  # those of this machine
    ]


def _kernel() -> Path:
    """Return the folder of the kernel, wherever it was installed."""
    files = distribution(_PACKAGES[1]).files or ()
    kernel = next(file for file in files if file.as_posix().endswith(_KERNEL))
    return Path(os.path.realpath(kernel.locate())).parent
