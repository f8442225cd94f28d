"""The JSON of a notebook -> its cells, validated, with a message for each mistake."""

import json
import re
from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct, field

from neuromatch_site.config.value import Data
from neuromatch_site.diagnostics.diagnostic import Diagnostics, Rule
from neuromatch_site.diagnostics.source import Position, Source, line_and_column
from neuromatch_site.filesystem.text import MAX_BYTES as MAX_TEXT
from neuromatch_site.filesystem.text import checked, joined, report_secret, secret_in
from neuromatch_site.readers.data_pictures import lift_pictures

MAX_BYTES = 20_000_000
"""In bytes: a larger notebook has outputs that no page can show."""

_CONFLICT = re.compile(r"^(?:<{7} |>{7} )", re.MULTILINE)
_HALVES = re.compile(
    r"\\u[dD](?:[89abAB][0-9a-fA-F]{2}(?P<whole>\\u[dD][c-fC-F])?|[c-fC-F])[0-9a-fA-F]{0,2}"
)
"""Escapes of characters that need two; ``whole`` where both are there."""
_NO_JSON = re.compile(r'"(?:[^"\\]|\\.)*"|(?P<word>NaN|-?Infinity)')
_NEWER = 'open it in Jupyter and save it as "nbformat 4"'
_OLDER = "open it once in Jupyter and save it: that brings it to nbformat 4"


class Cell(Struct, frozen=True, kw_only=True):
    """One cell. Its structure is validated, the content of its outputs is not."""

    kind: str
    """``markdown``, ``code`` or ``raw``."""
    source: Source
    metadata: Mapping[str, object] = field(default_factory=dict)
    outputs: Sequence[Mapping[str, object]] = ()
    attachments: Mapping[str, object] = field(default_factory=dict)


class Cells(Struct, frozen=True, kw_only=True):
    """A notebook."""

    path: str
    metadata: Mapping[str, Data] = field(default_factory=dict)
    cells: Sequence[Cell] = ()
    media: Mapping[str, str] = field(default_factory=dict)
    """Images embedded in the text of cells: name -> base64."""
    problem: str = ""
    """Why nothing could be read; empty if something could."""


def read_cells(path: str, content: bytes, diagnostics: Diagnostics) -> Cells:
    """Return the cells of a notebook file. Never raises; mistakes are reported.

    Source: nbformat 4.0 to 4.5, https://nbformat.readthedocs.io/en/latest/format_description.html
    """
    reader = _Reader(path, diagnostics)
    if len(content) > MAX_BYTES:
        size, limit = f"{len(content) / 1e6:.0f} MB", f"{MAX_BYTES // 1_000_000} MB"
        message = f"the notebook is {size}; the limit is {limit}"
        return reader.refuse(message, "clear its outputs", rule=Rule.PAGE_TOO_LARGE)
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        message = f"byte 0x{content[error.start]:02X} is not UTF-8"
        return reader.refuse(message, "save it with Jupyter", rule=Rule.ENCODING)
    return reader.read(text)


class _Reader(Struct, frozen=True):
    path: str
    diagnostics: Diagnostics
    media: dict[str, str] = field(default_factory=dict)

    def refuse(
        self, message: str, hint: str, at: Position | None = None, rule: Rule = Rule.NOTEBOOK_VALID
    ) -> Cells:
        """Report an invalid notebook; return it without cells."""
        self.diagnostics.report(rule, at or Position(self.path), message, hint)
        return Cells(path=self.path, problem=message)

    def report(self, cell: int, message: str, hint: str = "") -> None:
        self.diagnostics.report(Rule.NOTEBOOK_VALID, Position(self.path, cell=cell), message, hint)

    def read(self, text: str) -> Cells:
        odd: list[str] = []
        try:
            data = json.loads(text, parse_constant=odd.append)
            if half := _half_character(text):
                self._report_half(text, half)
                data = _whole_characters(data)
        except json.JSONDecodeError as error:
            return self._no_json(text, error)
        except RecursionError:
            return self.refuse(
                "the JSON of this notebook is nested too deeply", "save it with Jupyter"
            )
        except ValueError:  # Python converts no number of more than 4,300 digits
            message = "a number in this notebook has too many digits"
            return self.refuse(message, "save it with Jupyter")
        if odd:
            self._report_constants(text)
        return self._notebook(data)

    def _no_json(self, text: str, error: json.JSONDecodeError) -> Cells:
        if conflict := _CONFLICT.search(text):
            message = "unresolved merge conflict"
            hint = "keep one version as a whole; notebooks are hard to merge by hand"
            at = self._at(text, conflict.start())
            return self.refuse(message, hint, at, Rule.MERGE_CONFLICT)
        if not text.strip():
            return self.refuse("the notebook file is empty", "save it with Jupyter")
        end = len(text.rstrip())
        if error.pos >= end or error.msg.startswith("Unterminated string"):
            message = "the notebook is truncated: its JSON ends too early"
            return self.refuse(message, "restore an earlier version of it", self._at(text, end))
        message = f"invalid JSON: {error.msg.lower()}"
        return self.refuse(message, "save it with Jupyter", self._at(text, error.pos))

    def _report_constants(self, text: str) -> None:
        word = next(match for match in _NO_JSON.finditer(text) if match["word"])
        message = f"`{word['word']}` is not valid JSON; it is read as `null`"
        at = self._at(text, word.start())
        self.diagnostics.report(Rule.NOTEBOOK_VALID, at, message, "save it with Jupyter")

    def _report_half(self, text: str, half: re.Match[str]) -> None:
        message, hint = f"`{half[0][:6]}` is an unpaired surrogate", "save it with Jupyter"
        self.diagnostics.report(Rule.ENCODING, self._at(text, half.start()), message, hint)

    def _at(self, text: str, offset: int) -> Position:
        line, column = line_and_column(text, offset)
        return Position(self.path, line + 1, column + 1)

    def _notebook(self, data: object) -> Cells:
        if not isinstance(data, dict):
            return self.refuse("not a notebook: the JSON is not an object", "save it with Jupyter")
        version, cells = data.get("nbformat"), data.get("cells")
        if type(version) is not int:
            return self.refuse("not a notebook: the JSON has no `nbformat`", _OLDER)
        if version != 4:
            hint = _OLDER if version < 4 else _NEWER
            return self.refuse(f"the notebook has nbformat {version}, not 4", hint)
        if not isinstance(cells, list):
            problem = "`cells` must be a list" if "cells" in data else "it has no `cells`"
            return self.refuse(f"incomplete notebook: {problem}", "save it with Jupyter")
        metadata = data.get("metadata", {})
        if not isinstance(metadata, dict):
            at = Position(self.path)
            message = "notebook `metadata` must be an object; it is ignored"
            self.diagnostics.report(Rule.NOTEBOOK_VALID, at, message, "save it with Jupyter")
            metadata = {}
        read = [self._cell(number, cell) for number, cell in enumerate(cells, 1)]
        cells_read = self._within_limit([cell for cell in read if cell])
        return Cells(path=self.path, metadata=metadata, cells=cells_read, media=self.media)

    def _within_limit(self, cells: list[Cell]) -> list[Cell]:
        """Return the cells without the largest ones, where all together are too much to read."""
        too_much = sum(map(_text_size, cells)) - MAX_TEXT
        for cell in sorted(cells, key=_text_size, reverse=True):
            if too_much <= 0:
                break
            size = _text_size(cell)
            too_much -= size
            cells.remove(cell)
            message = f"the text of the cells has more than {MAX_TEXT // 1000} kB; the largest cell"
            message += f", of {size // 1000} kB, is left out"
            hint = "split the notebook, or the cell"
            self.diagnostics.report(Rule.PAGE_TOO_LARGE, cell.source.at(), message, hint)
        return cells

    def _cell(self, number: int, cell: object) -> Cell | None:
        if not isinstance(cell, dict):
            self.report(number, "a cell must be an object; it is ignored")
            return None
        kind = cell.get("cell_type")
        if kind not in ("markdown", "code", "raw"):
            self.report(number, f"unknown cell type `{kind}`; its text is shown")
            kind = "raw"
        text = joined(cell.get("source"))
        if text is None:
            self.report(number, "the `source` of this cell must be a string; the cell is ignored")
            return None
        if kind == "markdown":
            text = lift_pictures(text, self.media)
        return Cell(
            kind=kind,
            source=checked(self._source(text, number), self.diagnostics),
            metadata=self._object(cell, "metadata", number),
            outputs=self._outputs(cell, number),
            attachments=self._object(cell, "attachments", number),
        )

    def _source(self, text: str, number: int) -> Source:
        return Source(self.path, text.replace("\r\n", "\n").replace("\r", "\n"), cell=number)

    def _list(self, cell: Mapping[str, object], name: str, number: int) -> list[object]:
        value = cell.get(name)
        if isinstance(value, list):
            return value
        if value is not None:
            self.report(number, f"`{name}` of this cell must be a list; it is ignored")
        return []

    def _object(self, cell: Mapping[str, object], name: str, number: int) -> dict[str, object]:
        value = cell.get(name)
        if isinstance(value, dict):
            return value
        if value is not None:
            self.report(number, f"`{name}` of a cell must be an object; it is ignored")
        return {}

    def _outputs(self, cell: Mapping[str, object], number: int) -> list[Mapping[str, object]]:
        outputs: list[Mapping[str, object]] = []
        for output in self._list(cell, "outputs", number):
            if isinstance(output, dict) and isinstance(output.get("output_type"), str):
                outputs.append(output)
            else:
                self.report(number, "an output of this cell is malformed; it is ignored")
        texts = [text for output in outputs for text in _texts(output)]
        if secret := secret_in("\n".join(texts)):
            at = Position(self.path, cell=number)
            report_secret(f"{secret[0]} in an output", at, self.diagnostics)
        return outputs


def _texts(output: Mapping[str, object]) -> Iterator[str]:
    """Yield the texts of an output that readers see."""
    data = output.get("data")
    forms = data.items() if isinstance(data, dict) else ()
    texts = [form for kind, form in forms if not str(kind).startswith("image/")]
    for text in (output.get("text"), output.get("traceback"), output.get("evalue"), *texts):
        yield joined(text) or ""


def _half_character(text: str) -> re.Match[str] | None:
    """Return where one half of a character stands alone."""
    if "\\ud" not in text and "\\uD" not in text:
        return None
    return next((match for match in _HALVES.finditer(text) if not match["whole"]), None)


def _whole_characters(data: object) -> object:
    """Return the data with U+FFFD for every half of a character, which no file can hold."""
    if isinstance(data, str):
        return data.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    if isinstance(data, list):
        return [_whole_characters(item) for item in data]
    if isinstance(data, dict):
        return {str(_whole_characters(k)): _whole_characters(v) for k, v in data.items()}
    return data


def _text_size(cell: Cell) -> int:
    """Return how much of the cell is Markdown to be read, in its source and in its outputs."""
    datas = (output.get("data") for output in cell.outputs)
    texts = (data.get("text/markdown") for data in datas if isinstance(data, Mapping))
    words = sum(len("".join(map(str, text))) for text in texts if isinstance(text, str | list))
    return words + (len(cell.source.text) if cell.kind == "markdown" else 0)
