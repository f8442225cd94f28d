"""Markdown of block nodes."""

from collections.abc import Callable, Mapping

from neuromatch_site.exporters._markdown import Markdown, Writer, escaped, fence, indented, quoted
from neuromatch_site.exporters._markdown_quiz import quiz
from neuromatch_site.exporters._markdown_words import INLINE, WORDS
from neuromatch_site.model.ast import nodes as n
from neuromatch_site.model.ast.text import text_of


def markdown(address: Callable[[str], str]) -> Markdown:
    """Return a writer for a page, with this function for its URLs."""
    return Markdown(address=address, block_writers=_BLOCKS, word_writers=WORDS, inline_types=INLINE)


def _heading(md: Markdown, node: n.Node) -> str:
    if not isinstance(node, n.Heading):
        return ""
    number = f"{escaped(node.enumerator)} " if node.enumerator else ""
    return f"{'#' * min(node.depth, 6)} {number}{md.inline(node.children).strip()}"


def _list(md: Markdown, node: n.Node) -> str:
    if not isinstance(node, n.List):
        return ""
    start = 1 if node.start is None else node.start
    items = []
    for number, item in enumerate(node.children, start):
        mark = f"{number}. " if node.ordered else "- "
        checked = item.checked if isinstance(item, n.ListItem) else None
        box = "" if checked is None else "[x] " if checked else "[ ] "
        items.append(indented(mark, box + _item(md, item)))
    return ("\n\n" if any("\n\n" in item for item in items) else "\n").join(items)


def _item(md: Markdown, item: n.Node) -> str:
    children = item.children if isinstance(item, n.Parent) else []
    text = md.flow(children)
    plain = all(isinstance(child, (*INLINE, n.List)) for child in children)
    return text.replace("\n\n", "\n") if plain else text


def _table(md: Markdown, node: n.Node) -> str:
    rows = [row for row in getattr(node, "children", []) if isinstance(row, n.TableRow)]
    cells = [[_cell(md, cell) for cell in row.children] for row in rows]
    width = max((len(row) for row in cells), default=0)
    if not width:
        return ""
    full = [[*row, *[""] * (width - len(row))] for row in cells]
    lines = [f"| {' | '.join(row)} |" for row in full]
    return "\n".join([lines[0], f"|{' --- |' * width}", *lines[1:]])


def _cell(md: Markdown, cell: n.Node) -> str:
    text = md.flow(cell.children) if isinstance(cell, n.Parent) else ""
    return text.replace("|", "\\|").replace("\n", " ").strip()


def _code(_md: Markdown, node: n.Node) -> str:
    text = node.value if isinstance(node, n.Literal) else ""
    diagrams = {n.Mermaid.type: "mermaid", n.Graphviz.type: "dot"}
    language = diagrams.get(node.type) or getattr(node, "lang", None) or ""
    marks = fence(text)
    return f"{marks}{language}\n{text}\n{marks}"


def _math(_md: Markdown, node: n.Node) -> str:
    if not isinstance(node, n.Math):
        return ""
    tag = f" \\tag{{{node.enumerator}}}" if node.enumerator else ""
    return f"$$\n{node.value.strip()}{tag}\n$$"


def _aside(md: Markdown, node: n.Node) -> str:
    """Return an admonition, exercise, proof or note at the margin as a quotation."""
    children = node.children if isinstance(node, n.Parent) else []
    titles = [child for child in children if isinstance(child, n.AdmonitionTitle)]
    rest = [child for child in children if not isinstance(child, n.AdmonitionTitle)]
    heading = md.inline(titles).strip()
    number = getattr(node, "enumerator", None)
    kind = _KINDS.get(type(node)) or str(getattr(node, "kind", None) or "note").capitalize()
    if not isinstance(node, n.Exercise | n.Proof):
        title = heading or kind
    else:
        title = " ".join(part for part in (kind, number, f"({heading})" if heading else "") if part)
    return quoted(md.titled(title, rest))


_KINDS: Mapping[type[n.Node], str] = {n.Exercise: "Exercise"}


def _details(md: Markdown, node: n.Node) -> str:
    """Return what folds; the blank lines let Markdown inside be read as Markdown."""
    children = node.children if isinstance(node, n.Parent) else []
    kinds = (n.Summary, n.AdmonitionTitle)
    titles = [child for child in children if isinstance(child, kinds)]
    rest = [child for child in children if not isinstance(child, kinds)]
    title = text_of(titles) or ("Solution" if isinstance(node, n.Solution) else "More")
    plain = title.replace("&", "&amp;").replace("<", "&lt;")
    return f"<details><summary>{plain}</summary>\n\n{md.flow(rest)}\n\n</details>"


def _caption(md: Markdown, node: n.Node) -> str:
    words = md.flow(node.children) if isinstance(node, n.Parent) else ""
    return f"*{words}*" if words and "*" not in words else words


def _tab(md: Markdown, node: n.Node) -> str:
    if not isinstance(node, n.TabItem):
        return ""
    content = [child for child in node.children if not isinstance(child, n.CardTitle)]
    return md.titled(escaped(node.title), content)


def _frame(md: Markdown, node: n.Node) -> str:
    if not isinstance(node, n.Iframe):
        return ""
    return md.link(node.src, escaped(node.title or node.src))


def _slides(md: Markdown, node: n.Node) -> str:
    if not isinstance(node, n.Slides):
        return ""
    return md.link(node.download or node.url or "", escaped(node.title or "Slides"))


def _video(md: Markdown, node: n.Node) -> str:
    if not isinstance(node, n.Video):
        return ""
    places = [provider for provider in node.providers or [] if provider.get("url")]
    named = (md.link(provider["url"], _provider(provider)) for provider in places)
    return f"**{escaped(node.title or 'Video')}**: {', '.join(named)}"


def _provider(provider: Mapping[str, str]) -> str:
    known = {"youtube": "YouTube", "osf": "OSF", "peertube": "PeerTube"}
    kind = provider.get("provider", "")
    return provider.get("name") or known.get(kind) or kind.capitalize()


def _term(md: Markdown, node: n.Node) -> str:
    return f"**{md.inline(node.children).strip()}**" if isinstance(node, n.Parent) else ""


def _footnote(md: Markdown, node: n.Node) -> str:
    if not isinstance(node, n.FootnoteDefinition):
        return ""
    return indented(f"[^{node.identifier}]: ", md.flow(node.children))


def _nothing(_md: Markdown, _node: n.Node) -> str:
    return ""


_BLOCKS: Mapping[type[n.Node], Writer] = {
    n.Heading: _heading,
    n.Paragraph: lambda md, node: md.paragraph(getattr(node, "children", [])),
    n.ThematicBreak: lambda _md, _node: "---",
    n.Blockquote: lambda md, node: quoted(md.flow(getattr(node, "children", []))),
    n.List: _list,
    n.Table: _table,
    n.Code: _code,
    n.Mermaid: _code,
    n.Graphviz: _code,
    n.Math: _math,
    n.Admonition: _aside,
    n.Aside: _aside,
    n.Exercise: _aside,
    n.Proof: _aside,
    n.Details: _details,
    n.Solution: _details,
    n.Caption: _caption,
    n.CardTitle: _term,
    n.DefinitionTerm: _term,
    n.TabItem: _tab,
    n.Quiz: quiz,
    n.Iframe: _frame,
    n.Slides: _slides,
    n.Video: _video,
    n.FootnoteDefinition: _footnote,
    n.MystComment: _nothing,
    n.MystTarget: _nothing,
    n.BlockBreak: _nothing,
    n.IndexEntries: _nothing,
    n.Outputs: _nothing,
    n.Interactive: _nothing,
    n.Bibliography: _nothing,
    n.Toc: _nothing,
}
