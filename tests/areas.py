"""What each folder of cases understands: which blocks go in, which come out, and how."""

import io
from base64 import b64decode
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import yaml
from cases import Block

from neuromatch_site.ast.nodes import Root
from neuromatch_site.ast.serialize import to_json
from neuromatch_site.config.frontmatter import PageFrontmatter
from neuromatch_site.config.project import ProjectConfig
from neuromatch_site.config.site import SiteOptions
from neuromatch_site.diagnostics import Diagnostic, Diagnostics
from neuromatch_site.files import CourseFiles
from neuromatch_site.project import PageSource
from neuromatch_site.source import Source

FILES = {
    "myst": "page.md",
    "yaml": "myst.yml",
    "bibtex": "references.bib",
    "ipynb": "notebook.ipynb",
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


Output = Callable[[Course, str, Diagnostics], str]
"""The text that a block should hold, given its name; the last argument collects diagnostics."""


@dataclass(frozen=True, slots=True)
class Area:
    """A folder of cases."""

    outputs: Mapping[str, Output]
    """By kind of block. What is not here (and not in ``FILES``) is a mistake in the case."""
    check: Output
    """Runs where the case shows nothing but diagnostics."""


def course_files(blocks: Sequence[Block], outputs: Mapping[str, object]) -> dict[str, str | bytes]:
    """Return the files that the blocks of a case give, by path."""
    files: dict[str, str | bytes] = {}
    for block in blocks:
        if block.kind in FILES and block.kind not in outputs:
            name = block.name or FILES[block.kind]
            files[name] = _picture(name, block.text) if block.kind == "picture" else block.text
    return files


def _picture(name: str, size: str) -> bytes:
    from PIL import Image

    width, height = (int(number) for number in size.strip().split("x"))
    stream = io.BytesIO()
    kind = {"jpg": "jpeg"}.get(name.rpartition(".")[2], name.rpartition(".")[2])
    Image.new("RGB", (width, height), "steelblue").save(stream, kind)
    return stream.getvalue()


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

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:  # noqa: ARG002, FBT002 - PyYAML's signature
        super().increase_indent(flow, indentless=False)


def _text(dumper: _Dumper, value: str) -> yaml.ScalarNode:
    style = "|" if "\n" in value else None
    return dumper.represent_scalar("tag:yaml.org,2002:str", value, style=style)


_Dumper.add_representer(str, _text)


def as_yaml(value: object) -> str:
    """Return plain data as YAML that reads well in a case."""
    return yaml.dump(value, Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=100)


def parsed(course: Course, name: str, diagnostics: Diagnostics) -> str:
    """Return the tree of a page as it is parsed, before any transform."""
    from neuromatch_site.myst import parse_myst

    return as_tree(parse_myst(course.source(name), diagnostics))


def notebook(course: Course, name: str, diagnostics: Diagnostics) -> str:
    """Return the tree of a notebook, its code cells read."""
    from neuromatch_site.myst import parse_myst
    from neuromatch_site.transforms._context import PageContext
    from neuromatch_site.transforms.code_cells import read_code_cells

    root, _ = _notebook(course, name, diagnostics)
    context = PageContext(
        source=PageSource(path=name or course.page, url="/", index=0),
        frontmatter=PageFrontmatter(),
        files=CourseFiles(course.folder),
        project=ProjectConfig(),
        options=SiteOptions(),
        parse=parse_myst,
    )
    read_code_cells(root, context, diagnostics)
    return as_tree(root)


def media(course: Course, name: str, diagnostics: Diagnostics) -> str:
    """Return the names and sizes of the files that a notebook carries."""
    _, carried = _notebook(course, name, diagnostics)
    return "".join(f"{file}: {len(b64decode(text))} bytes\n" for file, text in carried.items())


def _notebook(course: Course, name: str, diagnostics: Diagnostics) -> tuple[Root, dict[str, str]]:
    from neuromatch_site.load.notebook import notebook_tree, read_notebook
    from neuromatch_site.myst import parse_myst

    path = name or course.page
    content = (course.folder / path).read_bytes()
    tree = notebook_tree(read_notebook(path, content, diagnostics), parse_myst, diagnostics)
    return tree.root, tree.media


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


AREAS: dict[str, Area] = {
    "directives": Area({"mdast": parsed}, parsed),
    "roles": Area({"mdast": parsed}, parsed),
    "nodes": Area({"mdast": parsed}, parsed),
    "notebooks": Area({"mdast": notebook, "media": media}, notebook),
}
