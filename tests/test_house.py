"""The rules of the house: a rule that is not a test is a wish."""

import ast
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest
from conftest import ROOT

from neuromatch_site.ast.nodes import NODES
from neuromatch_site.diagnostics import Rule

PACKAGE = ROOT / "src" / "neuromatch_site"
TEMPLATES = ROOT / "templates"
CASES = ROOT / "tests" / "cases"

MODULES = sorted(PACKAGE.rglob("*.py"))
PYTHON = [
    path for folder in ("src", "tests", "bench") for path in sorted((ROOT / folder).rglob("*.py"))
]
STYLES = sorted(TEMPLATES.rglob("*.css"))
PAGES = sorted([*TEMPLATES.rglob("*.html"), *TEMPLATES.rglob("*.svg")])


def _name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def _stems(folder: Path, ending: str) -> set[str]:
    """Return the stems of the public files of a folder."""
    paths = (path for path in folder.glob(f"*{ending}") if not path.name.startswith("_"))
    return {path.name.removesuffix(ending) for path in paths}


# Names


@pytest.mark.parametrize("folder", ["directives", "roles", "transforms", "export"])
def test_a_construct_and_its_cases_bear_one_name(folder: str) -> None:
    constructs, cases = _stems(PACKAGE / folder, ".py"), _stems(CASES / folder, ".md")
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


def test_no_module_is_a_drawer() -> None:
    drawers = {"utils", "util", "helpers", "common", "misc", "manager", "tools"}
    assert not [_name(path) for path in MODULES if path.stem.strip("_") in drawers]


# Floors and sizes


def test_the_floors_hold() -> None:
    program = "from importlinter.cli import lint_imports; raise SystemExit(lint_imports())"
    run = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=False
    )
    kept = run.returncode == 0
    assert kept, run.stdout[run.stdout.find("Contracts\n") :] + run.stderr


@pytest.mark.parametrize("folder", ["directives", "roles", "transforms", "export"])
def test_no_construct_knows_another(folder: str) -> None:
    """What several share is a module of its own, with an underscore."""
    public = {f"neuromatch_site.{folder}.{stem}" for stem in _stems(PACKAGE / folder, ".py")}
    found = [
        f"{path.stem} imports {node.module}"
        for path in sorted((PACKAGE / folder).glob("[!_]*.py"))
        for node in ast.walk(_tree(path))
        if isinstance(node, ast.ImportFrom) and node.module in public
    ]
    assert not [one for one in found if not one.startswith("join ")], "only the join sees several"


@pytest.mark.parametrize("path", PYTHON, ids=_name)
def test_a_module_fits_in_the_head(path: Path) -> None:
    lines = len(path.read_text(encoding="utf-8").splitlines())
    assert lines <= 300 or path == PACKAGE / "ast" / "nodes.py"


@pytest.mark.parametrize("path", PYTHON, ids=_name)
def test_a_function_fits_on_a_screen(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    kinds = (ast.FunctionDef, ast.AsyncFunctionDef)
    functions = [node for node in ast.walk(tree) if isinstance(node, kinds)]
    long = [f"{one.name}:{one.lineno}" for one in functions if _lines(one) > 40]
    assert not long


def _lines(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    return (function.end_lineno or function.lineno) - function.lineno + 1


@pytest.mark.parametrize("path", STYLES, ids=_name)
def test_a_style_is_short(path: Path) -> None:
    lines = len(path.read_text(encoding="utf-8").splitlines())
    assert lines <= 100 or path.parent.name not in ("nodes", "components")


# Python


@pytest.mark.parametrize("path", MODULES, ids=_name)
def test_types_are_honest(path: Path) -> None:
    names = {node.id for node in ast.walk(_tree(path)) if isinstance(node, ast.Name)}
    assert not names & {"cast", "TYPE_CHECKING"}


@pytest.mark.parametrize("path", MODULES, ids=_name)
def test_data_is_a_struct(path: Path) -> None:
    """As ``ast/nodes.py`` does it: a data class costs thirty times as much at every start."""
    modules = {node.module for node in ast.walk(_tree(path)) if isinstance(node, ast.ImportFrom)}
    assert "dataclasses" not in modules


@pytest.mark.parametrize("path", PYTHON, ids=_name)
def test_an_exception_to_a_rule_has_a_reason(path: Path) -> None:
    lines = path.read_text(encoding="utf-8").splitlines()
    bare = re.compile(r"#\s*(ruff: )?noqa(: ?[A-Z0-9, ]+)?\s*$")
    assert not [number for number, line in enumerate(lines, 1) if bare.search(line)]


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
    for node in ast.walk(_tree(path)):
        names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
        if isinstance(node, ast.ImportFrom) and not node.level:
            names = [node.module or ""]
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "find_spec":
            names = [str(one.value) for one in node.args if isinstance(one, ast.Constant)]
        for name in (str(name).partition(".")[0] for name in names):
            if name not in sys.stdlib_module_names and name != "neuromatch_site":
                yield name


def _tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


# Diagnostics


@pytest.mark.parametrize("rule", Rule, ids=lambda rule: rule.id)
def test_a_rule_is_described_and_seen(rule: Rule) -> None:
    assert rule.description.endswith(".")
    seen = rule.id in _expected_rules() or f"Rule.{rule.name}" in _test_code()
    assert seen, "no expected output of a test shows it"


@cache
def _expected_rules() -> set[str]:
    texts = [path.read_text(encoding="utf-8") for path in CASES.rglob("*.md")]
    return {name for text in texts for name in re.findall(r"\[([a-z-]+)\]$", text, re.MULTILINE)}


@cache
def _test_code() -> str:
    return "".join(path.read_text(encoding="utf-8") for path in (ROOT / "tests").glob("test_*.py"))


# Templates and styles


@pytest.mark.parametrize("path", PAGES, ids=_name)
def test_a_template_trusts_nothing(path: Path) -> None:
    assert not re.search(r"\|\s*safe\b", path.read_text(encoding="utf-8"))


@pytest.mark.parametrize("path", [path for path in PAGES if path.suffix == ".html"], ids=_name)
def test_a_template_that_decides_says_what_it_is(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert text.startswith("{#") or "{%" not in text


_RAW_COLOUR = re.compile(
    r"#[0-9a-f]{3,8}\b|\b(?:rgba?|hsla?|hwb|lab|lch|oklab|oklch)\(", re.IGNORECASE
)
_COLOUR_NAME = re.compile(r":[^;{]*\b(?:white|black|red|green|blue|gr[ae]y|yellow|orange)\b[^-]")


@pytest.mark.parametrize("path", STYLES, ids=_name)
def test_raw_colours_live_with_the_tokens(path: Path) -> None:
    text = _declarations(path)
    if path.parent.name != "foundation" or path.name not in ("tokens.css", "dark.css"):
        assert not _RAW_COLOUR.findall(text)
        assert not _COLOUR_NAME.findall(text)


@pytest.mark.parametrize("path", STYLES, ids=_name)
def test_a_style_needs_no_force(path: Path) -> None:
    assert "!important" not in _declarations(path)


@pytest.mark.parametrize("path", STYLES, ids=_name)
def test_a_class_is_named_after_a_template_or_a_state(path: Path) -> None:
    if path.parent.name in ("nodes", "components"):
        known = {_kebab(page.stem) for page in PAGES} | _foundation_classes()
        blocks = {re.split("__|--", name)[0] for name in _classes(path)}
        own = ("is-", f"{_kebab(path.stem)}-")
        assert not {block for block in blocks if not block.startswith(own)} - known


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
