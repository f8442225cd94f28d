"""What the cells of a page put out when they were run, in the place of what is stored."""

from collections.abc import Iterator, Mapping, Sequence

from msgspec.structs import replace

from neuromatch_site.diagnostics.source import Position
from neuromatch_site.model.ast.nodes import Block, Code, Outputs, Root
from neuromatch_site.model.ast.visit import select
from neuromatch_site.model.course import CellOutputs
from neuromatch_site.readers.cells import Cell, Cells
from neuromatch_site.readers.outputs import OutputReader


def code_cells(content: Root) -> Iterator[tuple[Block, Code, Outputs]]:
    """Yield the cells of a page that have code to run."""
    for block in select(content, Block):
        code = next(select(block, Code), None)
        outputs = next(select(block, Outputs), None)
        runs = block.kind == "notebook-code" and code is not None and code.value.strip()
        if runs and code is not None and outputs is not None:
            yield block, code, outputs


def put_outputs(content: Root, executed: CellOutputs, reader: OutputReader) -> None:
    """Put what the cells of a Markdown page put out below them."""
    cells = code_cells(content)
    for (_, code, outputs), put_out in zip(cells, executed, strict=False):
        outputs.children = reader.read(put_out, code.position or Position(""))


def with_outputs(cells: Cells, executed: CellOutputs) -> Cells:
    """Return the cells of a notebook with these outputs and no others."""
    waiting = iter(executed)
    return replace(cells, cells=[_with_outputs(cell, waiting) for cell in cells.cells])


def _with_outputs(cell: Cell, waiting: Iterator[Sequence[Mapping[str, object]]]) -> Cell:
    runs = cell.kind == "code" and cell.source.text.strip()
    return replace(cell, outputs=next(waiting, ()) if runs else ())
