"""Block rules added to markdown-it: colon fences, attributes, comments, targets ..."""

import re

from markdown_it import MarkdownIt
from markdown_it.ruler import RuleOptionsType
from markdown_it.rules_block import StateBlock, blockquote, fence

from neuromatch_site.myst.parser.attributes import WORDS, read_attributes
from neuromatch_site.myst.parser.cell_borders import begins_cell, first_border, may_close

_COLONS = re.compile(r":{3,}")
_FENCE = re.compile(r"(?P<mark>`{3,}|~{3,})(?P<info>.*)")
_ATTRIBUTES = re.compile(rf"\{{(\s*[.#\w]{WORDS})\}}[ \t]*$")
_SUBSTITUTION = re.compile(r"\{\{\s*([\w.-]{1,100})\s*\}\}[ \t]*$")
_TARGET = re.compile(r"\(([^\n]{1,200})\)=[ \t]*$")
_BREAK = re.compile(r"(?:\+[ \t]*){3,}")
_INTERRUPTS: RuleOptionsType = {
    "alt": ["paragraph", "reference", "blockquote", "list", "footnote_def"]
}


def add_block_rules(markdown: MarkdownIt) -> None:
    """Add the rules of this module to the parser."""
    ruler = markdown.block.ruler
    ruler.at("fence", _fence, _INTERRUPTS)
    ruler.before("fence", "colon_fence", _colon_fence, _INTERRUPTS)
    ruler.at("blockquote", _blockquote, {"alt": ["paragraph", "reference", "blockquote", "list"]})
    ruler.before("fence", "attributes", _attributes)
    ruler.before("fence", "substitution", _substitution)
    ruler.at("myst_line_comment", _comment, _INTERRUPTS)
    ruler.at("myst_block_break", _block_break, _INTERRUPTS)
    ruler.at("myst_target", _target, _INTERRUPTS)


_DEEP, _LONG = 10, 2000
"""Limits on the blocks around, and lines below, a block quote."""


def _blockquote(state: StateBlock, start: int, end: int, silent: bool) -> bool:  # noqa: FBT001 - markdown-it's signature
    """Read a quote as markdown-it does, which looks at all lines below for each quote around it."""
    if state.level >= _DEEP and end - start > _LONG:
        return False
    return blockquote(state, start, end, silent)


def _line_text(state: StateBlock, line: int) -> str:
    start = state.bMarks[line] + state.tShift[line]
    return state.src[start : state.eMarks[line]]


def _fence(state: StateBlock, start: int, end: int, silent: bool) -> bool:  # noqa: FBT001 - markdown-it's signature
    """Read a fence as markdown-it does; one that nothing closes ends with its cell."""
    opening = _FENCE.match(_line_text(state, start))
    if opening and _quoting_fence(state, opening, start, end, silent):
        return True
    match = None if silent or state.level else opening
    if match and not _is_closed(state, match["mark"], match["info"], start, end):
        end = first_border(state.src, start, end)
    return fence(state, start, end, silent)


def _quoting_fence(
    state: StateBlock,
    match: re.Match[str],
    start: int,
    end: int,
    silent: bool,  # noqa: FBT001 - markdown-it's signature
) -> bool:
    """Read a directive between backticks that has backticks in its title.

    CommonMark reads no fence there, and its end would begin one. What opens and closes is meant
    as a directive; ``read_fence`` tells that other programs do not read it so.
    """
    mark, info = match["mark"], match["info"]
    if mark[0] != "`" or "`" not in info or not info.lstrip().startswith("{"):
        return False
    if state.is_code_block(start) or "}" not in info.partition("`")[0]:
        return False
    if not may_close(state.src, mark, start):
        return False
    for line in range(start + 1, end):
        text = _line_text(state, line).rstrip()
        if text and state.sCount[line] < state.blkIndent:
            return False
        if text.startswith(mark) and not text.strip("`"):
            break
    else:
        return False
    if not silent:
        token = state.push("fence", "code", 0)
        token.info, token.markup, token.map = info, mark, [start, line + 1]
        token.content = state.getLines(start + 1, line, state.sCount[start], True)  # noqa: FBT003 - markdown-it's signature
        state.line = line + 1
    return True


def _is_closed(state: StateBlock, mark: str, info: str, start: int, end: int) -> bool:
    """Return whether a fence has an end; that of a fence in a cell below is no end of it."""
    if not may_close(state.src, mark, start):
        return False
    open_directives = info.lstrip().startswith("{")  # a directive may hold a code cell
    border = False
    for line in range(start + 1, end):
        text = _line_text(state, line).rstrip()
        border = border or (begins_cell(text) and not (open_directives and text[0] == mark[0]))
        if text.startswith(mark):
            if not text.strip(mark[0]):
                return True
            if border:
                return False
    return False


def _colon_fence(state: StateBlock, start: int, end: int, silent: bool) -> bool:  # noqa: FBT001 - markdown-it's signature
    """Read ``:::{name}`` to the first line of at least as many colons.

    A line of colons alone opens nothing: it is a ``stray_fence``.
    """
    match = _COLONS.match(state.src, state.bMarks[start] + state.tShift[start])
    if match is None or state.is_code_block(start):
        return False
    if silent:
        return True
    info = state.src[match.end() : state.eMarks[start]]
    if info.strip():
        after = _closing_line(state, match[0], start, end)
        token = state.push("colon_fence", "code", 0)
        token.content = state.getLines(start + 1, after, state.sCount[start], True)  # noqa: FBT003 - markdown-it's signature
        state.line = min(after + 1, end) if _closes(state, match[0], after, end) else after
    else:
        token = state.push("stray_fence", "code", 0)
        state.line = start + 1
    token.info, token.markup, token.map = info, match[0], [start, state.line]
    return True


def _closing_line(state: StateBlock, mark: str, start: int, end: int) -> int:
    """Return the line that closes the fence; else the end of its cell, or of the text around it."""
    if not state.level and not may_close(state.src, mark, start):
        return first_border(state.src, start, end)
    for line in range(start + 1, end):
        blank = state.bMarks[line] + state.tShift[line] >= state.eMarks[line]
        if (not blank and state.sCount[line] < state.blkIndent) or _closes(state, mark, line, end):
            return line
    return end


def _closes(state: StateBlock, mark: str, line: int, end: int) -> bool:
    if line >= end or state.sCount[line] < state.blkIndent or state.is_code_block(line):
        return False
    text = _line_text(state, line).rstrip()
    return text.startswith(mark) and not text.strip(":")


def _attributes(state: StateBlock, start: int, _end: int, silent: bool) -> bool:  # noqa: FBT001 - markdown-it's signature
    """Read a line ``{#id .class key=value}``: it belongs to the block below."""
    match = None if state.is_code_block(start) else _ATTRIBUTES.match(_line_text(state, start))
    attributes = read_attributes(match[1]) if match else None
    if attributes is None:
        return False
    if not silent:
        token = state.push("attributes", "", 0)
        token.meta, token.map = {"attributes": attributes}, [start, start + 1]
    state.line = start + 1
    return True


def _substitution(state: StateBlock, start: int, _end: int, silent: bool) -> bool:  # noqa: FBT001 - markdown-it's signature
    """Read a line ``{{ name }}``: it stands for blocks."""
    match = None if state.is_code_block(start) else _SUBSTITUTION.match(_line_text(state, start))
    if match is None:
        return False
    if not silent:
        token = state.push("substitution_block", "", 0)
        token.content, token.meta = match[0].rstrip(), {"name": match[1]}
        token.map = [start, start + 1]
    state.line = start + 1
    return True


def _comment(state: StateBlock, start: int, end: int, silent: bool) -> bool:  # noqa: FBT001 - markdown-it's signature
    """Read the lines, one below the other, that begin with ``%``."""
    if not _line_text(state, start).startswith("%") or state.is_code_block(start):
        return False
    if silent:
        return True
    line = start
    lines = []
    while line < end and state.sCount[line] >= state.blkIndent:
        text = _line_text(state, line)
        if not text.startswith("%"):
            break
        lines.append(text[1:].strip())
        line += 1
    token = state.push("myst_line_comment", "", 0)
    token.content, token.markup, token.map = "\n".join(lines), "%", [start, line]
    state.line = line
    return True


def _block_break(state: StateBlock, start: int, _end: int, silent: bool) -> bool:  # noqa: FBT001 - markdown-it's signature
    """Read ``+++`` and the metadata behind it."""
    text = _line_text(state, start)
    match = None if state.is_code_block(start) else _BREAK.match(text)
    if match is None:
        return False
    if silent:
        return True
    token = state.push("myst_block_break", "hr", 0)
    token.content, token.markup = text[match.end() :].strip(), match[0].strip()
    token.map = [start, start + 1]
    state.line = start + 1
    return True


def _target(state: StateBlock, start: int, _end: int, silent: bool) -> bool:  # noqa: FBT001 - markdown-it's signature
    """Read ``(label)=``."""
    match = None if state.is_code_block(start) else _TARGET.match(_line_text(state, start))
    if match is None or not match[1].strip():
        return False
    if silent:
        return True
    token = state.push("myst_target", "", 0)
    token.content, token.map = match[1], [start, start + 1]
    state.line = start + 1
    return True
