"""The JupyterLite of a course: what is in it, how it is made, what a learner sees of it."""

import functools
import http.server
import json
import shutil
import subprocess
import sys
import threading
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from conftest import pyodide
from jupyterlite_pyodide_kernel.constants import (  # type: ignore[import-untyped]
    PYODIDE_VERSION,
)
from playwright.sync_api import Browser, expect

from neuromatch_site.commands.check import examined
from neuromatch_site.diagnostics.diagnostic import Diagnostics, Rule
from neuromatch_site.pipeline.options import Options
from neuromatch_site.pipeline.output_folder import BuildSummary, build_to_folder
from neuromatch_site.postprocess.addon_folder import generate
from neuromatch_site.postprocess.jupyterlite.pyodide import own_pyodide
from neuromatch_site.workers.progress import Progress

pytestmark = pytest.mark.slow

_MYST = """\
version: 1
project:
  title: Lite
site:
  nav: [{title: Notebooks, url: /lite/tree/}]
  options:
    jupyterlite: true
"""
_KERNEL_STARTS = 300_000
"""Milliseconds: on a busy machine."""
_SPEC = {"name": "python3", "display_name": "Python 3", "language": "python"}
_MARKDOWN = """\
---
kernelspec: {name: python3}
---
# Neurons

![A picture](figures/a.svg) and [data](data.csv).

```{code-cell} python
print(open("data.csv").read())
```
"""
_INSTALLS = """\
---
kernelspec: {name: python3}
execute: {packages: [spiking]}
---
# Neurons

```{code-cell} python
import spiking

print("rate", spiking.RATE + 2)
```

```{code-cell} python
!pip install -q numpy
```
"""
_FILES = {
    "myst.yml": _MYST,
    "index.md": "# Front\n\nWelcome.\n",
    "week-1/neurons.md": _MARKDOWN,
    "week-1/figures/a.svg": '<svg xmlns="http://www.w3.org/2000/svg" width="40" height="30"/>',
    "week-1/data.csv": "a,b\n",
    "week-1/real one.ipynb": json.dumps(
        {
            "nbformat": 4,
            "nbformat_minor": 4,
            "metadata": {"kernelspec": _SPEC},
            "cells": [
                {
                    "cell_type": "markdown",
                    "metadata": {},
                    "source": "# Real\n\n![P](figures/a.svg)",
                },
                {
                    "cell_type": "code",
                    "metadata": {},
                    "execution_count": None,
                    "outputs": [],
                    "source": "x = 1",
                },
            ],
        }
    ),
}


def _write(course: Path, files: dict[str, str]) -> None:
    for name, text in files.items():
        (course / name).parent.mkdir(parents=True, exist_ok=True)
        (course / name).write_text(text, encoding="utf-8")


def _make(folder: Path, *, remember: bool = False, **options: object) -> BuildSummary:
    return build_to_folder(
        folder / "course",
        folder / "_site",
        Options(**options),  # type: ignore[arg-type]
        Progress(),
        remember=remember,
    )


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with a course and its site."""
    folder = tmp_path_factory.mktemp("lite")
    _write(folder / "course", _FILES)
    assert not _make(folder, remember=True).diagnostics
    return folder


def _all(folder: Path) -> dict[str, bytes]:
    paths = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths}


def test_notebooks_bear_the_names_of_their_sources_and_find_their_files(made: Path) -> None:
    inside = _all(made / "_site" / "lite" / "files")
    notebooks = {name for name in inside if name.endswith(".ipynb")}
    assert notebooks == {"week-1/neurons.ipynb", "week-1/real one.ipynb"}
    assert {"week-1/figures/a.svg", "week-1/data.csv"} <= set(inside)
    text = inside["week-1/neurons.ipynb"].decode()
    picture = text.partition("![A picture](")[2].partition(")")[0]
    assert f"week-1/{picture}" in inside
    specs = [json.loads(inside[name])["metadata"]["kernelspec"]["name"] for name in notebooks]
    assert specs == ["python", "python"]


def test_a_page_leads_to_its_notebook(made: Path) -> None:
    for name, notebook in (("neurons", "neurons"), ("real-one", "real%20one")):
        page = (made / "_site" / name / "index.html").read_text(encoding="utf-8")
        assert f'href="../lite/notebooks/index.html?path=week-1/{notebook}.ipynb"' in page
        assert "jsdelivr" not in page
    front = (made / "_site" / "index.html").read_text(encoding="utf-8")
    assert 'href="lite/tree/"' in front
    assert "JupyterLite" not in front


def test_a_check_knows_what_is_made_later(made: Path) -> None:
    assert not [
        one
        for one in examined(made / "course", Options(), Progress()).diagnostics
        if one.severity == "error"
    ]


def test_two_are_the_same_bytes_in_any_time_zone(
    made: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TZ", "Pacific/Kiritimati")
    shutil.copytree(made / "course", tmp_path / "course")
    assert not _make(tmp_path).diagnostics
    assert _all(tmp_path / "_site" / "lite") == _all(made / "_site" / "lite")


def test_it_is_made_again_only_where_a_notebook_changed(made: Path) -> None:
    lite = made / "_site" / "lite" / "jupyter-lite.json"
    before = lite.stat().st_ino
    _write(made / "course", {"index.md": "# Front\n\nWelcome again.\n"})
    _make(made, remember=True)
    assert lite.stat().st_ino == before
    _write(made / "course", {"week-1/data.csv": "a,b,c\n"})
    _make(made, remember=True)
    assert lite.stat().st_ino != before
    assert (made / "_site" / "lite" / "files" / "week-1" / "data.csv").read_text() == "a,b,c\n"


def test_without_the_extra_one_message_says_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _write(tmp_path / "course", _FILES)
    with monkeypatch.context() as without:
        without.setitem(sys.modules, "jupyterlite_core", None)
        made = _make(tmp_path, remember=True)
        again = _make(tmp_path, remember=True)
    (said,) = made.diagnostics
    assert said.rule is Rule.JUPYTERLITE_MADE
    assert said.severity == "error"
    assert "`jupyterlite_core`" in said.message
    assert said.hint == "run `pip install 'neuromatch-site[lite]'`"
    assert made.written
    assert "lite/notebooks" not in (tmp_path / "_site" / "neurons" / "index.html").read_text()
    assert not again.same  # it may have been installed


def test_where_its_program_fails_the_site_stands_without(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _write(tmp_path / "course", {**_FILES, "myst.yml": _MYST + "    pyodide: week-1\n"})
    _write(tmp_path, {"broken/jupyterlite_core/__init__.py": "raise SystemExit('no disk')"})
    monkeypatch.setenv("PYTHONPATH", str(tmp_path / "broken"))
    setting, said = _make(tmp_path).diagnostics
    assert setting.rule is said.rule is Rule.JUPYTERLITE_MADE
    assert "`week-1` has no" in setting.message
    assert "no disk" in said.message
    assert not (tmp_path / "_site" / "lite").exists()
    assert (tmp_path / "_site" / "index.html").exists()


@pytest.mark.parametrize(
    ("launch", "expected"),
    [
        ("jupyterlite: false", []),
        ("jupyterlite: https://lite.example.org/run/", ["https://lite.example.org/run/"]),
    ],
)
def test_a_course_says_where_the_button_leads(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, launch: str, expected: list[str]
) -> None:
    _write(tmp_path / "course", {**_FILES, "myst.yml": f"{_MYST}    launch: {{{launch}}}\n"})
    _write(tmp_path, {"broken/jupyterlite_core/__init__.py": "raise SystemExit('not needed')"})
    monkeypatch.setenv("PYTHONPATH", str(tmp_path / "broken"))
    _make(tmp_path)
    page = (tmp_path / "_site" / "neurons" / "index.html").read_text(encoding="utf-8")
    assert [base for base in expected if f'href="{base}' in page] == expected
    assert "lite/notebooks" not in page


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the library's name
        """Say nothing."""


@contextmanager
def served(site: Path) -> Iterator[str]:
    """Serve a site; yield where."""
    handler = functools.partial(_Quiet, directory=str(site))
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_address[1]}/"
    server.shutdown()
    server.server_close()


@pytest.fixture
def address(made: Path) -> Iterator[str]:
    """Return where the site is served."""
    with served(made / "_site") as found:
        yield found


@pytest.mark.browser
def test_the_button_opens_the_notebook_with_its_picture(address: str, browser: Browser) -> None:
    page = browser.new_page(locale="en")
    asked: list[str] = []
    page.on("request", lambda one: asked.append(one.url))
    page.goto(f"{address}neurons/")
    assert all(url.startswith((address, "data:")) for url in asked)
    page.get_by_role("link", name="JupyterLite").click()
    expect(page.locator(".jp-Notebook h1")).to_contain_text("Neurons", timeout=60_000)
    expect(page.locator(".jp-CodeCell").first).to_contain_text('open("data.csv")')
    # The notebook first asks for the picture by its path, then shows what the kernel's files hold.
    page.wait_for_function('() => document.querySelector(".jp-Notebook img").naturalWidth === 40')
    expect(page.get_by_text("Python (Pyodide)").first).to_be_visible()
    page.close()


@pytest.mark.browser
def test_a_cell_runs_in_the_page_after_a_press(address: str, browser: Browser) -> None:
    page = browser.new_page(viewport={"width": 1440, "height": 800}, locale="en")
    asked: list[str] = []
    page.on("request", lambda one: asked.append(one.url))
    page.goto(f"{address}neurons/", wait_until="networkidle")
    assert not [url for url in asked if "/lite/" in url]
    run = page.get_by_role("button", name="Run")
    run.press("Enter")
    panel = page.get_by_role("region", name="Running the code up to here")
    expect(panel.get_by_role("button", name="Close")).to_be_focused()
    frame = page.frame_locator('iframe[title="Running the code up to here"]')
    expect(frame.locator(".jp-CodeConsole")).to_contain_text("data.csv", timeout=60_000)
    for width in (1440, 360):
        page.set_viewport_size({"width": width, "height": 800})
        assert page.evaluate("document.documentElement.scrollWidth") <= width
    panel.get_by_role("button", name="Close").press("Escape")
    expect(panel).to_have_count(0)
    expect(run).to_be_focused()
    page.get_by_role("button", name="Edit").press("Enter")
    notebook = page.frame_locator('iframe[title="The notebook of this page"]')
    expect(notebook.locator(".jp-Notebook h1")).to_contain_text("Neurons", timeout=60_000)
    page.close()


@pytest.fixture(scope="module")
def own(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the site of a course that ships its own Pyodide, and a wheel that no list names."""
    found = pyodide()
    if found is None:
        pytest.skip("no Pyodide: `sh .ci/pyodide .venv` fetches it")
    folder = tmp_path_factory.mktemp("own")
    files = {"index.md": "# Front\n\nWelcome.\n", "neurons.md": _INSTALLS}
    _write(folder / "course", {**files, "myst.yml": _MYST + "    pyodide: in-the-browser/\n"})
    shutil.copytree(found, folder / "course" / "in-the-browser")
    _write_wheel(folder / "course" / "in-the-browser" / "spiking-1.0-py3-none-any.whl")
    made = _make(folder)
    assert not made.diagnostics
    return folder / "_site"


def _write_wheel(path: Path) -> None:
    about = "spiking-1.0.dist-info"
    with zipfile.ZipFile(path, "w") as wheel:
        wheel.writestr("spiking.py", "RATE = 40\n")
        wheel.writestr(f"{about}/METADATA", "Metadata-Version: 2.1\nName: spiking\nVersion: 1.0\n")
        wheel.writestr(f"{about}/WHEEL", "Wheel-Version: 1.0\nTag: py3-none-any\n")
        wheel.writestr(f"{about}/RECORD", "")


@pytest.mark.browser
def test_code_runs_in_the_page_and_asks_nobody_else(own: Path, browser: Browser) -> None:
    with served(own) as address:
        context = browser.new_context(viewport={"width": 360, "height": 800}, locale="en")
        asked: list[str] = []
        context.on("request", lambda one: asked.append(one.url))
        page = context.new_page()
        page.goto(f"{address}neurons/", wait_until="networkidle")
        assert not [url for url in asked if "/lite/" in url]
        page.get_by_role("button", name="Run").first.press("Enter")
        frame = page.frame_locator('iframe[title="Running the code up to here"]')
        shown = frame.locator(".jp-OutputArea-output")
        expect(shown.filter(has_text="rate 42")).to_be_visible(timeout=_KERNEL_STARTS)
        prompt = frame.locator(".jp-CodeConsole-input .cm-content").last
        prompt.press_sequentially("6 * 111")
        prompt.press("Shift+Enter")
        expect(shown.filter(has_text="666")).to_be_visible(timeout=_KERNEL_STARTS)
        assert any("spiking" in url for url in asked)
        assert all(url.startswith((address, "data:", "blob:")) for url in asked)
        context.close()


def test_its_notebook_installs_what_the_page_names(own: Path) -> None:
    notebook = json.loads((own / "lite" / "files" / "neurons.ipynb").read_text(encoding="utf-8"))
    code = ["".join(cell["source"]) for cell in notebook["cells"] if cell["cell_type"] == "code"]
    assert code[0] == "%pip install -q spiking"
    assert "%pip install -q numpy" in code[-1]  # a browser has no shell


def test_a_folder_that_is_no_pyodide_is_reported(tmp_path: Path) -> None:
    _write(tmp_path, _FILES)
    found = Diagnostics()
    assert [own_pyodide(folder, tmp_path, found) for folder in ("week-1", "../")] == [{}, {}]
    assert [one.message for one in found] == [
        f"could not build JupyterLite: the folder {reason}"
        for reason in ("`week-1` has no `pyodide.mjs`", "`../` is outside the course")
    ]


def test_the_pyodide_of_the_tests_is_that_of_the_kernel() -> None:
    text = (Path(__file__).parents[1] / ".ci" / "pyodide").read_text(encoding="utf-8")
    assert f"version={PYODIDE_VERSION}\n" in text


def test_the_error_of_another_program_is_told_and_not_its_warnings(tmp_path: Path) -> None:
    def make() -> None:
        printed = b"Traceback\nRuntimeError: there is no server\n   install it\n"
        warned = b"page.py:3: UserWarning: slow\n  call(\n"
        raise subprocess.CalledProcessError(1, "program", printed, warned)

    assert generate(tmp_path / "lite", make) == "RuntimeError: there is no server"
