"""Small courses: written from blocks of cases or from texts, built, and shown as text."""

import io
import json
import re
import zlib
from collections.abc import Callable, Mapping, Sequence
from copy import copy
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import Any

import yaml
from cases import Block
from PIL import Image

from neuromatch_site.cache.page_cache import BuildCache
from neuromatch_site.cache.program_version import code_fingerprint
from neuromatch_site.diagnostics.diagnostic import Diagnostic, Diagnostics, Rule
from neuromatch_site.diagnostics.source import Source
from neuromatch_site.model.artifact import Artifact
from neuromatch_site.model.ast.nodes import Root
from neuromatch_site.model.ast.serialize import to_json
from neuromatch_site.pipeline.context import BuildContext
from neuromatch_site.pipeline.options import Options
from neuromatch_site.pipeline.session import BuildSession
from neuromatch_site.pipeline.site import build_site
from neuromatch_site.workers.progress import Progress

_CONTENT = re.compile(r'<div class="prose[^"]*">\n(.*?)\s*</div>\n</article>', re.DOTALL)

FILES = {
    "myst": "page.md",
    "yaml": "myst.yml",
    "bibtex": "references.bib",
    "ipynb": "notebook.ipynb",
    "cells": "notebook.ipynb",
    "file": "",
    "picture": "",
}
"""Blocks that are files of the course, and what they are called when the case does not say."""


@dataclass(frozen=True, slots=True)
class Course:
    """A course on disk."""

    folder: Path
    files: Mapping[str, str | bytes]

    @classmethod
    def write(cls, folder: Path, files: Mapping[str, str | bytes]) -> "Course":
        """Write the files below the folder; line ends stay as they are on every system."""
        folder.mkdir(parents=True, exist_ok=True)
        for name, content in files.items():
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content.encode() if isinstance(content, str) else content)
        return cls(folder, files)

    @property
    def page(self) -> str:
        """The first page among the files."""
        return next((name for name in self.files if name.endswith((".md", ".ipynb"))), "page.md")

    def source(self, name: str) -> Source:
        """Return a page as a text."""
        content = self.files[name or self.page]
        return Source(name or self.page, content if isinstance(content, str) else content.decode())

    def build(self, base_url: str = "", *, solutions: bool = True) -> "Built":
        """Build the site, in memory."""
        options = Options(base_url=base_url, solutions=solutions)
        result = build_site(self.folder, BuildContext(options, Progress(), new_cache()))
        return Built(result.artifacts, result.diagnostics)


def new_cache() -> BuildCache:
    """Return a cache that knows the program and its theme, as that of ``serve`` does; no course."""
    return BuildCache(session=copy(_session()), code=_program())


@cache
def _session() -> BuildSession:
    session = BuildSession()
    session.open_theme(None, Path(), Diagnostics())
    return session


@cache
def _program() -> str:
    return code_fingerprint().digest


@dataclass(frozen=True)
class Built:
    """The site of a course."""

    artifacts: Sequence[Artifact]
    diagnostics: Sequence[Diagnostic]

    @cached_property
    def _contents(self) -> Mapping[str, bytes | Path]:
        return {artifact.path: artifact.content for artifact in self.artifacts}

    @cached_property
    def _pages(self) -> Mapping[str, dict[str, Any]]:
        """What machines read of each page, by its source."""
        files = (content for path, content in self._contents.items() if path.endswith(".json"))
        read = (json.loads(content) for content in files if isinstance(content, bytes))
        return {
            data["location"].removeprefix("/"): data
            for data in read
            if isinstance(data, dict) and "location" in data
        }

    @property
    def said(self) -> list[Diagnostic]:
        """What is wrong, but for pages without a title: those of cases are parts of pages."""
        return [one for one in self.diagnostics if one.rule is not Rule.PAGE_NO_TITLE]

    def file(self, path: str) -> str:
        """Return a file of the site as text; what is there instead, where it is not."""
        content = self._contents.get(path)
        if content is None:
            return "".join(f"{name}\n" for name in sorted(self._contents))
        whole = content if isinstance(content, bytes) else content.read_bytes()
        if path.endswith(".png"):
            with Image.open(io.BytesIO(whole)) as shown:
                return f"{shown.format} {shown.width}x{shown.height}\n"
        return (_unpacked(whole) if path.endswith(".inv") else whole).decode().replace("\r\n", "\n")

    def tree(self, page: str) -> list[object]:
        """Return the children of the root of a page (by its source), everything resolved."""
        mdast: dict[str, list[object]] = self._pages[page]["mdast"]
        return mdast["children"]

    def html(self, page: str) -> str:
        """Return what a page (by its source) says, without what stands around it."""
        slug = self._pages[page]["slug"]
        whole = self.file("index.html" if slug == "index" else f"{slug}/index.html")
        found = _CONTENT.search(whole)
        return found[1] if found else whole


def _unpacked(inventory: bytes) -> bytes:
    """Return an ``objects.inv`` as text."""
    *header, packed = inventory.split(b"\n", 4)
    return b"\n".join([*header, zlib.decompress(packed)])


def course_files(blocks: Sequence[Block], outputs: Mapping[str, object]) -> dict[str, str | bytes]:
    """Return the files that the blocks of a case give, by path."""
    files: dict[str, str | bytes] = {}
    for block in blocks:
        if block.kind in FILES and block.kind not in outputs:
            name = block.name or FILES[block.kind]
            made = _MADE.get(block.kind)
            files[name] = made(name, block.text) if made else block.text
    return files


def notebook(_name: str, text: str) -> str:
    """Return a notebook of cells that are written one below the other.

    Each begins with a line ``%% markdown`` or ``%% code``; what follows there is its metadata as
    YAML: ``%% code {tags: [hide-input]}``; ``outputs`` and ``attachments`` are taken from it.
    """
    cells = []
    for part in re.split(r"^%% ", text, flags=re.MULTILINE)[1:]:
        head, _, source = part.partition("\n")
        kind, _, given = head.partition(" ")
        metadata = from_yaml(given) or {} if given else {}
        cell: dict[str, object] = {"cell_type": kind, "metadata": metadata}
        cell["source"] = source.rstrip("\n")
        if kind == "code":
            cell |= {"execution_count": None, "outputs": metadata.pop("outputs", [])}
        if "attachments" in metadata:
            cell["attachments"] = metadata.pop("attachments")
        cells.append(cell)
    return json.dumps({"nbformat": 4, "nbformat_minor": 4, "metadata": {}, "cells": cells})


def picture(name: str, size: str) -> bytes:
    """Return a picture of the size (``40x30``), in the format that its name has."""
    width, height = (int(number) for number in size.strip().split("x"))
    stream = io.BytesIO()
    kind = {"jpg": "jpeg"}.get(name.rpartition(".")[2], name.rpartition(".")[2])
    Image.new("RGB", (width, height), "steelblue").save(stream, kind)
    return stream.getvalue()


_MADE: Mapping[str, Callable[[str, str], str | bytes]] = {"picture": picture, "cells": notebook}
"""What makes a file of the text of a block."""


def shown(found: Sequence[Diagnostic]) -> str:
    """Return diagnostics as a terminal shows them."""
    lines = []
    for one in found:
        lines.append(f"{one.position}: {one.severity}: {one.message} [{one.rule.id}]\n")
        if one.hint:
            lines.append(f"  hint: {one.hint}\n")
    return "".join(lines)


class _Dumper(yaml.SafeDumper):
    """Writes texts of several lines as blocks, and lists indented."""

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:  # noqa: FBT002 - PyYAML's signature
        super().increase_indent(flow, indentless=False)


def _text(dumper: _Dumper, value: str) -> yaml.ScalarNode:
    style = "|" if "\n" in value else None
    return dumper.represent_scalar("tag:yaml.org,2002:str", value, style=style)


_Dumper.add_representer(str, _text)


def from_yaml(text: str | bytes) -> Any:  # noqa: ANN401 - whatever the text says
    """Return what YAML says, read by libyaml where it is there: in a tenth of the time."""
    return yaml.load(text, _LOADER)  # noqa: S506 - it is safe


_LOADER: type[yaml.SafeLoader] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def as_yaml(value: object) -> str:
    """Return plain data as YAML that reads well in a case."""
    return str(yaml.dump(value, Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=100))


def as_tree(root: Root) -> str:
    """Return the children of the root as cases show them: positions as ``line:column``."""
    return as_yaml(_short_positions(to_json(root)["children"]))


def _short_positions(tree: object) -> object:
    if isinstance(tree, list):
        return [_short_positions(one) for one in tree]
    if not isinstance(tree, dict):
        return tree
    short = {key: _short_positions(value) for key, value in tree.items() if key != "position"}
    if place := tree.get("position"):
        short["position"] = f"{place['start']['line']}:{place['start']['column']}"
    return short
