"""The code of a page, and its outputs in place of the stored ones."""

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import zip_longest

from msgspec import Struct
from msgspec.structs import replace

from neuromatch_site.cache.file_cache import content_digest
from neuromatch_site.diagnostics.source import Position
from neuromatch_site.filesystem.text import joined
from neuromatch_site.model.ast import nodes
from neuromatch_site.model.ast.text import text_of
from neuromatch_site.model.ast.visit import select
from neuromatch_site.model.course import CellOutputs
from neuromatch_site.readers.cells import Cells
from neuromatch_site.readers.outputs import OutputReader, glued_name

RAISES, SKIPPED = "raises-exception", "skip-execution"
_UNSEEN = frozenset({"remove-cell", "remove-output"})
_OPTIONS = re.compile(r"^#\|.*\n?", re.MULTILINE)
_OPTION_TAGS = re.compile(r"^#\|\s*tags?:(.*)$", re.MULTILINE)
_ON_A_LINE = frozenset({"text/plain", "text/latex", "text/markdown", "image/png", "image/svg+xml"})


class Runnable(Struct, frozen=True, kw_only=True):
    """A code cell, or an inline expression."""

    code: str
    position: Position
    """Of its first line."""
    outputs: nodes.Outputs | nodes.InlineExpression
    """Node that gets its outputs."""
    raises: bool = False
    """An error is part of the intended output."""
    skipped: bool = False
    unseen: bool = False
    """Its outputs are not shown."""

    @property
    def digest(self) -> str:
        """Digest of the code, without options for its display."""
        plain = _OPTIONS.sub("", self.code).strip()
        return content_digest(f"{self.raises}{self.skipped}\n{plain}".encode())


def runnables(content: nodes.Root) -> Iterator[Runnable]:
    """Yield the code of a page in document order, before transforms."""
    for node in select(content, nodes.InlineExpression, nodes.Block):
        if isinstance(node, nodes.InlineExpression):
            place = node.position or Position("")
            yield Runnable(code=node.value, position=place, outputs=node)
        elif node.kind == "notebook-code":
            code = next(select(node, nodes.Code), None)
            outputs = next(select(node, nodes.Outputs), None)
            if code is not None and outputs is not None and code.value.strip():
                yield _runnable_cell(node, code, outputs)


def _runnable_cell(block: nodes.Block, code: nodes.Code, outputs: nodes.Outputs) -> Runnable:
    listed = (block.data or {}).get("tags")
    tags = {str(tag) for tag in listed} if isinstance(listed, list) else set()
    for line in _OPTION_TAGS.findall(code.value):
        tags.update(re.findall(r"[\w-]+", line))
    return Runnable(
        code=code.value,
        position=code.position or Position(""),
        outputs=outputs,
        raises=RAISES in tags,
        skipped=SKIPPED in tags,
        unseen=bool(tags & _UNSEEN) and not block.label,
    )


def put_outputs(cells: Sequence[Runnable], executed: CellOutputs, reader: OutputReader) -> None:
    """Put outputs of cells and expressions into the nodes that show them."""
    for cell, put_out in zip_longest(cells, executed[: len(cells)], fillvalue=()):
        if isinstance(cell, Runnable):
            shown_in = cell.outputs
            outputs = [item for item in put_out if glued_name(item)] if cell.unseen else put_out
            siblings = reader.read(_for(shown_in, outputs), cell.position)
            shown_in.children = (
                siblings if isinstance(shown_in, nodes.Outputs) else _in_line(siblings)
            )


def _for(
    place: nodes.Outputs | nodes.InlineExpression, put_out: Sequence[Mapping[str, object]]
) -> Sequence[Mapping[str, object]]:
    """Return the outputs; of an expression its value alone, in the forms that fit in a line."""
    if isinstance(place, nodes.Outputs):
        return put_out
    values = [output for output in put_out if output.get("output_type") == "execute_result"]
    return [_value(value) for value in values[-1:]]


def _value(output: Mapping[str, object]) -> Mapping[str, object]:
    data = output.get("data")
    forms_of_data = data if isinstance(data, dict) else {}
    forms = {form: value for form, value in forms_of_data.items() if form in _ON_A_LINE}
    text = joined(forms.get("text/plain")) or ""
    if len(text) > 1 and text[0] == text[-1] and text[0] in "'\"":
        forms["text/plain"] = text[1:-1]  # a text shows no quotes: mystmd, "Inline execution"
    return {**output, "data": forms}


def _in_line(siblings: Sequence[nodes.Node]) -> list[nodes.Node]:
    """Return what can stand in a sentence: pictures, formulas, the words of anything else."""
    words: list[nodes.Node] = []
    for node in siblings:
        inside = node.children if isinstance(node, nodes.Parent) else [node]
        if len(inside) == 1 and isinstance(inside[0], nodes.Paragraph):
            inside = inside[0].children
        for content in inside:
            if isinstance(content, nodes.Math):
                words.append(nodes.InlineMath(position=content.position, value=content.value))
            elif isinstance(content, nodes.Image | nodes.InlineMath):
                words.append(content)
            elif text := text_of(content):
                words.append(nodes.Text(position=content.position, value=text))
    return words


def without_outputs(cells: Cells) -> Cells:
    """Return the cells of a notebook without stored outputs."""
    bare = [
        replace(cell, outputs=())
        for cell in cells.cells
        if cell.kind != "code" or cell.source.text.strip()
    ]
    return replace(cells, cells=bare)
