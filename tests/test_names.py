"""Names: what they may not be, each rule one test that lists every offender."""

import ast
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from test_conventions import MODULES, PACKAGE, TEMPLATES, nodes, tree

_UNCLEAR = set(
    "asked drawn found given kept made matter one said seen shown told wanted way".split()
)
_VAGUE = {"_place", "_plain", "_text", "_whole", "_words"}
_NAMES_ELSEWHERE = {
    "config/names.py: given": "CSL's word for a part of a name",
    "config/people.py: given": "as above",
    "exporters/zenodo.py: given": "as above",
    "metadata/highwire.py: given": "as above",
    "model/ast/nodes.py: drawn": "a field of the JSON that sites have published",
}


def test_a_name_says_what_it_holds() -> None:
    """No participle as a noun, no `one`: write the noun of the field (`match`, `paths`, `page`)."""
    names = {
        f"{path.relative_to(PACKAGE).as_posix()}: {one}" for path in MODULES for one in _bound(path)
    }
    unclear = {one for one in names if _is_unclear(one.rpartition(" ")[2])}
    assert not sorted(unclear - _NAMES_ELSEWHERE.keys())
    assert not sorted(_NAMES_ELSEWHERE.keys() - unclear), "no exception is needed any more"


def _is_unclear(name: str) -> bool:
    return name.strip("_") in _UNCLEAR or name in _VAGUE


def _bound(path: Path) -> Iterator[str]:
    """Yield the names of the variables, parameters, fields and functions of a module."""
    for node in nodes(path):
        match node:
            case ast.Name(id=name, ctx=ast.Store()):
                yield name
            case ast.Attribute(value=ast.Name(id="self"), attr=name, ctx=ast.Store()):
                yield name
            case ast.arg(arg=name) | ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name):
                yield name
            case ast.ExceptHandler(name=str(name)) | ast.MatchAs(name=str(name)):
                yield name
            case ast.MatchStar(name=str(name)) | ast.MatchMapping(rest=str(name)):
                yield name


def test_a_private_function_is_named_after_what_it_returns() -> None:
    """No name is borne by many modules, with a meaning in each: `_page_title`, not `_title`."""
    modules = Counter(
        node.name
        for path in MODULES
        for node in tree(path).body
        if isinstance(node, ast.FunctionDef) and node.name.startswith("_")
    )
    assert not [name for name, count in modules.items() if count > 6]


def test_a_name_in_a_template_says_what_it_holds() -> None:
    """No `one`, no `shown`: name the noun of the field, as in the code."""
    jinja = re.compile(r"\{[{%].*?[}%]\}")
    word = re.compile(r"(?<![\w.'\"-])(?:one|shown)(?![\w'\"-])")
    unclear = [
        f"{path.relative_to(TEMPLATES).as_posix()}: {part}"
        for path in sorted(TEMPLATES.rglob("*.html"))
        for part in jinja.findall(path.read_text(encoding="utf-8"))
        if word.search(re.sub(r'"[^"]*"', '""', part))
    ]
    assert not unclear
