"""YAML syntax errors -> messages for authors."""

import re

import yaml
from yaml.error import Mark

from neuromatch_site.diagnostics.source import Position, Source

Explanation = tuple[Position, str, str]
"""Position, message and hint."""

_UNREADABLE = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_QUOTE = "put the whole text in quotes"
_INDENTATION = (
    "the indentation does not fit the lines above",
    "entries of one list or mapping start in the same column",
)
_NOT_AN_ENTRY = ("this line is not `key: value`", "write a colon and a space after the key")
_BACKSLASH = ("a `\\` in double quotes starts an escape", "use 'single quotes' for TeX")
_TAB = ("a tab is used for indentation", "use spaces")
_PROBLEMS: tuple[tuple[str, str, str], ...] = (
    ("tab character", *_TAB),
    ("unknown escape character", *_BACKSLASH),
    ("hexdecimal number", *_BACKSLASH),
    ("expected ',' or ']'", "a list in `[` brackets is never closed", "add `]`"),
    ("expected ',' or '}'", "a mapping in `{` braces is never closed", "add `}`"),
    ("could not find expected ':'", *_NOT_AN_ENTRY),
    ("entries are not allowed", "a list starts on the line of its key", "start it on a new line"),
    ("alphabetic or numeric character", "text must not start with * or &", _QUOTE),
    ("did not find expected", *_INDENTATION),
    ("expected <block end>", *_INDENTATION),
)
_FROM_THE_START = ("expected ',' or", "could not find expected ':'", "alphabetic or numeric")
"""Problems that a parser notices late: the place to look is where the construct begins."""


def explain(source: Source, error: Exception, quoted: tuple[int, Position] | None) -> Explanation:
    """Return the explanation of a parser error.

    ``quoted`` is the last quoted text that spans several lines: its last line (from 0), and its
    start.
    """
    unreadable = _UNREADABLE.search(source.text)
    if unreadable:
        before = source.text[: unreadable.start()]
        line, column = before.count("\n"), len(before) - before.rfind("\n") - 1
        character = f"U+{ord(unreadable[0]):04X}"
        return source.at(line, column), f"{character} is not allowed in YAML", "take it out"
    if not isinstance(error, yaml.MarkedYAMLError) or not (error.problem_mark and error.problem):
        return source.at(), f"invalid YAML: {error}", ""
    problem, mark, start = error.problem, error.problem_mark, error.context_mark
    lines = [*source.text.split("\n"), ""]
    if start and "quoted scalar" in (error.context or "") and "end of stream" in problem:
        quoted = mark.line, source.at(start.line, start.column)
    if quoted and quoted[0] == mark.line:
        hint = "close the quotes on the line they open"
        return quoted[1], "text in quotes is never closed", hint
    if "mapping values are not allowed" in problem:
        return _stray_colon(source, lines, mark)
    if start and any(part in problem for part in _FROM_THE_START):
        mark = start
    return source.at(mark.line, mark.column), *_problem(problem, lines[mark.line], mark)


def _stray_colon(source: Source, lines: list[str], mark: Mark) -> Explanation:
    """Tell a colon in a text from a line that a value above does not allow."""
    position = source.at(mark.line, mark.column)
    key, _, text = lines[mark.line].strip().removeprefix("- ").partition(": ")
    if ":" in text and len(lines[mark.line][: mark.column].partition(": ")[2]) > 0:
        quoted = text.replace("'", "''")
        return position, "text with a colon needs quotes", f"write `{key}: '{quoted}'`"
    above = lines[mark.line - 1] if mark.line else ""
    if re.match(r"\s*(- )?[^:]+:\s", above):
        indent = len(lines[mark.line]) - len(lines[mark.line].lstrip())
        message, hint = (
            "this line is indented under a value",
            "indent lines of the same level equally",
        )
        return source.at(mark.line, indent), message, hint
    return source.at(max(mark.line - 1, 0)), *_NOT_AN_ENTRY


def _problem(problem: str, line: str, mark: Mark) -> tuple[str, str]:
    """Return what is wrong with the line, and what to write instead."""
    if "cannot start any token" in problem:
        return _bad_start(line[mark.column : mark.column + 1])
    if ("did not find expected" in problem or "block end" in problem) and _after_quote(line, mark):
        return "text continues after its closing quote", "write a quote inside quotes twice: `''`"
    for part, message, hint in _PROBLEMS:
        if part in problem:
            return message, hint
    return f"invalid YAML: {problem}", ""


def _bad_start(character: str) -> tuple[str, str]:
    if character == "\t":
        return _TAB
    return f"text must not start with {character}", _QUOTE


def _after_quote(line: str, mark: Mark) -> bool:
    before = line[: mark.column].rstrip()
    return before.endswith(("'", '"')) and ":" in before
