"""Marks of other programs and slips in a text, which MyST shows as they are written -> messages.

Searches the source, outside of code and formulas, because the tree does not show these mistakes.
"""

import re
from collections.abc import Iterator, Sequence

from neuromatch_site.diagnostics.diagnostic import Diagnostics, Rule
from neuromatch_site.diagnostics.source import Source, line_and_column
from neuromatch_site.readers.broken_lists import broken_lists, may_have_broken_lists
from neuromatch_site.readers.typing_mistakes import VERBATIM, Slip, slips_in

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
    """Report syntax of other programs and typing mistakes, once per text and kind."""
    text = f"\n{source.text}"
    lines = source.text.split("\n")
    slips = slips_in(text)
    rows = "|" in text and any(True for _ in _tables(lines))
    lists = may_have_broken_lists(text) and any(True for _ in broken_lists(lines))
    links = "][" in text and ("]:" in text or _BY_WORDS.search(text) is not None)
    if not slips and not rows and not lists and not links:
        return  # most texts: to find their code and formulas would take ten times as long
    visible = _visible(lines)
    rest = "\n".join(visible)
    for slip in slips_in(f"\n{rest}", slips):
        _report_slip(slip, f"\n{rest}", source, diagnostics)
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
            place = source.at(*line_and_column(text, match.start()))
            message = f"this is not a link: nothing defines the label `{label}`"
            diagnostics.report(Rule.FOREIGN_SYNTAX, place, message, hint)


def _folded(label: str) -> str:
    """Return a label as CommonMark compares it."""
    return " ".join(label.split()).casefold()


def _report_slip(slip: Slip, text: str, source: Source, diagnostics: Diagnostics) -> None:
    """Report a slip where it stands first, with how many more there are.

    ``text`` begins with a line break, which is not in the source.
    """
    first, *more = slip.pattern.finditer(text)
    group = first[1] if slip.pattern.groups else ""
    start = first.start() + first[0].startswith("\n")
    written = first[0].strip()[:40]
    message = slip.message.format(group, written=written)
    if more:
        message += f" (and {len(more)} more on this page)"
    line, column = line_and_column(text, start)
    hint = slip.hint.format(group, written=written)
    diagnostics.report(Rule.FOREIGN_SYNTAX, source.at(line - 1, column), message, hint)


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
