"""The page of the guide that lists every template, what it is given, and what layouts may see."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from conftest import ROOT
from jinja2 import Environment, meta

_FOLDER = ROOT / "templates"
_VIEW = ROOT / "src" / "neuromatch_site" / "render"
_HEAD = """---
title: Templates
description: Every template that a course can override, and its variables.
---

A file with the same path in a folder `templates/` beside the course replaces that of the theme:
see [](theme.md). Layouts and components have the variables `page` and `site`, described below;
templates of nodes have variables for the parts of their node. This page is generated from the
templates.

"""
_TABLE = "| template | description | variables, or macros |\n| --- | --- | --- |\n"
_ABOUT = re.compile(r"\{#-?\s*(.*?)\s*-?#\}", re.DOTALL)
_MACRO = re.compile(r"\{%-? macro (\w+\([^)]*\)) ?-?%\}")
_FILTER = re.compile(r"\|\s*(\w+)")
_GLOBALS = {"_", "_n", "icon", "to", "safe_link", "range", "dict", "ngettext", "loop", "caller"}
_EXTENSIONS = ["jinja2.ext.do", "jinja2.ext.loopcontrols"]


def page() -> str:
    """Return the page in MyST."""
    parts = [_HEAD]
    for name in ("layouts", "components", "head", "nodes"):
        rows = "".join(map(_row, sorted((_FOLDER / name).rglob("*.html"))))
        parts.append(f"## `{name}/`\n\n{_TABLE}{rows}\n")
    for name, file in (("PageView", "page"), ("SiteView", "site")):
        rows = "".join(f"| `{field}` | {doc} |\n" for field, doc in _fields(file, name))
        word = name.removesuffix("View").lower()
        parts.append(f"## `{word}`\n\n| value | description |\n| --- | --- |\n{rows}\n")
    return "".join(parts).rstrip() + "\n"


def _row(path: Path) -> str:
    text = path.read_text(encoding="utf-8")
    found = _ABOUT.search(text)
    about = " ".join(found[1].split()) if found else ""
    macros = _MACRO.findall(text)
    names = macros or sorted(_variables(text) - _imported(text) - _GLOBALS)
    given = ", ".join(f"`{name}`" for name in names)
    return f"| `{path.relative_to(_FOLDER).as_posix()}` | {_cell(about)} | {given} |\n"


def _variables(text: str) -> set[str]:
    """Return the names that a template takes from outside."""
    environment = Environment(extensions=_EXTENSIONS, autoescape=True)
    environment.filters |= dict.fromkeys(_FILTER.findall(text), str)
    return meta.find_undeclared_variables(environment.parse(text))


def _imported(text: str) -> set[str]:
    """Return the names that a template takes from other templates."""
    lists = re.findall(r"{%-? (?:from \S+ )?import (.*?)(?: with context)? ?-?%}", text)
    return {
        re.split(r" as |\"", name.strip())[-1].strip() for one in lists for name in one.split(",")
    }


def _fields(file: str, name: str) -> Iterator[tuple[str, str]]:
    """Yield the fields of a view, each with the words below it."""
    tree = ast.parse((_VIEW / f"{file}.py").read_text(encoding="utf-8"))
    view = next(n for n in ast.walk(tree) if isinstance(n, ast.ClassDef) and n.name == name)
    for one, after in zip(view.body, [*view.body[1:], None], strict=True):
        if isinstance(one, ast.AnnAssign) and isinstance(one.target, ast.Name):
            said = after.value if isinstance(after, ast.Expr) else None
            doc = said.value if isinstance(said, ast.Constant) else ""
            yield one.target.id, _cell(str(doc).replace("``", "`"))


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|").replace("{", "\\{")
