"""Reading a text, where it is not text in, text out: line ends, substitutions, limits, growth."""

import sys
from collections.abc import Callable
from types import FrameType

import pytest
from cases import FOLDER, read_file

from neuromatch_site.diagnostics.diagnostic import Diagnostics, Rule
from neuromatch_site.diagnostics.source import Position, Source
from neuromatch_site.model.ast.nodes import Admonition, Code, Node, TableRow
from neuromatch_site.model.ast.serialize import to_json
from neuromatch_site.model.ast.text import text_of
from neuromatch_site.model.ast.visit import select, walk
from neuromatch_site.myst.directives.csv_table import MOST_ROWS
from neuromatch_site.myst.language import DIRECTIVES, ROLES, parse_myst
from neuromatch_site.myst.parser.directive import Directive
from neuromatch_site.myst.parser.role import Role


def read(
    text: str, substitutions: dict[str, str] | None = None, source: Source | None = None
) -> tuple[Node, list[tuple[Rule, Position]]]:
    """Return the tree, and the rules that were broken with their places."""
    diagnostics = Diagnostics()
    tree = parse_myst(source or Source("page.md", text), diagnostics, substitutions)
    return tree, [(one.rule, one.position) for one in diagnostics]


# Line ends


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_line_ends_of_any_system_give_the_same_tree_and_places(end: str) -> None:
    text = "- :::{figure} a.png\n  :width: wide\n\n  {a}`b`\n  :::\n\n| a |\n|---|\n| {c}`d` |\n"
    tree, found = read(text.replace("\n", end))
    same, _ = read(text)
    assert to_json(tree) == to_json(same)
    assert [(place.line, place.column) for _, place in found] == [(2, 11), (4, 3), (9, 3)]


def test_a_text_that_begins_elsewhere_has_its_places_there() -> None:
    source = Source("a.ipynb", "{a}`b`\n\n:::{note}\n{c}`d`\n:::", 11, 5, 3)
    _, found = read("", source=source)
    assert [place for _, place in found] == [
        Position("a.ipynb", 11, 5, 3),
        Position("a.ipynb", 14, 5, 3),
    ]


# Substitutions


def test_a_substitution_stands_for_inline_text_or_for_blocks() -> None:
    tree, found = read("A {{ name }}.\n\n{{ box }}\n", {"name": "*b*", "box": ":::{note}\nc\n:::"})
    assert text_of(tree) == "A b.c"
    assert next(select(tree, Admonition)).position == Position("page.md", 3, 1)
    assert found == []


def test_a_mistake_in_a_substitution_is_where_it_is_used() -> None:
    _, found = read("A\n{{ b }}\n", {"b": "c {d}`e`\n\n{f}`g`"})
    assert [place for _, place in found] == [Position("page.md", 2, 1)] * 2


def test_a_substitution_does_not_stand_in_its_own_text() -> None:
    tree, _ = read("{{ a }}", {"a": "b {{ c }}", "c": "{{ a }}"})
    assert text_of(tree) == "b {{ a }}"


def test_substitutions_cannot_make_a_page_of_any_size() -> None:
    bomb = {f"x{i}": f"{{{{ x{i + 1} }}}}" * 10 for i in range(9)} | {"x9": "boom" * 100}
    tree, _ = read("{{ x0 }}", bomb)
    assert len(text_of(tree)) < 5_000_000


# Limits


def test_what_stands_too_deep_is_kept_as_code_and_said_once() -> None:
    fences = [":" * (60 - n) for n in range(50)]
    text = "\n".join(f"{fence}{{note}}" for fence in fences) + "\nInside."
    tree, found = read(text + "\n" + "\n".join(reversed(fences)))
    assert [rule for rule, _ in found] == [Rule.NESTING_TOO_DEEP]
    assert "Inside." in next(select(tree, Code)).value


def test_a_table_ends_where_a_browser_would_be_slow() -> None:
    diagnostics = Diagnostics()
    text = "```{csv-table}\n" + "1\n" * (MOST_ROWS + 9) + "```\n"
    root = parse_myst(Source("a.md", text), diagnostics)
    assert sum(1 for _ in select(root, TableRow)) == MOST_ROWS
    (found,) = diagnostics
    assert found.message == f"there are more than {MOST_ROWS} rows; the rest is left out"
    assert found.position.line == MOST_ROWS + 2


def test_deep_mark_up_is_said_once_and_its_text_stays() -> None:
    tree, found = read("*a **a " * 100 + "word" + " a** a*" * 100)
    assert [rule for rule, _ in found] == [Rule.NESTING_TOO_DEEP]
    assert text_of(tree) == "a a " * 100 + "word" + " a a" * 100


def test_quotation_marks_beyond_a_number_stay_as_they_are() -> None:
    tree, _ = read('"a" ' * 600)
    assert '"' in text_of(tree)


# Growth

GROWING: dict[str, Callable[[int], str]] = {
    "roles that begin": lambda n: "{sub}`" * n,
    "roles with words": lambda n: "{sub .a " * n,
    "braces": lambda n: "{" * n,
    "double braces": lambda n: "{{ a } " * n,
    "quotes in braces": lambda n: '{a "' * n,
    "attributes": lambda n: "`a`{.b} " * n,
    "spans": lambda n: "[a]{.b}" * n,
    "colons": lambda n: ":::{note}\n:::\n" * n,
    "colons that end nothing": lambda n: ":::\n" * n,
    "footnotes": lambda n: "[^1]" * n,
    "footnotes that begin": lambda n: "[^" * n,
    "display math that is not closed": lambda n: "$$ x\n\n" * n,
    "environments that are not closed": lambda n: "\\begin{align}\n" * n,
    "targets": lambda n: "(a)=\n" * n,
    "comments": lambda n: "% a\n" * n,
    "metadata": lambda n: '+++ {"a": 1}\n' * n,
    "addresses": lambda n: "https://example.org/a " * n,
    "addresses that begin": lambda n: "http://" * n,
    "mail": lambda n: "a@example.org " * n,
    "citations": lambda n: "[@a " * n,
    "quotation marks": lambda n: '"a ' * n + "b' " * n,
    "options": lambda n: ":::{note}\n" + ":class: a\n" * n + ":::",
    "terms": lambda n: ":::{glossary}\n" + "a\n  b\n" * n + ":::",
    "rows": lambda n: ":::{list-table}\n" + "* - a\n  - b\n" * n + ":::",
}
"""Texts of any length that a rule of ours reads, well formed or not."""


@pytest.mark.parametrize("name", GROWING)
def test_work_grows_with_the_length_of_the_text(name: str) -> None:
    small, large = (_calls(GROWING[name](n)) for n in (200, 800))
    assert large < 5 * small, f"{small} calls, {large} for a text four times as long"


def _calls(text: str) -> int:
    """Return how many functions are called while a text is read."""
    read("warm")
    count = 0

    def note(_frame: FrameType, event: str, _argument: object) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    before = sys.getprofile()
    sys.setprofile(note)
    try:
        read(text)
    finally:
        sys.setprofile(before)
    return count


# What the language says of itself


def test_every_name_means_one_thing() -> None:
    for constructs in (DIRECTIVES, ROLES):
        names = [name for one in constructs for name in (one.name, *one.alias)]
        assert len(names) == len(set(names))


def test_an_option_has_one_name_that_no_other_has() -> None:
    for directive in DIRECTIVES:
        names = [name for own, o in directive.options.items() for name in (own, *o.alias)]
        assert len(names) == len(set(names)), directive.name


def test_everything_is_documented_in_sentences() -> None:
    docs = {f"directive {one.name}": one.doc for one in DIRECTIVES}
    docs |= {f"role {one.name}": one.doc for one in ROLES}
    for one in DIRECTIVES:
        parts = {"argument": one.argument, "body": one.body}
        docs |= {f"{one.name} {name}": part.doc for name, part in parts.items() if part}
        docs |= {f"{one.name} {name}": option.doc for name, option in one.options.items()}
    assert not [name for name, doc in docs.items() if not doc.endswith(".")]


@pytest.mark.parametrize("construct", [*DIRECTIVES, *ROLES], ids=lambda one: one.name)
def test_its_cases_show_every_node_that_a_construct_makes(construct: Directive | Role) -> None:
    folder = "directives" if isinstance(construct, Directive) else "roles"
    stem = construct.run.__module__.rpartition(".")[2]
    texts = [
        block.text
        for case in read_file(FOLDER / folder / f"{stem}.md")
        for block in case.blocks
        if block.kind == "myst"
    ]
    made = {type(node) for text in texts for node in walk(read(text)[0])}
    assert set(construct.nodes) <= made
