"""A page with code as a notebook: its code unchanged, its text as plain Markdown.

It has the numbers and references of the page, so that it reads the same in Colab or Kaggle.
"""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence

from msgspec import Struct, field

from neuromatch_site.config.page import Kernel
from neuromatch_site.exporters._context import title_of
from neuromatch_site.exporters._markdown import Markdown, escaped
from neuromatch_site.exporters._markdown_blocks import markdown
from neuromatch_site.metadata.addresses import absolute
from neuromatch_site.model.artifact import Artifact
from neuromatch_site.model.ast import nodes as n
from neuromatch_site.model.ast.visit import select
from neuromatch_site.model.course import Page, Project

Cell = dict[str, object]

_PLAYERS = {
    "youtube": "from IPython.display import YouTubeVideo\n\nYouTubeVideo({id!r}, 854, 480)",
    "vimeo": "from IPython.display import VimeoVideo\n\nVimeoVideo({id!r}, 854, 480)",
}
"""The code that shows a video; any other is shown in a frame."""
_FRAME = "from IPython.display import IFrame\n\nIFrame({embed!r}, 854, 480)"


def page_notebook(page: Page, project: Project, published: Mapping[str, str]) -> list[Artifact]:
    """Return a resolved page as a notebook; nothing for a page without runnable code.

    ``published`` maps files of the course to their paths on the site.
    """
    if not page.facts.executable:
        return []
    maker = _Maker(markdown(_published_addresses(page, project, published)))
    maker.add(page.content.children)
    cells = maker.finish()
    metadata = _metadata(page.frontmatter.kernel or Kernel(name="python3", language="python"))
    install = page.frontmatter.execution.install
    if install and metadata["language_info"]["name"].lower() == "python":
        cells = [_code_cell(f"%pip install -q {install}"), *cells]
    data = {
        "nbformat": 4,
        "nbformat_minor": 5,
        "metadata": metadata,
        "cells": _numbered([_first(page, project), *cells]),
    }
    text = json.dumps(data, ensure_ascii=False, indent=1)
    return [Artifact(f"{page.source.stem}.ipynb", f"{text}\n".encode())]


def _metadata(kernel: Kernel) -> dict[str, dict[str, str]]:
    language = kernel.language or "python"
    spec = {
        "name": kernel.name or "python3",
        "display_name": kernel.display_name or kernel.name or "Python 3",
        "language": language,
    }
    return {"kernelspec": spec, "language_info": {"name": language}}


def _numbered(cells: Sequence[Cell]) -> list[Cell]:
    return [{**cell, "id": f"cell-{number}"} for number, cell in enumerate(cells, 1)]


def _first(page: Page, project: Project) -> Cell:
    """Return the cell that says what this is, by whom, from where, and what one may do with it."""
    config = project.config
    people = ", ".join(person.name for person in page.frontmatter.authors or config.authors)
    address = absolute(project.site, page.source.url)
    course = " ".join((project.site.title or config.title).split())
    licences = page.frontmatter.licenses.content or config.licenses.content
    source = f"[{escaped(course)}]({address})" if address else escaped(course)
    notes = [f"From {source}" if course else "", escaped(licences.label) if licences else ""]
    lines = [
        f"# {escaped(' '.join(title_of(page).split()))}",
        f"*{escaped(people)}*" if people else "",
        " · ".join(part for part in notes if part),
    ]
    return _markdown_cell("\n\n".join(line for line in lines if line))


def _published_addresses(
    page: Page, project: Project, published: Mapping[str, str]
) -> Callable[[str], str]:
    up = "../" * page.source.stem.count("/")

    def address(url: str) -> str:
        """Return the path of a file from the notebook; empty if it has none."""
        if url.startswith("#"):
            own = absolute(project.site, page.source.url)
            return own + url if own else ""
        place = published.get(url.lstrip("/"), url)
        if not place.startswith("/"):
            return place
        return absolute(project.site, place) or up + place.lstrip("/")

    return address


def _markdown_cell(text: str) -> Cell:
    return {"cell_type": "markdown", "metadata": {}, "source": text}


def _code_cell(text: str, tags: Sequence[str] = ()) -> Cell:
    metadata: dict[str, object] = {"tags": list(tags)} if tags else {}
    if "hide-input" in tags:
        metadata["cellView"] = "form"  # what Colab calls it
    return {
        "cell_type": "code",
        "metadata": metadata,
        "execution_count": None,
        "outputs": [],
        "source": text,
    }


class _Maker(Struct):
    """Collects cells: code apart, words together up to the next heading."""

    md: Markdown
    cells: list[Cell] = field(default_factory=list)
    waiting: list[n.Node] = field(default_factory=list)

    def finish(self) -> list[Cell]:
        """Return the cells of all added nodes."""
        self._flush()
        return self.cells

    def add(self, nodes: Sequence[n.Node]) -> None:
        """Add nodes of the page, in order."""
        for node in nodes:
            if isinstance(node, n.Block) and node.kind == "notebook-code":
                self._cell(node)
            elif isinstance(node, n.Video):
                self._video(node)
            elif isinstance(node, n.Parent) and _holds_cells(node):
                self._open(node)
            elif isinstance(node, n.Block):
                self.add(node.children)
            else:
                if isinstance(node, n.Heading):
                    self._flush()
                self.waiting.append(node)

    def _flush(self) -> None:
        if text := self.md.flow(self.waiting):
            self.cells.append(_markdown_cell(text))
        self.waiting = []

    def _open(self, node: n.Parent) -> None:
        """Add what has cells inside: its title as words, the rest as if it stood alone."""
        title = [child for child in node.children if isinstance(child, n.AdmonitionTitle)]
        rest = [child for child in node.children if not isinstance(child, n.AdmonitionTitle)]
        words = [child for node in title for child in node.children]
        if isinstance(node, n.Solution) and not words:
            words = [n.Text(value="Solution")]
        if words:
            self.waiting.append(n.Paragraph(children=[n.Strong(children=words)]))
        self.add(rest)

    def _cell(self, block: n.Block) -> None:
        code = next(select(block, n.Code), None)
        if code is None or not code.value.strip():
            return
        self._flush()
        self.cells.append(_code_cell(code.value, list(_tags(block, code))))
        self.waiting.extend(select(block, n.Caption))

    def _video(self, video: n.Video) -> None:
        self._flush()
        first = next(iter(video.providers or []), None)
        if first and first.get("embed"):
            code = _PLAYERS.get(first.get("provider", ""), _FRAME).format(
                id=first.get("id", ""), embed=first["embed"]
            )
            title = " ".join((video.title or "Video").split())
            self.cells.append(_code_cell(f"# @title {title}\n{code}", ["hide-input"]))
        self.waiting.append(video)


def _holds_cells(node: n.Parent) -> bool:
    cells = any(block.kind == "notebook-code" for block in select(node, n.Block))
    return cells or next(select(node, n.Video), None) is not None


def _tags(block: n.Block, code: n.Code) -> Iterator[str]:
    """Yield the tags of a cell as its author wrote them."""
    outputs = next(select(block, n.Outputs), None)
    parts = (("cell", block), ("input", code), ("output", outputs))
    for part, node in parts:
        if node is not None and node.visibility in ("hide", "remove"):
            yield f"{node.visibility}-{part}"
    tags = (block.data or {}).get("tags")
    yield from (str(tag) for tag in tags) if isinstance(tags, list) else ()
