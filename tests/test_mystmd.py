"""The reference course, page by page beside mystmd's own output: same addresses, same numbers."""

import json
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from conftest import node_program, reference_course_folder
from courses import Course
from samples import copy_course

pytestmark = pytest.mark.slow

Node = dict[str, Any]
Pages = Mapping[str, Node]
"""By path in the course, what stands beside each page: its slug, its tree."""


@pytest.fixture(scope="module")
def copy(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a copy of the reference course that gives nobody a reason to ask the web."""
    course = reference_course_folder(request.config)
    if not course.is_dir():
        pytest.skip("no reference course: say where it is with --course=DIR")
    folder = tmp_path_factory.mktemp("reference") / "course"
    copy_course(course, folder)
    return folder


@pytest.fixture(scope="module")
def theirs(copy: Path, tmp_path_factory: pytest.TempPathFactory) -> Pages:
    """Return mystmd's pages. It fails in the end, for want of a theme, when they are written."""
    if node_program() is None:
        pytest.skip("mystmd needs Node.js, and there is none")
    folder = tmp_path_factory.mktemp("mystmd") / "course"
    shutil.copytree(copy, folder)
    myst = str(Path(sys.executable).parent / "myst")
    subprocess.run([myst, "build", "--site"], cwd=folder, capture_output=True, check=False)
    files = (folder / "_build" / "site" / "content").glob("*.json")
    return _by_location(path.read_bytes() for path in files)


@pytest.fixture(scope="module")
def ours(copy: Path) -> Pages:
    """Return our pages."""
    site = Course(copy, {}).build()
    contents = (one.content for one in site.artifacts if one.path.endswith(".json"))
    return _by_location(content for content in contents if isinstance(content, bytes))


def _by_location(contents: Iterator[bytes]) -> Pages:
    found = (json.loads(content) for content in contents)
    return {one["location"]: one for one in found if isinstance(one, dict) and "mdast" in one}


def test_every_page_has_its_address(ours: Pages, theirs: Pages) -> None:
    assert len(theirs) > 50
    assert _slugs(ours) == _slugs(theirs)


def _slugs(pages: Pages) -> dict[str, str]:
    return {path: page["slug"] for path, page in pages.items()}


def _text(node: Node) -> str:
    """Return the text as readers see it; how much white space there is does not count.

    mystmd puts invisible places to break into long addresses.
    """
    leaves = (one for one in _walk(node) if not one.get("children"))
    words = "".join(str(leaf.get("value", "")) for leaf in leaves)
    return " ".join(words.replace("\u200b", "").split())


def _heading(node: Node) -> object:
    return node["depth"], node.get("enumerator"), node.get("html_id"), _text(node)


def _container(node: Node) -> object:
    return node.get("kind"), node.get("enumerator"), node.get("html_id")


def _math(node: Node) -> object:
    return node.get("enumerator"), node.get("identifier")


def _cross_reference(node: Node) -> object:
    target = node.get("identifier"), node.get("html_id"), (node.get("url") or "").strip("/")
    return *target, node.get("kind"), node.get("enumerator"), _text(node)


def _caption_number(node: Node) -> object:
    return node.get("identifier"), node.get("enumerator"), _text(node)


def _abbreviation(node: Node) -> object:
    return node["title"], _text(node)


def _citation(node: Node) -> object:
    return node.get("kind")


@pytest.mark.parametrize(
    ("kind", "tell", "least"),
    [
        ("heading", _heading, 200),
        ("container", _container, 200),
        ("math", _math, 90),
        ("crossReference", _cross_reference, 200),
        ("captionNumber", _caption_number, 140),
        ("abbreviation", _abbreviation, 80),
        ("cite", _citation, 250),
        ("citeGroup", _citation, 120),
        ("inlineMath", _text, 300),
        ("tableCell", _text, 50),
        ("admonition", lambda node: node.get("kind"), 60),
        ("code", lambda node: (node.get("lang"), node["value"].rstrip("\n")), 29),
    ],
)
def test_every_page_has_the_same(
    kind: str, tell: Callable[[Node], object], least: int, ours: Pages, theirs: Pages
) -> None:
    """In the same order, with the same numbers, labels and texts."""
    expected = _told(theirs, kind, tell)
    assert len(expected) >= least
    assert _told(ours, kind, tell) == expected


def _told(pages: Pages, kind: str, tell: Callable[[Node], object]) -> list[str]:
    return [
        f"{path}: {tell(node)}"
        for path, page in sorted(pages.items())
        for node in _walk(page["mdast"])
        if node["type"] == kind
    ]


def _walk(node: Node) -> Iterator[Node]:
    """Yield the nodes that are published: mystmd keeps removed cells in its trees."""
    if node.get("visibility") == "remove":
        return
    yield node
    for child in node.get("children") or []:
        yield from _walk(child)
