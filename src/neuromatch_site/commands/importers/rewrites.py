"""Rewrite syntax of Jupyter Book 1 that today's MyST writes differently."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet

from markdown_it.token import Token

from neuromatch_site.commands.importers.balanced import without_code
from neuromatch_site.commands.importers.panels import without_panels
from neuromatch_site.config.markdown_syntax import MarkdownSyntax
from neuromatch_site.model.ast.identifiers import normalize_label
from neuromatch_site.myst.language import language
from neuromatch_site.myst.parser.grammar import grammar
from neuromatch_site.myst.parser.restructured import as_myst

_TARGET = re.compile(r"^\(([^\n()]{1,200})\)=[ \t]*$", re.MULTILINE)
_OPTION = re.compile(r"^[ \t]*:(?:name|label):[ \t]*(\S+)[ \t]*$", re.MULTILINE)
_YAML_NAME = re.compile(r"^[ \t]+name:[ \t]*[\"']?([\w:.-]+)[\"']?[ \t]*$", re.MULTILINE)
_FIGURE = re.compile(r"\{figure-md\}[ \t]+([^\s`]+)")
_EQUATION = re.compile(r"\$\$[ \t]*\(([^()$\n]+)\)[ \t]*$", re.MULTILINE)
_LINK = re.compile(r"\]\((?P<url>[^\s()<>#][^\s()<>]*)\)")
_CITE = re.compile(r"\{cite\}(?=`)")
_BADGE = re.compile(r"\{badge\}`([^`,\n]+)(?:,[^`\n]*)?`")
_DIRECTIVE = re.compile(
    r"^(?P<fence>[ \t]*(?:`{3,}|~{3,}|:{3,})\{)(?P<name>[\w:-]+)\}", re.MULTILINE
)
_FENCE = re.compile(r"[ \t]*(?P<mark>`{3,}|~{3,}|:{3,})[ \t]*(?P<info>.*)")
_CODE = re.compile(
    r"\{(?:code|code-block|code-cell|sourcecode|literalinclude|math|raw|eval-rst|mermaid|bibliography"
    r"|jupyter-execute|tikz|graphviz|parsed-literal|csv-table|include|myst)\b"
)
"""Directives whose bodies are no Markdown."""
_DEEPEST = 100
"""Directives inside each other of which one can be the one that a fence closes."""
_DASH = re.compile(r"(?<=[\w.,;:!?)\]\u201d\u2019\"'*])( ?)(---?)( ?)(?=[\w(\[\u201c\u2018\"'*])")
_UNTYPED = re.compile(
    r"<(?P<code>code|kbd|samp|tt|pre)\b[^<>]{0,200}>.{0,2000}?</(?P=code)>|<!--"
    r"|\A---\n.*?\n---\n|\$\$.*?\$\$|\$[^$\n]+\$"
    r"|\\begin\{(?P<env>\w+\*?)\}.{0,5000}?\\end\{(?P=env)\}|<[^<>\n]+>"
    r"|\]\([^()\s]*\)|https?://\S+|^[ \t]*(?::[\w-]+:|%|\+\+\+|\([^\n]+\)=)[^\n]*",
    re.DOTALL | re.MULTILINE,
)
"""Where hyphens are none that a person typed for a dash: HTML, front matter, formulas ..."""
_EVAL_RST = re.compile(
    r"^(?P<mark>`{3,}|~{3,}|:{3,})\{eval-rst\}[ \t]*\n(?P<body>.*?)^(?P=mark)[ \t]*\n?",
    re.MULTILINE | re.DOTALL,
)
_FIELDS = re.compile(
    r"(?:(?<=\n\n)|\A)(?::[^\s:`][^:`\n]*:[ \t]+\S[^\n]*(?:\n|\Z)(?:[ \t]+\S[^\n]*(?:\n|\Z))*)+"
)
_FIELD = re.compile(r"^:([^:\n]+):([^\n]*(?:\n[ \t]+[^\n]*)*)", re.MULTILINE)
_BY_HAND = ("nb-exec-table", "thebe-button", "jupyter-execute")


def labels_in(text: str) -> AbstractSet[str]:
    """Return the labels of a page, normalised."""
    labels = [*_TARGET.findall(text), *_OPTION.findall(text), *_EQUATION.findall(text)]
    labels += _FIGURE.findall(text)
    return {normalize_label(label)[0] for label in [*labels, *_YAML_NAME.findall(text)]}


def rewritten(
    text: str,
    labels: AbstractSet[str],
    is_file: Callable[[str], bool],
    syntax: MarkdownSyntax,
) -> tuple[str, Mapping[str, int]]:
    """Return the page in today's MyST, and the number of changes of each kind.

    Code stays as it is. ``is_file`` tells whether a URL is the path of a file; ``syntax`` is the
    Markdown syntax of the book besides MyST: its dashes and its field lists.
    """
    counts: Counter[str] = Counter()
    known = language().directives

    def link(match: re.Match[str]) -> str:
        url = match["url"]
        if normalize_label(url)[0] not in labels or is_file(url):
            return match[0]
        counts["links to labels begin with `#`"] += 1
        return f"](#{url})"

    def cite(_match: re.Match[str]) -> str:
        counts["`{cite}` is `{cite:p}`"] += 1
        return "{cite:p}"

    def badge(match: re.Match[str]) -> str:
        counts["`{badge}` is `{bdg}`"] += 1
        return f"{{bdg}}`{match[1]}`"

    def directive(match: re.Match[str]) -> str:
        name = match["name"]
        if name in known or name.lower() not in known:
            return match[0]
        counts["names of directives are in lower case"] += 1
        return f"{match['fence']}{name.lower()}}}"

    text, number = _EVAL_RST.subn(lambda match: as_myst(match["body"]).rstrip("\n") + "\n", text)
    counts.update({"`{eval-rst}` is MyST": number} if number else {})
    text, panels = without_panels(text, _as_prose(text), is_file)
    counts.update(panels)
    text = _replaced(_LINK, link, text, without_code(_as_prose(text)))
    text = _replaced(_CITE, cite, text, _as_prose(text))
    text = _replaced(_BADGE, badge, text, _as_prose(text))
    if syntax.field_lists:
        text, number = _with_definitions(text)
        counts.update({"fields (`:name: text`) are definitions": number} if number else {})
    if syntax.dashes:
        text, number = with_dashes(text)
        counts.update({"two and three hyphens are dashes": number} if number else {})
    return _DIRECTIVE.sub(directive, text), counts


def _with_definitions(text: str) -> tuple[str, int]:
    """Return a text with definitions for lists of fields, and how many lists."""
    where = _as_prose(text)
    return _replaced(_FIELDS, _definitions, text, where), len(_FIELDS.findall(where))


def _definitions(match: re.Match[str]) -> str:
    return _FIELD.sub(lambda field: f"{field[1]}\n: {field[2].strip()}\n", match[0])


def with_dashes(text: str) -> tuple[str, int]:
    """Return a text with dashes for two and three hyphens, as in Sphinx, and their number.

    Hyphens in code, formulas, URLs and options are kept.
    """
    typed = _UNTYPED.sub(_blank, without_code(_as_prose(text)))
    return _replaced(_DASH, _dash, text, typed), len(_DASH.findall(typed))


def _dash(match: re.Match[str]) -> str:
    dash = "\N{EN DASH}" if len(match[2]) == 2 else "\N{EM DASH}"
    return f"{match[1]}{dash}{match[3]}"


def for_a_person(text: str) -> list[tuple[int, str]]:
    """Return the lines, from 1, of syntax that its author has to rewrite, and its name."""
    return [
        (text.count("\n", 0, match.start()) + 1, match["name"])
        for match in _DIRECTIVE.finditer(text)
        if match["name"] in _BY_HAND
    ]


def _replaced(
    pattern: re.Pattern[str], change: Callable[[re.Match[str]], str], text: str, where: str
) -> str:
    """Return the text with the pattern replaced as it is found in ``where``, of the same length."""
    for match in reversed(list(pattern.finditer(where))):
        text = text[: match.start()] + change(match) + text[match.end() :]
    return text


def _as_prose(text: str) -> str:
    """Return a text of the same length whose code, blocks of HTML and fences are spaces.

    What stands in directives is prose, but for those that hold code.
    """
    lines: list[str] = []
    heads: set[int] = set()
    around: list[str] = []
    code = ""
    for line in text.split("\n"):
        fence = _FENCE.fullmatch(line)
        mark, info = (fence["mark"], fence["info"]) if fence else ("", "")
        inner = range(len(around) - 1, max(len(around) - _DEEPEST, 0) - 1, -1)
        closed = next((n for n in inner if mark.startswith(around[n])), None)
        if code:
            lines.append(" " * len(line))
            code = "" if fence and mark.startswith(code) and not info else code
        elif fence and not info and closed is not None:
            del around[closed:]
            lines.append(" " * len(line))
        elif fence and info and (mark[0] == ":" or info.startswith("{")) and not _CODE.match(info):
            around.append(mark)
            heads.add(len(lines))
            lines.append(" " * (len(line) - len(info)) + info)
        else:
            code = mark
            lines.append(" " * len(line) if fence else line)
    for number in _written_as_it_is("" if n in heads else line for n, line in enumerate(lines)):
        lines[number] = " " * len(lines[number])
    return "\n".join(lines)


def _written_as_it_is(lines: Iterable[str]) -> Iterator[int]:
    """Yield the lines, from 0, of indented code and of blocks of HTML."""
    markdown, tokens = grammar(MarkdownSyntax()), list[Token]()
    markdown.block.parse("\n".join(lines).replace("\r", " "), markdown, {}, tokens)
    for token in tokens:
        if token.type in ("code_block", "html_block") and token.map:
            yield from range(*token.map)


def _blank(match: re.Match[str]) -> str:
    return re.sub(r"[^\n]", " ", match[0])
