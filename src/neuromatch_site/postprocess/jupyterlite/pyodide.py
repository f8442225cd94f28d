"""A Pyodide in the course folder, so that JupyterLite loads none from another site.

Source: https://jupyterlite-pyodide-kernel.readthedocs.io, "Using a custom Pyodide".
"""

import hashlib
import json
import os
from collections.abc import Mapping
from pathlib import Path

from neuromatch_site.diagnostics.diagnostic import Diagnostics
from neuromatch_site.filesystem.course_files import CourseFiles, OutsideCourseError
from neuromatch_site.filesystem.json_text import load_json
from neuromatch_site.postprocess.jupyterlite import report
from neuromatch_site.postprocess.notebook_files import Contents

_LOCK = "pyodide-lock.json"
_NEEDED = ("pyodide.mjs", "pyodide.asm.mjs", "pyodide.asm.wasm", "python_stdlib.zip", _LOCK)
_SETTINGS = {
    "jupyter-lite-schema-version": 0,
    "jupyter-config-data": {
        "litePluginSettings": {
            "@jupyterlite/pyodide-kernel-extension:kernel": {"disablePyPIFallback": True}
        }
    },
}


def own_pyodide(folder: str, course: Path, diagnostics: Diagnostics) -> Contents:
    """Return the files of a Pyodide in a folder of the course, at the paths of JupyterLite.

    Wheels that are not in its list of packages are available to ``%pip install``. Nothing if there
    is no folder; missing files are reported.
    """
    if not folder:
        return {}
    files = CourseFiles.at(course)
    try:
        paths = _paths(files, folder)
    except OutsideCourseError:
        report(f"the folder `{folder}` is outside the course", diagnostics, "copy it there")
        return {}
    except OSError:
        paths = []
    files_of = {path.rpartition("/")[2]: files.root / path for path in paths}
    missing = [name for name in _NEEDED if name not in files_of]
    if missing:
        hint = "unpack npm's `pyodide`, or a release of Pyodide, into it"
        report(f"the folder `{folder}` has no `{missing[0]}`", diagnostics, hint)
        return {}
    try:
        lock = load_json(files_of[_LOCK].read_text(encoding="utf-8"))
    except ValueError:
        lock = None
    packages = lock.get("packages") if isinstance(lock, dict) else None
    if not isinstance(packages, dict):
        report(f"`{_LOCK}` in `{folder}` names no packages", diagnostics, "unpack it again")
        return {}
    known = _package_files(packages, files_of)
    wheels = {name: path for name, path in files_of.items() if name.endswith(".whl")}
    return {
        **{f"static/pyodide/{name}": files_of[name] for name in _NEEDED if name != _LOCK},
        **{f"static/pyodide/{name}": wheels[name] for name in sorted(wheels.keys() & known)},
        **{f"pypi/{name}": wheels[name] for name in sorted(wheels.keys() - known)},
        f"static/pyodide/{_LOCK}": json.dumps(lock).encode(),
        "jupyter-lite.json": json.dumps(_SETTINGS).encode(),
    }


def _paths(files: CourseFiles, folder: str) -> list[str]:
    located = files.locate(f"/{folder.strip('/')}")
    if not Path(os.path.realpath(files.root / located)).is_relative_to(files.root):
        raise OutsideCourseError(folder)
    return list(files.tree(located).walk())


# Pyodide packs its wheels anew: those of PyPI have the same names, and other hashes.
def _package_files(packages: Mapping[str, object], files: Mapping[str, Path]) -> set[str]:
    """Return the files that a list of packages names; set the hashes of those that are there."""
    named = set()
    for package in packages.values():
        name = package.get("file_name") if isinstance(package, dict) else None
        if isinstance(package, dict) and isinstance(name, str) and name in files:
            package["sha256"] = hashlib.sha256(files[name].read_bytes()).hexdigest()
            named.add(name)
    return named
