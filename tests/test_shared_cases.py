"""Small courses of other people's bug reports (``--shared``): what each has to show, or to say."""

from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest
from conftest import shared_folder
from courses import Built, Course, shown

_SHOWN: Mapping[str, Sequence[tuple[str, str]]] = {
    "01-console-last-line": [
        ("index.html", "pip install brainbox"),
        ("index.html", "2.1"),
        ("index.html", "mean"),
        ("index.html", "Get-ChildItem"),
    ],
    "02-html-in-table-cells": [
        ("index.html", "<li>axon</li>"),
        ("index.html", "<summary>Hint</summary>"),
        ("index.html", "<p>two</p>"),
        ("index.html", "action potential"),
        ("index.html", "inline list"),
    ],
    "06-hidden-things": [("blocks/index.html", "Kept.")],
    "07-biblatex": [
        ("index.html", "van den Berg"),
        ("index.html", "2013\u20132015"),
        ("index.html", "350 B.C.E."),
        ("index.html", "<i>The Journal</i>, <i>3</i>(4)"),
    ],
    "08-html-outputs": [
        ("out/index.html", '<img class="image" src="../assets/x.'),
        ("out/index.html", "img-src &#39;self&#39; data: https://example.org"),
        ("out/index.html", "figure(id=&#39;p1&#39;)"),
        ("out/index.html", ".tint-ffff00-000000{"),
        ("out/index.html", "<audio"),
        ("out/index.html", "outputs--scrolls"),
        ("out/index.html", '<math alttext="x^2">'),
    ],
    "09-own-films-and-sounds": [
        ("index.html", '<track kind="captions"'),
        ("index.html", "<audio"),
        ("index.html", "Hello"),
    ],
    "10-settings-that-do-nothing": [
        ("page/index.html", "The abstract."),
        ("page/index.html", "Thanks to all."),
        ("page/index.html", "In plain words."),
        ("page/index.html", "To be."),
        ("page/index.html", "For search engines"),
        ("page/index.html", "A picture"),
    ],
    "11-silent-parse-traps": [
        ("index.html", "$25,000 to $34,000"),
        ("index.html", "$HOME and $PATH"),
        ("index.html", "<strong>重要\uff1a</strong>"),
        ("index.html", "Between."),
        ("index.html", "Docusaurus"),
    ],
    "12-jupyter-book-1-notebooks": [
        ("glue/index.html", "The value is <span>3</span>"),
        ("glue/index.html", "A caption of the cell"),
        ("tabs/index.html", "With <em>stress</em>"),
        ("tabs/index.html", '<math alttext="O(n)">'),
        ("tabs/index.html", "assets/x."),
        ("tabs/index.html", "Small heading"),
    ],
    "13-exports": [("lesson/index.html", "<munder>")],
    "14-search-page-taken": [
        ("search-1/index.html", "How animals search."),
        ("search/index.html", "layout-search"),
    ],
    "15-stub-columns": [("index.html", '<th scope="row">')],
    "16-links-in-linked-cards": [
        ("index.html", "https://example.org/inside"),
        ("index.html", "https://example.org/foot"),
    ],
}
"""What stands in a file of the site, by case."""
_SAID: Mapping[str, Sequence[str]] = {
    "08-html-outputs": ["a PDF cannot be shown", "nothing that can be shown", "is remote"],
    "11-silent-parse-traps": ["is LaTeX", "put angle brackets around the path"],
}
"""What is said."""
_NOWHERE: Mapping[str, Sequence[str]] = {
    "06-hidden-things": ["blockremoved", "drafttext", "ask Ann"],
}
"""What is in no file of the site."""


def _built(request: pytest.FixtureRequest, name: str) -> Built:
    folder = shared_folder(request.config) / "cases" / name
    if not folder.is_dir():
        pytest.skip("no shared cases: see `--shared`")
    return Course(folder, {}).build()


@pytest.mark.parametrize("name", _SHOWN)
def test_a_reported_case_is_right(request: pytest.FixtureRequest, name: str) -> None:
    built = _built(request, name)
    missing = [(path, words) for path, words in _SHOWN[name] if words not in built.file(path)]
    assert not missing
    said = shown(built.said)
    assert all(words in said for words in _SAID.get(name, ())), said
    for words in _NOWHERE.get(name, ()):
        for artifact in built.artifacts:
            content = artifact.content
            whole = content.read_bytes() if isinstance(content, Path) else content
            assert words.encode() not in whole, artifact.path
