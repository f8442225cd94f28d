"""Values separated by commas, semicolons or tabs -> mappings with positions.

``csv`` of the standard library does not give positions of values, which messages need. Source: RFC
4180.
"""

import re
from collections.abc import Iterator, Mapping, Sequence

from neuromatch_site.config.fields import Report
from neuromatch_site.config.value import Value
from neuromatch_site.diagnostics.source import Source

MOST_ROWS = 20_000

_Row = list[Value]
_CELL = {
    mark: re.compile(rf'"(?P<quoted>(?:[^"]|"")*)"(?P<rest>[^{mark}\n]*)|(?P<plain>[^{mark}\n]*)')
    for mark in (",", ";", "\t")
}


def read_delimited(source: Source, columns: Sequence[str], report: Report) -> Value | None:
    """Return the rows of a table as mappings by its header; None if there is no header.

    Names of columns are matched regardless of case. Unknown columns are reported once and left out,
    and so are rows of another length. An empty value is None.
    """
    rows = _rows(source, _separator(source), report)
    head = next(rows, None)
    if head is None:
        report.wrong(source.at(), "the header row is missing")
        return None
    known = {name.lower(): name for name in columns}
    names = [known.get(re.sub(r"\s+", "_", cell.text.lower()), cell.text) for cell in head]
    for cell, name in zip(head, names, strict=True):
        if name not in columns:
            message = f"unknown column `{cell.text}`"
            report.wrong(cell, message, report.diagnostics.did_you_mean(cell.text, list(columns)))
    entries = [_row_value(names, columns, row) for row in rows if _fits(row, len(names), report)]
    return Value(tuple(entries), source.at())


def _separator(source: Source) -> str:
    """Return what parts the values: a tab in ``.tsv``, else what the first line has most of."""
    if source.path.endswith(".tsv"):
        return "\t"
    head = source.text.partition("\n")[0]
    return max(",;\t", key=head.count)


def _fits(row: _Row, count: int, report: Report) -> bool:
    if len(row) == count:
        return True
    message = f"the row has {len(row)} values, not {count}"
    report.wrong(row[0], message, 'put a value that contains the separator in quotes (`"`)')
    return False


def _row_value(names: Sequence[str], columns: Sequence[str], row: _Row) -> Value:
    entry: Mapping[str, Value] = {
        name: Value(cell.data, cell.position, cell.text, name, cell.position)
        for name, cell in zip(names, row, strict=True)
        if name in columns
    }
    return Value(entry, row[0].position)


def _rows(source: Source, mark: str, report: Report) -> Iterator[_Row]:
    """Yield every row that holds something."""
    text, cell = source.text, _CELL[mark]
    offset = line = begin = count = 0
    row: _Row = []
    while offset < len(text) or row:
        match = cell.match(text, offset)
        if match is None:  # never: a cell may be empty
            return
        row.append(_value(match, source, line, offset - begin))
        line += match[0].count("\n")
        begin = max(begin, text.rfind("\n", 0, match.end()) + 1)
        offset = match.end() + 1
        if text[match.end() : offset] == mark:
            continue
        line, begin = line + 1, offset
        if any(value.data is not None for value in row):
            count += 1
            yield row
        row = []
        if count > MOST_ROWS:
            report.wrong(source.at(line), f"there are more than {MOST_ROWS} rows")
            return


def _value(match: re.Match[str], source: Source, line: int, column: int) -> Value:
    quoted = match["quoted"]
    text = match["plain"] if quoted is None else quoted.replace('""', '"') + match["rest"]
    text = text.strip()
    return Value(text or None, source.at(line, column), text)
