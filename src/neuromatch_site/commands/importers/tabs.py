"""Code cells that show Markdown in a tab widget -> a tab set."""

import ast
import re
from collections.abc import Mapping, Sequence

from msgspec import Struct, field

_MAGIC = re.compile(r"^[ \t]*[!%].*$", re.MULTILINE)
_FONT = re.compile(
    r"</?font\b[^<>]*>|(?<=\n)[^\S\n]*+<br\s*/?>\s*(?=\n)|\A\s*<br\s*/?>|<br\s*/?>\s*\Z"
)
_HEADING = re.compile(r"^#{1,6}[ \t]++(.*?[^ \t#])[ \t]*+#*+$", re.MULTILINE)


class _Shown(Struct):
    """What an ``Output`` of a widget shows."""

    texts: list[str] = field(default_factory=list)
    whole: bool = True
    """The cell shows nothing but texts."""


def tabs_of(code: str) -> tuple[str, bool]:
    """Return the tab set of a cell, and whether it contains all that the cell shows.

    The text is empty if the cell makes no tabs, or one of them shows no text.
    """
    try:
        program = ast.parse(_MAGIC.sub("", code))
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return "", False
    texts: dict[str, str] = {}
    outputs: dict[str, _Shown] = {}
    tabs: Sequence[str] = ()
    titles: dict[int, str] = {}
    for node in program.body:
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
            name = node.targets[0].id
            if (text := _string_value(node.value, texts)) is not None:
                texts[name] = text
            elif _called(node.value) == "Tab":
                tabs = _children(node.value)
                titles |= _listed_titles(node.value)
        elif isinstance(node, ast.With):
            for item in node.items:
                if isinstance(item.context_expr, ast.Name):
                    _fill(outputs.setdefault(item.context_expr.id, _Shown()), node.body, texts)
        titles |= _set_title(node)
    tabs_shown = [outputs.get(name) for name in tabs]
    if not tabs_shown or any(tab is None or not tab.texts for tab in tabs_shown):
        return "", False
    whole_tabs = [tab for tab in tabs_shown if tab is not None]
    return _tab_set(whole_tabs, titles), all(tab.whole for tab in whole_tabs)


def _fill(tab: _Shown, body: Sequence[ast.stmt], texts: Mapping[str, str]) -> None:
    for statement in body:
        call = statement.value if isinstance(statement, ast.Expr) else None
        if _called(call) == "display" and isinstance(call, ast.Call) and call.args:
            call = call.args[0]
        if _called(call) == "Markdown" and isinstance(call, ast.Call) and call.args:
            text = _string_value(call.args[0], texts)
            if text is not None:
                tab.texts.append(text)
                continue
        tab.whole = False


def _string_value(node: ast.expr, texts: Mapping[str, str]) -> str | None:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    return texts.get(node.id) if isinstance(node, ast.Name) else None


def _called(node: ast.expr | None) -> str:
    """Return the last part of the name of what an expression calls."""
    function = node.func if isinstance(node, ast.Call) else None
    if isinstance(function, ast.Attribute):
        return function.attr
    return function.id if isinstance(function, ast.Name) else ""


def _children(call: ast.expr) -> Sequence[str]:
    """Return the names of the outputs of ``Tab([a, b])`` or ``Tab(children=[a, b])``."""
    if not isinstance(call, ast.Call):
        return ()
    named = [keyword.value for keyword in call.keywords if keyword.arg == "children"]
    children = next(iter([*call.args, *named]), None)
    items = children.elts if isinstance(children, (ast.List, ast.Tuple)) else []
    return [item.id for item in items if isinstance(item, ast.Name)]


def _listed_titles(call: ast.expr) -> dict[int, str]:
    keywords = call.keywords if isinstance(call, ast.Call) else []
    lists = [keyword.value for keyword in keywords if keyword.arg == "titles"]
    return {
        number: title
        for titles in lists
        if isinstance(titles, (ast.List, ast.Tuple))
        for number, item in enumerate(titles.elts)
        if (title := _string_value(item, {})) is not None
    }


def _set_title(node: ast.stmt) -> dict[int, str]:
    """Return what ``tab.set_title(0, "A")`` or ``tab.titles = ["A", "B"]`` says."""
    if isinstance(node, ast.Expr) and isinstance(node.value, ast.Call):
        arguments = node.value.args
        if _called(node.value) == "set_title" and len(arguments) == 2:
            number, title = arguments
            text = _string_value(title, {})
            if isinstance(number, ast.Constant) and isinstance(number.value, int) and text:
                return {number.value: text}
    if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Attribute):
        value = node.value
        if node.targets[0].attr == "titles" and isinstance(value, (ast.List, ast.Tuple)):
            return {n: t for n, item in enumerate(value.elts) if (t := _string_value(item, {}))}
    return {}


def _tab_set(tabs: Sequence[_Shown], titles: Mapping[int, str]) -> str:
    bodies = ["\n\n".join(_clean(text) for text in tab.texts).strip() for tab in tabs]
    longest = max((len(run) for body in bodies for run in re.findall(r":{3,}", body)), default=2)
    inner, outer = ":" * (longest + 1), ":" * (longest + 2)
    items = [
        f"{inner}{{tab-item}} {titles.get(number) or number + 1}\n{body}\n{inner}"
        for number, body in enumerate(bodies)
    ]
    return "\n".join([f"{outer}{{tab-set}}", *items, outer])


def _clean(text: str) -> str:
    """Return the text without what only a notebook needs; a heading in a tab is a bold line."""
    return _HEADING.sub(lambda match: f"**{match[1].strip('*')}**", _FONT.sub("", text)).strip()
