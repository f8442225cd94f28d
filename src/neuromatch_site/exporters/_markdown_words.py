"""Markdown of inline nodes."""

from collections.abc import Mapping

from neuromatch_site.exporters._markdown import RUNS, Markdown, Writer, escaped, target
from neuromatch_site.media.pictures import PLAYED_FORMATS
from neuromatch_site.model.ast import nodes as n


def _around(before: str, after: str) -> Writer:
    def write(md: Markdown, node: n.Node) -> str:
        inside = md.inline(node.children) if isinstance(node, n.Parent) else ""
        words = inside.strip()
        lead, trail = inside[: len(inside) - len(inside.lstrip())], inside[len(inside.rstrip()) :]
        return f"{lead}{before}{words}{after}{trail}" if words else inside

    return write


def _code_words(_md: Markdown, node: n.Node) -> str:
    text = node.value if isinstance(node, n.Literal) else ""
    marks = "`" * (max((len(run) for run in RUNS.findall(text)), default=0) + 1)
    pad = " " if text[:1] == "`" or text[-1:] == "`" else ""
    return f"{marks}{pad}{text}{pad}{marks}"


def _link_words(md: Markdown, node: n.Node) -> str:
    url = getattr(node, "url", None) or ""
    html_id = getattr(node, "html_id", None)
    if isinstance(node, n.CrossReference) and html_id and not url:
        url = f"#{html_id}"
    words = md.inline(node.children) if isinstance(node, n.Parent) else ""
    return md.link(url, words or escaped(url))


def _image(md: Markdown, node: n.Node) -> str:
    if not isinstance(node, n.Image) or not node.url:
        return ""
    played = node.url.lower().endswith(PLAYED_FORMATS)
    words = escaped(node.alt or (node.url.rpartition("/")[2] if played else ""))
    return f"{'' if played else '!'}[{words}]({target(md.address(node.url))})"


def _cites(md: Markdown, node: n.Node) -> str:
    if not isinstance(node, n.CiteGroup):
        return ""
    inside = "; ".join(md.words(child) for child in node.children)
    return inside if node.kind == "narrative" else f"({inside})"


def _math_words(_md: Markdown, node: n.Node) -> str:
    return f"${node.value}$" if isinstance(node, n.Literal) else ""


def _note_mark(_md: Markdown, node: n.Node) -> str:
    return f"[^{node.identifier}]" if isinstance(node, n.FootnoteReference) else ""


WORDS: Mapping[type[n.Node], Writer] = {
    n.Emphasis: _around("*", "*"),
    n.Strong: _around("**", "**"),
    n.Delete: _around("~~", "~~"),
    n.Underline: _around("<u>", "</u>"),
    n.Subscript: _around("<sub>", "</sub>"),
    n.Superscript: _around("<sup>", "</sup>"),
    n.Keyboard: _around("<kbd>", "</kbd>"),
    n.InlineCode: _code_words,
    n.InlineMath: _math_words,
    n.Link: _link_words,
    n.CrossReference: _link_words,
    n.Cite: _link_words,
    n.Button: _link_words,
    n.CiteGroup: _cites,
    n.Image: _image,
    n.FootnoteReference: _note_mark,
    n.CaptionNumber: _around("", " "),
    n.Blank: lambda _md, _node: "\\_\\_\\_\\_",
    n.Break: lambda _md, _node: "\\\n",
}
_PLAIN: tuple[type[n.Node], ...] = (
    *(n.Text, n.Smallcaps, n.Abbreviation, n.Span, n.Si, n.ChemicalFormula),
    *(n.InlineExpression, n.MystRole),
)
INLINE = (*WORDS, *_PLAIN)
