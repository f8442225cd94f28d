"""HTML elements -> MyST nodes."""

import re
from collections.abc import Callable, Mapping

from neuromatch_site.media.video_providers import video_of
from neuromatch_site.model.ast import nodes
from neuromatch_site.model.ast.identifiers import html_id, normalize_label
from neuromatch_site.model.ast.text import is_blank, text_of
from neuromatch_site.model.ast.visit import select
from neuromatch_site.transforms._elements import (
    BLOCKS,
    FLAT,
    Attributes,
    allowed_attributes,
    allowed_language,
    class_words,
    is_inline,
    styles_of,
)
from neuromatch_site.transforms._paragraphs import in_paragraphs, with_blocks_outside

_IN_A_LANGUAGE = frozenset("div span p blockquote i em b strong cite q".split())


def element_node(
    name: str, attributes: Attributes, children: list[nodes.Node], *, inline: bool
) -> nodes.Node:
    """Return the node of the element, around the children.

    ``inline``: it is inside a line of text, where blocks are not allowed.
    """
    make = _NODES.get(name)
    if inline and name in BLOCKS:
        node: nodes.Node = nodes.Span(
            children=[nodes.Text(value=" "), *children, nodes.Text(value=" ")]
        )
    elif name in _IN_A_LANGUAGE and allowed_language(attributes):  # no node of MyST has a language
        node = nodes.HtmlElement(
            name=name, attributes=allowed_attributes(attributes), children=children
        )
    elif make is not None:
        node = make(attributes, children)
    elif name in FLAT:
        node = nodes.Span(children=children)
    else:
        node = nodes.HtmlElement(
            name=name, attributes=allowed_attributes(attributes), children=children
        )
    if inline and not is_inline(node):
        node = nodes.Span(children=node.children if isinstance(node, nodes.Parent) else [])
    node = with_blocks_outside(node, inline=inline)
    _put_attributes(node, attributes)
    return node


def _put_attributes(node: nodes.Node, attributes: Attributes) -> None:
    """Give the node the ``id`` and the classes of the element.

    The ``id`` of words is no label: it names a place on its page, and other pages may have it too.
    """
    label = attributes.get("id") or attributes.get("name") or ""
    if label and isinstance(node, nodes.Target | nodes.LiteralTarget):
        node.identifier, node.label = normalize_label(label)
        node.html_id = html_id(node.identifier)
        if isinstance(node, nodes.Div | nodes.Heading | nodes.Paragraph | nodes.Span):
            node.label = None
        if isinstance(node, nodes.Heading):
            node.implicit = True
    if isinstance(node, nodes.HtmlElement):
        return
    words = class_words(attributes)
    align = _align(attributes)
    if align in ("center", "right") and isinstance(
        node, nodes.Div | nodes.Paragraph | nodes.Heading
    ):
        words.append(f"align-{align}")
    if words:
        node.classes = words


def _align(attributes: Attributes) -> str:
    styles = styles_of(attributes)
    align = (attributes.get("align") or styles.get("text-align", "")).lower()
    return align if align in ("left", "center", "right") else ""


def _length(attributes: Attributes, name: str) -> str | None:
    styles = styles_of(attributes)
    value = attributes.get(name) or styles.get(name) or styles.get(f"max-{name}", "")
    value = value.strip()
    return value if re.fullmatch(r"\d+(?:\.\d+)?\s*(?:%|px|em|rem|vw)?", value) else None


# -- elements

_Make = Callable[[Attributes, list[nodes.Node]], nodes.Node]


def _parent(kind: type[nodes.Parent]) -> _Make:
    return lambda _, children: kind(children=children)


def _blocks(kind: type[nodes.Parent]) -> _Make:
    def make(_: Attributes, children: list[nodes.Node]) -> nodes.Node:
        return kind(children=in_paragraphs(children))

    return make


def _heading(depth: int) -> _Make:
    return lambda _, children: nodes.Heading(depth=depth, children=children)


def _link(attributes: Attributes, children: list[nodes.Node]) -> nodes.Node:
    url = attributes.get("href", "").strip()
    if not url:
        return nodes.Span(children=children)
    return nodes.Link(url=url, title=attributes.get("title") or None, children=children)


def _image(attributes: Attributes, _children: list[nodes.Node]) -> nodes.Node:
    return nodes.Image(
        url=attributes.get("src", "").strip(),
        alt=attributes.get("alt"),
        title=attributes.get("title") or None,
        width=_length(attributes, "width"),
        height=_length(attributes, "height"),
        align=_align(attributes) or styles_of(attributes).get("float"),
    )


def _source(attributes: Attributes, children: list[nodes.Node]) -> nodes.Node:
    return _image(attributes, children) if attributes.get("src") else nodes.Span()


def _picture(_: Attributes, children: list[nodes.Node]) -> nodes.Node:
    return next(
        (node for node in children if isinstance(node, nodes.Image)), nodes.Span(children=children)
    )


def _video(attributes: Attributes, children: list[nodes.Node]) -> nodes.Node:
    sources = (node for node in children if isinstance(node, nodes.Image))
    url = attributes.get("src", "").strip()
    if not url:
        url = next((node.url for node in sources), "")
    tracks = [node.attributes for node in children if isinstance(node, nodes.HtmlElement)]
    captions = [
        [track["src"], track.get("srclang") or "en"] for track in tracks if track and "src" in track
    ]
    return nodes.Image(
        url=url,
        alt=attributes.get("title") or text_of(children).strip() or None,
        width=_length(attributes, "width"),
        height=_length(attributes, "height"),
        data={
            **({"tracks": captions} if captions else {}),
            **({"poster": poster} if (poster := attributes.get("poster", "").strip()) else {}),
        }
        or None,
    )


def _track(attributes: Attributes, _children: list[nodes.Node]) -> nodes.Node:
    if attributes.get("kind", "subtitles") not in ("subtitles", "captions"):
        return nodes.Span()
    track = {name: attributes[name].strip() for name in ("src", "srclang") if name in attributes}
    return nodes.HtmlElement(name="track", attributes=track)


def _iframe(attributes: Attributes, _children: list[nodes.Node]) -> nodes.Node:
    src, title = attributes.get("src", "").strip(), attributes.get("title") or None
    frame = video_of(src, title) or nodes.Iframe(src=src, title=title)
    frame.width = _length(attributes, "width") or "100%"
    frame.height = _length(attributes, "height")
    return frame


def _list(attributes: Attributes, children: list[nodes.Node], *, ordered: bool) -> nodes.Node:
    start = attributes.get("start", "")
    items = [
        child
        if isinstance(child, nodes.ListItem)
        else nodes.ListItem(spread=False, children=[child])
        for child in in_paragraphs(children)
    ]
    number = int(start) if re.fullmatch(r"-?\d{1,9}", start) else 1
    return nodes.List(ordered=ordered, start=number if ordered else None, children=[*items])


def _list_item(_: Attributes, children: list[nodes.Node]) -> nodes.Node:
    return nodes.ListItem(spread=False, children=in_paragraphs(children))


def _table(attributes: Attributes, children: list[nodes.Node]) -> nodes.Node:
    """Return the table; what is between its rows comes before it, as in browsers."""
    sections = (
        node.children if isinstance(node, nodes.HtmlElement) else [node] for node in children
    )
    inside = in_paragraphs([child for section in sections for child in section])
    rows = [child for child in inside if isinstance(child, nodes.TableRow)]
    captions = [child for child in inside if isinstance(child, nodes.Caption)]
    others = [child for child in inside if not isinstance(child, nodes.TableRow | nodes.Caption)]
    table: nodes.Node = nodes.Table(width=_length(attributes, "width"), children=[*rows])
    if captions:
        table = nodes.Container(kind="table", children=[*captions, table])
    return nodes.Div(children=[*others, table]) if others else table


def _row(_: Attributes, children: list[nodes.Node]) -> nodes.Node:
    cells = (
        child if isinstance(child, nodes.TableCell) else nodes.TableCell(children=[child])
        for child in children
        if not is_blank(child)
    )
    return nodes.TableRow(children=[*cells])


def _table_cell(attributes: Attributes, children: list[nodes.Node], *, header: bool) -> nodes.Node:
    def span(name: str) -> int | None:
        value = attributes.get(name, "")
        return int(value) if re.fullmatch(r"[1-9]\d{0,2}", value) and value != "1" else None

    blocks = not all(is_inline(child) for child in children)
    return nodes.TableCell(
        header=True if header else None,
        align=_align(attributes) or None,
        colspan=span("colspan"),
        rowspan=span("rowspan"),
        scope=attributes.get("scope") if attributes.get("scope") in ("row", "col") else None,
        children=in_paragraphs(children) if blocks else children,
    )


def _details(attributes: Attributes, children: list[nodes.Node]) -> nodes.Node:
    open_ = True if "open" in attributes else None
    summary = [child for child in children if isinstance(child, nodes.Summary)][:1]
    rest = [child for child in children if child not in summary]
    return nodes.Details(open=open_, children=[*summary, *in_paragraphs(rest)])


def _code(_: Attributes, children: list[nodes.Node]) -> nodes.Node:
    if all(isinstance(child, nodes.Text) for child in children):
        return nodes.InlineCode(value=text_of(children))
    return nodes.HtmlElement(name="code", children=children)


def _button(_: Attributes, children: list[nodes.Node]) -> nodes.Node:
    """Return what the button says; the picture on it is an icon, which has a name at the least."""
    if not text_of(children).strip() and not any(
        select(nodes.Root(children=children), nodes.Image)
    ):
        icons = (word for child in children for word in child.classes or ())
        names = (word.partition("-")[2] for word in icons if word.startswith("fa-"))
        children = [nodes.Text(value=next(names, "").replace("-", " "))]
    return nodes.Strong(children=children)


def _pre(_: Attributes, children: list[nodes.Node]) -> nodes.Node:
    if all(isinstance(child, nodes.Text | nodes.InlineCode) for child in children):
        return nodes.Code(lang="", value=text_of(children).strip("\n"))
    return nodes.HtmlElement(name="pre", children=children)


def _figure(_: Attributes, children: list[nodes.Node]) -> nodes.Node:
    parts = [part for child in in_paragraphs(children) for part in _figure_parts(child)]
    return nodes.Container(kind="figure", children=parts)


def _figure_parts(node: nodes.Node) -> list[nodes.Node]:
    """Return what a figure shows, out of a `<center>` or `<div>` around it; no empty caption."""
    if isinstance(node, nodes.Div) and any(select(node, nodes.Image, nodes.Caption)):
        return [part for child in node.children for part in _figure_parts(child)]
    empty = isinstance(node, nodes.Caption) and not text_of(node).strip()
    return [] if empty and not any(select(node, nodes.Image)) else [node]


_NODES: Mapping[str, _Make] = {
    "a": _link,
    "abbr": lambda a, c: nodes.Abbreviation(title=a.get("title") or None, children=c),
    "acronym": lambda a, c: nodes.Abbreviation(title=a.get("title") or None, children=c),
    "audio": _video,
    "b": _parent(nodes.Strong),
    "blockquote": _blocks(nodes.Blockquote),
    "br": lambda _a, _c: nodes.Break(),
    "button": _button,
    "caption": _parent(nodes.Caption),
    "center": lambda _a, c: nodes.Div(classes=["align-center"], children=in_paragraphs(c)),
    "code": _code,
    "dd": _blocks(nodes.DefinitionDescription),
    "del": _parent(nodes.Delete),
    "details": _details,
    "div": _blocks(nodes.Div),
    "dl": _parent(nodes.DefinitionList),
    "dt": _parent(nodes.DefinitionTerm),
    "em": _parent(nodes.Emphasis),
    "figcaption": _parent(nodes.Caption),
    "figure": _figure,
    "h1": _heading(1),
    "h2": _heading(2),
    "h3": _heading(3),
    "h4": _heading(4),
    "h5": _heading(5),
    "h6": _heading(6),
    "hr": lambda _a, _c: nodes.ThematicBreak(),
    "i": _parent(nodes.Emphasis),
    "iframe": _iframe,
    "img": _image,
    "kbd": _parent(nodes.Keyboard),
    "li": _list_item,
    "ol": lambda a, c: _list(a, c, ordered=True),
    "p": _parent(nodes.Paragraph),
    "picture": _picture,
    "pre": _pre,
    "s": _parent(nodes.Delete),
    "source": _source,
    "span": _parent(nodes.Span),
    "strike": _parent(nodes.Delete),
    "strong": _parent(nodes.Strong),
    "sub": _parent(nodes.Subscript),
    "summary": _parent(nodes.Summary),
    "sup": _parent(nodes.Superscript),
    "table": _table,
    "td": lambda a, c: _table_cell(a, c, header=False),
    "th": lambda a, c: _table_cell(a, c, header=True),
    "tr": _row,
    "track": _track,
    "u": _parent(nodes.Underline),
    "ul": lambda a, c: _list(a, c, ordered=False),
    "video": _video,
}
