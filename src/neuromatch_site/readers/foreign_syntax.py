"""Marks of other programs in a text, which MyST shows as they are written -> messages.

Looks at the source, outside of code and formulas: what is wrong cannot be seen in the tree.
"""

import re
from collections.abc import Iterator, Sequence

from msgspec import Struct

from neuromatch_site.diagnostics.diagnostic import Diagnostics, Rule
from neuromatch_site.diagnostics.source import Source
from neuromatch_site.readers.broken_lists import broken_lists, may_have_broken_lists
from neuromatch_site.readers.slips import VERBATIM, Slip, slips_in


class _Mark(Struct, frozen=True):
    """A mark of another program."""

    program: str
    needle: str
    """What a text with this mark holds: most texts are done when it is not there."""
    pattern: re.Pattern[str]
    hint: str
    """What to write; ``{0}`` stands for the first group of the pattern."""


def _mark(program: str, needle: str, pattern: str, hint: str) -> _Mark:
    return _Mark(program, needle, re.compile(pattern), hint)


_LATEX = r"\\(section|subsection|textbf|textit|emph|cite|citep|citet|footnote|href)\{"
MARKS: Sequence[_Mark] = (  # what stands between two parts has an end: a line may be long
    _mark("LaTeX", "\\(", r"\\\((?=[^\n]{1,300}?\\\))", "write a formula as `$...$`"),
    _mark(
        "LaTeX",
        "\\[",
        r"\\\[(?:\s*$|(?=[^\n\^_=\\{]{0,300}[\^_=\\{][^\n]{0,300}?\\\]))",
        "write a displayed formula between two lines `$$`",
    ),
    _mark(
        "LaTeX",
        "\\",
        _LATEX,
        "write `\\{0}` in Markdown: `# Title`, `**bold**`, `[@key]`, `[](#label)`",
    ),
    _mark(
        "LaTeX",
        "command{",
        r"^\s*\\(?:re|provide)?newcommand\*?\s*\{?(\\[a-zA-Z]+)",
        "put it between dollars: `$\\newcommand{{{0}}}...$`",
    ),
    _mark(
        "LaTeX",
        "\\begin{",
        r"^\s*\\begin\{(itemize|enumerate|figure|table|center|tabular|quote|verbatim)\}",
        "write the `{0}` in Markdown: `- item`, `:::{{figure}}`, a table with `|`",
    ),
    _mark("MkDocs", "!!!", r"^!!!\s+(\w+)", "write `:::{{{0}}}`, and close it with `:::`"),
    _mark(
        "MkDocs",
        "???",
        r"^\?\?\?\+?\s+(\w+)",
        "write `:::{{dropdown}} Title`, and close it with `:::`",
    ),
    _mark(
        "MkDocs", "===", r"^===\s+[\"“”']", "write `::::{{tab-set}}` with `:::{{tab-item}} Title`"
    ),
    _mark("MkDocs", "--8<--", r"^--8<--", "write ```` ```{{include}} file.md ````"),
    _mark(
        "Markdown of other programs",
        "TOC",
        r"^\[(?:TOC|\[TOC\]|\[_TOC_\])\]\s*$",
        "write `:::{{toc}}`",
    ),
    _mark("MkDocs", ":", r":(?:material|fontawesome|octicons|simple)-[\w-]+:", "MyST has no icons"),
    _mark(
        "Obsidian",
        "==",
        r"(?<![\\=])==(?=[^\s=])[^=\n]+(?<=[^\s=])==(?!=)",
        "write `**important**`",
    ),
    _mark("Obsidian", "![[", r"!\[\[([^\[\]\n]{1,300})\]\]", "write `![]({0})`"),
    _mark(
        "Obsidian",
        "[[",
        r"(?<![!\\\[])\[\[([A-Za-z][^\[\]\n]{0,300})\]\](?!\()",
        "write `[]({0}.md)`",
    ),
    _mark(
        "Obsidian",
        "%%",
        r"(?<!%)%%[^%\n]+%%",
        "write a comment as `% comment` on a line of its own",
    ),
    _mark(
        "Obsidian",
        "|",
        r"!\[[^\]\n|]{0,300}\|(\d{1,5})(?:x\d{1,5})?\]\(",
        "write `![alt](file.png){{width={0}px}}`",
    ),
    _mark(
        "Obsidian",
        "[!",
        r"^>\s*\[!(?!(?i:note|tip|important|warning|caution)\])(\w+)\]",
        "write `:::{{note}}`, and close it with `:::`",
    ),
    _mark(
        "Markdown of other programs",
        "](",
        r"!\[[^\]\n]{0,300}\]\([^)\n]{0,300}\s=\d{0,5}x?\d{0,5}\)",
        "write `![alt](file.png){{width=300px}}`",
    ),
    _mark(
        "Hugo or Quarto",
        "{{",
        r"\{\{[<%]\s*(\w+)",
        "write the MyST directive: `:::{{iframe}} URL` for a video",
    ),
    _mark(
        "Jekyll",
        "{%",
        r"\{%\s*(\w{1,50})\b[^\n]{0,300}?%\}",
        "write ```` ```{{include}} file.md ```` or a link",
    ),
    _mark("Jekyll", "{:", r"(?<!\{)\{:\s*[.#]", "write `{{.class}}` on the line before the block"),
    _mark(
        "Quarto",
        ".panel-tabset",
        r"^:::+\s*\{\.panel-tabset",
        "write `::::{{tab-set}}` with `:::{{tab-item}} Title`",
    ),
    _mark(
        "reStructuredText",
        "..",
        r"^\.\.\s+([\w-]+)::",
        "write `:::{{{0}}}`, and close it with `:::`",
    ),
    _mark(
        "reStructuredText",
        ":`",
        r"(?<![\w}`:]):(ref|doc|term|math|cite|numref|eq|class|func|meth|mod|sub|sup):`[^`\n]+`",
        "write `{{{0}}}` before the backticks",
    ),
    _mark("GitHub", "$`", r"\$`[^`\n]+`\$", "write the formula without backticks: `$x$`"),
    _mark(
        "paths with spaces",
        "](",
        r"\]\((?!<)((?:[^()\"'<>:\s]+ +)+[^()\"'<>:\s]+\.\w{2,5})\)",
        "put angle brackets around the path: `](<{0}>)`",
    ),
    _mark(
        "headings without a space", "##", r"^#{2,6}(?=[^\s#{])[^\n]*$", "put a space after the `#`"
    ),
)
_KNOWN = {
    "paths with spaces": "a path with spaces is not a link",
    "GitHub": "these backticks are GitHub's; they are shown as quotes in the formula",
    "headings without a space": "this is not a heading: the `#` needs a space after it",
}

_FENCE = re.compile(r"\s*(?P<mark>`{3,}|~{3,})[ \t]*(?P<info>.*)")
_VERBATIM = re.compile(rf"(?!\{{)|{VERBATIM}")
_HIDDEN = re.compile(
    r"(?P<code>(?<!`)(`+)(?!`)(?:(?!\n\s*\n).)+?(?<!`)\2(?!`))|<!--.*?(?:-->|\Z)"
    r"|\$\$.*?\$\$|(?<![\\\w$])\$(?![ \t$`])(?:[^$\n]|\n(?![ \t]*\n))+(?<![ \t\\])\$(?!\d)",
    re.DOTALL,
)
_DELIMITER = re.compile(r"\s*(?:\|\s*)?:?-+:?\s*(?:\|\s*:?-+:?\s*)*(?:\|\s*)?$")
_ROW = re.compile(r"\s*\|.*\|\s*$")
_BARE_ROW = re.compile(r"[^|\s][^|]*(?: \| [^|]+)+$")


def report_foreign_syntax(source: Source, diagnostics: Diagnostics) -> None:
    """Report each mark of another program, once for a text and a kind of mark."""
    text = source.text
    lines = text.split("\n")
    marks = [mark for mark in MARKS if mark.needle in text and _has(lines, mark)]
    rows = "|" in text and any(True for _ in _tables(lines))
    lists = may_have_broken_lists(text) and any(True for _ in broken_lists(lines))
    slips = slips_in(text)
    links = "][" in text and ("]:" in text or _BY_WORDS.search(text) is not None)
    if not marks and not rows and not lists and not slips and not links:
        return  # most texts: to find their code and formulas would take ten times as long
    visible = _visible(lines)
    for mark in marks:
        places = [
            (number, match)
            for number, line in enumerate(visible)
            for match in mark.pattern.finditer(line)
        ]
        if not places:
            continue
        number, match = places[0]
        written = match[0].strip()[:40]
        message = (
            _KNOWN.get(mark.program) or f"`{written}` is {mark.program}; it is shown as written"
        )
        if len(places) > 1:
            message += f" (and {len(places) - 1} more on this page)"
        hint = mark.hint.format(match[1] if match.re.groups else "")
        place = source.at(number, match.start())
        diagnostics.report(Rule.FOREIGN_SYNTAX, place, message, hint)
    rest = "\n".join(visible)
    for slip in slips_in(rest, slips):
        _report_slip(slip, rest, source, diagnostics)
    for number in _tables(visible):
        message = "these rows are not a table: the line `| --- |` below the first is missing"
        hint = "write `| --- | --- |` as the second line"
        diagnostics.report(Rule.FOREIGN_SYNTAX, source.at(number), message, hint)
    if links:
        _report_undefined(rest, source, diagnostics)
    text_lines = [
        line if visible_line.strip() else ""
        for line, visible_line in zip(lines, visible, strict=True)
    ]
    for number, indent, needed in list(broken_lists(text_lines))[:1]:
        spaces = "1 space" if indent == 1 else f"{indent} spaces"
        message = f"this list is not in the item above it: it is indented by {spaces}"
        hint = f"indent it by {needed}, to where the words of that item begin"
        diagnostics.report(Rule.FOREIGN_SYNTAX, source.at(number), message, hint)


_BY_LABEL = re.compile(r"(?<![\\\w\]])\[[^\[\]\n]{1,300}\]\[([^\[\]\n^]{3,100})\]")
_BY_WORDS = re.compile(
    r"(?<![\\\w\]])\[(?!['\"])[^\[\]\n@]{1,200}\w \w[^\[\]\n@]{0,99}\]\[[A-Za-z][\w-]{2,99}\]"
)
"""Words and a name, which are nothing but a link."""
_DEFINED = re.compile(r"^ {0,3}\[([^\[\]\n^]{1,100})\]:", re.MULTILINE)


def _report_undefined(text: str, source: Source, diagnostics: Diagnostics) -> None:
    """Report links by a label that nothing defines: of words, or nearly by a defined one.

    Other brackets beside brackets are text: an index of an index.
    """
    defined = {_folded(match[1]): match[1] for match in _DEFINED.finditer(text)}
    reported = set(defined)
    for match in _BY_LABEL.finditer(text):
        label = match[1]
        if _folded(label) in reported:
            continue
        reported.add(_folded(label))
        near = diagnostics.closest(_folded(label), list(defined)) if defined else ""
        hint = f"did you mean `{defined[near]}`?" if near else ""
        if not near and _BY_WORDS.match(text, match.start()) and "{include}" not in text:
            hint = f"write `](page.md)` after the words, or a line `[{label}]: https://...`"
        if hint:
            number = text.count("\n", 0, match.start())
            column = match.start() - (text.rfind("\n", 0, match.start()) + 1)
            message = f"this is not a link: nothing defines the label `{label}`"
            diagnostics.report(Rule.FOREIGN_SYNTAX, source.at(number, column), message, hint)


def _folded(label: str) -> str:
    """Return a label as CommonMark compares it."""
    return " ".join(label.split()).casefold()


def _report_slip(slip: Slip, text: str, source: Source, diagnostics: Diagnostics) -> None:
    """Report a slip where it stands first, with how many more there are."""
    first, *more = slip.pattern.finditer(text)
    group = first[1] if slip.pattern.groups else ""
    message = slip.message.format(group)
    if more:
        message += f" (and {len(more)} more on this page)"
    number = text.count("\n", 0, first.start())
    column = first.start() - (text.rfind("\n", 0, first.start()) + 1)
    place = source.at(number, column)
    diagnostics.report(Rule.FOREIGN_SYNTAX, place, message, slip.hint.format(group))


def _has(lines: Sequence[str], mark: _Mark) -> bool:
    """Return whether a line has the mark, in code or not."""
    return any(mark.needle in line and mark.pattern.search(line) for line in lines)


def _visible(lines: Sequence[str]) -> list[str]:
    """Return the lines with code, formulas and comments blanked, each letter by a space."""
    lines_to_read: list[str] = []
    mark = ""
    for line in lines:
        fence = _FENCE.match(line)
        if mark:
            closes = line.strip().startswith(mark) and set(line.strip()) == {mark[0]}
            mark = "" if closes else mark
            lines_to_read.append("")
        elif fence and _VERBATIM.match(fence["info"]):
            mark = fence["mark"]
            lines_to_read.append("")
        else:
            lines_to_read.append(line)
    blank = _HIDDEN.sub(_blank, "\n".join(lines_to_read))
    return blank.split("\n")


def _blank(match: re.Match[str]) -> str:
    """Return spaces; what stands in backticks after a colon or a dollar is a mark itself."""
    text, start = match[0], match.start()
    before = match.string[max(0, start - 1) : start]
    if match["code"] and before in (":", "$"):
        return text
    return "".join(character if character == "\n" else " " for character in text)


def _tables(lines: Sequence[str]) -> Iterator[int]:
    """Yield the first line of rows that have no delimiter below them."""
    for number, line in enumerate(lines[:-1]):
        if "|" not in line or (number and lines[number - 1].strip()):
            continue
        below = lines[number + 1]
        rows = _ROW.match(line) and _ROW.match(below) and line.count("|") > 2
        bare = _BARE_ROW.match(line) and _BARE_ROW.match(below) and "](" not in line + below
        alike = bare and line.count("|") == below.count("|")
        if (rows or alike) and not any(map(_DELIMITER.match, (line, below))):
            yield number
