"""``:key: value`` lines and ``---`` option blocks of a directive, with their places."""

import re
from dataclasses import dataclass, field

from neuromatch_site.diagnostics import Diagnostics, Rule
from neuromatch_site.source import Position, Source

_LINE = re.compile(r":(?P<key>[^\s:]+):(?:[ \t]+(?P<value>.*?))?[ \t]*$")


@dataclass(frozen=True, slots=True)
class WrittenOption:
    """An option as the author wrote it; without a value it is a flag."""

    key: str
    value: str | None
    position: Position


@dataclass(slots=True)
class Split:
    """The text of a directive, split into its options and its body."""

    options: list[WrittenOption] = field(default_factory=list)
    body: str = ""
    body_line: int = 0
    """Line of the text, from 0, where the body begins."""


def split_options(source: Source, diagnostics: Diagnostics) -> Split:
    """Return the options at the top of a directive's text, and its body.

    Source: the MyST guide, "Directive options": a YAML block between ``---`` lines, or lines
    of the form ``:key: value``.
    """
    lines = source.text.split("\n")
    start = next((i for i, line in enumerate(lines) if line.strip()), len(lines))
    if start < len(lines) and lines[start].strip() == "---":
        return _option_block(source, lines, start, diagnostics)
    split = Split()
    end = start
    while end < len(lines) and (match := _LINE.match(lines[end].strip())):
        column = len(lines[end]) - len(lines[end].lstrip())
        place = source.at(end, column)
        value = match["value"]
        split.options.append(WrittenOption(match["key"], _unquoted(value), place))
        end += 1
    return _with_body(split, lines, end)


def _option_block(source: Source, lines: list[str], start: int, diagnostics: Diagnostics) -> Split:
    rest = range(start + 1, len(lines))
    end = next((i for i in rest if lines[i].strip() == "---"), None)
    if end is None:
        diagnostics.report(
            Rule.DIRECTIVE_OPTIONS_CORRECT,
            source.at(start),
            "this block of options is never closed",
            "end it with a line `---`",
        )
        return _with_body(Split(), lines, start)
    split = Split()
    for number in range(start + 1, end):
        key, colon, value = lines[number].partition(":")
        if not lines[number].strip() or lines[number].lstrip().startswith("#"):
            continue
        place = source.at(number, len(key) - len(key.lstrip()))
        if not colon:
            diagnostics.report(
                Rule.DIRECTIVE_OPTIONS_CORRECT,
                place,
                f"`{lines[number].strip()}` is not an option",
                "write `key: value`",
            )
            continue
        written = value.strip() or None
        split.options.append(WrittenOption(key.strip(), _unquoted(written), place))
    return _with_body(split, lines, end + 1)


def _with_body(split: Split, lines: list[str], start: int) -> Split:
    while start < len(lines) and not lines[start].strip():
        start += 1
    split.body_line = start
    split.body = "\n".join(lines[start:]).rstrip()
    return split


def _unquoted(value: str | None) -> str | None:
    quoted = value is not None and len(value) > 1 and value[0] == value[-1] and value[0] in "'\""
    return value[1:-1] if quoted and value is not None else value
