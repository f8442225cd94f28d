"""Options and fixtures: where the shared folder is, courses from texts, ``--update``."""

import os
import shutil
import sys
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import pytest
from courses import Course
from hypothesis import settings
from playwright.sync_api import Browser, sync_playwright

ROOT = Path(__file__).parent.parent

# jsonschema takes two seconds to load a grammar of IRIs, a format that no test asks it to check.
sys.modules["rfc3987_syntax"] = None  # type: ignore[assignment]

# The same examples on every run, however busy the machine is; `--hypothesis-profile=default`
# draws others.
settings.register_profile("same", derandomize=True, deadline=None)
settings.load_profile("same")


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the options of this suite."""
    group = parser.getgroup("neuromatch-site")
    group.addoption("--shared", metavar="DIR", help="courses and the MyST spec to test with")
    group.addoption("--myst-spec", metavar="DIR", help="the MyST spec's examples (*.yml)")
    group.addoption("--course", metavar="DIR", help="the reference course")
    group.addoption("--vnu", metavar="JAR", help="the Nu HTML checker (vnu.jar of npm's vnu-jar)")
    group.addoption("--kills", metavar="N", default="20", help="how often a build is killed")
    group.addoption("--fuzz-seconds", metavar="N", default="60", help="how long to draw courses")
    group.addoption("--fuzz-seed", metavar="N", default="0", help="which courses are drawn first")
    group.addoption("--update", action="store_true", help="rewrite expectations of case files")


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    """Load no module whose tests are all slow where none is to run: some take seconds to load."""
    if config.option.markexpr != "not slow" or collection_path.suffix != ".py":
        return None
    slow = "\npytestmark = pytest.mark.slow\n"
    return slow in collection_path.read_text(encoding="utf-8") or None


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put what takes long first where processes share the tests: none works alone at the end."""
    if "PYTEST_XDIST_WORKER" in os.environ:
        here = Path(__file__).parent
        items.sort(key=lambda one: (one.path.parent == here, not one.get_closest_marker("slow")))


@pytest.fixture(scope="session", autouse=True)
def user_cache(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Let all tests share a cache folder that is not the one of who runs them."""
    folder = tmp_path_factory.mktemp("user-cache")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CACHE_HOME", str(folder))
        yield folder


@pytest.fixture
def new_cache(user_cache: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the cache folder of a user who has never built a course.

    It has the templates that others compiled: to compile them takes as long as ten small builds.
    """
    folder = tmp_path / "cache" / "neuromatch-site"
    if (compiled := user_cache / "neuromatch-site" / "templates").exists():
        shutil.copytree(compiled, folder / "templates")
    for name in ("XDG_CACHE_HOME", "LOCALAPPDATA", "HOME"):
        monkeypatch.setenv(name, str(folder.parent))
    return folder


def shared_folder(config: pytest.Config) -> Path:
    """Return the folder with what is shared between projects, whether it exists or not."""
    given: str | None = config.getoption("--shared")
    return Path(given).resolve() if given else ROOT.parent / "shared"


def myst_spec_folder(config: pytest.Config) -> Path:
    """Return the folder with the MyST spec's examples, whether it exists or not."""
    given: str | None = config.getoption("--myst-spec")
    return Path(given).resolve() if given else shared_folder(config) / "myst-spec"


def reference_course_folder(config: pytest.Config) -> Path:
    """Return the reference course, whether it exists or not."""
    given: str | None = config.getoption("--course")
    return Path(given).resolve() if given else shared_folder(config) / "courses" / "neuro4ml"


def pytest_terminal_summary(
    terminalreporter: pytest.TerminalReporter, config: pytest.Config
) -> None:
    """Say what could not be tested because something is not there."""
    lines = list(_left_out(config))
    if lines:
        terminalreporter.section("LEFT OUT", sep="!", red=True, bold=True)
        for line in lines:
            terminalreporter.line(line)


def _left_out(config: pytest.Config) -> Iterator[str]:
    if not myst_spec_folder(config).is_dir():
        yield "not tested with the MyST spec's examples (--myst-spec=DIR)"
    if not reference_course_folder(config).is_dir():
        yield "not tested with the reference course (--course=DIR)"
    if chromium_program() is None:
        yield "not tested in a browser: there is no Chromium (CHROMIUM=/path/to/it)"
    if shutil.which("dot") is None:
        yield "diagrams were not drawn: there is no Graphviz"
    if node_program() is None:
        yield "not compared with mystmd: there is no Node.js"
    if java_program() is None:
        yield "not checked by the Nu HTML checker: there is no Java"
    elif html_checker(config) is None:
        yield "not checked by the Nu HTML checker: `sh .ci/vnu .venv` fetches it (--vnu=JAR)"
    if temml() is None:
        yield "formulas not compared with Temml: `sh .ci/temml .venv` fetches it"
    if pyodide() is None:
        yield "no code ran in the browser: `sh .ci/pyodide .venv` fetches Pyodide"


@pytest.fixture
def myst_spec(request: pytest.FixtureRequest) -> Path:
    """Return the folder with the MyST spec's examples."""
    return _present(myst_spec_folder(request.config), "--myst-spec")


@pytest.fixture
def reference_course(request: pytest.FixtureRequest) -> Path:
    """Return the reference course: a folder to read, never to change."""
    return _present(reference_course_folder(request.config), "--course")


def chromium_program() -> str | None:
    """Return the system's Chromium, if it has one."""
    given = os.environ.get("CHROMIUM")
    names = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
    found = (shutil.which(name) for name in ([given] if given else names))
    return next((path for path in found if path), None)


def node_program() -> str | None:
    """Return Node.js, if there is one: mystmd, which we are compared with, is written for it."""
    return shutil.which("node")


def java_program() -> str | None:
    """Return Java, if there is one: the Nu HTML checker is written for it."""
    return shutil.which("java")


def html_checker(config: pytest.Config) -> str | None:
    """Return the Nu HTML checker: the one that is named, else that of this environment."""
    given: str | None = config.getoption("--vnu")
    own = Path(sys.prefix) / "vnu.jar"
    return given or (str(own) if own.is_file() else None)


def temml() -> Path | None:
    """Return Temml, which formulas are compared with, and its style sheet beside it."""
    script = Path(sys.prefix) / "temml.js"
    return script if script.is_file() and script.with_suffix(".css").is_file() else None


def pyodide() -> Path | None:
    """Return a folder with Pyodide and the packages of its kernel."""
    folder = Path(sys.prefix) / "pyodide"
    return folder if (folder / "pyodide.mjs").is_file() else None


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Return a Chromium without a window and without a network of its own."""
    program = chromium_program()
    if program is None:
        pytest.skip("there is no Chromium: install it, or say where it is with CHROMIUM=/path")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=list(_QUIET))
        yield browser
        browser.close()


_QUIET = (
    "--no-sandbox",  # tests often run as root, where its sandbox cannot start
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


def _present(folder: Path, option: str) -> Path:
    if not folder.is_dir():
        pytest.skip(f"no such folder: say where it is with {option}=DIR")
    return folder


@pytest.fixture
def course(tmp_path: Path) -> Callable[[Mapping[str, str | bytes]], Course]:
    """Return a function that makes a course from its files, by path."""

    def make(files: Mapping[str, str | bytes]) -> Course:
        return Course.write(tmp_path / "course", files)

    return make
