"""reStructuredText -> MyST, block by block; what MyST does not have is kept as text."""

import re
from collections.abc import Iterator, Sequence

from msgspec import Struct, field

from neuromatch_site.myst.parser.restructured_inline import Names, inline
from neuromatch_site.myst.parser.restructured_table import grid_table, simple_table

_DEEPEST = 12
"""What is indented more often stays as it is."""
_DIRECTIVE = re.compile(
    r"\.\. (?:\|(?P<name>[^|]+)\| )?(?P<directive>[\w:+.-]*\w)::(?: (?P<said>.*))?"
)
_TARGET = re.compile(r"\.\. _`?(?P<label>[^`:]+)`?:(?: (?P<url>\S.*))?")
_NOTE = re.compile(r"\.\. \[(?P<name>#?[\w.-]*|\*)\] ?(?P<words>.*)")
_ITEM = re.compile(r"(?P<mark>[-*+\u2022]|(?:\d{1,9}|#|[a-zA-Z])[.)])(?P<space> +)(?=\S)")
_OPTION = re.compile(r":[\w-]+:(?: |$)")
_FIELD = re.compile(r":(?P<name>[^:`]+): +(?P<words>\S.*)")
_LINE = re.compile(r"([=\-`:'\"~^_*+#<>.])\1{2,}")
_LINE_BLOCK = re.compile(r"\|(?: |$)")
_SIMPLE_TABLE = re.compile(r"={2,}(?: +={2,})+ *")
_GRID_TABLE = re.compile(r"\+(?:-+\+)+ *")
_FENCES = ("```", ":::")
_PROMPT = ">>> "
_NO_TITLE = frozenset(
    ("attention caution danger error hint important note seealso tip todo warning").split()
)
"""Directives whose first words are no title, as they are in MyST."""
_NO_PROSE = frozenset(
    (
        "bibliography code code-block code-cell csv-table graphviz highlight include "
        "jupyter-execute literalinclude math mermaid parsed-literal raw sourcecode tikz toctree"
    ).split()
)
"""Directives whose bodies are taken as they are."""

_Block = tuple[int, list[str]]
"""Where a block ends, and its lines as MyST."""


def as_myst(text: str) -> str:
    """Return a reStructuredText as MyST.

    Directives, roles, targets, notes, links, headings, lists, tables and literal blocks are
    converted, whether MyST knows their names or not. Source: docutils, "reStructuredText Markup
    Specification".
    """
    lines = text.expandtabs(8).split("\n")
    return "\n".join(_Translation(Names.in_text(lines)).blocks(lines, 0))


class _Translation(Struct):
    """One text, and which lines under headings it has had."""

    names: Names
    styles: list[str] = field(default_factory=list)
    """The adornments of headings, by level."""

    def blocks(self, lines: Sequence[str], depth: int) -> list[str]:
        """Return the converted lines of blocks, on the same line numbers if possible."""
        translated: list[str] = []
        index = 0
        while index < len(lines):
            if not lines[index].strip() or depth > _DEEPEST:
                translated.append(lines[index])
                index += 1
                continue
            if translated and not translated[-1]:  # back to the line that it stands on
                translated += [""] * (index - len(translated))
                while len(translated) > index and not any(translated[-2:]):
                    translated.pop()
            end, block = self.block(lines, index, depth)
            translated += block
            following = lines[end] if end < len(lines) else ""
            if block[-1][:3] in _FENCES:
                end += not following.strip()  # its line is that of the closing fence
            elif following.strip() and not (_ITEM.match(lines[index]) and _ITEM.match(following)):
                translated.append("")  # the next block begins at once, as it may here
            index = end
        return translated

    def block(self, lines: Sequence[str], start: int, depth: int) -> _Block:
        """Return the end of a block, and its converted lines."""
        readers = (self.explicit, self.item, self.quote, self.heading, self.table, self.definition)
        blocks = (read(lines, start, depth) for read in readers)
        return next(filter(None, blocks), None) or self.paragraph(lines, start)

    def quote(self, lines: Sequence[str], start: int, depth: int) -> _Block | None:
        """Return an indented paragraph."""
        if not lines[start].startswith(" "):
            return None
        end = _indented(lines, start)
        return end, [f"> {line}".rstrip() for line in self.below(lines[start:end], depth)]

    def table(self, lines: Sequence[str], start: int, depth: int) -> _Block | None:
        """Return a table, or a session at a prompt."""
        line = lines[start]
        if line.startswith(_PROMPT):
            end = _paragraph(lines, start)
            return end, _fenced(lines[start:end], "python")
        for pattern, table in ((_SIMPLE_TABLE, simple_table), (_GRID_TABLE, grid_table)):
            if pattern.fullmatch(line):
                end = _paragraph(lines, start)
                rows = table(lines[start:end])
                cells = [[inline(cell, self.names) for cell in row] for row in rows]
                return end, list(_piped(cells)) if rows else _fenced(lines[start:end])
        return None

    def definition(self, lines: Sequence[str], start: int, depth: int) -> _Block | None:
        """Return a term with its indented definition."""
        below = start + 1 < len(lines) and lines[start + 1].startswith(" ")
        if not below or lines[start].endswith("::") or _LINE_BLOCK.match(lines[start]):
            return None
        end = _indented(lines, start + 1)
        words = self.below(lines[start + 1 : end], depth)
        return end, [inline(lines[start], self.names), *_hanging(": ", words)]

    def below(self, lines: Sequence[str], depth: int) -> list[str]:
        """Return indented lines without their indentation."""
        return self.blocks(_dedented(lines), depth + 1)

    def explicit(self, lines: Sequence[str], start: int, depth: int) -> _Block | None:
        """Return an explicit markup block (two dots): a directive, a target, a note, a comment."""
        line = lines[start]
        if not line.startswith("..") or line[2:3] not in ("", " "):
            return None
        end = _indented(lines, start + 1)
        below = lines[start + 1 : end]
        if match := _DIRECTIVE.fullmatch(line):
            translated = self.directive(match, _dedented(below), depth)
        elif match := _TARGET.fullmatch(line):
            label, url = match["label"].strip(), match["url"]
            translated = [f"[{label}]: {url.strip()}" if url else f"({label})=", *below]
        elif match := _NOTE.fullmatch(line):
            words = " ".join([match["words"], *(line.strip() for line in below)]).strip()
            name = match["name"].lstrip("#") or "auto"
            translated = [f"[^{name}]: {inline(words, self.names)}"]
        else:
            translated = [
                f"% {line[3:]}".rstrip() if line.strip() else "%" for line in (line, *below)
            ]
        return end, translated

    def directive(self, match: re.Match[str], below: Sequence[str], depth: int) -> list[str]:
        """Return a directive in a fence longer than those inside; nothing for a substitution."""
        if match["name"]:
            return ["", *("" for _ in below)]
        name, argument = match["directive"], (match["said"] or "").strip()
        head = next((i for i, line in enumerate(below) if not line.strip()), len(below))
        options = [line for line in below[:head] if _OPTION.match(line)]
        words = [line for line in below[:head] if not _OPTION.match(line)]
        body = [*words, *below[head:]]
        if name in _NO_TITLE and argument:
            argument, body = "", [argument, *body]
        if name in _NO_PROSE:
            mark = "`" * max(3, _longest("`", body) + 1)
        else:
            body = self.blocks(body, depth + 1)
            argument = (
                inline(argument, self.names)
                if name in ("admonition", "topic", "sidebar")
                else argument
            )
            mark = ":" * max(3, _longest(":", body) + 1)
        while body and not body[-1].strip():
            body.pop()
        gap = [""] if options and body and body[0].strip() else []
        return [f"{mark}{{{name}}} {argument}".rstrip(), *options, *gap, *body, mark]

    def item(self, lines: Sequence[str], start: int, depth: int) -> _Block | None:
        """Return a list item with its indented content."""
        item = _ITEM.match(lines[start])
        if item is None:
            return None
        end = _indented(lines, start + 1)
        mark, width = item["mark"], item.end()
        marker = (
            mark if mark[0] in "-*+" or mark[0].isdigit() else "-" if mark == "\u2022" else "1."
        )
        first, *rest = lines[start:end]
        inner = [first[width:], *_dedented(rest, width)]
        return end, _hanging(f"{marker}{item['space']}", self.blocks(inner, depth + 1))

    def heading(self, lines: Sequence[str], start: int, depth: int) -> _Block | None:
        """Return a heading with an underline, or with two lines; a line alone is a break."""
        line = lines[start].rstrip()
        over = bool(_LINE.fullmatch(line))
        words = lines[start + 1].strip() if over and start + 1 < len(lines) else line.strip()
        under = start + (2 if over else 1)
        mark = lines[under].rstrip() if under < len(lines) else ""
        is_heading = bool(words) and _LINE.fullmatch(mark) and (not over or mark[0] == line[0])
        if not is_heading:
            return (start + 1, ["---"]) if over and not words else None
        style = f"{mark[0]}{over}"
        if style not in self.styles:
            self.styles.append(style)
        level = min(self.styles.index(style) + 1, 6)
        text = f"{'#' * level} {inline(words, self.names)}"
        return under + 1, [text, *[""] * (under - start)]

    def paragraph(self, lines: Sequence[str], start: int) -> _Block:
        """Return a paragraph, and the literal block after two colons at its end."""
        end = _paragraph(lines, start)
        words = list(lines[start:end])
        if field := _FIELD.fullmatch(words[0]):
            words[0] = f"**{field['name']}**: {field['words']}"
        if _LINE_BLOCK.match(words[0]):
            words = [f"{word[2:]}\\" for word in words[:-1]] + [words[-1][2:]]
        if not words[-1].endswith("::"):
            return end, inline("\n".join(words), self.names).split("\n")
        words[-1] = words[-1].removesuffix("::")
        words[-1] += ":" if words[-1] and not words[-1].endswith(" ") else ""
        after = next((i for i in range(end, len(lines)) if lines[i].strip()), end)
        until = _indented(lines, after) if after < len(lines) and lines[after][:1] == " " else after
        translated = inline("\n".join(words).rstrip(), self.names).split("\n")
        block = _dedented(lines[after:until])
        return until, [*translated, *(_fenced(block) if block else [""])]


def _indented(lines: Sequence[str], start: int) -> int:
    """Return where the lines end that are indented, or empty; empty ones at the end stay out."""
    end = index = start
    while index < len(lines) and (not lines[index].strip() or lines[index].startswith(" ")):
        index += 1
        end = index if lines[index - 1].strip() else end
    return end


def _paragraph(lines: Sequence[str], start: int) -> int:
    """Return where lines with words end."""
    return next((i for i in range(start, len(lines)) if not lines[i].strip()), len(lines))


def _dedented(lines: Sequence[str], least: int = 0) -> list[str]:
    """Return lines without the spaces that all of them begin with."""
    widths = [len(line) - len(line.lstrip(" ")) for line in lines if line.strip()]
    width = min([*widths, least] if least else widths, default=0)
    return [line[width:] if line.strip() else "" for line in lines]


def _longest(mark: str, lines: Sequence[str]) -> int:
    starts = (line.lstrip(" >-*") for line in lines)
    return max((len(start) - len(start.lstrip(mark)) for start in starts), default=0)


def _hanging(mark: str, lines: Sequence[str]) -> list[str]:
    """Return lines that hang from a mark before the first of them."""
    indent = " " * len(mark)
    first, *rest = lines or [""]
    return [f"{mark}{first}".rstrip(), *(f"{indent}{line}".rstrip() for line in rest)]


def _fenced(lines: Sequence[str], language: str = "") -> list[str]:
    mark = "`" * max(3, _longest("`", lines) + 1)
    return [f"{mark}{language}", *lines, mark]


def _piped(rows: Sequence[Sequence[str]]) -> Iterator[str]:
    """Yield a table as Markdown has it; the first row is its head."""
    for index, row in enumerate(rows):
        cells = (cell.replace("|", "\\|") for cell in row)
        yield f"| {' | '.join(cells)} |"
        if not index:
            yield f"|{'---|' * len(row)}"
