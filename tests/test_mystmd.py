"""The reference course, built by mystmd and by us: what it numbers and resolves, so do we.

mystmd writes the tree of each page as JSON before it asks the network for a template; works that
are cited by DOI are given to its copy of the course as a bibliography, so that it needs no network.
"""

import json
import re
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from conftest import reference_course_folder
from courses import Course

_Node = dict[str, Any]
_Pages = Mapping[str, _Node]
"""The tree of each page, by the path of its source."""

_DOI = re.compile(r"10\.\d{4,9}/[^\s\]`)>,;\"\\]+")


@pytest.fixture(scope="module")
def folder(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a copy of the reference course in which every cited DOI is described."""
    given = reference_course_folder(request.config)
    if not given.is_dir():
        pytest.skip("no reference course: say where it is with --course DIR")
    copy = tmp_path_factory.mktemp("mystmd") / "course"
    shutil.copytree(given, copy, copy_function=shutil.copyfile)
    (copy / "dois.bib").write_text(_bibliography(copy), encoding="utf-8")
    return copy


def _bibliography(folder: Path) -> str:
    sources = sorted([*folder.rglob("*.md"), *folder.rglob("*.ipynb")])
    found = [_DOI.findall(path.read_text(encoding="utf-8")) for path in sources]
    dois = {doi.lower(): doi for page in found for doi in page}
    entries = (
        f"@misc{{work{number},\n title = {{Work {number}}},\n doi = {{{doi}}},\n year = 2000\n}}\n"
        for number, doi in enumerate(dois.values())
    )
    return "\n".join(entries)


@pytest.fixture(scope="module")
def theirs(folder: Path) -> _Pages:
    """Return the pages as mystmd resolves them."""
    program = shutil.which("myst", path=str(Path(sys.executable).parent)) or shutil.which("myst")
    if program is None or shutil.which("node") is None:
        pytest.skip("mystmd or Node is not installed")
    subprocess.run(
        [program, "build", "--site"],
        cwd=folder,
        capture_output=True,
        stdin=subprocess.DEVNULL,
        timeout=300,
        check=False,  # it fails at last, when it asks for its template
    )
    content = folder / "_build" / "site" / "content"
    pages = [json.loads(file.read_text(encoding="utf-8")) for file in content.glob("*.json")]
    assert pages, "mystmd wrote no page"
    return {page["location"].lstrip("/"): page["mdast"] for page in pages}


@pytest.fixture(scope="module")
def ours(folder: Path) -> _Pages:
    """Return the pages as we resolve them."""
    pages = {}
    for artifact in Course(folder, {}).build().artifacts:
        if artifact.path.endswith(".json") and isinstance(artifact.content, bytes):
            data = json.loads(artifact.content)
            if isinstance(data, dict) and "mdast" in data:
                pages[data["location"].lstrip("/")] = data["mdast"]
    return pages


def test_both_have_the_same_pages(ours: _Pages, theirs: _Pages) -> None:
    assert set(ours) == set(theirs)


def _figures(root: _Node) -> Iterator[object]:
    """Yield kind, label and number of each figure, and what stands before its caption."""
    for node, embedded in _walk(root):
        if node["type"] == "container" and node.get("kind") != "quote":
            identifier = node.get("identifier")
            number = f"{node.get('parentEnumerator') or ''}{node.get('enumerator') or ''}"
            before = "" if embedded or not identifier else _caption_number(node, identifier)
            yield node.get("kind"), identifier, number, before


def _caption_number(figure: _Node, identifier: str) -> str:
    for node, _ in _walk(figure):
        if node["type"] == "captionNumber" and node.get("identifier") == identifier:
            return _words(node)
    return ""


def _equations(root: _Node) -> Iterator[object]:
    """Yield label, number and TeX of each displayed formula."""
    for node, _ in _walk(root):
        if node["type"] in ("math", "mathGroup"):
            yield node.get("identifier"), node.get("enumerator"), _words(node)


def _references(root: _Node) -> Iterator[object]:
    """Yield target, address, kind, number and words of each reference; links to pages are some."""
    for node, _ in _walk(root):
        url = (node.get("url") or "").strip("/")
        if node["type"] == "crossReference":
            target = node.get("identifier"), node.get("html_id"), node.get("kind"), url
            yield *target, node.get("enumerator"), _words(node)
        elif node["type"] == "link" and node.get("internal"):
            yield "page", url, _words(node)


def _abbreviations(root: _Node) -> Iterator[object]:
    """Yield each abbreviation with what it stands for."""
    for node, _ in _walk(root):
        if node["type"] == "abbreviation":
            yield _words(node), node.get("title")


def _headings(root: _Node) -> Iterator[object]:
    """Yield level, ``id`` and words of each heading."""
    for node, _ in _walk(root):
        if node["type"] == "heading":
            yield node["depth"], node.get("html_id"), _words(node)


@pytest.mark.parametrize(
    ("said", "at_least"),
    [
        (_figures, 200),
        (_equations, 90),
        (_references, 240),
        (_abbreviations, 80),
        (_headings, 240),
    ],
    ids=["figures", "equations", "references", "abbreviations", "headings"],
)
def test_everything_that_mystmd_says_is_said_on_the_same_page(
    said: Callable[[_Node], Iterator[object]], at_least: int, ours: _Pages, theirs: _Pages
) -> None:
    """Each figure, equation, reference ... has the same label, number, target and words."""
    wanted = {path: Counter(said(root)) for path, root in theirs.items()}
    found = {path: Counter(said(ours[path])) for path in theirs}
    missing = {path: dict(wanted[path] - found[path]) for path in wanted}
    assert {path: what for path, what in missing.items() if what} == {}
    assert sum(map(Counter.total, wanted.values())) >= at_least


def _walk(root: _Node) -> Iterator[tuple[_Node, bool]]:
    """Yield the nodes in order, and whether they are copies of what stands elsewhere."""
    stack = [(root, False)]
    while stack:
        node, embedded = stack.pop()
        yield node, embedded
        inside = embedded or node["type"] == "embed"
        stack.extend((child, inside) for child in reversed(node.get("children") or ()))


def _words(node: _Node) -> str:
    """Return the words of a node; mystmd puts invisible places to break into long addresses."""
    words = "".join(child.get("value") or "" for child, _ in _walk(node) if "value" in child)
    return " ".join(words.replace("\u200b", "").split())
