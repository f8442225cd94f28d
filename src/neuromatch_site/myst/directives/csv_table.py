"""``csv-table`` -> ``container`` of ``table``."""

from collections.abc import Iterator

from msgspec import Struct

from neuromatch_site.diagnostics.diagnostic import Rule
from neuromatch_site.diagnostics.source import Source
from neuromatch_site.model.ast.nodes import Caption, Container, Node, Table
from neuromatch_site.myst.directives._caption import argument_caption
from neuromatch_site.myst.directives._options import put_common
from neuromatch_site.myst.directives._table import TABLE_OPTIONS, put_rows
from neuromatch_site.myst.parser.directive import Directive, DirectiveData, Kind, Option, Part
from neuromatch_site.myst.parser.place import BlockPlace

MOST_ROWS = 20_000
"""Limit on the rows of a table: browsers are slow with more."""

_NAMED = {"tab": "\t", "space": " "}


def run(data: DirectiveData) -> list[Node]:
    """Return a table of the comma-separated values."""
    table = Table(position=data.position)
    heading = data.text("header")
    rows: list[list[list[Node]]] = []
    if heading:
        place = data.places["header"]
        rows += _rows(Source(place.path, heading, place.line, place.column, place.cell), data)
    head = len(rows) + (data.integer("header-rows") or 0)
    rows += _rows(data.body_source, data)
    put_rows(table, rows, head, data)
    container = Container(position=data.position, kind="table")
    container.children = [*argument_caption(data), table]
    return [put_common(container, data)]


class _Lines(Struct):
    """The lines of a text, one after the other; it knows how many have been read."""

    text: Source
    read: int = 0

    def __iter__(self) -> Iterator[str]:
        for line in self.text.text.split("\n"):
            self.read += 1
            yield line + "\n"


def _rows(source: Source, data: DirectiveData) -> list[list[list[Node]]]:
    """Return the cells of each row as inline nodes, each with its place."""
    from csv import Error

    lines = _Lines(source)
    raw = source.text.split("\n")
    rows: list[list[list[Node]]] = []
    first, wrong, hint = 0, "", ""
    try:
        for record in _records(lines, data):
            if len(rows) == MOST_ROWS:
                wrong = f"there are more than {MOST_ROWS} rows; the rest is left out"
                hint = "link to the file of all values with `{download}`"
                break
            if record:
                cells = _cells(source, record, first, raw)
                rows.append([data.parse_inline(cell) for cell in cells])
            first = lines.read
    except (Error, TypeError, ValueError) as error:
        wrong = f"these values cannot be read: {error}"
    if wrong:
        data.diagnostics.report(Rule.DIRECTIVE_BODY_CORRECT, source.at(first), wrong, hint)
    return rows


def _cells(source: Source, record: list[str], line: int, raw: list[str]) -> Iterator[Source]:
    """Yield the cells of a record; they are looked for from its first line on."""
    column = 0
    for cell in record:
        text = cell.strip()
        if "\n" in cell.rstrip():
            line += cell[: len(cell) - len(cell.lstrip())].count("\n")
            yield BlockPlace(source, raw).nested(text, line)
            line, column = line + text.count("\n"), 0
            continue
        index = raw[line].find(text, column) if line < len(raw) else -1
        column = index if index >= 0 else column
        yield source.part(text, line, column)
        column += len(text)


def _records(lines: _Lines, data: DirectiveData) -> Iterator[list[str]]:
    """Return the values of each row."""
    delimiter = data.text("delim") or ","
    quote, escape = data.text("quote") or '"', data.text("escape")
    escaped = _character(escape, "escape", "\\", data) if escape and escape != quote else None
    from csv import reader

    return reader(
        lines,
        delimiter=_character(_NAMED.get(delimiter, delimiter), "delim", ",", data),
        quotechar=_character(quote, "quote", '"', data),
        skipinitialspace=not data.flag("keepspace"),
        escapechar=escaped,
        doublequote=escaped is None,
    )


def _character(text: str, option: str, usual: str, data: DirectiveData) -> str:
    """Return a single character; anything else is reported and the usual one is taken."""
    if len(text) == 1 and text not in "\r\n":
        return text
    message = f"`{option}` cannot be `{text}`"
    data.report(Rule.DIRECTIVE_OPTIONS_CORRECT, message, "write one character", option=option)
    return usual


DIRECTIVE = Directive(
    name="csv-table",
    doc="A table of comma-separated values.",
    run=run,
    argument=Part(Kind.MYST, "The caption."),
    options={
        **TABLE_OPTIONS,
        "header": Option("The header row, as comma-separated values."),
        "delim": Option("The delimiter: a character, `tab` or `space`."),
        "quote": Option('The quote character: `"`.'),
        "escape": Option("The escape character before a quote inside quotes."),
        "keepspace": Option("Keep spaces before values.", Kind.FLAG),
    },
    body=Part(Kind.TEXT, "The values, one row per line.", required=True),
    nodes=(Container, Caption, Table),
)
