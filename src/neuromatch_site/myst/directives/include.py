"""``include``, ``literalinclude`` -> ``include``, filled with the file by a transform."""

import re

from neuromatch_site.diagnostics.diagnostic import Rule
from neuromatch_site.model.ast.identifiers import normalize_label
from neuromatch_site.model.ast.nodes import Include, Node, Paragraph
from neuromatch_site.myst.directives._code import CODE_OPTIONS, put_code_options
from neuromatch_site.myst.directives._options import NUMBERED
from neuromatch_site.myst.parser.directive import Directive, DirectiveData, Kind, Option, Part

_LANGUAGES = {
    "ts": "typescript",
    "js": "javascript",
    "mjs": "javascript",
    "tex": "latex",
    "py": "python",
    "md": "markdown",
    "yml": "yaml",
}
"""By the ending of the file's name."""
_STARTS = ("start-at", "start-line", "start-after", "lines")
_ENDS = ("end-at", "end-line", "end-before", "lines")
_RANGE = re.compile(r"([0-9]{1,7})(?:\s*(-)\s*([0-9]{1,7})?)?")
MATCH = -1
"""As ``startingLineNumber``: the line numbers of the file."""


def run(data: DirectiveData) -> list[Node]:
    """Return a placeholder for a file: its name and the lines to include."""
    literal = data.name == "literalinclude" or bool(data.flag("literal") or data.text("lang"))
    node = Include(
        position=data.position,
        file=data.argument,
        literal=literal or None,
        filter=_filter(data),
        classes=data.classes(),
        enumerated=data.choice("enumerated"),
        enumerator=data.text("enumerator"),
    )
    if label := data.text("label"):
        node.identifier, node.label = normalize_label(label)
    if literal:
        _put_literal(node, data)
    return [node]


def _put_literal(node: Include, data: DirectiveData) -> None:
    ending = data.argument.rpartition(".")[2].lower() if "." in data.argument else ""
    node.lang = data.text("lang") or _LANGUAGES.get(ending, ending) or None
    put_code_options(node, data)
    if data.text("filename") is None:
        node.filename = data.argument.rpartition("/")[2]
    if data.flag("lineno-match"):
        node.showLineNumbers, node.startingLineNumber = True, MATCH
    if words := data.nodes("caption"):
        node.caption = [Paragraph(position=words[0].position, children=words)]


def _filter(data: DirectiveData) -> dict[str, object] | None:
    """Return which lines are wanted, in mystmd's words; None for all of them."""
    for group in (_STARTS, _ENDS):
        named = [f"`{name}`" for name in group if name in data.options]
        if len(named) > 1:
            message = f"{' and '.join(named)} contradict each other"
            data.report(Rule.DIRECTIVE_OPTIONS_CORRECT, message, "choose one of them")
    options: dict[str, object] = {
        "startAt": data.text("start-at"),
        "startAfter": data.text("start-after"),
        "endAt": data.text("end-at"),
        "endBefore": data.text("end-before"),
        "lines": _line_numbers(data) or _between(data),
    }
    return {name: value for name, value in options.items() if value is not None} or None


def _between(data: DirectiveData) -> list[object] | None:
    """Return the lines that ``start-line`` and ``end-line`` say: from 0, the last one excluded."""
    start, end = data.integer("start-line"), data.integer("end-line")
    if start is None and end is None:
        return None
    first = 1 if start is None else start + 1 if start >= 0 else start
    if end is None:
        return [[first]]
    return [[first, end if end >= 0 else end - 1]]


def _line_numbers(data: DirectiveData) -> list[object] | None:
    """Return the lines that ``lines`` names: ``3``, ``[5, 10]`` and, to the end, ``[20]``."""
    text = data.text("lines")
    if not text:
        return None
    ranges: list[object] = []
    for word in text.split(","):
        match = _RANGE.fullmatch(word.strip())
        if match is None:
            message = f"`{word.strip()}` in `lines` is not a range of lines"
            hint = "write numbers and ranges such as `1,3,5-10,20-`"
            data.report(Rule.DIRECTIVE_OPTIONS_CORRECT, message, hint, option="lines")
            continue
        first = int(match[1])
        ranges.append([first, int(match[3])] if match[3] else [first] if match[2] else first)
    return ranges or None


DIRECTIVE = Directive(
    name="include",
    alias=("literalinclude",),
    doc="Include another file of the course, as MyST or as code.",
    run=run,
    argument=Part(Kind.TEXT, "The path of the file, relative to this one.", required=True),
    options={
        **NUMBERED,
        "literal": Option("Show the text as code, like `literalinclude`.", Kind.FLAG),
        "lang": Option("Show it as code in this language.", alias=("language", "code")),
        **CODE_OPTIONS,
        "filename": Option("The file name to show above the code; `false` for none."),
        "start-line": Option("The first line, from 0; negative from the end.", Kind.INTEGER),
        "start-at": Option("Start at the line that contains this text."),
        "start-after": Option("Start after the line that contains this text."),
        "end-line": Option("End before this line, counted from 0.", Kind.INTEGER),
        "end-at": Option("End at the line that contains this text."),
        "end-before": Option("End before the line that contains this text."),
        "lines": Option("The lines, from 1: `1,3,5-10,20-`."),
        "relative-images": Option(
            "Accepted as in myst-parser; images are always found relative to the included file.",
            Kind.FLAG,
        ),
        "relative-docs": Option("Accepted as in myst-parser; links are always found."),
        "lineno-match": Option("Show the line numbers of the file.", Kind.FLAG),
    },
    nodes=(Include,),
)
