"""``:key: value`` lines and ``---`` option blocks of a directive, with positions."""

import json
import re
from collections.abc import Container, Mapping, Sequence

from msgspec import Struct, field

from neuromatch_site.config.value import Value
from neuromatch_site.config.yaml import load_yaml
from neuromatch_site.diagnostics.diagnostic import Diagnostics, Rule
from neuromatch_site.diagnostics.source import Position, Source

_LINE = re.compile(r"[ \t]*:(?P<key>[^\s:]+):(?P<space>[ \t]*+)(?P<value>.*)")
_QUOTED = re.compile(r"""  "(?:[^"\\]|\\.)*+" | '(?:[^']|'')*+'  """, re.VERBOSE)
"""All of a value in quotes; `"a", "b"` are two."""


class WrittenOption(Struct, frozen=True):
    """An option as written; without a value it is a flag."""

    key: str
    value: str | None
    position: Position
    """The position of the key."""
    value_position: Position
    """The position of the value; without a value, of the key."""


class Split(Struct):
    """The text of a directive, split into its options and its body."""

    options: list[WrittenOption] = field(default_factory=list)
    body: str = ""
    body_line: int = 0
    """The first line of the body in the text, from 0."""


def split_options(source: Source, known: Container[str], diagnostics: Diagnostics) -> Split:
    """Return the options at the top of a directive's text, and its body.

    Source: the MyST guide, "Directive options": a YAML block between ``---`` lines, or lines of the
    form ``:key: value``. Without the space, only known keys are options.
    """
    lines = source.text.split("\n")
    if lines[0].strip() == "---":
        return _option_block(source, lines, diagnostics)
    split = Split()
    end = 0
    while end < len(lines) and (match := _LINE.match(lines[end].rstrip(" \t"))):
        if match["value"] and not match["space"] and match["key"] not in known:
            break
        split.options.append(_option(match, source, end))
        end += 1
    return _with_body(split, lines, end)


def _option(match: re.Match[str], source: Source, line: int) -> WrittenOption:
    position = source.at(line, match.start("key") - 1)
    if not match["value"]:
        return WrittenOption(match["key"], None, position, position)
    value = match["value"][1:-1] if _QUOTED.fullmatch(match["value"]) else match["value"]
    quote = value != match["value"]
    return WrittenOption(
        match["key"], value, position, source.at(line, match.start("value") + quote)
    )


def _option_block(source: Source, lines: list[str], diagnostics: Diagnostics) -> Split:
    end = next((i for i in range(1, len(lines)) if lines[i].strip() == "---"), None)
    if end is None:
        diagnostics.report(
            Rule.DIRECTIVE_OPTIONS_CORRECT,
            source.at(),
            "this block of options is never closed",
            "close it with a line `---`",
        )
        return _with_body(Split(), lines, 0)
    yaml = source.part("\n".join(lines[1:end]), 1)
    value = load_yaml(yaml, diagnostics, Rule.DIRECTIVE_OPTIONS_CORRECT)
    split = Split(_from_yaml(value, diagnostics) if value else [])
    return _with_body(split, lines, end + 1)


def _from_yaml(value: Value, diagnostics: Diagnostics) -> list[WrittenOption]:
    if value.data is None:
        return []
    if not isinstance(value.data, Mapping):
        diagnostics.report(
            Rule.DIRECTIVE_OPTIONS_CORRECT,
            value.position,
            f"`{value.text or '- ...'}` is not an option",
            "write `key: value`",
        )
        return []
    return [
        WrittenOption(key, _as_text(item), item.key or item.position, item.position)
        for key, item in value.data.items()
    ]


def _as_text(value: Value) -> str | None:
    """Return a value as the line ``:key: value`` would say it: a list with commas, JSON."""
    if isinstance(value.data, Sequence) and not isinstance(value.data, str):
        return ", ".join(_as_text(item) or "" for item in value.data)
    if isinstance(value.data, Mapping):
        return json.dumps(value.plain, ensure_ascii=False, default=str)
    return None if value.data is None else value.text.strip()


def _with_body(split: Split, lines: list[str], start: int) -> Split:
    while start < len(lines) and not lines[start].strip():
        start += 1
    split.body_line = start
    split.body = "\n".join(lines[start:]).rstrip()
    return split
