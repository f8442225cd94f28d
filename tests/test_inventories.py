"""Inventories: ours as Sphinx and MyST read them, those of others as the lock keeps them."""

import io
import json
import posixpath
import subprocess
import sys
import zlib
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from conftest import node_program
from courses import Course, picture
from servers import Reply, Request, serving
from sphinx.util.inventory import InventoryFile

from neuromatch_site.config.page import PageFrontmatter
from neuromatch_site.config.project import ProjectConfig, Reference
from neuromatch_site.config.site import SiteConfig
from neuromatch_site.diagnostics.diagnostic import Diagnostics, Rule
from neuromatch_site.diagnostics.source import Position
from neuromatch_site.exporters import Export, ExportContext
from neuromatch_site.exporters.inventory import inventory
from neuromatch_site.exporters.xref import xref
from neuromatch_site.filesystem.course_files import CourseFiles
from neuromatch_site.model.ast.nodes import Nodes, Root, Text
from neuromatch_site.model.course import Page, PageFacts, PageSource, Project, TargetFact
from neuromatch_site.readers.inventories import Inventory, load_inventories

_BASE = "https://example.org/course"
_MakeCourse = Callable[[Mapping[str, str | bytes]], Course]


def _target(label: str, kind: str, title: str, *, implicit: bool = False) -> TargetFact:
    identifier = label.lower()
    return TargetFact(
        identifier=identifier,
        label=label,
        html_id=identifier.replace(" ", "-").replace(":", "-"),
        kind=kind,
        title=Nodes([Text(value=title)] if title else []),
        implicit=implicit,
    )


def _project() -> Project:
    facts = PageFacts(
        title="Neurons",
        targets=[
            _target("fig:Spike", "figure", "A spike\nin time"),
            _target("The membrane", "heading", "The membrane", implicit=True),
            _target("eq-lif", "equation", ""),
        ],
        terms=[_target("Action potential", "term", "Action potential")],
    )
    pages = [
        _page("index.md", "/", PageFacts(title="Welcome")),
        _page("week-1/neurons.md", "/neurons/", facts),
    ]
    config = ProjectConfig(title="A course", version="1.2")
    return Project(config=config, site=SiteConfig(), pages=pages, toc=[])


def _page(path: str, url: str, facts: PageFacts) -> Page:
    source = PageSource(path=path, url=url, index=0)
    return Page(source=source, frontmatter=PageFrontmatter(), content=Root(), facts=facts)


def _content(export: Export, name: str) -> bytes:
    artifact = next(one for one in export(_project(), ExportContext()) if one.path == name)
    assert isinstance(artifact.content, bytes)
    return artifact.content


def _load(make_course: _MakeCourse, files: dict[str, bytes]) -> tuple[Inventory, Diagnostics]:
    folder = make_course({"index.md": "", **files}).folder
    reference = Reference(key="other", url=f"{_BASE}/", position=Position("myst.yml", 4, 3))
    diagnostics = Diagnostics()
    found = load_inventories(CourseFiles(folder.resolve()), [reference], diagnostics)
    return found.get("other", {}), diagnostics


def test_sphinx_reads_our_inventory() -> None:
    content = _content(inventory, "objects.inv")
    data = InventoryFile.load(io.BytesIO(content), _BASE, posixpath.join)
    found = {
        (kind, name): (item.uri, item.display_name)
        for kind, items in data.items()
        for name, item in items.items()
    }
    assert found == {
        ("std:doc", "index"): (f"{_BASE}/./", "Welcome"),
        ("std:doc", "neurons"): (f"{_BASE}/neurons/", "Neurons"),
        ("std:label", "fig:spike"): (f"{_BASE}/neurons/#fig-spike", "A spike in time"),
        ("std:label", "eq-lif"): (f"{_BASE}/neurons/#eq-lif", "-"),
        ("std:term", "Action potential"): (
            f"{_BASE}/neurons/#action-potential",
            "Action potential",
        ),
    }
    item = data["std:doc"]["neurons"]
    assert (item.project_name, item.project_version) == ("A course", "1.2")


def test_other_myst_sites_find_pages_labels_and_headings() -> None:
    data = json.loads(_content(xref, "myst.xref.json"))
    neurons = {"data": "/neurons.json", "url": "/neurons/"}
    assert data["references"] == [
        {"kind": "page", "data": "/index.json", "url": "/"},
        {"kind": "page", **neurons},
        {"identifier": "fig:spike", "html_id": "fig-spike", "kind": "figure", **neurons},
        {
            "identifier": "the membrane",
            "html_id": "the-membrane",
            "kind": "heading",
            **neurons,
            "implicit": True,
        },
        {"identifier": "eq-lif", "kind": "equation", **neurons},
        {
            "identifier": "action potential",
            "html_id": "action-potential",
            "kind": "term",
            **neurons,
        },
    ]


def test_what_we_write_we_can_refer_to(course: _MakeCourse) -> None:
    sphinx, found = _load(
        course, {"lock/inventories/other.inv": _content(inventory, "objects.inv")}
    )
    assert sphinx["fig:spike"] == (f"{_BASE}/neurons/#fig-spike", "A spike in time")
    assert sphinx["eq-lif"] == (f"{_BASE}/neurons/#eq-lif", "")
    assert not found.items
    myst, found = _load(course, {"lock/inventories/other.json": _content(xref, "myst.xref.json")})
    assert myst["fig:spike"] == (f"{_BASE}/neurons/#fig-spike", "")
    assert myst["/neurons/"] == (f"{_BASE}/neurons/", "")
    assert not found.items


def _inv(body: str) -> bytes:
    header = "# Sphinx inventory version 2\n# Project: x\n# Version: 1\n# zlib\n"
    return header.encode() + zlib.compress(body.encode(), 1)


def test_an_inventory_leads_nowhere_but_to_its_project(course: _MakeCourse) -> None:
    body = (
        "bad py:function 1 /etc/passwd -\n"
        "worse py:function 1 javascript:alert(1) -\n"
        "print py:function 1 library/functions.html#$ -\n"
    )
    found, _ = _load(course, {"lock/inventories/other.inv": _inv(body)})
    assert found["print"] == (f"{_BASE}/library/functions.html#print", "")
    assert all(url.startswith(f"{_BASE}/") for url, _ in found.values())
    assert "bad" not in found


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("other.txt", b"", "is not in the lock"),
        ("other.inv", b"no inventory", "is not an `objects.inv`"),
        ("other.inv", _inv("x" * 60_000_000), "is too large"),
        ("other.json", b"{", "is not valid JSON"),
        ("other.json", b"[" * 100_000, "is not valid JSON"),
        ("other.json", b'{"references": 1}', "is not a `myst.xref.json`"),
    ],
    ids=["missing", "no inventory", "bomb", "no JSON", "deep", "no references"],
)
def test_an_inventory_that_cannot_be_read_is_told_where_it_is_asked_for(
    course: _MakeCourse, name: str, content: bytes, said: str
) -> None:
    found, diagnostics = _load(course, {f"lock/inventories/{name}": content})
    assert not found
    (one,) = diagnostics
    assert (one.rule, str(one.position)) == (Rule.INTERSPHINX_REFERENCES_RESOLVE, "myst.yml:4:3")
    assert said in one.message
    assert one.hint == "run `neuromatch-site lock`"


_OURS: dict[str, str | bytes] = {
    "myst.yml": "version: 1\nproject:\n  title: Ours\n",
    "index.md": "# Welcome\n\nText.\n",
    "neurons.md": (
        "# Neurons\n\n(the-shape)=\n## The shape of a spike\n\nText.\n\n"
        ":::{figure} spike.png\n:label: fig-spike\n:alt: A spike\nA spike in time.\n:::\n"
    ),
    "spike.png": picture("spike.png", "4x3"),
}
_THEIRS = """\
# Theirs

[](xref:ours/neurons/), [](xref:ours#the-shape), [](xref:ours#fig-spike),
[here](xref:ours#fig-spike)
"""


@pytest.mark.slow
def test_mystmd_refers_to_our_site_and_takes_its_words(course: _MakeCourse, tmp_path: Path) -> None:
    if node_program() is None:
        pytest.skip("mystmd needs Node.js, and there is none")
    files = {one.path: one.content for one in course(_OURS).build().artifacts}

    def answer(request: Request) -> Reply:
        content = files.get(request.path.lstrip("/"))
        return Reply(body=content) if isinstance(content, bytes) else Reply(404)

    with serving(lambda _: answer) as server:
        config = f"version: 1\nproject:\n  references:\n    ours: {server.url}\nsite: {{}}\n"
        theirs = Course.write(tmp_path / "theirs", {"myst.yml": config, "index.md": _THEIRS})
        myst = str(Path(sys.executable).parent / "myst")
        subprocess.run(
            [myst, "build", "--site"], cwd=theirs.folder, capture_output=True, check=False
        )
        page = json.loads((theirs.folder / "_build/site/content/index.json").read_bytes())
        links = [
            (node["url"].removeprefix(server.url), node.get("html_id"), _words(node))
            for node in _nodes(page["mdast"], ("link", "crossReference"))
        ]
    assert links == [
        ("/neurons/", None, "Neurons"),
        ("/neurons/", "the-shape", "The shape of a spike"),
        ("/neurons/", "fig-spike", "Figure\u00a01"),
        ("/neurons/", "fig-spike", "here"),
    ]


def _nodes(node: dict[str, Any], kinds: tuple[str, ...]) -> Iterator[dict[str, Any]]:
    if node["type"] in kinds:
        yield node
    for child in node.get("children", []):
        yield from _nodes(child, kinds)


def _words(node: dict[str, Any]) -> str:
    inside = "".join(_words(child) for child in node.get("children", []))
    return str(node.get("value", "")) + inside
