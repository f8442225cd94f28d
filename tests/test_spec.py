"""The MyST spec's own examples: what they say our tree must be, and what it may not yet be.

``spec/known_failures.toml`` names the examples that we do not pass, each with its reason. It may
only shrink: an example that passes and is named there fails here.
"""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest
from conftest import myst_spec_folder
from courses import from_yaml

from neuromatch_site.config.markdown_syntax import MarkdownSyntax
from neuromatch_site.diagnostics.diagnostic import Diagnostics
from neuromatch_site.diagnostics.source import Source
from neuromatch_site.model.ast.serialize import from_json, to_json
from neuromatch_site.myst.language import parse_myst

KNOWN_FAILURES: dict[str, str] = {
    f"{name}::{title}": reason
    for name, titles in tomllib.loads(
        (Path(__file__).parent / "spec" / "known_failures.toml").read_text(encoding="utf-8")
    ).items()
    for title, reason in titles.items()
}
COMMONMARK = "cmark_spec_0.30"

_Tree = dict[str, object]


@dataclass(frozen=True, slots=True)
class Example:
    """An example of the spec."""

    id: str
    """``directives.figure::Simple figure``."""
    mdast: _Tree
    myst: str | None
    """None: the example says only what a tree may be."""
    valid: bool


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Make a test of every example, where the examples are."""
    if "written" in metafunc.fixturenames:
        found = read_examples(myst_spec_folder(metafunc.config))
        examples = [example for example in found if example.myst is not None]
        metafunc.parametrize("written", examples, ids=lambda example: example.id)


@cache
def read_examples(folder: Path) -> list[Example]:
    """Return the examples of every file of the folder; none where there is no folder."""
    return [
        Example(
            f"{path.stem}::{case['title']}",
            case["mdast"],
            case.get("myst"),
            not case.get("invalid", False),
        )
        for path in sorted(folder.glob("*.yml"))
        for case in from_yaml(path.read_bytes())["cases"]
    ]


def test_the_tree_is_what_the_spec_says(written: Example) -> None:
    got, expected = _parsed(written.myst or ""), _comparable(written.mdast)
    if reason := KNOWN_FAILURES.get(written.id):
        assert got != expected, f"passes: remove it from the known failures ({reason})"
    else:
        assert got == expected


def test_a_tree_survives_being_read_and_written(myst_spec: Path) -> None:
    valid = [example for example in read_examples(myst_spec) if example.valid]
    changed = [one for one in valid if _said(to_json(from_json(one.mdast))) != _said(one.mdast)]
    assert len(valid) > 700
    assert not changed


def test_known_failures_are_examples_with_a_reason(myst_spec: Path) -> None:
    examples = {example.id for example in read_examples(myst_spec)}
    assert not [name for name in KNOWN_FAILURES if name not in examples]
    assert not [name for name, reason in KNOWN_FAILURES.items() if len(reason) < 10]


@pytest.mark.parametrize(("prefix", "share"), [("", 0.97), (COMMONMARK, 0.99)])
def test_few_examples_fail(myst_spec: Path, prefix: str, share: float) -> None:
    examples = [one for one in read_examples(myst_spec) if one.myst is not None]
    of_interest = [example for example in examples if example.id.startswith(prefix)]
    passed = [example for example in of_interest if example.id not in KNOWN_FAILURES]
    assert len(passed) >= share * len(of_interest)


def _parsed(text: str) -> object:
    plain = MarkdownSyntax(smartquotes=False, bare_links=False)
    root = parse_myst(Source("page.md", text), Diagnostics(), syntax=plain)
    return _comparable(to_json(root, positions=False))


def _comparable(tree: object) -> object:
    """Return the tree without what the spec's examples leave open: empty lists of children."""
    if isinstance(tree, dict):
        return {
            name: _comparable(value)
            for name, value in tree.items()
            if not (name == "children" and value == [])
        }
    return [_comparable(one) for one in tree] if isinstance(tree, list) else tree


def _said(tree: object) -> object:
    """Return the tree without what says no more than its absence; a place is not the spec's."""
    if isinstance(tree, dict):
        said = {name: _said(value) for name, value in tree.items() if name != "position"}
        return {name: value for name, value in said.items() if value not in (False, [])}
    return [_said(one) for one in tree] if isinstance(tree, list) else tree
