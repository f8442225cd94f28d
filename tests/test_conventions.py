"""Conventions of the code, each one test that lists every offender."""

import ast
import re
import subprocess
import sys
import tomllib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest
from conftest import ROOT

from neuromatch_site.diagnostics.diagnostic import Rule
from neuromatch_site.model.ast.nodes import NODES

PACKAGE = ROOT / "src" / "neuromatch_site"
TEMPLATES = ROOT / "templates"
CASES = ROOT / "tests" / "cases"

MODULES = sorted(PACKAGE.rglob("*.py"))
PYTHON = [
    path for folder in ("src", "tests", "bench") for path in sorted((ROOT / folder).rglob("*.py"))
]
CONSTRUCTS = ["myst/directives", "myst/roles", "transforms", "exporters"]
"""Folders with one construct to a file; its cases lie in ``tests/cases/<last name>``."""
STYLES = sorted(TEMPLATES.rglob("*.css"))
PAGES = sorted([*TEMPLATES.rglob("*.html"), *TEMPLATES.rglob("*.svg")])


def _name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def _offenders(paths: Iterable[Path], complaints: Callable[[Path], Iterable[object]]) -> list[str]:
    """Return `path: complaint` for each complaint about each file."""
    return [f"{_name(path)}: {one}" for path in paths for one in complaints(path)]


def _stems(folder: Path, ending: str) -> set[str]:
    """Return the stems of the public files of a folder."""
    paths = (path for path in folder.glob(f"*{ending}") if not path.name.startswith("_"))
    return {path.name.removesuffix(ending) for path in paths}


# Names


@pytest.mark.parametrize("folder", CONSTRUCTS)
def test_a_construct_and_its_cases_bear_one_name(folder: str) -> None:
    constructs, cases = _stems(PACKAGE / folder, ".py"), _stems(CASES / Path(folder).name, ".md")
    modules = {path.stem.removeprefix("test_") for path in (ROOT / "tests").glob("test_*.py")}
    assert constructs - modules <= cases, "has neither cases nor a test module"
    assert cases <= constructs, "has no construct"


def test_every_node_type_has_a_template_and_every_template_a_node_type() -> None:
    assert _stems(TEMPLATES / "nodes", ".html") == set(NODES)


@pytest.mark.parametrize("folder", ["nodes", "components", "layouts"])
@pytest.mark.parametrize("ending", [".css", ".js"])
def test_a_style_and_a_script_lie_beside_the_template_of_their_name(
    folder: str, ending: str
) -> None:
    assert _stems(TEMPLATES / folder, ending) <= _stems(TEMPLATES / folder, ".html")


def test_no_module_is_a_grab_bag() -> None:
    grab_bags = {"utils", "util", "helpers", "common", "misc", "manager", "tools"}
    assert not [_name(path) for path in MODULES if path.stem.strip("_") in grab_bags]


# Layers and sizes


def test_layers_hold() -> None:
    program = "from importlinter.cli import lint_imports; raise SystemExit(lint_imports())"
    run = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=False
    )
    kept = run.returncode == 0
    assert kept, run.stdout[run.stdout.find("Contracts\n") :] + run.stderr


@pytest.mark.parametrize("folder", CONSTRUCTS)
def test_no_construct_knows_another(folder: str) -> None:
    """What several share is a module of its own, with an underscore."""
    public = {
        f"neuromatch_site.{folder.replace('/', '.')}.{stem}"
        for stem in _stems(PACKAGE / folder, ".py")
    }
    found = [
        f"{path.stem} imports {node.module}"
        for path in sorted((PACKAGE / folder).glob("[!_]*.py"))
        for node in nodes(path)
        if isinstance(node, ast.ImportFrom) and node.module in public
    ]
    assert not [one for one in found if not one.startswith("join ")], "only the join sees several"


def test_files_are_at_most_400_lines() -> None:
    limit = 400
    lists = {PACKAGE / "model" / "ast" / "nodes.py", PACKAGE / "diagnostics" / "rules.py"}

    def complaints(path: Path) -> Iterator[str]:
        lines = len(path.read_text(encoding="utf-8").splitlines())
        if lines > limit and path not in lists:
            yield f"{lines} lines"

    assert not _offenders(PYTHON, complaints)


def test_functions_are_at_most_60_lines() -> None:
    limit = 60

    def complaints(path: Path) -> Iterator[str]:
        for node in nodes(path):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                lines = (node.end_lineno or node.lineno) - node.lineno + 1
                if lines > limit:
                    yield f"{node.lineno}: `{node.name}` has {lines} lines"

    assert not _offenders(PYTHON, complaints)


def test_styles_of_nodes_and_components_are_at_most_100_lines() -> None:
    limit = 100

    def complaints(path: Path) -> Iterator[str]:
        lines = len(path.read_text(encoding="utf-8").splitlines())
        if lines > limit and path.parent.name in ("nodes", "components"):
            yield f"{lines} lines"

    assert not _offenders(STYLES, complaints)


def test_every_package_says_what_it_is_for_and_is_on_the_map() -> None:
    packages = [path for path in PACKAGE.iterdir() if (path / "__init__.py").is_file()]
    silent = [path.name for path in packages if not ast.get_docstring(tree(path / "__init__.py"))]
    assert not silent, "has no docstring"
    text = (PACKAGE / "README.md").read_text(encoding="utf-8")
    inner = (path.parent for one in packages for path in one.rglob("__init__.py"))
    names = {f"{path.relative_to(PACKAGE).as_posix()}/" for path in inner}
    assert not sorted(name for name in names if f"`{name}`" not in text), "not in README.md"


def test_at_most_two_modules_lie_outside_the_packages() -> None:
    loose = {path.stem for path in PACKAGE.glob("*.py")} - {"__init__"}
    assert loose == {"__main__", "urls"}


# Python


def test_types_are_honest() -> None:
    def complaints(path: Path) -> set[str]:
        names = {node.id for node in nodes(path) if isinstance(node, ast.Name)}
        return names & {"cast", "TYPE_CHECKING"}

    assert not _offenders(MODULES, complaints)


def test_data_is_a_struct() -> None:
    """As ``ast/nodes.py`` does it: a data class costs thirty times as much at every start."""

    def complaints(path: Path) -> set[str | None]:
        imports = (node for node in nodes(path) if isinstance(node, ast.ImportFrom))
        return {node.module for node in imports} & {"dataclasses"}

    assert not _offenders(MODULES, complaints)


def test_an_exception_to_a_lint_rule_has_a_reason() -> None:
    bare = re.compile(r"#\s*(ruff: )?noqa(: ?[A-Z0-9, ]+)?\s*$")

    def complaints(path: Path) -> list[int]:
        lines = path.read_text(encoding="utf-8").splitlines()
        return [number for number, line in enumerate(lines, 1) if bare.search(line)]

    assert not _offenders(PYTHON, complaints)


def test_what_is_imported_is_declared_and_what_is_declared_is_imported() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extras = {
        name: _distributions(wanted) for name, wanted in project["optional-dependencies"].items()
    }
    required = _distributions(project["dependencies"])
    offered = set().union(*(extras[name] for name in extras.keys() - {"test", "dev"}))
    found = {name for path in MODULES for name in _imported(path)}
    used = {owner for name in found for owner in _owners(name)}
    assert not [name for name in found if not set(_owners(name)) & (required | offered)]
    idle = sorted(required - used - {"tzdata"})  # data that `zoneinfo` finds by itself
    assert not idle, "declared, but never imported"


def _distributions(requirements: list[str]) -> set[str]:
    names = (re.split(r"[\[<>=~! ;]", one)[0] for one in requirements)
    return {name.lower().replace("_", "-") for name in names}


def _owners(module: str) -> list[str]:
    """Return the distributions that a top-level module comes from; its own name if none does."""
    known = _distributions_of_modules().get(module, [module])
    return [name.lower().replace("_", "-").replace(".", "-") for name in known]


@cache
def _distributions_of_modules() -> Mapping[str, list[str]]:
    return packages_distributions()


def _imported(path: Path) -> Iterator[str]:
    """Yield the top-level modules of others that a module imports, and those it finds by name."""
    for node in nodes(path):
        names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
        if isinstance(node, ast.ImportFrom) and not node.level:
            names = [node.module or ""]
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "find_spec":
            names = [str(one.value) for one in node.args if isinstance(one, ast.Constant)]
        for name in (str(name).partition(".")[0] for name in names):
            if name not in sys.stdlib_module_names and name != "neuromatch_site":
                yield name


@cache
def tree(path: Path) -> ast.Module:
    """Return the syntax tree of a file, parsed once for all rules."""
    return ast.parse(path.read_text(encoding="utf-8"))


@cache
def nodes(path: Path) -> Sequence[ast.AST]:
    """Return the nodes of a file's syntax tree, but for contexts of expressions: a third."""
    return [node for node in ast.walk(tree(path)) if not isinstance(node, ast.expr_context)]


# Diagnostics


def test_every_rule_is_described_and_shown_by_a_test() -> None:
    assert not [rule.id for rule in Rule if not rule.description.endswith(".")]
    expected, code = _expected_rules(), _test_code()
    assert not [
        rule.id for rule in Rule if rule.id not in expected and f"Rule.{rule.name}" not in code
    ]


@cache
def _expected_rules() -> set[str]:
    texts = [path.read_text(encoding="utf-8") for path in CASES.rglob("*.md")]
    return {name for text in texts for name in re.findall(r"\[([a-z-]+)\]$", text, re.MULTILINE)}


@cache
def _test_code() -> str:
    return "".join(path.read_text(encoding="utf-8") for path in (ROOT / "tests").rglob("test_*.py"))


# Templates and styles


def test_no_template_marks_a_value_as_safe() -> None:
    safe = re.compile(r"\|\s*safe\b")
    assert not _offenders(PAGES, lambda path: safe.findall(path.read_text(encoding="utf-8")))


def test_a_template_that_decides_says_what_it_is() -> None:
    def complaints(path: Path) -> Iterator[str]:
        text = path.read_text(encoding="utf-8")
        if path.suffix == ".html" and "{%" in text and not text.startswith("{#"):
            yield "begins without a comment"

    assert not _offenders(PAGES, complaints)


_RAW_COLOUR = re.compile(
    r"#[0-9a-f]{3,8}\b|\b(?:rgba?|hsla?|hwb|lab|lch|oklab|oklch)\(", re.IGNORECASE
)
_COLOUR_NAME = re.compile(r":[^;{]*\b(?:white|black|red|green|blue|gr[ae]y|yellow|orange)\b[^-]")


def test_raw_colours_live_with_the_tokens() -> None:
    def complaints(path: Path) -> list[str]:
        if path.parent.name == "foundation" and path.name in ("tokens.css", "dark.css"):
            return []
        text = _declarations(path)
        return [*_RAW_COLOUR.findall(text), *_COLOUR_NAME.findall(text)]

    assert not _offenders(STYLES, complaints)


def test_no_style_says_important() -> None:
    important = re.compile("!important")
    assert not _offenders(STYLES, lambda path: important.findall(_declarations(path)))


def test_a_class_is_named_after_a_template_or_a_state() -> None:
    known = {_kebab(page.stem) for page in PAGES} | _foundation_classes()

    def complaints(path: Path) -> set[str]:
        if path.parent.name not in ("nodes", "components"):
            return set()
        blocks = {re.split("__|--", name)[0] for name in _classes(path)}
        own = ("is-", f"{_kebab(path.stem)}-")
        return {block for block in blocks if not block.startswith(own)} - known

    assert not _offenders(STYLES, complaints)


def _foundation_classes() -> set[str]:
    return {name for path in (TEMPLATES / "foundation").glob("*.css") for name in _classes(path)}


def _classes(path: Path) -> set[str]:
    selectors = re.sub(r"\{[^{}]*\}", "{}", _declarations(path))
    return set(re.findall(r"\.([a-zA-Z][\w-]*)", re.sub(r"@(layer|import)[^{;]+", "", selectors)))


def _kebab(stem: str) -> str:
    return re.sub(r"(?<=[a-z])(?=[A-Z])", "-", stem).lower()


def _declarations(path: Path) -> str:
    return re.sub(r"/\*.*?\*/", "", path.read_text(encoding="utf-8"), flags=re.DOTALL)


# The repository


def tracked() -> list[Path]:
    """Return the files of the repository; of the tree, where it is no repository."""
    run = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=False)
    names = run.stdout.splitlines() if run.returncode == 0 else []
    return [ROOT / name for name in names if (ROOT / name).is_file()] or PYTHON


def test_no_file_names_a_place_of_one_machine() -> None:
    place = re.compile(r"(?<![\w.:/-])/(?:work|home|root|Users|tmp)/\w")
    text_files = [
        path for path in tracked() if path.suffix not in (".png", ".webp", ".jpg", ".gif")
    ]
    found = [
        f"{_name(path)}:{number}"
        for path in text_files
        for number, line in enumerate(path.read_text("utf-8", errors="replace").splitlines(), 1)
        if place.search(line)
    ]
    assert not found
