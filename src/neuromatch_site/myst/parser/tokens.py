"""One small reader per markdown-it token: token -> node."""

from collections.abc import Callable, Mapping

from markdown_it.common.utils import unescapeAll
from markdown_it.token import Token

from neuromatch_site.model.ast import nodes
from neuromatch_site.model.ast.identifiers import normalize_label
from neuromatch_site.myst.parser.citation import cite_node, group_node


def _heading(token: Token) -> nodes.Parent:
    return nodes.Heading(depth=int(token.tag[1:]))


def _ordered(token: Token) -> nodes.Parent:
    return nodes.List(ordered=True, start=int(token.attrs.get("start", 1)), spread=False)


def _list_item(token: Token) -> nodes.Parent:
    return nodes.ListItem(spread=True, checked=token.meta.get("checked"))


def _table_cell(token: Token) -> nodes.Parent:
    style = str(token.attrs.get("style", ""))
    align = style.removeprefix("text-align:") or None
    return nodes.TableCell(header=True if token.tag == "th" else None, align=align)


def _footnote(token: Token) -> nodes.Parent:
    label = str(token.meta["label"])
    return nodes.FootnoteDefinition(identifier=normalize_label(label)[0], label=label)


def _link(token: Token) -> nodes.Parent:
    title = token.attrs.get("title")
    return nodes.Link(url=str(token.attrs.get("href", "")), title=str(title) if title else None)


OPENERS: Mapping[str, Callable[[Token], nodes.Parent]] = {
    "paragraph_open": lambda _: nodes.Paragraph(),
    "heading_open": _heading,
    "blockquote_open": lambda _: nodes.Blockquote(),
    "bullet_list_open": lambda _: nodes.List(ordered=False, spread=False),
    "ordered_list_open": _ordered,
    "list_item_open": _list_item,
    "table_open": lambda _: nodes.Table(),
    "tr_open": lambda _: nodes.TableRow(),
    "th_open": _table_cell,
    "td_open": _table_cell,
    "dl_open": lambda _: nodes.DefinitionList(),
    "dt_open": lambda _: nodes.DefinitionTerm(),
    "dd_open": lambda _: nodes.DefinitionDescription(),
    "field_list_open": lambda _: nodes.DefinitionList(),
    "fieldlist_name_open": lambda _: nodes.DefinitionTerm(),
    "fieldlist_body_open": lambda _: nodes.DefinitionDescription(),
    "footnote_reference_open": _footnote,
    "em_open": lambda _: nodes.Emphasis(),
    "strong_open": lambda _: nodes.Strong(),
    "s_open": lambda _: nodes.Delete(),
    "link_open": _link,
    "span_open": lambda _: nodes.Span(),
    "cite_group_open": group_node,
}
"""Tokens that start a node; others, such as ``thead_open``, do not."""


def _code_node(token: Token) -> nodes.Node:
    info = unescapeAll(token.info).strip() if token.info else ""
    lang, value = info.partition(" ")[0], token.content.removesuffix("\n")
    return nodes.Code(lang=lang, value=value)


def _math_block(token: Token) -> nodes.Node:
    node = nodes.Math(value=token.content.strip())
    if token.type == "amsmath":
        node.environment = True
    elif token.info:
        node.identifier, node.label = normalize_label(token.info)
    return node


def _image(token: Token) -> nodes.Node:
    title = token.attrs.get("title")
    return nodes.Image(
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


def _footnote_reference(token: Token) -> nodes.Node:
    label = str(token.meta["label"])
    return nodes.FootnoteReference(identifier=normalize_label(label)[0], label=label)


LEAVES: Mapping[str, Callable[[Token], nodes.Node]] = {
    "text": lambda token: nodes.Text(value=token.content),
    "text_special": lambda token: nodes.Text(value=token.content),
    "softbreak": lambda _: nodes.Text(value="\n"),
    "hardbreak": lambda _: nodes.Break(),
    "hr": lambda _: nodes.ThematicBreak(),
    "code_block": lambda token: nodes.Code(lang="", value=token.content.removesuffix("\n")),
    "fence": _code_node,
    "colon_fence": _code_node,
    "code_inline": lambda token: nodes.InlineCode(value=token.content),
    "html_block": lambda token: nodes.Html(value=token.content.rstrip("\n")),
    "html_inline": lambda token: nodes.Html(value=token.content),
    "image": _image,
    "math_block": _math_block,
    "math_block_label": _math_block,
    "amsmath": _math_block,
    "math_inline": lambda token: nodes.InlineMath(value=token.content.strip()),
    "math_inline_double": _math_block,
    "footnote_ref": _footnote_reference,
    "myst_line_comment": lambda token: nodes.MystComment(value=token.content),
    "myst_block_break": lambda token: nodes.BlockBreak(meta=token.content or None),
    "myst_target": lambda token: nodes.MystTarget(label=token.content),
    "cite": cite_node,
}
"""Tokens that are a whole node."""
