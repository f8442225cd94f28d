"""One small reader per markdown-it token: token -> node."""

from collections.abc import Callable, Mapping

from markdown_it.common.utils import unescapeAll
from markdown_it.token import Token

from neuromatch_site.model.ast.identifiers import normalize_label
from neuromatch_site.model.ast.nodes import (
    BlockBreak,
    Blockquote,
    Break,
    Code,
    DefinitionDescription,
    DefinitionList,
    DefinitionTerm,
    Delete,
    Emphasis,
    FootnoteDefinition,
    FootnoteReference,
    Heading,
    Html,
    Image,
    InlineCode,
    InlineMath,
    Link,
    List,
    ListItem,
    Math,
    MystComment,
    MystTarget,
    Node,
    Paragraph,
    Parent,
    Span,
    Strong,
    Table,
    TableCell,
    TableRow,
    Text,
    ThematicBreak,
)
from neuromatch_site.myst.parser.citation import cite_node, group_node


def _heading(token: Token) -> Parent:
    return Heading(depth=int(token.tag[1:]))


def _ordered(token: Token) -> Parent:
    return List(ordered=True, start=int(token.attrs.get("start", 1)), spread=False)


def _list_item(token: Token) -> Parent:
    return ListItem(spread=True, checked=token.meta.get("checked"))


def _table_cell(token: Token) -> Parent:
    style = str(token.attrs.get("style", ""))
    align = style.removeprefix("text-align:") or None
    return TableCell(header=True if token.tag == "th" else None, align=align)


def _footnote(token: Token) -> Parent:
    label = str(token.meta["label"])
    return FootnoteDefinition(identifier=normalize_label(label)[0], label=label)


def _link(token: Token) -> Parent:
    title = token.attrs.get("title")
    return Link(url=str(token.attrs.get("href", "")), title=str(title) if title else None)


OPENERS: Mapping[str, Callable[[Token], Parent]] = {
    "paragraph_open": lambda _: Paragraph(),
    "heading_open": _heading,
    "blockquote_open": lambda _: Blockquote(),
    "bullet_list_open": lambda _: List(ordered=False, spread=False),
    "ordered_list_open": _ordered,
    "list_item_open": _list_item,
    "table_open": lambda _: Table(),
    "tr_open": lambda _: TableRow(),
    "th_open": _table_cell,
    "td_open": _table_cell,
    "dl_open": lambda _: DefinitionList(),
    "dt_open": lambda _: DefinitionTerm(),
    "dd_open": lambda _: DefinitionDescription(),
    "field_list_open": lambda _: DefinitionList(),
    "fieldlist_name_open": lambda _: DefinitionTerm(),
    "fieldlist_body_open": lambda _: DefinitionDescription(),
    "footnote_reference_open": _footnote,
    "em_open": lambda _: Emphasis(),
    "strong_open": lambda _: Strong(),
    "s_open": lambda _: Delete(),
    "link_open": _link,
    "span_open": lambda _: Span(),
    "cite_group_open": group_node,
}
"""Tokens that start a node; others, such as ``thead_open``, do not."""


def _code_node(token: Token) -> Node:
    info = unescapeAll(token.info).strip() if token.info else ""
    lang, value = info.partition(" ")[0], token.content.removesuffix("\n")
    return Code(lang=lang, value=value)


def _math_block(token: Token) -> Node:
    node = Math(value=token.content.strip())
    if token.type == "amsmath":
        node.environment = True
    elif token.info:
        node.identifier, node.label = normalize_label(token.info)
    return node


def _image(token: Token) -> Node:
    title = token.attrs.get("title")
    return Image(
        url=str(token.attrs.get("src", "")),
        alt=plain_text(token.children or []) or None,
        title=str(title) if title else None,
    )


def plain_text(tokens: list[Token]) -> str:
    """Return the plain text of inline tokens, for alternative texts."""
    words = []
    for token in tokens:
        if token.type == "softbreak":
            words.append("\n")
        elif token.children:
            words.append(plain_text(token.children))
        else:
            words.append(token.content)
    return "".join(words)


def _footnote_reference(token: Token) -> Node:
    label = str(token.meta["label"])
    return FootnoteReference(identifier=normalize_label(label)[0], label=label)


LEAVES: Mapping[str, Callable[[Token], Node]] = {
    "text": lambda token: Text(value=token.content),
    "text_special": lambda token: Text(value=token.content),
    "softbreak": lambda _: Text(value="\n"),
    "hardbreak": lambda _: Break(),
    "hr": lambda _: ThematicBreak(),
    "code_block": lambda token: Code(lang="", value=token.content.removesuffix("\n")),
    "fence": _code_node,
    "colon_fence": _code_node,
    "code_inline": lambda token: InlineCode(value=token.content),
    "html_block": lambda token: Html(value=token.content.rstrip("\n")),
    "html_inline": lambda token: Html(value=token.content),
    "image": _image,
    "math_block": _math_block,
    "math_block_label": _math_block,
    "amsmath": _math_block,
    "math_inline": lambda token: InlineMath(value=token.content.strip()),
    "math_inline_double": _math_block,
    "footnote_ref": _footnote_reference,
    "myst_line_comment": lambda token: MystComment(value=token.content),
    "myst_block_break": lambda token: BlockBreak(meta=token.content or None),
    "myst_target": lambda token: MystTarget(label=token.content),
    "cite": cite_node,
}
"""Tokens that are a whole node."""
