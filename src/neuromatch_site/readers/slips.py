"""Markdown that misses its meaning by a character, and is shown as it is written."""

import re
from collections.abc import Sequence

from msgspec import Struct


class Slip(Struct, frozen=True):
    """Something that was meant as Markdown and is none."""

    needle: str
    """What each text with this slip holds."""
    pattern: re.Pattern[str]
    message: str
    hint: str
    """What to write; ``{0}`` stands for the first group of the pattern."""


def _slip(needle: str, pattern: str, message: str, hint: str) -> Slip:
    return Slip(needle, re.compile(pattern, re.MULTILINE), message, hint)


_PAGE = r"(?:https?://[^\s()\[\]]{1,300}|[^\s()\[\]]{1,300}\.(?:md|ipynb|html|pdf|png|jpe?g|svg))"
_DASHED, _COUNTED = r"-(?=[^\W\d_]{2})", r"\d{1,2}[.)](?=[^\W\d_])"
_STARRED = r"\*(?=[^\W\d_]{2})[^*\n]*"
_OPTION = r"(?:alt|width|height|align|name|label|class|scale|caption)"
VERBATIM = r"\{(?:code|code-block|code-cell|sourcecode|math|mermaid|raw|myst|eval-rst)\}"
"""The names of directives whose text is no Markdown, or is shown as it is written."""
SLIPS: Sequence[Slip] = (  # what stands between two parts has an end: a line may be long
    _slip(
        "] (",
        rf"(?<!\\)\[[^\[\]\n]{{1,300}}\] \(({_PAGE})\)",
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
        r"(?<![!\\\w\]])\[[^\[\]\n]{1,300}\]\( {0,9}\)",
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
        rf"^(?:{_DASHED}[^\n]*\n\n?{_DASHED}|{_COUNTED}[^\n]*\n\n?{_COUNTED}"
        rf"|{_STARRED}\n\n?{_STARRED}$|(?<![^\n]\n)\d{{1,2}}\.(?=[A-Z][a-z])"
        rf"|(?<![^\n]\n)-(?=[a-z]{{2}})[^\n]*[^\n-](?=\n\n|\n?\Z))",
        "these lines are not a list: their marks need a space after them",
        "write `- item` or `1. item`",
    ),
    _slip(
        "**",
        r"(?<![^\s(])\*\*(?=[^\s*])[^*\n]{1,300}\s\*\*(?=[\s.,;:!?)]|$)",
        "`**` after a space does not end bold text",
        "remove the space before the second `**`",
    ),
    _slip(
        "+--",
        r"(?<![|+]\n)^\+(?:-{2,300}\+){1,50}\s*$",
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
    """Return those of the slips that a text has."""
    return [slip for slip in slips if slip.needle in text and slip.pattern.search(text)]
