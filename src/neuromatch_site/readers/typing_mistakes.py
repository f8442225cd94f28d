"""Markdown that misses its meaning by a character, and the marks of other programs."""

import re
from collections.abc import Sequence

from msgspec import Struct


class Slip(Struct, frozen=True):
    """A typing mistake in Markdown, which is then not parsed as intended."""

    needle: str
    """A substring of each text with this mistake: most texts are ruled out by it."""
    expression: str
    """Of a text with a line break before it: lines are then found by that, ten times as fast."""
    message: str
    hint: str
    """What to write. ``{0}`` is the first group of the pattern, ``{written}`` the match."""

    @property
    def pattern(self) -> re.Pattern[str]:
        """Compiled where it is looked for: most texts hold few needles, and it takes 0.1 ms."""
        return re.compile(self.expression, re.MULTILINE)


def _slip(needle: str, pattern: str, message: str, hint: str) -> Slip:
    line_pattern = rf"\n{pattern[1:]}" if pattern.startswith("^") else pattern
    return Slip(needle, line_pattern, message, hint)


def _mark(program: str, needle: str, pattern: str, hint: str) -> Slip:
    """Return a mark of another program."""
    return _slip(needle, pattern, f"`{{written}}` is {program}; it is shown as written", hint)


_LATEX = r"\\(section|subsection|textbf|textit|emph|cite|citep|citet|footnote|href)\{"
_MARKS: Sequence[Slip] = (
    _mark("LaTeX", "\\(", r"\\\((?=[^\n]{1,300}?\\\))", "write a formula as `$...$`"),
    _mark(
        "LaTeX",
        "\\[",
        r"\\\[(?:[ \t]*$|(?=[^\n\^_=\\{]{0,300}[\^_=\\{][^\n]{0,300}?\\\]))",
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
        r"^[ \t]*\\(?:re|provide)?newcommand\*?[ \t]*\{?(\\[a-zA-Z]+)",
        "put it between dollars: `$\\newcommand{{{0}}}...$`",
    ),
    _mark(
        "LaTeX",
        "\\begin{",
        r"^[ \t]*\\begin\{(itemize|enumerate|figure|table|center|tabular|quote|verbatim)\}",
        "write the `{0}` in Markdown: `- item`, `:::{{figure}}`, a table with `|`",
    ),
    _mark("MkDocs", "!!!", r"^!!![ \t]+(\w+)", "write `:::{{{0}}}`, and close it with `:::`"),
    _mark(
        "MkDocs",
        "???",
        r"^\?\?\?\+?[ \t]+(\w+)",
        "write `:::{{dropdown}} Title`, and close it with `:::`",
    ),
    _mark(
        "MkDocs",
        "===",
        r"^===[ \t]+[\"“”']",
        "write `::::{{tab-set}}` with `:::{{tab-item}} Title`",
    ),
    _mark("MkDocs", "--8<--", r"^--8<--", "write ```` ```{{include}} file.md ````"),
    _mark(
        "Markdown of other programs",
        "TOC",
        r"^\[(?:TOC|\[TOC\]|\[_TOC_\])\][^\S\n]*$",
        "write `:::{{toc}}`",
    ),
    _mark("MkDocs", ":", r":(?:material|fontawesome|octicons|simple)-[\w-]+:", "MyST has no icons"),
    _mark(
        "Obsidian",
        "==",
        r"==(?<![\\=]==)(?=[^\s=])[^=\n]+(?<=[^\s=])==(?!=)",
        "write `**important**`",
    ),
    _mark("Obsidian", "![[", r"!\[\[([^\[\]\n]{1,300})\]\]", "write `![]({0})`"),
    _mark(
        "Obsidian",
        "[[",
        r"\[\[(?<![!\\\[]\[\[)([A-Za-z][^\[\]\n]{0,300})\]\](?!\()",
        "write `[]({0}.md)`",
    ),
    _mark(
        "Obsidian",
        "%%",
        r"%%(?<!%%%)[^%\n]+%%",
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
        r"^>[ \t]*\[!(?!(?i:note|tip|important|warning|caution)\])(\w+)\]",
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
        r"\{\{[<%][ \t]*(\w+)",
        "write the MyST directive: `:::{{iframe}} URL` for a video",
    ),
    _mark(
        "Jekyll",
        "{%",
        r"\{%[ \t]*(\w{1,50})\b[^\n]{0,300}?%\}",
        "write ```` ```{{include}} file.md ```` or a link",
    ),
    _mark(
        "Jekyll",
        "{:",
        r"\{:(?<!\{\{:)[ \t]*[.#]",
        "write `{{.class}}` on the line before the block",
    ),
    _mark(
        "Quarto",
        ".panel-tabset",
        r"^:::+[ \t]*\{\.panel-tabset",
        "write `::::{{tab-set}}` with `:::{{tab-item}} Title`",
    ),
    _mark(
        "reStructuredText",
        "..",
        r"^\.\.[ \t]+([\w-]+)::",
        "write `:::{{{0}}}`, and close it with `:::`",
    ),
    _mark(
        "reStructuredText",
        ":`",
        r":(?<![\w}`:]:)(ref|doc|term|math|cite|numref|eq|class|func|meth|mod|sub|sup):`[^`\n]+`",
        "write `{{{0}}}` before the backticks",
    ),
    _slip(
        "$`",
        r"\$`[^`\n]+`\$",
        "these backticks are GitHub's; they are shown as quotes in the formula",
        "write the formula without backticks: `$x$`",
    ),
    _slip(
        "](",
        r"\]\((?!<)((?:[^()\"'<>:\s]+ +)+[^()\"'<>:\s]+\.\w{2,5})\)",
        "a path with spaces is not a link",
        "put angle brackets around the path: `](<{0}>)`",
    ),
    _slip(
        "##",
        r"^#{2,6}(?=[^\s#{])[^\n]*$",
        "this is not a heading: the `#` needs a space after it",
        "put a space after the `#`",
    ),
)
_PAGE = r"(?:https?://[^\s()\[\]]{1,300}|[^\s()\[\]]{1,300}\.(?:md|ipynb|html|pdf|png|jpe?g|svg))"
_DASHED, _COUNTED = r"-(?=[^\W\d_]{2})", r"\d{1,2}[.)](?=[^\W\d_])"
_STARRED = r"\*(?=[^\W\d_]{2})[^*\n]*"
_OPTION = r"(?:alt|width|height|align|name|label|class|scale|caption)"
VERBATIM = r"\{(?:code|code-block|code-cell|sourcecode|math|mermaid|raw|myst|eval-rst)\}"
"""Directives whose text is not Markdown, or is shown as written."""
SLIPS: Sequence[Slip] = (  # what stands between two parts has an end: a line may be long
    *_MARKS,
    _slip(
        "] (",
        rf"\[(?<!\\\[)[^\[\]\n]{{1,300}}\] \(({_PAGE})\)",
        "this is not a link: a space stands between `]` and `(`",
        "write `]({0})`",
    ),
    _slip(
        ")[",
        rf"\([^()\n]{{1,300}}\)\[({_PAGE})\]",
        "this is not a link: its brackets are the wrong way round",
        "write `[words]({0})`",
    ),
    _slip(
        "](",
        r"\[(?<![!\\\w\]]\[)[^\[\]\n]{1,300}\]\( {0,9}\)",
        "this link has no address",
        "write it between the parentheses, or remove the brackets",
    ),
    _slip(
        "#",
        r"^#(?=[A-Z])[^#\n]*$",
        "this is not a heading: the `#` needs a space after it",
        "put a space after the `#`",
    ),
    _slip(
        "\u00a0",
        r"^(?:#{1,6}|[-*+]|\d{1,3}[.)])\u00a0",
        "this is neither a heading nor an item: a no-break space follows its mark",
        "write an ordinary space there",
    ),
    _slip(
        "\n",
        r"^(?:(?<=\n\n)|(?=[^\n]*\n))"  # not where there is but one line: that may be a value
        rf"(?:{_DASHED}[^\n]*\n\n?{_DASHED}|{_COUNTED}[^\n]*\n\n?{_COUNTED}"
        rf"|{_STARRED}\n\n?{_STARRED}$|(?<![^\n]\n)\d{{1,2}}\.(?=[A-Z][a-z])"
        rf"|(?<![^\n]\n)-(?=[a-z]{{2}})[^\n]*[^\n-](?=\n\n|\n?\Z))",
        "these lines are not a list: their marks need a space after them",
        "write `- item` or `1. item`",
    ),
    _slip(
        "**",
        r"\*\*(?<![^\s(]\*\*)(?=[^\s*])[^*\n]{1,300}\s\*\*(?=[\s.,;:!?)]|$)",
        "`**` after a space does not end bold text",
        "remove the space before the second `**`",
    ),
    _slip(
        "+--",
        r"^(?<![|+]\n)\+(?:-{2,300}\+){1,50}[ \t]*$",
        "tables drawn with `+` and `-` are not read",
        "write rows with `|`, or a `list-table`",
    ),
    _slip(
        "::{", r"^::\{([\w-]{1,40})\}", "a directive begins with three colons", "write `:::{{{0}}}`"
    ),
    _slip(
        ":::",
        rf"^:::+(?!{VERBATIM})\{{[\w-]{{1,40}}\}}[^\n]*\n(?:\t| {{4,9}})(?=\S)",
        "the text of this directive is indented, which makes it code",
        "write it without the spaces or the tab before it",
    ),
    _slip(
        "{",
        rf"^(?::::+|```+)\{{(?:figure|image)\}}[^\n]*\n({_OPTION}):(?= )",
        "the option of this directive has no colon before it, and is read as text",
        "write `:{0}:`",
    ),
    _slip("<o:p>", r"<o:p>", "`<o:p>` is a mark of Word", "remove it"),
    _slip(
        "<",
        r"<(font|center|marquee|blink)\b[^<>\n]{0,300}>",
        "`<{0}>` has no effect here",
        "write `[words]{{.name}}`, and give `.name` its look in `site.options.style`",
    ),
)


def slips_in(text: str, slips: Sequence[Slip] = SLIPS) -> list[Slip]:
    """Return those of the slips that a text has; it begins with a line break."""
    return [slip for slip in slips if slip.needle in text and slip.pattern.search(text)]
