"""A notebook -> front matter, and the tree of its cells."""

from collections.abc import Callable, Mapping

from msgspec import Struct, field
from msgspec.structs import replace

from neuromatch_site.config.value import Data
from neuromatch_site.diagnostics.diagnostic import Diagnostics, Rule
from neuromatch_site.diagnostics.source import Position, Source
from neuromatch_site.media.widget_state import STATE, Widgets
from neuromatch_site.model.ast.identifiers import html_id, normalize_label
from neuromatch_site.model.ast.nodes import Block, Code, Html, Node, Outputs, Problem, Raw, Root
from neuromatch_site.myst.parser.frontmatter import split_frontmatter
from neuromatch_site.readers.attachments import show_attachments
from neuromatch_site.readers.cells import Cell, Cells, read_cells
from neuromatch_site.readers.foreign_syntax import report_foreign_syntax
from neuromatch_site.readers.outputs import OutputReader, glued_name

_UNSEEN = frozenset({"remove-cell", "remove-output"})
_FOLDED = {"source_hidden": "hide-input", "outputs_hidden": "hide-output"}
"""What Jupyter folds in its own interface, as tags say it."""
_OWN_RECORDS = frozenset({"colab_type", "id", "cellView", "collapsed", "scrolled", "outputId"})
"""Metadata that programs write for themselves."""


class Notebook(Struct, frozen=True, kw_only=True):
    """A notebook before its cells are parsed, which needs the front matter."""

    frontmatter: Source | None
    """The YAML between ``---`` lines at the top of the first cell."""
    metadata: Mapping[str, Data]
    """The metadata of the notebook: ``title``, ``kernelspec``, ``authors`` ..."""
    cells: Cells

    @property
    def language(self) -> str:
        """The language of its code cells."""
        for name, key in (("kernelspec", "language"), ("language_info", "name")):
            about = self.metadata.get(name)
            language = about.get(key) if isinstance(about, dict) else None
            if isinstance(language, str) and language:
                return language.lower()
        return "python"


class NotebookTree(Struct, frozen=True):
    """The tree of a notebook, and its embedded files."""

    root: Root
    media: dict[str, str] = field(default_factory=dict)
    """By name, as base64; image nodes refer to ``media:<name>``."""


def read_notebook(path: str, content: bytes, diagnostics: Diagnostics) -> Notebook:
    """Return the parts of a notebook file. Never raises; mistakes are reported."""
    cells = read_cells(path, content, diagnostics)
    cells_of_text = list(cells.cells)
    frontmatter = None
    if cells_of_text and cells_of_text[0].kind != "code":
        split = split_frontmatter(cells_of_text[0].source, diagnostics)
        frontmatter = split.frontmatter
        cells_of_text[0] = replace(cells_of_text[0], source=split.body)
    return Notebook(
        frontmatter=frontmatter, metadata=cells.metadata, cells=replace(cells, cells=cells_of_text)
    )


def notebook_tree(
    notebook: Notebook, parse: Callable[[Source, Diagnostics], Root], diagnostics: Diagnostics
) -> NotebookTree:
    """Return a block for every cell; for an unreadable notebook, a ``problem`` that says why."""
    cells = notebook.cells
    start = Position(cells.path)
    if cells.problem:
        problem = Problem(position=start, message=cells.problem)
        return NotebookTree(Root(position=start, children=[problem]))
    reader = OutputReader(parse=parse, diagnostics=diagnostics, media=dict(cells.media))
    widgets = notebook.metadata.get("widgets")
    widget_models = Widgets.from_metadata(widgets.get(STATE) if isinstance(widgets, dict) else None)
    blocks = [
        _block(
            replace(cell, outputs=widget_models.with_state(cell.outputs)), notebook.language, reader
        )
        for cell in cells.cells
        if cell.kind == "code" or cell.source.text.strip() or cell.outputs
    ]
    return NotebookTree(Root(position=start, children=blocks), reader.media)


def _block(cell: Cell, language: str, reader: OutputReader) -> Node:
    is_code = cell.kind == "code"
    block = Block(
        position=cell.source.at(), kind="notebook-code" if is_code else "notebook-content"
    )
    data = _data(cell, reader.diagnostics)
    label = data.pop("label", None)
    if isinstance(label, str) and label.strip():
        block.identifier, block.label = normalize_label(label)
        block.html_id = html_id(block.identifier)
    if is_code and not cell.source.text.strip() and not cell.outputs:
        block.children = []  # for learners to fill in
    elif is_code:
        block.children = _code_nodes(
            cell, language, reader, data, shown_elsewhere=bool(block.label)
        )
    else:
        block.children = _markdown_nodes(cell, reader) if cell.kind == "markdown" else _raw(cell)
    block.data = data or None
    return block


def _data(cell: Cell, diagnostics: Diagnostics) -> dict[str, object]:
    """Return what the metadata says in plain words, without what programs keep there."""
    data: dict[str, object] = {
        key: value
        for key, value in cell.metadata.items()
        if isinstance(value, (str, int, float)) and key not in _OWN_RECORDS
    }
    for name in ("mystnb", "render"):
        if isinstance(settings := cell.metadata.get(name), dict):
            data["mystnb"] = settings
    if tags := _tags(cell, diagnostics):
        data["tags"] = tags
    return data


def _tags(cell: Cell, diagnostics: Diagnostics) -> list[str]:
    listed = cell.metadata.get("tags", [])
    tags = [tag for tag in listed if isinstance(tag, str)] if isinstance(listed, list) else []
    if not isinstance(listed, list) or len(tags) < len(listed):
        message = "the `tags` of this cell must be a list of strings"
        hint = 'write `"tags": ["hide-input"]`'
        diagnostics.report(Rule.NOTEBOOK_VALID, cell.source.at(), message, hint)
    jupyter = cell.metadata.get("jupyter")
    folded = jupyter if isinstance(jupyter, dict) else {}
    tags += [tag for key, tag in _FOLDED.items() if folded.get(key) is True]
    return list(dict.fromkeys(tags))


def _markdown_nodes(cell: Cell, reader: OutputReader) -> list[Node]:
    root = reader.parse(cell.source, reader.diagnostics)
    report_foreign_syntax(cell.source, reader.diagnostics)
    show_attachments(root, cell, reader.media, reader.diagnostics)
    return root.children


def _raw(cell: Cell) -> list[Node]:
    """Return a raw cell by the format it is meant for; without one, as it was typed."""
    kind = cell.metadata.get("raw_mimetype") or cell.metadata.get("format")
    at, text = cell.source.at(), cell.source.text
    if kind == "text/html":
        return [Html(position=at, value=text)]
    if kind == "text/latex":
        return [Raw(position=at, lang="tex", tex=text)]
    return [Code(position=at, lang="", value=text)]


def _is_script(output: Mapping[str, object]) -> bool:
    data = output.get("data")
    return isinstance(data, Mapping) and not data.keys().isdisjoint(_SCRIPTS)


_SCRIPTS = ("application/javascript", "text/html")


def _code_nodes(
    cell: Cell,
    language: str,
    reader: OutputReader,
    data: Mapping[str, object],
    *,
    shown_elsewhere: bool,
) -> list[Node]:
    at = cell.source.at()
    code = Code(position=at, lang=language, executable=True, value=cell.source.text)
    tags = data.get("tags")
    unseen = isinstance(tags, list) and not _UNSEEN.isdisjoint(tags) and not shown_elsewhere
    visible = [output for output in cell.outputs if glued_name(output)] if unseen else cell.outputs
    if "display_quiz(" in cell.source.text:  # what it put out is the script of its questions
        visible = [output for output in visible if not _is_script(output)]
    outputs = reader.read(visible, at)
    return [code, Outputs(position=at, children=outputs)]
