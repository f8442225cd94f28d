"""Options of code blocks."""

from collections.abc import Mapping
from typing import TypeVar

from neuromatch_site.diagnostics.diagnostic import Rule
from neuromatch_site.model.ast.nodes import Code, Include
from neuromatch_site.myst.parser.directive import DirectiveData, Kind, Option

C = TypeVar("C", Code, Include)

CODE_OPTIONS: Mapping[str, Option] = {
    "caption": Option("A caption.", Kind.MYST),
    "linenos": Option("Show line numbers.", Kind.FLAG),
    "lineno-start": Option("Show line numbers, starting from this one.", Kind.INTEGER),
    "number-lines": Option("Same as `lineno-start`; 1 without a value.", Kind.INTEGER, default="1"),
    "emphasize-lines": Option("Lines to highlight: `1,3-5`.", Kind.LINES),
    "filename": Option("The file name to show above the code."),
}


def put_code_options(node: C, data: DirectiveData) -> C:
    """Set line numbers, highlighted lines and file name of a code node, and return it."""
    first_line = data.integer("lineno-start")
    other = data.integer("number-lines")
    if first_line is not None and other is not None:
        message = "`lineno-start` and `number-lines` are aliases; `number-lines` is used"
        data.report(Rule.DIRECTIVE_OPTIONS_CORRECT, message, option="lineno-start")
    start = other if other is not None else first_line
    node.showLineNumbers = True if data.flag("linenos") or start is not None else None
    node.startingLineNumber = start if start is not None and start > 1 else None
    node.emphasizeLines = data.numbers("emphasize-lines")
    filename = data.text("filename")
    node.filename = None if (filename or "").lower() in ("", "false") else filename
    return node
