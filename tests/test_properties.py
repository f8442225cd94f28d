"""What holds for any text: it is read without an exception, and every place lies inside of it."""

from functools import reduce

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from neuromatch_site.diagnostics.diagnostic import Diagnostics
from neuromatch_site.diagnostics.source import Position, Source
from neuromatch_site.model.ast.nodes import Node
from neuromatch_site.model.ast.serialize import from_json, to_json
from neuromatch_site.model.ast.visit import walk
from neuromatch_site.myst.language import DIRECTIVES, ROLES, parse_myst

pytestmark = pytest.mark.slow

_SUBSTITUTIONS = {"a": "*b* {nothing}`c`", "b": ":::{note}\n{{ a }}\n\n- c\n:::", "c": "{{ c }}"}
_DIRECTIVE_NAMES = st.sampled_from(
    [name for one in DIRECTIVES for name in (one.name, *one.alias)] + ["nothing", ""]
)
_OPTION_NAMES = st.sampled_from(
    sorted({name for one in DIRECTIVES for name in one.options} | {"nothing", "name"})
)
_ROLE_NAMES = st.sampled_from([name for one in ROLES for name in (one.name, *one.alias)] + ["no"])
_WORDS = st.sampled_from(
    "word|*em*|**strong**|`code`|$x$|$$|$$ y $$|[a](b)|![a](b.png)|[^1]|[^1]: note|@key|[@key]"
    "|https://a.b/c|me@example.org|{{ a }}|{{ b }}|{{ c }}|{{ d }}|<b>|</b>|<!--|-->|\\|&amp;|---"
    "|+++|+++ {|(label)=|{.a #b}|{a=b}|[a]{.b}|% comment|# Title|- item|1. item|> quote|| a | b |"
    '||---|---||: definition|:key: value|:class: a b|```|:::|::::|\\begin{align}|\\end{align}|"'
    "|'|\t|  |    |~~|~~~|* - a|^^^|^|_|a: b|1,3-5|9-x|50%|#label|é|\N{NO-BREAK SPACE}|\0".split(
        "|"
    )
)
_VALUES = st.one_of(_WORDS, st.text(max_size=12))


@st.composite
def _options(draw: st.DrawFn) -> str:
    pairs = draw(st.lists(st.tuples(_OPTION_NAMES, _VALUES), max_size=3))
    if draw(st.booleans()):
        return "".join(f":{name}: {value}\n" for name, value in pairs)
    return "---\n" + "".join(f"{name}: {value}\n" for name, value in pairs) + "---\n"


@st.composite
def _directive(draw: st.DrawFn, inner: st.SearchStrategy[str]) -> str:
    mark = draw(st.sampled_from(":`~")) * draw(st.integers(3, 6))
    head = f"{mark}{{{draw(_DIRECTIVE_NAMES)}}} {draw(_VALUES)}\n"
    closing = draw(st.sampled_from([mark, mark, mark, mark[1:], ""]))
    return f"{head}{draw(_options())}{draw(inner)}\n{closing}\n"


@st.composite
def _role(draw: st.DrawFn, inner: st.SearchStrategy[str]) -> str:
    ticks = "`" * draw(st.integers(1, 3))
    words = draw(st.sampled_from(["", "", " .a", " #b", " c=d", " ?"]))
    return f"{{{draw(_ROLE_NAMES)}{words}}}{ticks}{draw(inner)}{ticks}"


def _nested(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    joined = st.lists(inner, min_size=1, max_size=4).map("\n".join)
    prefixes = st.sampled_from(["> ", ">", "- ", "  ", "    ", "\t", "1. ", "| "])
    indented = st.builds(
        lambda text, first: "\n".join(first + line for line in text.split("\n")), joined, prefixes
    )
    spaced = st.lists(inner, max_size=4).map(" ".join)
    return st.one_of(_directive(joined), _role(spaced), indented, joined, spaced)


_TEXTS = st.recursive(st.one_of(_WORDS, st.text(max_size=20)), _nested, max_leaves=12)


def _read(text: str) -> tuple[Node, Diagnostics]:
    diagnostics = Diagnostics()
    return parse_myst(Source("page.md", text), diagnostics, _SUBSTITUTIONS), diagnostics


def _is_inside(position: Position, text: str) -> bool:
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    if position.path != "page.md" or not 1 <= position.line <= len(lines):
        return False
    return 1 <= position.column <= len(lines[position.line - 1]) + 1


@settings(max_examples=400, deadline=None, derandomize=True)
@given(_TEXTS)
@example(":::{note}\r\n:class: a\r:::")
@example("- :::{note}\n\t{a}`b`\n  :::")
@example("\\\n")
def test_any_text_is_read_and_every_place_lies_in_it(text: str) -> None:
    tree, diagnostics = _read(text)
    for one in diagnostics:
        assert _is_inside(one.position, text), one
    for node in walk(tree):
        assert node.position is not None, node
        assert _is_inside(node.position, text), node


@settings(max_examples=200, deadline=None, derandomize=True)
@given(_TEXTS)
def test_a_tree_is_the_same_once_it_has_been_json(text: str) -> None:
    tree, _ = _read(text)
    assert from_json(to_json(tree)) == tree


@settings(max_examples=100, deadline=None, derandomize=True)
@given(st.text())
def test_text_of_any_characters_is_read(text: str) -> None:
    _, diagnostics = _read(text)
    assert all(_is_inside(one.position, text) for one in diagnostics)


@pytest.mark.parametrize("depth", [10, 40, 200])
def test_blocks_may_be_nested_in_any_way(depth: int) -> None:
    """What is too deep is kept as text and said; nothing runs out of stack."""
    fences = reduce(
        lambda body, n: f"{':' * (3 + n)}{{note}}\n{body}\n{':' * (3 + n)}", range(depth), "x"
    )
    for text in (fences, ">" * depth + "x", "- " * depth + "x", "*_" * depth + "x" + "_*" * depth):
        tree, _ = _read(text)
        assert "x" in str(to_json(tree))
