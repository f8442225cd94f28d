"""Displayed formulas: ``$$ ... $$ (label)`` and amsmath environments, found in linear time."""

import re
from collections.abc import Callable
from functools import lru_cache, partial

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.rules_inline import StateInline
from mdit_py_plugins.amsmath import RE_OPEN, amsmath_block

from neuromatch_site.myst.parser.cell_borders import begins_cell, first_border

_CLOSING = re.compile(r"\$\$(?:[ \t]*\(([^()$\n]+)\))?[ \t]*$", re.MULTILINE)
_CLOSING_OR_WORDS = re.compile(_CLOSING.pattern + r"|(?<![\\$])\$\$(?=[^\n$])", re.MULTILINE)
_LOOKS_LIKE_TEX = re.compile(r"[\\_^={}()]|\$\s*\S+\s*\$")
"""In a formula, and hardly ever between two prices: a command, an index, a single word."""
_ENVIRONMENT = re.compile(RE_OPEN)


def add_math_rules(markdown: MarkdownIt) -> None:
    """Replace the rules of the plugins with those of this module."""
    rules = {rule.name: rule.fn for rule in markdown.inline.ruler.__rules__}
    markdown.inline.ruler.at("math_inline", partial(_inline_dollars, rules["math_inline"]))
    markdown.inline.ruler.at("escape", partial(_equation_reference, rules["escape"]))
    markdown.block.ruler.at("math_block", _dollars)
    interrupts = ["paragraph", "reference", "blockquote", "list", "footnote_def"]
    markdown.block.ruler.at("amsmath", _environment, {"alt": interrupts})


_REFERENCE = re.compile(r"\\(?:eq)?ref\{[^{}\n]+\}")


def _equation_reference(
    rule: Callable[[StateInline, bool], bool],
    state: StateInline,
    silent: bool,  # noqa: FBT001 - markdown-it's signature
) -> bool:
    r"""Read ``\eqref{label}`` in text, as MathJax does: it is a formula with nothing else."""
    if not state.src.startswith((r"\eqref{", r"\ref{"), state.pos):
        return rule(state, silent)
    match = _REFERENCE.match(state.src, state.pos)
    if match is None:
        return rule(state, silent)
    if not silent:
        token = state.push("math_inline", "math", 0)
        token.content, token.markup = match[0], "$"
    state.pos = match.end()
    return True


def _inline_dollars(
    rule: Callable[[StateInline, bool], bool],
    state: StateInline,
    silent: bool,  # noqa: FBT001 - markdown-it's signature
) -> bool:
    r"""Read ``$x$``, but no prices and variables: ``$5 to $6``, ``US$1 and US$2``, ``$A and $B``.

    No digit follows a formula, and it has a space at both ends or at none, unless it looks like
    TeX and no letter follows: ``$ \frac{a}{b}$``, as many notebooks have it. Source: Pandoc's
    rule, but for those spaces.
    """
    start, count, pending = state.pos, len(state.tokens), state.pending
    if not rule(state, silent):
        return False
    if not silent:
        _take_inner(state, start)
    text = state.src[start : state.pos]
    after = state.src[state.pos : state.pos + 1]
    one_sided = text[1:2].isspace() != text[-2:-1].isspace()
    if one_sided and not after.isalnum() and _LOOKS_LIKE_TEX.search(text):
        one_sided = False
    if text.startswith("$$"):
        if not silent:
            _take_label(state, start)
        return True
    if not (one_sided or after.isdigit()):
        return True
    del state.tokens[count:]
    state.pos, state.pending = start, pending
    return False


_BRACE = re.compile(r"\\.|([{}])", re.DOTALL)
_MOST_INNER = 8
"""Dollar signs among the words of a formula."""


def _take_inner(state: StateInline, start: int) -> None:
    r"""Go on to the end of a formula that has formulas among its words: ``$\text{if $a$}$``."""
    end = state.pos
    if state.src.startswith("$$", start) or not _has_open_brace(state.src[start:end]):
        return
    for _ in range(_MOST_INNER):
        end = state.src.find("$", end) + 1
        if not end:
            return
        if not _has_open_brace(state.src[start:end]):
            state.tokens[-1].content = state.src[start + 1 : end - 1]
            state.pos = end
            return


def _has_open_brace(tex: str) -> bool:
    depth = 0
    for match in _BRACE.finditer(tex):
        depth += {"{": 1, "}": -1}.get(match[1], 0)
    return depth > 0


_LABEL = re.compile(r"[ \t]*\(([^()$\s]+)\)[ \t]*(?=\n|$)")


def _take_label(state: StateInline, start: int) -> None:
    """Take the label behind a formula that has lines of its own below those of a text."""
    label = _LABEL.match(state.src, state.pos)
    lines = state.src[:start].rpartition("\n")[2], state.src[start : state.pos].rpartition("\n")[2]
    if label and (not lines[0].strip() or lines[1].strip() == "$$"):
        state.tokens[-1].info = label[1]
        state.pos = label.end()


@lru_cache(maxsize=4)
def _last_closing(text: str) -> int:
    """Return where the last line of a text ends with dollars; -1 where none does."""
    return max((match.start() for match in _CLOSING.finditer(text)), default=-1)


@lru_cache(maxsize=16)
def _last(text: str, words: str) -> int:
    return text.rfind(words)


def _dollars(state: StateBlock, start: int, end: int, silent: bool) -> bool:  # noqa: FBT001 - markdown-it's signature
    """Read from ``$$`` to the next line that ends with it; a label may stand behind it.

    Words may follow in the line: what the sentence goes on with. They are a paragraph.
    """
    begin = state.bMarks[start] + state.tShift[start]
    if not state.src.startswith("$$", begin) or state.is_code_block(start):
        return False
    end_of_math = _find_closing(state, start, begin + 2, end)
    if end_of_math is None:
        return False
    line, closing = end_of_math
    if silent:
        return True
    token = state.push("math_block_label" if closing[1] else "math_block", "math", 0)
    token.content = _formula_text(state, start, begin + 2, line, closing.start())
    token.info = re.sub(r"\s+", "-", closing[1]) if closing[1] else ""
    token.markup, token.map = "$$", [start, line + 1]
    state.line = line + 1
    if closing.end() < state.eMarks[line]:
        state.line = line
        rest = state.src[closing.end() : state.eMarks[line]]
        state.bMarks[line], state.tShift[line] = closing.end(), len(rest) - len(rest.lstrip())
        state.sCount[line] = state.blkIndent
    return True


def _find_closing(
    state: StateBlock, start: int, behind: int, end: int
) -> tuple[int, re.Match[str]] | None:
    """Return the line that closes the formula, and where; None where there is none.

    Words behind it are looked for only as long as no line is blank: ``$$`` may be a word itself.
    """
    closing = _CLOSING.search(state.src, behind, state.eMarks[start])
    if closing:
        return start, closing
    if "$$" in state.src[behind : state.eMarks[start]]:
        return None  # `$$a$$ and more` is a formula in a line
    pattern = _CLOSING_OR_WORDS
    for line in range(start + 1, end):
        blank = state.bMarks[line] + state.tShift[line] >= state.eMarks[line]
        ends = _last_closing(state.src) < behind if blank else state.sCount[line] < state.blkIndent
        if ends or begins_cell(state.src[state.bMarks[line] : state.eMarks[line]]):
            return None  # a formula does not go on in the next cell
        pattern = _CLOSING if blank else pattern
        closing = pattern.search(state.src, state.bMarks[line], state.eMarks[line])
        if closing:
            return line, closing
    return None


def _formula_text(state: StateBlock, start: int, behind: int, line: int, closing: int) -> str:
    """Return the formula without what containers put before its lines."""
    if line == start:
        return state.src[behind:closing]
    first = state.src[behind : state.eMarks[start]]
    rest = [state.src[state.bMarks[i] : state.eMarks[i]] for i in range(start + 1, line)]
    return "\n".join([first, *rest, state.src[state.bMarks[line] : closing]])


def _environment(state: StateBlock, start: int, end: int, silent: bool) -> bool:  # noqa: FBT001 - markdown-it's signature
    """Read an environment, if its end stands anywhere below."""
    begin = state.bMarks[start] + state.tShift[start]
    if state.src.startswith((r"\begin{subeq", r"\end{subeq"), begin):
        return _subequations(state, start, begin, silent=silent)
    match = _ENVIRONMENT.match(state.src, begin, state.eMarks[start])
    if match is None or _last(state.src, rf"\end{{{match[1]}{match[2]}}}") < begin:
        return False
    if silent and state.src.count("$$", state.bMarks[state.line], begin) % 2:
        return False  # the paragraph that it would end has an open `$$`
    border, indent = first_border(state.src, start, end), state.blkIndent
    if silent:  # an environment at the margin ends the list before it
        state.blkIndent = min(indent, state.sCount[start])
    math_end = amsmath_block(state, start, border, silent)
    state.blkIndent = indent
    return math_end


_SUBEQUATIONS = re.compile(r"\\(?:begin|end)\{subequations\}\s*(?:\\label\{([^{}]+)\}\s*)?")


def _subequations(state: StateBlock, line: int, begin: int, *, silent: bool) -> bool:
    """Take out what LaTeX writes around formulas; its label is that of the first of them."""
    match = _SUBEQUATIONS.fullmatch(state.src, begin, state.eMarks[line])
    if match is None:
        return False
    if not silent:
        if match[1]:
            token = state.push("myst_target", "", 0)
            token.content, token.map = match[1], [line, line + 1]
        state.line = line + 1
    return True
